//! From what the files say to a taxonomy.

use std::collections::{HashMap, HashSet};

use toml::{Table, Value};

use crate::draft::{Draft, Item, LabelKind, Node, Text, Tongue};
use crate::ids::{self, Named};
use crate::labels::{self, Setting};
use crate::limits::{MAX_GROUPS, MAX_LIST, MAX_TOP_GROUPS};
use crate::notices::Kind;
use crate::outline::{Entry, Name, Outline};
use crate::tree::Tree;
use crate::{ImportOptions, MainLanguage};

/// The id of the group for concepts that are in no other.
const REST: &str = "other";

/// Makes the outline; none where no concept has a label.
pub(crate) fn outline(draft: &mut Draft, options: &ImportOptions, sources: &[&str]) -> Option<Outline> {
    resolve_label_nodes(draft);
    let main = options.language.unwrap_or_else(|| main_language(draft));
    let mut members = members(draft);
    sort_as_listed(draft, &mut members);
    if members.is_empty() {
        return None;
    }
    let mut assembly = Assembly::new(draft, main, members);
    assembly.tell_relations();
    let tree = assembly.tree();
    let (groups, group_of) = assembly.groups(tree);
    let (id, version, more) = assembly.head(options, sources);
    let concepts = assembly.entries(&group_of);
    let sources = sources.iter().map(|name| crate::draft::tidy(name)).collect();
    Some(Outline { sources, id, version, language: main.tag(), groups, concepts, more })
}

/// Labels that are nodes of their own become labels like others.
fn resolve_label_nodes(draft: &mut Draft) {
    for node in 0..draft.nodes.len() {
        for (kind, label) in std::mem::take(&mut draft.nodes[node].label_nodes) {
            for form in draft.nodes[label].literal_forms.clone() {
                let tag = match form.tongue {
                    Tongue::Nl => "nl",
                    Tongue::En => "en",
                    Tongue::Plain => "",
                };
                draft.label(node, kind, &form.text, tag);
            }
        }
    }
}

/// The language most concepts have a label in; Dutch where it is as many.
fn main_language(draft: &Draft) -> MainLanguage {
    if let Some(own) = draft.nodes.iter().find_map(|n| n.own.language.as_deref()) {
        return if own == "en" { MainLanguage::En } else { MainLanguage::Nl };
    }
    let count = |tongue| draft.nodes.iter().filter(|n| preferred(n, tongue).is_some()).count();
    if count(Tongue::En) > count(Tongue::Nl) { MainLanguage::En } else { MainLanguage::Nl }
}

fn label_of(node: &Node, kind: LabelKind, tongue: Tongue) -> Option<&str> {
    node.labels.iter().find(|(k, t)| *k == kind && t.tongue == tongue).map(|(_, t)| t.text.as_str())
}

/// The preferred label in a language; for what is named only as a parent, the name it has there.
fn preferred(node: &Node, tongue: Tongue) -> Option<&str> {
    let title = || label_of(node, LabelKind::Title, tongue).filter(|_| node.is_borrowed || node.is_scheme);
    label_of(node, LabelKind::Preferred, tongue).or_else(title)
}

fn any_label(node: &Node) -> Option<&str> {
    [Tongue::Nl, Tongue::En, Tongue::Plain].into_iter().find_map(|tongue| preferred(node, tongue))
}

/// The nodes of the concepts that can be imported, in the order in which they are first named.
fn members(draft: &mut Draft) -> Vec<usize> {
    let mut members = Vec::new();
    for number in 0..draft.nodes.len() {
        let node = &draft.nodes[number];
        if node.is_group || node.is_scheme {
            continue;
        }
        let has_label = label_of(node, LabelKind::Preferred, Tongue::Nl)
            .or_else(|| label_of(node, LabelKind::Preferred, Tongue::En))
            .or_else(|| label_of(node, LabelKind::Preferred, Tongue::Plain))
            .is_some();
        let iri = node.iri.clone();
        if node.is_left_out {
            if has_label && !node.is_concept {
                draft.notices.tell(Kind::Collection, || iri);
            }
        } else if has_label || (node.is_borrowed && any_label(node).is_some()) {
            let (is_borrowed, is_blank) = (node.is_borrowed && !has_label, node.is_blank());
            let label = any_label(node).unwrap_or_default().to_owned();
            if is_borrowed {
                draft.notices.tell(Kind::Borrowed, || label);
            } else if is_blank {
                draft.notices.tell(Kind::Blank, || label);
            }
            members.push(number);
        } else if node.is_concept {
            let is_blank = node.is_blank();
            draft.notices.tell(Kind::Unlabelled, || if is_blank { String::new() } else { iri });
        }
    }
    members
}

