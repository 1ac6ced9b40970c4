use fundscan_model::Status;
use fundscan_taxonomy::Taxonomy;

use super::*;
use crate::Tagger;

const TAXONOMY: &str = r#"
    id = "t"
    version = "1"
    [groups]
    g = "g"
    [[concept]]
    id = "innovation"
    group = "g"
    label = "x"
    nl = ["sociale innovatie", "zelfsturende teams"]
    en = ["social innovation"]
    [[concept]]
    id = "media"
    group = "g"
    label = "x"
    nl = ["mediawijsheid", "digitale vaardigheden"]
    en = ["media literacy", "digital skills"]
    [[concept]]
    id = "courses"
    group = "g"
    label = "x"
    nl = ["cursus(sen)", "scholingsplan(nen)"]
    en = ["course(s)"]
    [[concept]]
    id = "voucher"
    group = "g"
    label = "x"
    nl = ["*voucher(s)"]
    [[concept]]
    id = "coaching"
    group = "g"
    label = "x"
    nl = ["coaching", "begeleiden ~3 collega's"]
    [[concept]]
    id = "evc"
    group = "g"
    label = "x"
    nl = [{ term = "EVC", case = "exact" }]
"#;

/// Checks the status of every mention. A mention that must be negated stands in square brackets, one that must be
/// affirmed in braces; there must be no others.
#[track_caller]
fn check(marked: &str) {
    let tagger = Tagger::new(&Taxonomy::parse(TAXONOMY).unwrap().0).unwrap();
    let text: String = marked.chars().filter(|c| !"[]{}".contains(*c)).collect();
    let mut told = String::new();
    let mut at = 0;
    for mention in tagger.tag(&text) {
        let (open, close) = if mention.status == Status::Negated { ('[', ']') } else { ('{', '}') };
        told.push_str(&text[at..mention.span.start()]);
        told.push(open);
        told.push_str(&text[mention.span.range()]);
        told.push(close);
        at = mention.span.end();
    }
    told.push_str(&text[at..]);
    assert_eq!(told, marked);
}

#[test]
fn the_rules_of_every_language_can_be_read() {
    assert_eq!(Rules::builtin().sets.len(), 2);
}

#[test]
fn what_follows_a_negation_is_negated() {
    for marked in [
        "Het fonds heeft geen [cursussen].",
        "Geen van de fondsen noemt [sociale innovatie].",
        "Geen enkel fonds biedt [vouchers] aan.",
        "Er is nauwelijks aanbod van [coaching] voor oudere werknemers.",
        "Er zijn weinig [cursussen] over [mediawijsheid].",
        "Er is onvoldoende aandacht voor [digitale vaardigheden].",
        "Er wordt veel minder gedaan aan [sociale innovatie].",
        "De raad kiest niet voor [coaching].",
        "Nergens wordt [mediawijsheid] genoemd.",
        "Een gebrek aan [digitale vaardigheden] remt de groei.",
        "Zonder [scholingsvoucher] gaat het ook.",
        "Het ontbreekt aan [cursussen].",
        "NIET GEKOZEN IS VOOR [COACHING]",
        "There is no [social innovation] in the plans.",
        "The funds pay little attention to [media literacy].",
        "There is a lack of [digital skills] in the sector.",
        "Firms work without [social innovation].",
        "The funds do not offer [courses].",
    ] {
        check(marked);
    }
}

#[test]
fn a_cue_can_stand_behind_its_concept() {
    for marked in [
        "[Mediawijsheid] ontbreekt in alle plannen.",
        "[Sociale innovatie], [mediawijsheid] en [coaching] ontbreken.",
        "[Sociale innovatie] wordt niet genoemd.",
        "[Sociale innovatie] wordt in de meeste plannen niet of nauwelijks genoemd.",
        "De aandacht voor [sociale innovatie] blijft achter.",
        "[Coaching] is er niet.",
        "[Vouchers] biedt het fonds niet aan.",
        "De fondsen bieden [vouchers] niet aan.",
        "Fondsen noemen [mediawijsheid] niet.",
        "[Mediawijsheid] komt nauwelijks aan bod.",
        "[Mediawijsheid] blijft onderbelicht.",
        "Aan [mediawijsheid] wordt geen aandacht besteed.",
        "[Mediawijsheid] krijgt te weinig aandacht.",
        "Van [sociale innovatie] is nauwelijks sprake.",
        "Voor [coaching] zijn geen middelen.",
        "[Social innovation] is not mentioned.",
        "[Media literacy] receives little attention.",
        "[Digital skills] are lacking.",
    ] {
        check(marked);
    }
}

#[test]
fn word_order_tells_what_is_missing() {
    for marked in [
        "In de {scholingsplannen} ontbreekt aandacht voor [sociale innovatie].",
        "Aandacht voor [sociale innovatie] ontbreekt in de {scholingsplannen}.",
        "In de {cursussen} wordt [mediawijsheid] niet genoemd.",
        "In de {cursussen} wordt weinig aandacht besteed aan [mediawijsheid].",
        "Voor {coaching} is veel aandacht, veel minder aandacht is er voor [mediawijsheid] en [EVC].",
        "Er is volop {coaching}, veel minder aandacht krijgen [mediawijsheid] en [EVC].",
        "Duidelijk is dat [mediawijsheid] weinig aandacht krijgt in {cursussen}.",
        "In de {cursussen} is geen aandacht voor [mediawijsheid].",
    ] {
        check(marked);
    }
}

