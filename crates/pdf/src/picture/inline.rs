//! Pictures that stand in a content stream themselves (ISO 32000-1, 8.9.7).

use lopdf::{Dictionary, Object, StringFormat};

use crate::content::{Lexer, Token};

/// How deep the values of a picture's dictionary may be nested: a palette in an array is 1.
const MAX_DEPTH: usize = 4;

/// The dictionary before the data of an inline picture, its abbreviations written out.
pub(super) fn dictionary(operands: &[Token], lexer: &Lexer<'_>) -> Dictionary {
    let mut tokens = operands.iter();
    let mut dictionary = Dictionary::new();
    while let Some(token) = tokens.next() {
        let &Token::Name(key) = token else { continue };
        let key = whole_key(lexer.bytes(key));
        let Some(value) = value(&mut tokens, lexer, 0) else { break };
        dictionary.set(key, value);
    }
    dictionary
}

fn value(tokens: &mut std::slice::Iter<'_, Token>, lexer: &Lexer<'_>, depth: usize) -> Option<Object> {
    if depth > MAX_DEPTH {
        return None;
    }
    Some(match *tokens.next()? {
        Token::Number(n) if n.fract() == 0.0 => Object::Integer(n as i64),
        Token::Number(n) => Object::Real(n),
        Token::Name(name) => Object::Name(lexer.bytes(name).to_vec()),
        Token::Text(text) => Object::String(lexer.bytes(text).to_vec(), StringFormat::Literal),
        Token::Constant(constant) => Object::Boolean(constant),
        Token::ArrayStart => {
            let mut items = Vec::new();
            while tokens.as_slice().first().is_some_and(|t| *t != Token::ArrayEnd) {
                items.push(value(tokens, lexer, depth + 1)?);
            }
            tokens.next();
            Object::Array(items)
        }
        Token::DictStart => {
            let mut dictionary = Dictionary::new();
            while let Some(&Token::Name(key)) = tokens.as_slice().first() {
                tokens.next();
                let key = lexer.bytes(key).to_vec();
                dictionary.set(key, value(tokens, lexer, depth + 1)?);
            }
            tokens.next();
            Object::Dictionary(dictionary)
        }
        Token::ArrayEnd | Token::DictEnd | Token::Operator(_) => return None,
    })
}

fn whole_key(key: &[u8]) -> &[u8] {
    match key {
        b"BPC" => b"BitsPerComponent",
        b"CS" => b"ColorSpace",
        b"D" => b"Decode",
        b"DP" => b"DecodeParms",
        b"F" => b"Filter",
        b"H" => b"Height",
        b"IM" => b"ImageMask",
        b"W" => b"Width",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_written_out() {
        let mut lexer = Lexer::new(b"/W 8 /H 2 /IM true /F [/A85 /CCF] /DP [null << /K -1 >>] /CS [/I /RGB 1 <00>]");
        let mut tokens = Vec::new();
        while let Some(token) = lexer.next() {
            tokens.push(token);
        }
        let found = dictionary(&tokens, &lexer);
        assert_eq!(found.get(b"Width").unwrap().as_i64().unwrap(), 8);
        assert!(found.get(b"ImageMask").unwrap().as_bool().unwrap());
        let filters = found.get(b"Filter").unwrap().as_array().unwrap();
        assert_eq!(filters[1].as_name().unwrap(), b"CCF");
        let parameters = found.get(b"DecodeParms").unwrap().as_array().unwrap();
        assert_eq!(parameters[1].as_dict().unwrap().get(b"K").unwrap().as_i64().unwrap(), -1);
        assert_eq!(found.get(b"ColorSpace").unwrap().as_array().unwrap().len(), 4);
    }
}