/// The order that our own notation gives comes first; what it does not name keeps its place behind.
fn sort_as_listed(draft: &Draft, members: &mut [usize]) {
    let mut places: HashMap<usize, usize> = HashMap::new();
    for node in &draft.nodes {
        for item in list(draft, node.own.concepts) {
            if let Item::Node(concept) = item {
                let next = places.len();
                places.entry(*concept).or_insert(next);
            }
        }
    }
    members.sort_by_key(|node| places.get(node).copied().unwrap_or(usize::MAX));
}

/// The members of a list, as far as it goes and does not go round.
fn list(draft: &Draft, head: Option<usize>) -> Vec<&Item> {
    let mut items = Vec::new();
    let mut next = head;
    let mut steps = 0;
    while let Some(node) = next.filter(|_| steps < MAX_LIST) {
        items.extend(draft.nodes[node].first.as_ref());
        next = draft.nodes[node].rest;
        steps += 1;
    }
    items
}

struct Assembly<'d> {
    draft: &'d mut Draft,
    main: MainLanguage,
    /// The nodes of the concepts.
    members: Vec<usize>,
    /// The place of a node among them.
    place: Vec<Option<usize>>,
    ids: Vec<String>,
    parents: Vec<Option<usize>>,
    others: Vec<Vec<usize>>,
}

impl<'d> Assembly<'d> {
    fn new(draft: &'d mut Draft, main: MainLanguage, members: Vec<usize>) -> Self {
        let mut place = vec![None; draft.nodes.len()];
        for (number, node) in members.iter().enumerate() {
            place[*node] = Some(number);
        }
        let names: Vec<Name> = members.iter().map(|node| name(&draft.nodes[*node], main)).collect();
        let named: Vec<Named<'_>> = members
            .iter()
            .zip(&names)
            .map(|(node, name)| {
                let node = &draft.nodes[*node];
                Named {
                    own: node.own.id.as_deref(),
                    label: name.shown(main),
                    notation: node.notation.as_deref(),
                    iri: if node.is_blank() { "" } else { &node.iri },
                }
            })
            .collect();
        let ids = ids::assign(&named, "concept");
        let count = members.len();
        Self { draft, main, members, place, ids, parents: vec![None; count], others: vec![Vec::new(); count] }
    }

    fn node(&self, concept: usize) -> &Node {
        &self.draft.nodes[self.members[concept]]
    }

    /// Relations of which the narrower side has no label in any file.
    fn tell_relations(&mut self) {
        for number in 0..self.draft.nodes.len() {
            let node = &self.draft.nodes[number];
            if self.place[number].is_none() && !node.is_left_out && !node.is_group && !node.is_scheme {
                for _ in 0..node.broader.len() {
                    self.draft.notices.tell(Kind::UnknownRelation, String::new);
                }
            }
        }
    }

    fn tree(&mut self) -> Tree {
        let ids = &self.ids;
        let mut tree = Tree::new(self.draft, &self.members, &self.place, |concept| ids[concept].clone());
        self.parents = std::mem::take(&mut tree.parents);
        self.others = std::mem::take(&mut tree.others);
        tree
    }

