use super::*;

/// The generated forms of a word, without those of minor kinds (`skip` is part of the reason).
fn forms(word: &str, kind: Kind, language: Language, wanted: &str) -> Vec<String> {
    let plain = word.replace('|', "");
    let forms = inflect(&plain, word.find('|'), kind, language);
    forms.into_iter().filter(|f| f.why.is_some_and(|why| why == wanted)).map(|f| f.text).collect()
}

#[track_caller]
fn check(kind: Kind, language: Language, wanted: &str, cases: &[(&str, &[&str])]) {
    for (word, expected) in cases {
        assert_eq!(forms(word, kind, language, wanted), *expected, "{wanted} of {word}");
    }
}

#[test]
fn dutch_plurals_are_spelled_as_the_rules_say() {
    check(
        Kind::Noun,
        Language::Nl,
        "plural",
        &[
            ("cursus", &["cursussen"]),
            ("opleiding", &["opleidingen"]),
            ("voucher", &["vouchers"]),
            ("taak", &["taken"]),
            ("school", &["scholen"]),
            ("les", &["lessen"]),
            ("vak", &["vakken"]),
            ("bedrijf", &["bedrijven"]),
            ("prijs", &["prijzen"]),
            ("huis", &["huizen"]),
            ("werf", &["werven"]),
            ("kans", &["kansen"]),
            ("grens", &["grenzen"]),
            ("vaardigheid", &["vaardigheden"]),
            ("scholingsbudget", &["scholingsbudgetten"]),
            ("programma", &["programma's"]),
            ("methode", &["methodes", "methoden"]),
            ("organisatie", &["organisaties"]),
            ("technologie", &["technologieën", "technologies"]),
            ("sector", &["sectors", "sectoren"]),
            ("monteur", &["monteurs"]),
            ("systeem", &["systemen"]),
            ("middel", &["middels", "middelen"]),
            ("partij", &["partijen"]),
            ("idee", &["ideeën"]),
            ("opleidingscentrum", &["opleidingscentra", "opleidingscentrums"]),
            ("technicus", &["technici"]),
            ("team", &["teams"]),
            ("loopbaancoach", &["loopbaancoaches"]),
            ("fotograaf", &["fotografen"]),
            ("project", &["projecten"]),
            ("kandidaat", &["kandidaten"]),
            ("EVC", &["EVC's", "EVCs", "EVC'en"]),
            ("bureau", &["bureaus"]),
            ("niveau", &["niveaus"]),
            ("leerling", &["leerlingen"]),
            ("werkloosheid", &["werkloosheden"]),
            ("vrouw", &["vrouwen"]),
        ],
    );
}

#[test]
fn dutch_diminutives_take_the_ending_that_sounds_well() {
    check(
        Kind::Noun,
        Language::Nl,
        "diminutive",
        &[
            ("boek", &["boekje"]),
            ("cursus", &["cursusje"]),
            ("verhaal", &["verhaaltje"]),
            ("plan", &["plannetje"]),
            ("rol", &["rolletje"]),
            ("film", &["filmpje"]),
            ("systeem", &["systeempje"]),
            ("regeling", &["regelinkje"]),
            ("ring", &["ringetje"]),
            ("foto", &["fotootje"]),
            ("voucher", &["vouchertje"]),
            ("partij", &["partijtje"]),
        ],
    );
    assert!(forms("EVC", Kind::Noun, Language::Nl, "diminutive").is_empty());
}

#[test]
fn dutch_adjectives_have_an_e_and_degrees() {
    check(
        Kind::Adjective,
        Language::Nl,
        "form in -e",
        &[
            ("digitaal", &["digitale"]),
            ("breed", &["brede"]),
            ("slim", &["slimme"]),
            ("nodig", &["nodige"]),
            ("creatief", &["creatieve"]),
            ("wijs", &["wijze"]),
            ("technisch", &["technische"]),
            ("duurzaam", &["duurzame"]),
            ("modern", &["moderne"]),
            ("divers", &["diverse"]),
            ("persoonlijk", &["persoonlijke"]),
            ("flexibel", &["flexibele"]),
            ("nieuw", &["nieuwe"]),
            ("roze", &[]),
        ],
    );
    check(Kind::Adjective, Language::Nl, "comparative", &[("slim", &["slimmer"]), ("duur", &["duurder"])]);
    check(Kind::Adjective, Language::Nl, "superlative", &[("breed", &["breedst"]), ("wijs", &["wijst"])]);
    check(Kind::Adjective, Language::Nl, "degree", &[("goed", &["goede", "beter", "betere", "best", "beste"])]);
}

