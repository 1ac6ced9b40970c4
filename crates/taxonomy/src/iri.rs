use oxiri::Iri;

/// Whether a text is an absolute IRI with something after its scheme, as RFC 3987 says. What the scheme itself asks for is
/// not looked at.
///
/// # Errors
///
/// What is wrong, in words that go on after "the IRI …".
pub fn absolute_iri(text: &str) -> Result<(), &'static str> {
    let Some((scheme, rest)) = text.split_once(':') else {
        return Err("has no scheme such as https:");
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.chars().all(fits) {
        return Err("has no scheme such as https:");
    }
    if rest.trim_start_matches('/').is_empty() {
        return Err("has nothing after its scheme");
    }
    // Marks that turn the direction of writing have no place in an IRI (RFC 3987, 4.1): one would look like another.
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(turns) || Iri::parse(text).is_err() {
        return Err("holds something that an IRI cannot hold, or not there");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absolute_iri_has_a_scheme_and_only_characters_of_an_iri() {
        for iri in ["http://data.europa.eu/esco/skill/a-1", "urn:isbn:1", "https://example.org/créatief#x", "a:%2F"] {
            assert_eq!(absolute_iri(iri), Ok(()), "{iri}");
        }
        for text in [
            "",
            "esco/skill/1",
            "//example.org/a",
            "http:",
            "http://",
            "1http://a",
            ":a",
            "http://a b",
            "http://a/<b>",
            "http://a/\"b",
            "http://a/\u{202e}b",
            "http://a/%",
            "http://a/%2",
            "http://a/%zé",
            "http://a#b#c",
            "http://:8080x/a",
            "http://a:b/",
            "http://a\n",
        ] {
            assert!(absolute_iri(text).is_err(), "{text:?}");
        }
    }
}