    /// The groups, and the id of the group of each concept: its group in our own notation, else its concept scheme, else, for
    /// tables, the top concept above it, else the group for the rest.
    fn groups(&mut self, mut tree: Tree) -> (Vec<(String, Value)>, Vec<String>) {
        let tops: Vec<usize> = (0..self.members.len()).map(|concept| tree.top(concept)).collect();
        let top_groups = self.top_groups(&tops);
        let mut homes: Vec<Option<usize>> = Vec::with_capacity(self.members.len());
        for (concept, top) in tops.iter().copied().enumerate() {
            let own = |c: usize| self.node(c).own.group.or_else(|| self.node(c).schemes.first().copied());
            let table = Some(self.members[top]).filter(|_| top_groups.contains(&top));
            homes.push(own(concept).or_else(|| own(top)).or(table));
            if self.node(concept).own.group.is_none() && self.node(concept).schemes.len() > 1 {
                let id = self.ids[concept].clone();
                self.draft.notices.tell(Kind::ManySchemes, || id);
            }
        }
        // In the order of our own list, then in that of their first concept.
        let mut order: Vec<usize> = Vec::new();
        let mut known: HashSet<usize> = HashSet::new();
        for node in &self.draft.nodes {
            for item in list(self.draft, node.own.groups) {
                if let Item::Node(group) = item
                    && known.insert(*group)
                {
                    order.push(*group);
                }
            }
        }
        order.extend(homes.iter().flatten().filter(|home| known.insert(**home)));
        let kept: HashSet<usize> = order.iter().copied().take(MAX_GROUPS).collect();
        order.truncate(MAX_GROUPS);
        for home in &mut homes {
            *home = home.filter(|group| kept.contains(group));
        }
        let names: Vec<Name> = order.iter().map(|group| self.group_name(*group)).collect();
        let named: Vec<Named<'_>> = order
            .iter()
            .zip(&names)
            .map(|(group, name)| {
                let node = &self.draft.nodes[*group];
                let iri = if node.is_blank() { "" } else { node.iri.as_str() };
                let own = node.own.id.as_deref().filter(|_| node.is_group);
                Named { own, label: name.shown(self.main), notation: node.notation.as_deref(), iri }
            })
            .collect();
        let ids = ids::assign(&named, "group");
        let of: HashMap<usize, &String> = order.iter().copied().zip(&ids).collect();
        let mut rest = REST.to_owned();
        while ids.contains(&rest) {
            rest.push('-');
        }
        let group_of: Vec<String> =
            homes.iter().map(|home| home.map_or_else(|| rest.clone(), |home| of[&home].clone())).collect();
        let mut groups: Vec<(String, Value)> = Vec::with_capacity(order.len() + 1);
        for ((group, id), name) in order.iter().zip(&ids).zip(&names) {
            let more = self.draft.nodes[*group].own.more.clone();
            let own = more.and_then(|text| self.own_table(&text, id).remove("label"));
            groups.push((id.clone(), own.unwrap_or_else(|| name.value())));
        }
        if homes.contains(&None) || groups.is_empty() {
            let (nl, en) = if groups.is_empty() { ("Begrippen", "Concepts") } else { ("Overige", "Other") };
            if !groups.is_empty() {
                for (concept, _) in homes.iter().enumerate().filter(|(_, home)| home.is_none()) {
                    let id = self.ids[concept].clone();
                    self.draft.notices.tell(Kind::Groups, || id);
                }
            }
            groups.push((rest, Name { nl: Some(nl.to_owned()), en: Some(en.to_owned()), plain: None }.value()));
        }
        (groups, group_of)
    }

    /// The top concepts of tables that have a row of their own and others below them, no more than a reader can survey.
    fn top_groups(&self, tops: &[usize]) -> HashSet<usize> {
        if !self.draft.has_tables {
            return HashSet::new();
        }
        let mut below: HashMap<usize, usize> = HashMap::new();
        let has_row = |top: usize| self.node(top).is_concept;
        for (_, top) in tops.iter().enumerate().filter(|(concept, top)| concept != *top && has_row(**top)) {
            *below.entry(*top).or_default() += 1;
        }
        let mut largest: Vec<(usize, usize)> = below.into_iter().collect();
        largest.sort_by_key(|(top, count)| (std::cmp::Reverse(*count), *top));
        largest.into_iter().take(MAX_TOP_GROUPS).map(|(top, _)| top).collect()
    }

    fn group_name(&self, group: usize) -> Name {
        let node = &self.draft.nodes[group];
        let name = name(node, self.main);
        if name.shown(self.main).is_empty() {
            let end = node.iri.trim_end_matches(['/', '#']).rsplit(['/', '#', ':']).next().unwrap_or_default();
            let shown = if end.is_empty() || node.is_blank() { "Begrippen" } else { end };
            return Name { plain: Some(shown.to_owned()), ..Name::default() };
        }
        if node.own.id.is_some() { name } else { name.complete(self.main) }
    }