#[test]
fn dutch_verbs_follow_the_kofschip() {
    check(
        Kind::Verb,
        Language::Nl,
        "present",
        &[
            ("werken", &["werk", "werkt"]),
            ("leren", &["leer", "leert"]),
            ("maken", &["maak", "maakt"]),
            ("zetten", &["zet"]),
            ("leven", &["leef", "leeft"]),
            ("reizen", &["reis", "reist"]),
            ("rekenen", &["reken", "rekent"]),
            ("verbeteren", &["verbeter", "verbetert"]),
            ("ontwikkelen", &["ontwikkel", "ontwikkelt"]),
            ("verdelen", &["verdeel", "verdeelt"]),
            ("organiseren", &["organiseer", "organiseert"]),
            ("beheren", &["beheer", "beheert"]),
            ("bouwen", &["bouw", "bouwt"]),
            ("trainen", &["train", "traint"]),
            ("coachen", &["coach", "coacht"]),
            ("gaan", &["ga", "gaat"]),
            ("komen", &["kom", "komt"]),
        ],
    );
    check(
        Kind::Verb,
        Language::Nl,
        "past",
        &[
            ("werken", &["werkte", "werkten"]),
            ("leiden", &["leidde", "leidden"]),
            ("leven", &["leefde", "leefden"]),
            ("reizen", &["reisde", "reisden"]),
            ("coachen", &["coachte", "coachten"]),
            ("nemen", &["nam", "namen"]),
            ("vernemen", &["vernam", "vernamen"]),
            ("opnemen", &["opnam", "opnamen"]),
        ],
    );
    check(
        Kind::Verb,
        Language::Nl,
        "participle",
        &[
            ("werken", &["gewerkt"]),
            ("leiden", &["geleid"]),
            ("zetten", &["gezet"]),
            ("leven", &["geleefd"]),
            ("verbeteren", &["verbeterd"]),
            ("ontwikkelen", &["ontwikkeld"]),
            ("bellen", &["gebeld"]),
            ("erven", &["geerfd"]),
            ("nemen", &["genomen"]),
            ("vernemen", &["vernomen"]),
            ("opleiden", &["opgeleid"]),
            ("samenwerken", &["samengewerkt"]),
            ("opdoen", &["opgedaan"]),
            ("voor|stellen", &["voorgesteld"]),
            ("over|nemen", &["overgenomen"]),
            ("informeren", &["geinformeerd"]),
            ("managen", &["gemanaged"]),
        ],
    );
    check(
        Kind::Verb,
        Language::Nl,
        "participle in -e",
        &[("opleiden", &["opgeleide"]), ("zetten", &["gezette"]), ("opdoen", &["opgedane"]), ("werken", &["gewerkte"])],
    );
}

#[test]
fn a_separable_verb_has_forms_in_pieces() {
    let apart = forms("opleiden", Kind::Verb, Language::Nl, "infinitive apart");
    assert!(apart.contains(&"op te leiden".to_owned()) && apart.contains(&"op kunnen leiden".to_owned()));
    let (forms, particle) = finite("opleiden", None, Language::Nl).unwrap();
    let forms: Vec<&str> = forms.iter().map(|f| f.text.as_str()).collect();
    assert_eq!((forms, particle.as_deref()), (vec!["leiden", "leid", "leidt", "leidde", "leidden"], Some("op")));
    for (verb, particle) in [
        ("samenwerken", Some("samen")),
        ("meedoen", Some("mee")),
        ("informeren", None),
        ("inspireren", None),
        ("ondersteunen", None),
        ("opereren", None),
        ("deelnemen", Some("deel")),
    ] {
        assert_eq!(finite(verb, None, Language::Nl).unwrap().1.as_deref(), particle, "{verb}");
    }
    assert_eq!(finite("overnemen", Some(4), Language::Nl).unwrap().1.as_deref(), Some("over"));
}

#[test]
fn english_words_are_inflected() {
    check(
        Kind::Noun,
        Language::En,
        "plural",
        &[
            ("skill", &["skills"]),
            ("policy", &["policies"]),
            ("survey", &["surveys"]),
            ("coach", &["coaches"]),
            ("salesperson", &["salespeople"]),
            ("workwoman", &["workwomen"]),
        ],
    );
    check(
        Kind::Verb,
        Language::En,
        "form in -ing",
        &[("train", &["training"]), ("plan", &["planning"]), ("make", &["making"])],
    );
    check(
        Kind::Verb,
        Language::En,
        "past",
        &[
            ("train", &["trained"]),
            ("develop", &["developed"]),
            ("study", &["studied"]),
            ("retrain", &["retrained"]),
            ("rebuild", &["rebuilt"]),
            ("learn", &["learnt", "learned"]),
            ("refer", &["referred"]),
        ],
    );
    check(
        Kind::Adjective,
        Language::En,
        "comparative",
        &[("smart", &["smarter"]), ("healthy", &["healthier"]), ("digital", &[]), ("big", &["bigger"])],
    );
}

#[test]
fn other_spellings_are_known() {
    let of = |word: &str, language| variants(word, language).into_iter().map(|(text, _)| text).collect::<Vec<_>>();
    assert_eq!(of("A+O", Language::Nl), ["A&O", "A+O", "A & O", "A + O", "A en O"]);
    assert_eq!(of("&", Language::En), ["and", "+"]);
    assert_eq!(of("co-creatie", Language::Nl), ["cocreatie", "co creatie"]);
    assert_eq!(of("e-learning", Language::Nl), ["elearning"]);
    assert_eq!(of("21e", Language::Nl), ["21st", "eenentwintigste", "21ste", "21de"]);
    assert!(of("21e-eeuwse", Language::Nl).contains(&"eenentwintigste eeuwse".to_owned()));
    assert!(of("21e-eeuwse", Language::Nl).contains(&"21ste-eeuwse".to_owned()));
    assert_eq!(of("21st", Language::En), ["twenty-first", "twentyfirst", "twenty first"]);
    assert!(of("twenty-first", Language::En).contains(&"21st".to_owned()));
    assert_eq!(of("tweeëntwintigste", Language::Nl)[0], "22nd");
    for plain in ["voucher", "50+", "R&", "-x", "2021", "aanbod", "goede"] {
        assert_eq!(of(plain, Language::Nl), Vec::<String>::new(), "{plain}");
    }
}

#[test]
fn any_word_can_be_inflected() {
    for word in
        ["", "a", "é", "x-", "'s", "ß", "ij", "en", "aan", "oe", "ß́n", "日本", "İen", "AAN", "n", "eeeen", "-en"]
    {
        for kind in [Kind::Noun, Kind::Verb, Kind::Adjective] {
            for language in [Language::Nl, Language::En] {
                assert_eq!(inflect(word, None, kind, language)[0].text, word);
            }
            finite(word, None, Language::Nl);
        }
        variants(word, Language::Nl);
    }
}