#[test]
fn a_negation_ends_with_its_clause() {
    for marked in [
        "Er is geen [coaching], maar wel een {cursus}.",
        "Er is geen [coaching]; {cursussen} zijn er volop.",
        "Het fonds biedt geen [vouchers] en organiseert {cursussen}.",
        "Het fonds kent geen [vouchers], het biedt {cursussen}.",
        "Als er geen [voucher] is, betaalt het fonds {coaching}.",
        "Zonder [voucher] kunnen werknemers {cursussen} volgen.",
        "Er zijn {cursussen}, terwijl [coaching] ontbreekt.",
        "Er zijn {cursussen}. [Coaching] ontbreekt.",
        "Het fonds biedt {cursussen} maar geen [coaching].",
        "Het plan noemt (zonder [vouchers]) ook {coaching}.",
        "Geen [vouchers], {coaching} wel.",
        "Uit het plan blijkt dat {cursussen} lopen en dat [coaching] ontbreekt.",
        "There are no [courses], but {digital skills} are valued.",
    ] {
        check(marked);
    }
}

#[test]
fn a_list_stays_in_the_scope() {
    for marked in [
        "Er zijn geen [vouchers], [cursussen] of [coaching].",
        "Er is weinig aandacht voor [sociale innovatie], [mediawijsheid] en [EVC].",
        "Geen van de fondsen biedt: [vouchers], [coaching] en [EVC].",
        "Er is weinig aandacht voor (a) [coaching]; (b) [cursussen]; en (c) [EVC].",
        "Er is nauwelijks aandacht voor [sociale innovatie]. Het gaat om (a) [zelfsturende teams] en (b) [coaching].",
    ] {
        check(marked);
    }
}

#[test]
fn what_only_looks_like_a_negation_is_none() {
    for marked in [
        "Niet alleen {cursussen} maar ook {coaching} wordt vergoed.",
        "Niet elk fonds biedt {vouchers} aan.",
        "Niet alle fondsen noemen {sociale innovatie}.",
        "Er bestaat geen twijfel dat {coaching} werkt.",
        "{Coaching} mag niet ontbreken.",
        "Wij kunnen niet zonder {digitale vaardigheden}.",
        "Bedrijven kunnen al dan niet met een {voucher} meedoen.",
        "De {cursus} is niet verplicht.",
        "Geen {sociale innovatie} zonder {cursussen}.",
        "{Sociale innovatie} is niet mogelijk zonder {mediawijsheid}.",
        "Een {cursus} hoeft er niet te bestaan.",
        "{Coaching} wordt niet gezien als een kostenpost.",
        "{Coaching} leidt niet noodzakelijkerwijs tot {EVC}.",
        "De niet-technische {cursussen} lopen goed.",
        "The fund offers not only {courses}.",
        "Not all funds offer {courses}.",
    ] {
        check(marked);
    }
}

#[test]
fn degree_follows_the_codebook() {
    for marked in [
        "Er is minder aandacht voor {mediawijsheid}.",
        "{Mediawijsheid} komt in mindere mate voor.",
        "Het aanbod van {coaching} is beperkt.",
        "Er is veel minder aandacht voor [mediawijsheid].",
        "Er is te weinig [coaching].",
        "Het aantal {cursussen} nam af.",
    ] {
        check(marked);
    }
}

#[test]
fn only_what_the_negation_concerns_is_negated() {
    for marked in [
        "Er is weinig draagvlak voor {coaching}.",
        "Zonder diploma een {cursus} volgen kan altijd.",
        "Er is te weinig tijd over om {cursussen} te volgen.",
        "Werkgevers zijn niet voorbereid op {sociale innovatie}.",
        "Deze regels gelden niet voor bedrijven die {vouchers} gebruiken.",
        "Dat werkt bij {coaching} niet.",
        "Bedrijven met {zelfsturende teams} krijgen geen subsidie.",
        "Geen fonds in deze sector heeft aandacht voor [mediawijsheid].",
        "Er worden geen middelen vrijgemaakt voor [coaching].",
        "[Vouchers]: geen",
        "Firms have no time for {courses}.",
        "The report does not mention [media literacy].",
    ] {
        check(marked);
    }
}

#[test]
fn a_negation_can_stand_in_the_gap_of_a_term() {
    check("Zij [begeleiden niet zelf collega's]. Wij {begeleiden graag collega's}.");
}

#[test]
fn abbreviations_do_not_end_a_negation() {
    check("Er is geen aandacht voor bijv. [coaching] of o.a. [mediawijsheid].");
}

#[test]
fn offsets_hold_where_folding_changes_lengths() {
    check("İn de Straße één: geen [coaching], ﬁjn hè, wel {vouchers}.");
}