    /// Id, version and further keys of the taxonomy itself.
    fn head(&mut self, options: &ImportOptions, sources: &[&str]) -> (String, String, Table) {
        let schemes = || self.draft.nodes.iter().filter(|n| n.is_scheme);
        let own = schemes().find(|n| n.own.id.is_some());
        let scheme = own.or_else(|| schemes().next());
        let stem = sources.first().map(|name| {
            let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
            file.split_once('.').map_or(file, |(stem, _)| stem)
        });
        let title = scheme.and_then(any_label);
        let made = [title, stem].into_iter().flatten().map(ids::slug).find(|s| !s.is_empty());
        let id = options
            .id
            .clone()
            .or_else(|| own.and_then(|n| n.own.id.clone()))
            .or(made)
            .unwrap_or_else(|| "imported".to_owned());
        let version = scheme.and_then(|n| n.version.clone()).unwrap_or_else(|| "1.0".to_owned());
        let more = own.and_then(|n| n.own.more.clone());
        (id.clone(), version, more.map(|text| self.own_table(&text, &id)).unwrap_or_default())
    }

    fn entries(&mut self, group_of: &[String]) -> Vec<Entry> {
        let capitals = [Tongue::Nl, Tongue::En, Tongue::Plain].map(|tongue| self.capitals_are_names(tongue));
        (0..self.members.len()).map(|concept| self.entry(concept, &group_of[concept], capitals)).collect()
    }

    /// Whether most labels in a language start with a small letter, so that a capital tells a name.
    fn capitals_are_names(&self, tongue: Tongue) -> bool {
        let labels = || (0..self.members.len()).filter_map(|c| preferred(self.node(c), tongue));
        2 * labels().filter(|l| l.starts_with(char::is_lowercase)).count() > labels().count()
    }

    fn entry(&mut self, concept: usize, group: &str, capitals: [bool; 3]) -> Entry {
        let id = self.ids[concept].clone();
        let node = self.draft.nodes[self.members[concept]].clone();
        let is_own = node.own.id.is_some();
        let mut entry = Entry { id: id.clone(), group: group.to_owned(), ..Entry::default() };
        entry.broader = self.parents[concept].map(|parent| self.ids[parent].clone());
        entry.name = name(&node, self.main);
        if !is_own {
            if self.main.of(&entry.name).is_none() && entry.name.plain.is_none() {
                self.draft.notices.tell(Kind::MainLanguage, || id.clone());
            }
            entry.name = entry.name.complete(self.main);
        }
        entry.definition = definition(&node, self.main);
        entry.exact = node.exact.clone();
        if !is_own && !node.is_blank() && fundscan_taxonomy::absolute_iri(&node.iri).is_ok() {
            entry.exact.retain(|iri| *iri != node.iri);
            entry.exact.insert(0, node.iri.clone());
        }
        entry.close = node.close.iter().filter(|iri| !entry.exact.contains(iri)).cloned().collect();
        for item in list(self.draft, node.own.overlaps) {
            if let Item::Node(other) = item
                && let Some(other) = self.place[*other]
            {
                entry.overlaps.push(self.ids[other].clone());
            }
        }
        entry.nl = self.terms(&node, Tongue::Nl, capitals);
        entry.en = self.terms(&node, Tongue::En, capitals);
        if let Some(more) = &node.own.more {
            entry.more = self.own_table(more, &id);
        }
        if entry.nl.is_empty() && entry.en.is_empty() && !entry.more.contains_key("nl") && !is_own {
            self.draft.notices.tell(Kind::NoTerm, || id.clone());
        }
        entry.comments.extend(node.notation.filter(|_| !is_own).map(|n| format!("Notation: {n}")));
        if !self.others[concept].is_empty() {
            let others: Vec<&str> = self.others[concept].iter().map(|c| self.ids[*c].as_str()).collect();
            entry.comments.push(format!("Also below: {}", others.join(", ")));
        }
        entry
    }

