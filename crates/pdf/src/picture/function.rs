//! Functions of one number (ISO 32000-1, 7.10), as spot colours use them: from how much ink to the colour it gives.

use lopdf::{Document, Object, Stream};

use crate::object::{decode_stream, resolve};

/// Results of one function; colours have four at most.
const MAX_RESULTS: usize = 32;
/// Bytes of the samples of a function of one number.
const MAX_SAMPLES: usize = 1 << 16;

/// A function of one number from 0 to 1.
#[derive(Clone, Debug)]
pub(super) enum Function {
    /// From the first results to the second, by a power.
    Power { from: Vec<f32>, to: Vec<f32>, exponent: f32 },
    /// Results at even distances.
    Samples(Vec<Vec<f32>>),
}

impl Function {
    /// The function that an object describes; none for one that is a program or that several make up.
    pub(super) fn load(document: &Document, object: &Object) -> Option<Self> {
        let object = resolve(document, object);
        let dictionary = match object {
            Object::Stream(stream) => &stream.dict,
            other => other.as_dict().ok()?,
        };
        let numbers = |key: &[u8]| -> Option<Vec<f32>> {
            let array = resolve(document, dictionary.get(key).ok()?).as_array().ok()?;
            array.iter().take(2 * MAX_RESULTS).map(|o| resolve(document, o).as_float().ok()).collect()
        };
        match resolve(document, dictionary.get(b"FunctionType").ok()?).as_i64().ok()? {
            0 => sampled(document, object.as_stream().ok()?, numbers(b"Range")?, numbers(b"Decode")),
            2 => {
                let exponent = resolve(document, dictionary.get(b"N").ok()?).as_float().ok()?;
                let from = numbers(b"C0").unwrap_or_else(|| vec![0.0]);
                let to = numbers(b"C1").unwrap_or_else(|| vec![1.0]);
                Some(Self::Power { from, to, exponent })
            }
            _ => None,
        }
    }

    /// The results for `x`.
    pub(super) fn at(&self, x: f32) -> Vec<f32> {
        match self {
            Self::Power { from, to, exponent } => {
                let part = x.powf(*exponent);
                from.iter().zip(to).map(|(from, to)| from + part * (to - from)).collect()
            }
            Self::Samples(samples) => {
                let nearest = (x * (samples.len() - 1) as f32).round().max(0.0) as usize;
                samples[nearest.min(samples.len() - 1)].clone()
            }
        }
    }
}

/// Samples of whole bytes; other widths are rare, and a spot colour without its function is seen as dark.
fn sampled(document: &Document, stream: &Stream, range: Vec<f32>, decode: Option<Vec<f32>>) -> Option<Function> {
    let get = |key: &[u8]| resolve(document, stream.dict.get(key).ok()?).as_i64().ok();
    let size = resolve(document, stream.dict.get(b"Size").ok()?).as_array().ok()?;
    let [size] = size.as_slice() else { return None };
    let size = usize::try_from(resolve(document, size).as_i64().ok()?).ok()?;
    let step = match get(b"BitsPerSample")? {
        8 => 1,
        16 => 2,
        _ => return None,
    };
    let results = range.len() / 2;
    if results == 0 || size == 0 {
        return None;
    }
    let decode = decode.filter(|d| d.len() == range.len()).unwrap_or(range);
    let bytes = decode_stream(document, stream, MAX_SAMPLES).bytes;
    let samples: Vec<Vec<f32>> = bytes
        .chunks_exact(results * step)
        .take(size)
        .map(|sample| {
            let high_bytes = sample.iter().step_by(step);
            high_bytes
                .zip(decode.as_chunks::<2>().0)
                .map(|(&byte, &[low, high])| low + f32::from(byte) / 255.0 * (high - low))
                .collect()
        })
        .collect();
    (!samples.is_empty()).then_some(Function::Samples(samples))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn powers_and_samples_are_evaluated() {
        let power = dictionary! { "FunctionType" => 2, "N" => 2, "C0" => vec![0.into()], "C1" => vec![8.into()] };
        let power = Function::load(&Document::new(), &power.into()).unwrap();
        assert_eq!(power.at(0.5), [2.0]);

        let entries = dictionary! {
            "FunctionType" => 0, "Size" => vec![3.into()], "BitsPerSample" => 8,
            "Domain" => vec![0.into(), 1.into()], "Range" => vec![0.into(), 1.into(), 0.into(), 2.into()],
        };
        let samples = Stream::new(entries, vec![0, 0, 0, 255, 255, 0]);
        let samples = Function::load(&Document::new(), &samples.into()).unwrap();
        assert_eq!(samples.at(0.0), [0.0, 0.0]);
        assert_eq!(samples.at(0.4), [0.0, 2.0]);
        assert_eq!(samples.at(1.0), [1.0, 0.0]);
    }

    #[test]
    fn programs_and_functions_without_samples_are_none() {
        let load = |object: Object| Function::load(&Document::new(), &object);
        assert!(load(dictionary! { "FunctionType" => 4 }.into()).is_none());
        let entries = dictionary! {
            "FunctionType" => 0, "Size" => vec![3.into()], "BitsPerSample" => 8, "Range" => vec![0.into(), 1.into()],
        };
        assert!(load(Stream::new(entries, Vec::new()).into()).is_none());
    }
}
