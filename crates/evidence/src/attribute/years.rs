//! Years in running text, titles and file names.

use fundscan_model::ByteSpan;

/// A year or period that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct YearsFound {
    pub(super) from: u16,
    pub(super) to: u16,
    pub(super) span: ByteSpan,
    /// Part of a date (`15 maart 2024`, `maart 2024`, `2024-03-15`): says when something happened.
    pub(super) dated: bool,
}

/// The years fund documents speak of. Numbers outside are amounts, postcodes, numbers of standards.
const PLAUSIBLE: std::ops::RangeInclusive<u16> = 1950..=2099;

/// Longer than any plan.
const LONGEST_PERIOD: u16 = 15;

const MONTHS: [&str; 36] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "jan",
    "feb",
    "mrt",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "okt",
    "nov",
    "dec",
    "january",
    "february",
    "march",
    "may",
    "june",
    "july",
    "august",
    "october",
    "oct",
    "mar",
    "mai",
    "maa",
];

/// Every year and period in `text`, in order.
pub(super) fn years(text: &str) -> Vec<YearsFound> {
    let mut found: Vec<YearsFound> = Vec::new();
    let mut numbers = numbers(text).peekable();
    while let Some(number) = numbers.next() {
        let Some(from) = year(text, number) else { continue };
        let mut years = YearsFound { from, to: from, span: number, dated: is_dated(text, number) };
        if let Some(&next) = numbers.peek()
            && let Some(to) = period_end(text, number, from, next)
        {
            numbers.next();
            years.to = to;
            years.span = ByteSpan::new(number.start(), next.end());
        }
        found.push(years);
    }
    found
}

/// Runs of ASCII digits.
fn numbers(text: &str) -> impl Iterator<Item = ByteSpan> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        let end = bytes[start..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |n| start + n);
        at = end;
        Some(ByteSpan::new(start, end))
    })
}

fn year(text: &str, number: ByteSpan) -> Option<u16> {
    let year = text[number.range()].parse().ok().filter(|y| number.len() == 4 && PLAUSIBLE.contains(y))?;
    // "2.023", "1.2023", "2023,50" and "€ 2023" are amounts.
    let before = text[..number.start()].trim_end_matches(' ');
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut back = text[..number.start()].chars().rev();
    let glued = matches!(back.next(), Some('.' | ',')) && digit(back.next());
    let mut on = text[number.end()..].chars();
    let decimals = matches!(on.next(), Some(',')) && digit(on.next());
    let is_amount = before.ends_with(['€', '$', '£', '%']) || text[number.end()..].trim_start().starts_with('%');
    // "15.03.2024" is glued as well, and is a date.
    let is_date = before_date(text, number);
    (!(decimals || is_amount || glued && !is_date)).then_some(year)
}

/// The last year where `next` ends a period that starts with the year `from`.
fn period_end(text: &str, number: ByteSpan, from: u16, next: ByteSpan) -> Option<u16> {
    let gap = text[number.end()..next.start()].trim();
    let digits = &text[next.range()];
    let full = digits.len() == 4;
    let dash = matches!(gap, "-" | "–" | "—" | "/" | "_" | "\u{2011}" | "\u{2010}" | "-'" | "-’" | "/'" | "/’");
    let joined =
        dash || (full && matches!(gap.to_lowercase().as_str(), "t/m" | "tot en met" | "tot" | "to" | "through"));
    let and = full && matches!(gap, "en" | "and" | "&");
    let to = match digits.len() {
        4 if joined || and => year(text, next)?,
        // "2022-23"; "2022-04" is a month. What could be both is a month unless the years follow each other.
        2 if dash && !continues_as_date(text, next) => from / 100 * 100 + digits.parse::<u16>().ok()?,
        _ => return None,
    };
    let long = to.checked_sub(from).filter(|n| (1..=LONGEST_PERIOD).contains(n))?;
    let could_be_month = !full && digits.parse::<u16>().is_ok_and(|m| m <= 12);
    ((!and && !could_be_month) || long == 1).then_some(to)
}

fn is_dated(text: &str, number: ByteSpan) -> bool {
    let word = text[..number.start()].trim_end().trim_end_matches(['.', '\'', '’', '-', '_']);
    let word = word.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    MONTHS.contains(&word.as_str()) || before_date(text, number) || after_date(text, number)
}

/// `15-03-2024`, `15/3/2024`, `15.03.2024`.
fn before_date(text: &str, year: ByteSpan) -> bool {
    let mut parts = text[..year.start()].rsplitn(3, ['-', '/', '.', '_']);
    parts.next() == Some("")
        && parts.next().is_some_and(|m| in_range(m, 12))
        && parts.next().is_some_and(|d| in_range(&d[d.trim_end_matches(|c: char| c.is_ascii_digit()).len()..], 31))
}

/// `2024-03`, `2024-03-15`, `2024_03_15`.
fn after_date(text: &str, year: ByteSpan) -> bool {
    let rest = &text[year.end()..];
    let Some(rest) = rest.strip_prefix(['-', '_', '.', '/']) else { return false };
    let month: &str = &rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
    // "2022-12" could be 2012 to 2022 for nobody.
    month.len() == 2 && in_range(month, 12)
}

fn continues_as_date(text: &str, month: ByteSpan) -> bool {
    let mut rest = text[month.end()..].chars();
    matches!(rest.next(), Some('-' | '/' | '_' | '.')) && rest.next().is_some_and(|c| c.is_ascii_digit())
}

fn in_range(digits: &str, most: u32) -> bool {
    digits.len() <= 2 && digits.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(u16, u16, bool)> {
        years(text).into_iter().map(|y| (y.from, y.to, y.dated)).collect()
    }

    #[test]
    fn years_stand_alone_or_glued_to_a_word() {
        assert_eq!(found("Jaarverslag 2023"), [(2023, 2023, false)]);
        assert_eq!(found("jaarverslag2020.pdf"), [(2020, 2020, false)]);
        assert_eq!(found("jv2023"), [(2023, 2023, false)]);
    }

    #[test]
    fn periods_are_written_in_many_ways() {
        for text in ["2022-2023", "2022–2023", "2022 / 2023", "2022-'23", "2022/23", "2022 t/m 2023", "2022 en 2023"]
        {
            assert_eq!(found(text), [(2022, 2023, false)], "{text}");
        }
        assert_eq!(found("Strategisch plan 2016-2020"), [(2016, 2020, false)]);
        assert_eq!(found("in 2016 en 2020"), [(2016, 2016, false), (2020, 2020, false)]);
        assert_eq!(found("2023-2022"), [(2023, 2023, false), (2022, 2022, false)]);
    }

    #[test]
    fn a_date_is_no_reporting_year() {
        for text in ["15 maart 2024", "Maart 2024", "15-03-2024", "15.3.2024", "2024-03-15", "2024-03", "dec. 2024"] {
            assert_eq!(found(text), [(2024, 2024, true)], "{text}");
        }
        assert_eq!(found("20240315"), []);
    }

    #[test]
    fn amounts_and_numbers_are_no_years() {
        for text in ["€ 2023", "12.2023,50", "1.2022", "2023,50", "2 023", "20231", "ISO 9001", "2020 %"] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