    /// The terms of a concept in a language: those of our own notation, then the labels that these do not find.
    fn terms(&mut self, node: &Node, tongue: Tongue, capitals: [bool; 3]) -> Vec<Value> {
        let head = if tongue == Tongue::Nl { node.own.nl } else { node.own.en };
        let mut terms = Vec::new();
        for item in list(self.draft, head).into_iter().cloned().collect::<Vec<_>>() {
            match item {
                Item::Text(text) => terms.push(Value::String(text)),
                Item::Toml(text) => {
                    match toml::from_str::<Table>(&format!("term = {text}")).map(|mut t| t.remove("term")) {
                        Ok(Some(value)) => terms.push(value),
                        _ => self.draft.notices.tell(Kind::Own, || crate::draft::start_of(&text, 60)),
                    }
                }
                Item::Node(_) => {}
            }
        }
        let mut found: HashSet<String> = terms.iter().flat_map(found_by).collect();
        let is_main = (tongue == Tongue::Nl) == (self.main == MainLanguage::Nl);
        let in_language = |text: &Text| text.tongue == tongue || (text.tongue == Tongue::Plain && is_main);
        for (kind, text) in node.labels.iter().filter(|(_, text)| in_language(text)) {
            let is_name = match kind {
                // The label of a concept of ours is no term unless it stands among them.
                LabelKind::Preferred => node.own.id.is_none(),
                LabelKind::Title => node.is_borrowed && label_of(node, LabelKind::Preferred, text.tongue).is_none(),
                LabelKind::Alternative | LabelKind::Hidden => true,
            };
            if !is_name || found.contains(&labels::forms(&labels::escaped(&text.text)).unwrap_or_default().concat()) {
                continue;
            }
            let capital_is_name = capitals[match text.tongue {
                Tongue::Nl => 0,
                Tongue::En => 1,
                Tongue::Plain => 2,
            }];
            let setting = Setting { is_english: tongue == Tongue::En, capital_is_name, is_activity: node.is_activity };
            let read = labels::terms(&text.text, setting);
            if read.had_qualifier {
                self.draft.notices.tell(Kind::Qualifier, || text.text.clone());
            }
            if read.is_too_short {
                self.draft.notices.tell(Kind::ShortLabel, || text.text.clone());
            }
            for term in read.terms {
                match labels::forms(&term.text) {
                    None => self.draft.notices.tell(Kind::Unusable, || text.text.clone()),
                    Some(forms) if forms.iter().any(|form| found.contains(form)) => {}
                    Some(forms) => {
                        found.extend(forms);
                        terms.push(term.value());
                    }
                }
            }
        }
        terms
    }

    /// Keys with their values in our own notation.
    fn own_table(&mut self, text: &str, of: &str) -> Table {
        toml::from_str(text).unwrap_or_else(|_| {
            self.draft.notices.tell(Kind::Own, || of.to_owned());
            Table::new()
        })
    }
}

/// The forms that a term of a taxonomy file finds.
fn found_by(term: &Value) -> Vec<String> {
    let text = match term {
        Value::String(text) => text.as_str(),
        Value::Table(table) if table.get("pattern").and_then(Value::as_bool) != Some(true) => {
            table.get("term").and_then(Value::as_str).unwrap_or_default()
        }
        _ => "",
    };
    labels::forms(text).unwrap_or_default()
}

fn name(node: &Node, main: MainLanguage) -> Name {
    let text = |tongue| preferred(node, tongue).map(str::to_owned);
    let mut name = Name { nl: text(Tongue::Nl), en: text(Tongue::En), plain: text(Tongue::Plain) };
    if name.nl.is_some() || name.en.is_some() {
        // Beside others, a label without a language is in that of the taxonomy.
        let plain = name.plain.take();
        let place = if main == MainLanguage::En { &mut name.en } else { &mut name.nl };
        *place = place.take().or(plain);
    }
    name
}

impl Name {
    /// The name in the language of the taxonomy, or any.
    fn shown(&self, main: MainLanguage) -> &str {
        main.of(self).or(self.plain.as_ref()).or(self.nl.as_ref()).or(self.en.as_ref()).map_or("", String::as_str)
    }

    /// The same with a name in the language of the taxonomy, which a file must have.
    fn complete(mut self, main: MainLanguage) -> Self {
        if self.plain.is_none() && main.of(&self).is_none() {
            let shown = Some(self.shown(main).to_owned());
            *(if main == MainLanguage::En { &mut self.en } else { &mut self.nl }) = shown;
        }
        self
    }
}

/// What a concept means, with the note on its scope, in the language of the taxonomy or else in another.
fn definition(node: &Node, main: MainLanguage) -> Option<String> {
    let best = |texts: &[Text]| -> Option<String> {
        let rank = |text: &&Text| match text.tongue {
            Tongue::Plain => 0,
            tongue if (tongue == Tongue::En) == (main == MainLanguage::En) => 0,
            _ => 1,
        };
        texts.iter().min_by_key(rank).map(|text| text.text.clone())
    };
    match (best(&node.definitions), best(&node.notes)) {
        (Some(definition), Some(note)) if definition != note => Some(format!("{definition} {note}")),
        (definition, note) => definition.or(note),
    }
}
