use std::collections::HashMap;

use fundscan_model::FundId;
use toml::de::DeValue;

use super::checks::identifier;
use super::table::{At, Fields, Sheet, kind};
use crate::fund::key;
use crate::{CaseRule, Finding, Fund, FundName};

/// The names of a register in bytes, so that finding them stays cheap.
const MAX_NAMES: usize = 50_000;

/// Words that no fund is told by, folded: a name of one's own that is one is probably not meant.
const COMMON: [&str; 48] = [
    "de",
    "het",
    "een",
    "en",
    "van",
    "in",
    "op",
    "te",
    "met",
    "voor",
    "aan",
    "bij",
    "om",
    "wij",
    "zij",
    "ons",
    "onze",
    "er",
    "is",
    "werk",
    "fonds",
    "fondsen",
    "het fonds",
    "stichting",
    "opleiding",
    "opleidingsfonds",
    "sector",
    "branche",
    "techniek",
    "metaal",
    "bouw",
    "zorg",
    "hout",
    "glas",
    "oom",
    "oog",
    "samen",
    "leren",
    "the",
    "a",
    "of",
    "and",
    "fund",
    "funds",
    "foundation",
    "training",
    "work",
    "we",
];

/// Reads as much as can be read, with everything that is amiss.
pub(crate) fn read_funds(text: &str) -> (Vec<Fund>, Vec<Finding>) {
    let mut sheet = Sheet::new(text);
    let root = sheet.parse(text);
    let mut fields = Fields::new("the fund register", 1, root.get_ref(), &sheet);
    let items = fields.list("fund", &mut sheet);
    for known in ["id", "version"] {
        fields.text(known, &mut sheet);
    }
    fields.finish(&mut sheet);
    if items.is_empty() {
        sheet.error(1, "the register has no fund; each starts with the line [[fund]]");
    }

    let mut reader = Reader { sheet, ids: HashMap::new(), names: HashMap::new(), formers: Vec::new() };
    let mut funds = Vec::with_capacity(items.len());
    for item in items {
        match item.value {
            DeValue::Table(table) => funds.extend(reader.fund(item.line, table)),
            other => reader.sheet.error(item.line, format!("a fund must be a table, not {}", kind(other))),
        }
    }
    reader.predecessors(&mut funds);
    if funds.iter().flat_map(|f: &Fund| &f.names).map(|n| n.text.len()).sum::<usize>() > MAX_NAMES {
        reader.sheet.error(1, format!("the names of all funds together are longer than {MAX_NAMES} bytes"));
    }
    (funds, reader.sheet.into_findings())
}

struct Reader {
    sheet: Sheet,
    ids: HashMap<String, usize>,
    /// For each folded name the fund and the line it was first given on.
    names: HashMap<String, (String, usize)>,
    /// The former names, with the fund's id and the line.
    formers: Vec<(String, FundId, usize)>,
}

impl Reader {
    fn fund<'d>(&mut self, line: usize, table: &'d toml::de::DeTable<'d>) -> Option<Fund> {
        let sheet = &mut self.sheet;
        let mut fields = Fields::new("a fund", line, table, sheet);
        let id = fields.required_text("id", sheet);
        let name = fields.required_text("name", sheet);
        let names = fields.list("names", sheet);
        let former = fields.text("predecessor", sheet);
        let mut text = |key| fields.text(key, sheet).map(|at| at.value.to_owned()).unwrap_or_default();
        let (sector, note) = (text("sector"), text("note"));
        fields.finish(sheet);

