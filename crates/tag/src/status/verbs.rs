use super::rules::RuleFault;

/// A verb by its principal parts: to do, does, did, done.
#[derive(Debug)]
pub(super) struct Verb {
    /// What is split off in a clause: "aan" of "aanbieden".
    particle: Option<String>,
    /// The infinitive without that part. In Dutch that is also the plural.
    base: String,
    now: String,
    /// In the language of terms: "noemde(n)", "bood/boden".
    then: String,
    done: Option<String>,
}

/// What can stand within a separable infinitive: "aan te bieden", "plaats kunnen vinden".
const WITHIN: &str = "te/kunnen/willen/mogen/moeten/zullen/laten";

impl Verb {
    pub(super) fn read_all(written: &[String]) -> Result<Vec<Self>, RuleFault> {
        written.iter().map(|verb| Self::read(verb).ok_or_else(|| RuleFault::Verb(verb.clone()))).collect()
    }

    fn read(written: &str) -> Option<Self> {
        let mut parts = written.split(' ');
        let [to_do, now, then, done] = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
        let (particle, base) = to_do.split_once('|').map_or((None, to_do), |(p, base)| (Some(p.to_owned()), base));
        parts.next().is_none().then(|| Self {
            particle,
            base: base.to_owned(),
            now: now.to_owned(),
            then: then.to_owned(),
            done: (done != "-").then(|| done.to_owned()),
        })
    }

    /// The forms that can only be the verb of a clause: behind a comma or "en" they make a clause of what follows. What
    /// is also the participle ("bereikt", "offered") can be something else.
    pub(super) fn finite(&self) -> Vec<String> {
        let is_finite = |form: &&String| self.done.as_ref() != Some(form);
        [&self.now, &self.then].into_iter().filter(is_finite).cloned().collect()
    }

    /// The forms that stand in a clause as its verb or as an infinitive.
    pub(super) fn in_clause(&self) -> Vec<String> {
        vec![self.base.clone(), self.now.clone(), self.then.clone()]
    }

    /// Whether what it did looks like what is done: "offered", or before a noun "ontwikkelde software".
    fn is_twofold(&self) -> bool {
        self.done.as_ref().is_some_and(|done| self.then == *done || self.then.starts_with(&format!("{done}e")))
    }

    /// The lists of forms that cues can name, with the names that stand behind the one of the class.
    pub(super) fn lists(verbs: &[Self]) -> [(&'static str, Vec<String>); 5] {
        let infinitives = verbs.iter().flat_map(|verb| match &verb.particle {
            Some(particle) => {
                vec![format!("{particle}{}", verb.base), format!("{particle} {WITHIN} {}", verb.base)]
            }
            None => vec![verb.base.clone()],
        });
        // Of a separable verb the one form says little by itself: "werkt … uit" is not "werkt".
        let whole = verbs.iter().filter(|verb| verb.particle.is_none());
        let now = whole.flat_map(|verb| [verb.now.clone(), verb.base.clone()]);
        let then = verbs.iter().filter(|verb| verb.particle.is_none());
        let (twofold, then): (Vec<_>, Vec<_>) = then.partition(|verb| verb.is_twofold());
        let then = then.into_iter().map(|verb| verb.then.clone());
        let twofold = twofold.into_iter().map(|verb| verb.then.clone());
        let done = verbs.iter().filter_map(|verb| verb.done.clone());
        [
            ("inf", infinitives.collect()),
            ("now", now.collect()),
            ("then", then.collect()),
            ("then_or_done", twofold.collect()),
            ("done", done.collect()),
        ]
    }
}
