//! Bytes written as letters: ASCII85Decode and ASCIIHexDecode.

use super::{Fault, Filtered};

/// Two hexadecimal digits for a byte, up to `>`. What is no digit is passed over.
pub(super) fn hexadecimal(input: &[u8], limit: usize) -> Filtered {
    let mut bytes = Vec::with_capacity((input.len() / 2).min(limit));
    let mut high: Option<u8> = None;
    for &byte in input.iter().take_while(|&&byte| byte != b'>') {
        let Some(digit) = char::from(byte).to_digit(16) else { continue };
        let Some(first) = high.take() else {
            high = Some(digit as u8);
            continue;
        };
        if bytes.len() == limit {
            return Filtered { bytes, fault: Some(Fault::TooLarge) };
        }
        bytes.push(first << 4 | digit as u8);
    }
    if let Some(first) = high
        && bytes.len() < limit
    {
        bytes.push(first << 4);
    }
    Filtered { bytes, fault: None }
}

/// Five letters for four bytes, up to `~`.
pub(super) fn base85(input: &[u8], limit: usize) -> Filtered {
    let mut bytes = Vec::with_capacity((input.len() / 5 * 4).min(limit));
    let mut group = [0u8; 5];
    let mut filled = 0;
    let input = input.strip_prefix(b"<~").unwrap_or(input);
    for &byte in input.iter().take_while(|&&byte| byte != b'~') {
        if bytes.len() > limit {
            break;
        }
        match byte {
            b'z' if filled == 0 => bytes.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group[filled] = byte - b'!';
                filled += 1;
                if filled == 5 {
                    bytes.extend_from_slice(&number(group));
                    filled = 0;
                }
            }
            _ => {}
        }
    }
    if filled > 1 {
        group[filled..].fill(84);
        bytes.extend_from_slice(&number(group)[..filled - 1]);
    }
    let fault = (bytes.len() > limit).then_some(Fault::TooLarge);
    bytes.truncate(limit);
    Filtered { bytes, fault }
}

fn number(group: [u8; 5]) -> [u8; 4] {
    group.iter().fold(0u32, |n, &digit| n.wrapping_mul(85).wrapping_add(digit.into())).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_85_is_read_with_its_short_zeros_and_its_short_end() {
        let whole = |bytes: &[u8]| Filtered { bytes: bytes.to_vec(), fault: None };
        assert_eq!(base85(b"<~87cUR D]i,\"Ebo9-z~>trailing", 99), whole(b"Hello Worlds\0\0\0\0"));
        assert_eq!(base85(b"87cURDZ", 99), whole(b"Hello"));
        assert_eq!(base85(b"zzz", 5), Filtered { bytes: vec![0; 5], fault: Some(Fault::TooLarge) });
    }

    #[test]
    fn an_odd_last_digit_is_followed_by_a_zero() {
        assert_eq!(hexadecimal(b"4 1x4>41", 99).bytes, b"A@");
    }
}
