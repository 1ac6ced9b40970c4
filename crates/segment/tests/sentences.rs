//! Sentences as a reader would cut them: each line of a table is one paragraph, `|` stands where a new one begins.

use fundscan_model::{Block, BlockKind, Document, SourceKind};
use fundscan_segment::segment;

/// The passages of one paragraph, joined with " | ".
fn cut(paragraph: &str) -> String {
    let document = Document::new(SourceKind::Text, Vec::new(), vec![Block::new(BlockKind::Paragraph, paragraph)]);
    segment(&document).iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" | ")
}

/// Checks each line: without its bars it is the paragraph, with them the result.
#[track_caller]
fn check(table: &str) {
    let mut wrong = Vec::new();
    for line in table.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let paragraph = line.replace(" | ", " ").replace('|', "");
        let found = cut(&paragraph);
        if found != line.replace(" | ", "|").replace('|', " | ") {
            wrong.push(format!("expected {line}\n   found {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn plain_sentences() {
    check(
        "
        Het fonds vergoedt cursussen. | De sector groeit. | Er is vraag naar vakmensen.
        Wat levert dit op? | Veel! | Wij gaan door.
        Eén zin zonder punt
        Ook dit is één zin; er staat een puntkomma in: en een dubbele punt.
        Het gaat om (a) scholing van medewerkers; (b) loopbaanadvies; en (c) subsidies voor bedrijven.
        The fund pays for courses. | Employees choose them. | Is that enough?
        Écht waar. | Ïnnovatie begint klein. | Übung macht den Meister.
        ",
    );
}

#[test]
fn dutch_abbreviations_do_not_end_a_sentence() {
    check(
        "
        Wij bieden o.a. EVC en BBL aan. | Dat loopt goed.
        Dit gebeurt i.s.m. TNO en de Universiteit Twente. | In 2020 volgt meer.
        T.z.t. Wordt dit herzien.
        Denk aan bijv. Engels of bv. Duits.
        Het bestuur, d.w.z. Werkgevers en vakbonden, besluit m.b.t. Scholing.
        Subsidie t.a.v. Leerwerkplekken en t.b.v. Zij-instromers i.p.v. Vaste bijdragen.
        Dit is i.v.m. Corona, m.i.v. Januari en m.u.v. Zondag, n.a.v. Vragen en o.b.v. Cijfers geregeld.
        Zie blz. 12, p. 14, nr. 3, art. 7, par. 2.1, hfst. 4 en afb. 5. | Daarna volgt tabel 6.
        Er waren ca. 250 deelnemers, incl. 30 zij-instromers en excl. HR, min. 5 en max. € 500 per persoon.
        Dhr. De Vries en mevr. Jansen zijn herbenoemd. | Mw. Bakker treedt af.
        Prof. dr. A.B. van Dijk sprak over leren. | Drs. ir. Smit ook, evenals mr. Kok en ing. Vos.
        Het project loopt resp. In 2020 en 2021.
        Een z.g.n. Quickscan en een zgn. APK voor loopbanen.
        Onbekende kortingen als m.b.w. Techniek en i.k.t. Scholing breken niets.
        Het Sint-Jansfonds aan de St. Jansstraat is verhuisd.
        Dit deden wij o. a. Voor de installatiebranche.
        ",
    );
}

#[test]
fn some_abbreviations_end_a_sentence_before_a_capital() {
    check(
        "
        Cursussen, workshops, etc. | Het fonds betaalt.
        Cursussen, workshops, etc. zijn gratis.
        Lassen, draaien, frezen e.d. | De vraag neemt toe.
        Websites, rapporten enz. | OOM biedt hulp.
        De bronnen (websites, rapporten, etc. Van diverse fondsen) zijn gelezen.
        Er zijn bronnen gelezen (websites, rapporten, etc.). | Daarna volgden gesprekken.
        Het contract met Philips N.V. is verlengd. | Het contract met Bosch B.V. | De rest volgt.
        Op maandag 3 maart jl. is het bestuur bijeengekomen.
        Dit was het besluit van Jansen c.s. | Daarna is gestemd.
        ",
    );
}

#[test]
fn capitals_are_not_abbreviations() {
    check(
        "
        Dit is besproken met de OR. | De directie stemde in.
        Hij maakte een CV. | Daarna kwam het gesprek.
        Het besluit viel in de MR. | Ouders waren blij.
        Wij vergoeden BBL en EVC. | Dat blijft zo.
        ",
    );
}

#[test]
fn initials_and_single_letters() {
    check(
        "
        Het project werd geleid door J. de Vries. | Hij is voorzitter.
        Onderzoek van P.J. Bakker en A. Jansen laat dit zien.
        Dhr. J. Pietersen en mevrouw A. Smit zijn lid.
        Er is een tekort aan vitamine C. | Dat is bekend.
        Wij kozen voor optie B. | De andere vielen af.
        a. Scholing van medewerkers.
        Volksgezondheid is geregeld in artikel 3 lid a. | Het volgende lid vervalt.
        ",
    );
}

#[test]
fn numbers_dates_and_amounts() {
    check(
        "
        1. Het doel is scholing. | 2. Het middel is geld.
        2.3. Scholing en ontwikkeling.
        Het fonds keerde € 1.250,00 uit. | Dat is 3.5 procent meer.
        Dit is vastgelegd in hoofdstuk 3. | Het volgende hoofdstuk gaat over geld.
        De vergadering was op 31. december 2019 in Utrecht.
        Deze regeling stopt op 31. Dezember 2019.
        De subsidie startte in 2019. | 25 bedrijven deden mee. | 12 haakten af.
        De kosten waren € 1.250. | 3 bedrijven betaalden niet.
        De groei was 12%. | 40 procent komt uit export.
        Op 31. 12. 2019 sloot het loket.
        Er kwamen 21. | Dat viel mee.
        Version 2.0 is out. | The fund uses it.
        ",
    );
}

#[test]
fn sentences_that_begin_in_lower_case() {
    check(
        "
        De cursus is klaar. | 's Avonds is er ook les.
        De cursus is klaar. | ’s Morgens is er les. | 't Is niet anders.
        Het aanbod groeit. | mbo-instellingen werken samen. | hbo en wo volgen.
        Het geld is op. daar is niets aan te doen.
        Dat vond men te duur. | e-learning bleek goedkoper.
        Waarom niet? | 's Winters is er tijd.
        ",
    );
}

#[test]
fn quotes_and_brackets() {
    check(
        "
        Hij zei: “Dit werkt.” | Daarna ging hij weg.
        'Wat nu?' vroeg de voorzitter. | 'Doorgaan!' riep de zaal.
        “Wat nu?” | Dat is de vraag.
        Dit is klaar (zie bijlage 2). | De rest volgt.
        (Dit staat los.) | Dat ook.
        De campagne (Werk aan de winkel!) Rotterdam loopt door.
        De regeling „Doorstart” stopt. | “Helaas”, aldus het bestuur.
        Dit is klaar.” | Toen kwam de rest.
        Ze noemen het 'leren'. | 'Werken' komt daarna.
        ",
    );
}

#[test]
fn addresses_and_names_with_stops() {
    check(
        "
        Kijk op www.oom.nl/scholing. | Daar staat meer.
        Mail naar info@fonds.nl. | Wij antwoorden snel.
        TechniekTalent.nu treedt op als facilitator. | Booking.Com niet.
        Zie https://www.oob.nl/Nieuws.Html voor meer.
        Het platform heet Leren.nu. | Het is gratis.
        Wij gebruiken Node.Js en ASP.NET Core voor de website.
        ",
    );
}

#[test]
fn marks_of_notes_left_standing_belong_to_the_sentence_before_them() {
    check(
        "
        Dit geldt voor geïnfecteerden.30 | Daarnaast is er een app.
        Dit geldt voor iedereen.[3] | Daarnaast is er een app.
        Versie 2.1 Het vervolg.
        Wij gebruiken versie v.2 De nieuwe.
        ",
    );
}

#[test]
fn enumerations_within_a_paragraph() {
    check(
        "
        a. Inzet van sleutels. | b. Inzet van het platform. | c. De rest.
        iv. Een scheiding tussen platform en fonds. | v. Gebruik van techniek.
        Zie artikel 3, lid a. | Het vervolg.
        De kern (zie onder 4. Rechtvaardigheid) is bekend.
        Dit advies, gedateerd 19 augustus 2020, no. W13.20.0254, bied ik aan.
        Th. de Graaf en Chr. Jansen spraken.
        ",
    );
}

#[test]
fn three_dots() {
    check(
        "
        En toen… | Het werd stil.
        En toen... | Het werd stil.
        Hij aarzelde … en ging door.
        Van lassen tot … 12 andere cursussen.
        ",
    );
}

#[test]
fn a_missing_space_is_mended_only_where_it_is_clear() {
    check(
        "
        De cursus is klaar.|Het vervolg komt nog.
        De prijs is 3.Het is niet veel.
        Het bestand heet verslag.Docx en zo.
        ",
    );
}

#[test]
fn english_abbreviations() {
    check(
        "
        Skills, e.g. Welding, are in demand. | This holds for all, i.e. Everyone.
        Mr. Smith and Mrs. Jones met Dr. Brown. | They agreed.
        See Fig. 3 and No. 12 of vol. 4. | The answer is no. | We stop.
        This was shown by Jansen et al. In a study. | It holds.
        Men vs. Women was not studied.
        Acme Inc. | The company grew. | Acme Ltd. is small.
        We met at 9 a.m. | Everyone was there.
        ",
    );
}

#[test]
fn what_holds_no_word_goes_with_the_sentence_before_it() {
    check(
        "
        Dit is het einde. * * *
        Klaar!!! | Echt waar?! | Ja.
        ...
        ",
    );
}