        let mut written: Vec<At<FundName>> = names.into_iter().filter_map(|item| fund_name(item, sheet)).collect();
        let (id, name) = (id?, name?);
        let predecessor = former.as_ref().map_or_else(String::new, |at| at.value.to_owned());
        self.formers.extend(former.map(|at| (at.value.trim().to_owned(), FundId::from(id.value), at.line)));
        identifier(id.value, "fund", id.line, sheet);
        if let Some(first) = self.ids.insert(id.value.to_owned(), id.line) {
            sheet.error(id.line, format!("duplicate id: `{}` already stands on line {first}", id.value.escape_debug()));
        }
        // The name a fund is shown by finds it too, unless the list says how that name is to be read.
        if !written.iter().any(|n| key(&n.value.text) == key(name.value)) {
            let shown = FundName { text: name.value.to_owned(), case: CaseRule::Ignore };
            written.insert(0, At { value: shown, line: name.line });
        }
        for name in &written {
            let word = key(&name.value.text);
            if name.value.case == CaseRule::Ignore && COMMON.contains(&word.as_str()) {
                let text = name.value.text.escape_debug();
                let message = format!(
                    "the name `{text}` is a common word, so that the fund is found wherever it stands; give the whole name, or {{ name = \"{text}\", case = \"exact\" }} where only its capitals are meant"
                );
                sheet.warning(name.line, message);
            }
            let owner = self.names.entry(key(&name.value.text)).or_insert((id.value.to_owned(), name.line));
            if owner.1 != name.line || owner.0 != id.value {
                let text = name.value.text.escape_debug();
                sheet.error(name.line, format!("the name `{text}` already stands on line {} (`{}`)", owner.1, owner.0));
            }
        }
        Some(Fund {
            id: FundId::from(id.value),
            name: name.value.to_owned(),
            names: written.into_iter().map(|n| n.value).collect(),
            sector,
            note,
            predecessor,
        })
    }
}

impl Reader {
    /// A former name finds the fund too, unless it is another fund, a name says how it is to be read, or it would find what
    /// is not meant.
    fn predecessors(&mut self, funds: &mut [Fund]) {
        let formers = std::mem::take(&mut self.formers);
        for (former, id, line) in &formers {
            let word = key(former);
            if word.trim().is_empty() || self.names.contains_key(&word) || self.ids.contains_key(former) {
                continue;
            }
            let why = if formers.iter().filter(|(other, _, _)| key(other) == word).count() > 1 {
                "was that of several of these funds"
            } else if COMMON.contains(&word.as_str()) {
                "is a common word"
            } else {
                // Abbreviations count in capitals only.
                let small = former.contains(char::is_lowercase);
                let case = if small { CaseRule::Ignore } else { CaseRule::Exact };
                if let Some(fund) = funds.iter_mut().find(|f| f.id == *id) {
                    fund.names.push(FundName { text: former.clone(), case });
                }
                continue;
            };
            let former = former.escape_debug();
            self.sheet.warning(*line, format!("the former name `{former}` {why}: it finds none"));
        }
    }
}

fn fund_name(item: At<&DeValue<'_>>, sheet: &mut Sheet) -> Option<At<FundName>> {
    let (text, case) = match item.value {
        DeValue::String(text) => (Some(text.as_ref()), CaseRule::Ignore),
        DeValue::Table(table) => {
            let mut fields = Fields::new("a name", item.line, table, sheet);
            let (text, case) = (fields.required_text("name", sheet), fields.text("case", sheet));
            fields.finish(sheet);
            let case = match case {
                None | Some(At { value: "ignore", .. }) => CaseRule::Ignore,
                Some(At { value: "exact", .. }) => CaseRule::Exact,
                Some(At { value, line }) => {
                    let value = value.escape_debug();
                    sheet.error(line, format!("`case` of a name is \"exact\" or \"ignore\", not \"{value}\""));
                    CaseRule::Ignore
                }
            };
            (Some(text?.value), case)
        }
        other => {
            sheet.error(item.line, format!("a name must be text or a table, not {}", kind(other)));
            (None, CaseRule::Ignore)
        }
    };
    let text = text?;
    if key(text).trim().is_empty() {
        sheet.error(item.line, "a name of a fund is empty");
        return None;
    }
    Some(At { value: FundName { text: text.to_owned(), case }, line: item.line })
}
