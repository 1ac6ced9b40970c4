use super::*;

fn forms(term: &str) -> Vec<String> {
    expand(term, Language::Nl).unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn every_choice_becomes_a_form() {
    for (term, expected) in [
        ("sociale innovatie", vec!["sociale innovatie"]),
        ("cursus(sen)", vec!["cursus", "cursussen"]),
        ("nieuwe/nieuwste technologie", vec!["nieuwe technologie", "nieuwste technologie"]),
        ("(bij)scholing*", vec!["scholing*", "bijscholing*"]),
        ("leven  (een) lang leren", vec!["leven lang leren", "leven een lang leren"]),
        ("werk(nemers/gevers)", vec!["werk", "werknemers", "werkgevers"]),
        ("*voucher(s)", vec!["*voucher", "*vouchers"]),
        (r"en\/of", vec!["en/of"]),
        (r"a\(b\)", vec!["a(b)"]),
        (
            "A&O Métalektro",
            ["A&O Metalektro", "A+O Metalektro", "A & O Metalektro", "A + O Metalektro", "A en O Metalektro"].into(),
        ),
        ("cursus{n}", vec!["cursus", "cursussen", "cursusjes", "cursusje"]),
        ("*budget{n}*", vec!["*budget*", "*budgetten*", "*budgetjes*", "*budgetje*"]),
        (
            "slim{a} team",
            ["slim", "slimme", "slimmere", "slimmer", "slimste", "slimst"]
                .map(|a| format!("{a} team"))
                .iter()
                .map(String::as_str)
                .collect(),
        ),
        (r"a\{b\|c\}", vec!["a{b|c}"]),
        ("x(x)(x)", vec!["x", "xx", "xxx"]),
        ("[om te gaan/omgaan] met media", vec!["om te gaan met media", "omgaan met media"]),
        ("[a b/c(d)] x/y", vec!["a b x", "a b y", "c x", "c y", "cd x", "cd y"]),
        ("op[voeden/leiden]", vec!["opvoeden", "opleiden"]),
        (r"\[a\]", vec!["[a]"]),
    ] {
        assert_eq!(forms(term), expected, "{term}");
    }
}

#[test]
fn what_cannot_be_meant_is_a_fault() {
    for (term, fault) in [
        ("", TermFault::Empty),
        ("  ", TermFault::Empty),
        ("(cursus)", TermFault::Empty),
        ("cursus(sen", TermFault::Parenthesis),
        ("cursus)", TermFault::Parenthesis),
        ("[a", TermFault::Bracket),
        ("a]", TermFault::Bracket),
        ("[a)", TermFault::Bracket),
        ("(a]b", TermFault::Parenthesis),
        ("[a/]", TermFault::Slash),
        ("[]a", TermFault::Slash),
        ("a/", TermFault::Slash),
        ("/a", TermFault::Slash),
        ("a//b", TermFault::Slash),
        ("op*leiding", TermFault::StarInside),
        ("**leiding", TermFault::StarInside),
        ("*", TermFault::StarAlone),
        ("*a", TermFault::StarAlone),
        ("cursus{x}", TermFault::Mark),
        ("cursus{n", TermFault::Mark),
        ("cursus}", TermFault::Mark),
        ("cur{n}sus", TermFault::Mark),
        ("op|leiding", TermFault::Mark),
        ("|leiden{v}", TermFault::Mark),
        ("a{n} b{n}{v}", TermFault::Mark),
        (r"\bmbo", TermFault::Escape),
        (r"mbo\", TermFault::Escape),
        ("(a)(b)(c)(d)(e)(f)(g)(h)x(i)", TermFault::TooMany),
        ("((((((((((x))))))))))y", TermFault::TooLong),
    ] {
        assert_eq!(expand(term, Language::Nl).unwrap_err(), fault, "{term}");
    }
}

#[test]
fn gaps_divide_a_term() {
    let told = |term: &str| -> Vec<String> {
        let told = |s: &Segment| {
            format!("{} {}", s.gap(), s.forms().iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
        };
        expand_term(term, Language::Nl).unwrap().segments.iter().map(told).collect()
    };
    assert_eq!(told("omgaan/omgang ~2 media"), ["0 omgaan|omgang", "2 media"]);
    assert_eq!(told("a ~1 [b c/d] ~10 e"), ["0 a", "1 b c|d", "10 e"]);
    assert_eq!(told(r"a \~2 b"), ["0 a ~2 b"]);
    for term in ["~2 a", "a ~2", "a ~2 ~3 b", "a ~0 b", "a ~11 b", "a ~x b", "a ~ b"] {
        assert_eq!(expand_term(term, Language::Nl).err().unwrap(), TermFault::Gap, "{term}");
    }
    assert_eq!(
        expand_term("[a ~2 b]", Language::Nl).err().unwrap(),
        TermFault::Bracket,
        "a gap stands outside of brackets"
    );
}

#[test]
fn a_form_knows_both_its_folded_and_its_cased_words() {
    let forms = expand("*EVC-Traject Één", Language::Other).unwrap();
    let word = &forms[0].words()[0];
    assert_eq!((word.text(CaseRule::Ignore), word.text(CaseRule::Exact)), ("evc-traject", "EVC-Traject"));
    assert!(word.open_start() && !word.open_end());
}
