//! What surrounds the main text of a page: navigation, banners, forms, what is hidden.

use std::collections::HashSet;

use scraper::node::Element;

use super::names::attr;

/// Whether an element is called the main text by its name or role.
pub(super) fn is_content(element: &Element) -> bool {
    matches!(element.name(), "main" | "article") || attr(element, "role") == Some("main")
}

/// Whether an element is called so by the id that makers of older sites give it.
pub(super) fn is_called_content(element: &Element) -> bool {
    matches!(element.name(), "div" | "section" | "td")
        && attr(element, "id").is_some_and(|id| {
            ["content", "main", "main-content", "maincontent", "page-content", "primary", "inhoud"]
                .iter()
                .any(|name| id.eq_ignore_ascii_case(name))
        })
}

/// Whether an element looks like navigation, a banner, a form, something hidden or the like. Inside the main text,
/// heads and feet are part of it. `opened` are the ids of elements that a button opens.
pub(super) fn is_by_work(element: &Element, in_content: bool, opened: &HashSet<String>) -> bool {
    let name = element.name();
    if matches!(name, "html" | "body") {
        return false;
    }
    let role = attr(element, "role").unwrap_or_default();
    if matches!(role, "doc-footnote" | "doc-endnotes" | "doc-endnote" | "note") {
        return false;
    }
    let by_name = match name {
        "nav" | "form" | "search" => true,
        "aside" => !attr(element, "epub:type").is_some_and(|t| t.contains("note")),
        "header" | "footer" => !in_content,
        _ => false,
    };
    let by_role = match role {
        "navigation" | "search" | "menu" | "menubar" | "dialog" | "alertdialog" | "complementary" | "tablist" => true,
        "banner" | "contentinfo" => !in_content,
        _ => false,
    };
    by_name || by_role || is_hidden(element, opened) || is_called_by_work(element)
}

/// Whether an element is hidden for good. What a reader can open, as the answers in a list of questions, is text.
fn is_hidden(element: &Element, opened: &HashSet<String>) -> bool {
    let hidden = attr(element, "hidden").is_some_and(|how| !how.eq_ignore_ascii_case("until-found"))
        || attr(element, "aria-hidden") == Some("true")
        || attr(element, "style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        });
    let can_be_opened =
        attr(element, "role") == Some("tabpanel") || attr(element, "id").is_some_and(|id| opened.contains(id));
    hidden && !can_be_opened
}

/// The elements that makers of sites call by names.
const NAMED: &[&str] = &["div", "section", "ul", "ol", "p", "span", "a", "td", "h2", "h3", "h4"];

/// Words that stand in the classes of navigation and banners, whatever stands beside them: "site-navigation".
const WORDS: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "navigatie",
    "menu",
    "menubar",
    "submenu",
    "mainmenu",
    "hoofdmenu",
    "breadcrumb",
    "breadcrumbs",
    "kruimelpad",
    "pagination",
    "paginering",
    "pager",
    "skip",
    "skiplink",
    "skiplinks",
    "footer",
];

/// Whole names of such elements.
const NAMES: &[&str] = &[
    "mainnav",
    "topmenu",
    "sr-only",
    "sr-only-focusable",
    "visually-hidden",
    "screen-reader-text",
    "element-invisible",
    "site-header",
    "sidebar",
    "widget-area",
    "related-posts",
    "comments",
    "language-switcher",
    "share",
    "share-buttons",
    "social-share",
    "social-media",
    "social-links",
    "newsletter",
    "modal",
    "popup",
];

/// Whether an element has a name that makers of sites give to navigation and banners. Only classes are looked at word by
/// word: ids are often made from the headings of the text.
fn is_called_by_work(element: &Element) -> bool {
    // Elements of one's own making have a name with a hyphen.
    let made = element.name().contains('-');
    if made && is_banner(element.name()) {
        return true;
    }
    if !made && !NAMED.contains(&element.name()) {
        return false;
    }
    let names = |attribute: &str| attr(element, attribute).unwrap_or_default().split_ascii_whitespace().take(24);
    names("class").map(str::to_ascii_lowercase).any(|name| {
        let mut words = name.split(['-', '_']).filter(|word| !word.is_empty()).peekable();
        // "has-sidebar", "no-menu": said of what stands beside it.
        let beside = words.peek().is_some_and(|first| matches!(*first, "has" | "no" | "with" | "without" | "is"));
        !beside && (is_banner(&name) || NAMES.contains(&name.as_str()) || words.any(|word| WORDS.contains(&word)))
    }) || names("id")
        .map(str::to_ascii_lowercase)
        .any(|id| is_banner(&id) || NAMES.contains(&id.as_str()) || WORDS.contains(&id.as_str()) || id == "site-footer")
}

fn is_banner(name: &str) -> bool {
    ["cookie", "consent"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Node};

    use super::*;

    fn is_left_out(tag: &str) -> bool {
        let html = Html::parse_fragment(tag);
        let mut element = html.tree.nodes().filter_map(|node| match node.value() {
            Node::Element(element) if element.name() != "html" => Some(element),
            _ => None,
        });
        is_by_work(element.next_back().expect("an element"), false, &HashSet::from(["antwoord".to_owned()]))
    }

    #[test]
    fn names_of_navigation_and_banners() {
        for tag in [
            "<div class='site-navigation wide'>",
            "<ul class=main_menu>",
            "<div id=cookieMelding>",
            "<cookie-banner>",
            "<h2 class=visually-hidden>",
            "<div hidden>",
            "<div style='DISPLAY : none'>",
        ] {
            assert!(is_left_out(tag), "{tag}");
        }
        for tag in [
            "<div class='content has-menu'>",
            "<div class=social-innovation>",
            "<section id=loopbaan-navigatie>",
            "<div class=menukaart>",
            "<div hidden=until-found>",
            "<div hidden id=antwoord>",
            "<div role=tabpanel aria-hidden=true>",
        ] {
            assert!(!is_left_out(tag), "{tag}");
        }
    }
}
