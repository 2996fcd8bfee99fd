//! The picture as SVG: no script, no font and no picture from elsewhere; dark where the reader's screen is.

use svg::Document;
use svg::node::element::{Circle, Description, Group, Path, Rectangle, Style, Text, Title};

use super::layout::{self, Frame, Layout, PADDING, ROW_HEIGHT, SMALL_SIZE};
use super::picture::{COLUMNS, Card, Edge, Picture, Row, Tone};
use super::words::shortened_to;
use crate::report::clean::clean;

/// Longer texts are shortened in their middle.
const SHOWN: usize = 44;

const CSS: &str = include_str!("svg.css");

const LEGEND: [(Tone, &str, &str); 4] = [
    (Tone::Waste, "nixinst fix shares it", ""),
    (Tone::Shared, "", "shared"),
    (Tone::Blocked, "blocked", "blocked"),
    (Tone::Plain, "stays as it is", "stays as it is"),
];

/// The whole file.
pub fn render(picture: &Picture, after: bool) -> String {
    let picture = &fitted(picture);
    let layout = layout::layout(picture);
    let (legend, legend_height) = legend(picture, &layout, after);
    let height = layout.height + legend_height;
    let mut document = Document::new()
        .set("viewBox", format!("0 0 {:.0} {height:.0}", layout.width))
        .set("width", format!("{:.0}", layout.width))
        .set("height", format!("{height:.0}"))
        .set("role", "img")
        .add(Title::new("nixinst graph"))
        .add(Description::new().add(svg::node::Text::new(picture.title.as_str())))
        .add(Style::new(CSS))
        .add(Rectangle::new().set("class", "back").set("width", "100%").set("height", "100%").set("rx", 8))
        .add(text("headline", 24.0, 38.0, &picture.title));
    for (column, heading) in COLUMNS.iter().enumerate() {
        if !picture.columns[column].is_empty() {
            document = document.add(text("heading", layout.columns[column], 78.0, heading));
        }
    }
    let mut edges: Vec<usize> = (0..picture.edges.len()).collect();
    // What matters is drawn above the rest.
    edges.sort_by_key(|i| (picture.edges[*i].tone, *i));
    let edges = edges.into_iter().map(|i| edge(&picture.edges[i], &layout.edges[i]));
    document = document.add(edges.fold(Group::new().set("class", "edges"), Group::add));
    for (cards, frames) in picture.columns.iter().zip(&layout.cards) {
        for (c, frame) in cards.iter().zip(frames) {
            document = document.add(card(c, *frame));
        }
    }
    format!("{}\n", document.add(legend))
}

/// With texts that can be shown: cleaned, and no longer than they may be.
fn fitted(picture: &Picture) -> Picture {
    let fit = |text: &String| shortened_to(&legible(text), SHOWN);
    let row = |r: &Row| Row { text: fit(&r.text), note: fit(&r.note), ..r.clone() };
    let card = |c: &Card| Card {
        tone: c.tone,
        title: fit(&c.title),
        badge: c.badge.clone(),
        subtitle: c.subtitle.as_ref().map(|s| shortened_to(&legible(s), SHOWN + 8)),
        rows: c.rows.iter().map(row).collect(),
        more: c.more.clone(),
    };
    Picture {
        title: picture.title.clone(),
        footer: picture.footer.clone(),
        columns: std::array::from_fn(|column| picture.columns[column].iter().map(card).collect()),
        edges: picture.edges.clone(),
        imports: Vec::new(),
    }
}

/// XML has no way to write some characters.
fn legible(text: &str) -> String {
    let forbidden = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}');
    clean(text).chars().map(|c| if forbidden(c) { '\u{fffd}' } else { c }).collect()
}

fn number(n: f64) -> String {
    format!("{n:.1}")
}

// Only fixed words and numbers go to attributes: the library escapes no quotes there.
fn text(class: &str, x: f64, y: f64, content: &str) -> Text {
    Text::new(content).set("class", class).set("x", number(x)).set("y", number(y))
}

fn edge(edge: &Edge, points: &[(f64, f64)]) -> Path {
    let mut d = format!("M{:.1} {:.1}", points[0].0, points[0].1);
    for (i, pair) in points.windows(2).enumerate() {
        let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
        if i % 2 == 1 {
            d += &format!(" L{to_x:.1} {to_y:.1}");
        } else {
            let bend = (to_x - x) / 2.0;
            d += &format!(" C{:.1} {y:.1} {:.1} {to_y:.1} {to_x:.1} {to_y:.1}", x + bend, to_x - bend);
        }
    }
    let width = (1.5 + (edge.weight.max(1) as f64).log2()).min(7.0);
    Path::new().set("class", edge.tone.word()).set("d", d).set("stroke-width", number(width))
}

fn card(card: &Card, frame: Frame) -> Group {
    let Frame { x, y, width, height } = frame;
    let back = Rectangle::new()
        .set("class", "card")
        .set("x", number(x))
        .set("y", number(y))
        .set("width", number(width))
        .set("height", number(height))
        .set("rx", 7);
    let mut out = Group::new().set("class", card.tone.word()).add(back);
    out = out.add(text("title", x + PADDING, y + 22.0, &card.title));
    if let Some(badge) = &card.badge {
        out = out.add(text("badge", x + width - PADDING, y + 22.0, badge));
    }
    if let Some(subtitle) = &card.subtitle {
        out = out.add(text("dim", x + PADDING, y + 40.0, subtitle));
    }
    for (i, r) in card.rows.iter().enumerate() {
        out = out.add(row(r, x, y + layout::row_middle(card, i), width));
    }
    if let Some(more) = &card.more {
        let middle = y + layout::row_middle(card, card.rows.len());
        out = out.add(text("dim", x + PADDING, middle + SMALL_SIZE / 3.0, more));
    }
    out
}

fn row(row: &Row, x: f64, middle: f64, width: f64) -> Group {
    let baseline = middle + 4.0;
    let mut out = Group::new().set("class", row.tone.word());
    let mut start = x + PADDING;
    // A module has a disposition.
    if row.file.is_some() {
        let dot = Circle::new().set("cx", number(start + 4.0)).set("cy", number(middle)).set("r", 3.5);
        out = out.add(dot.set("class", "dot"));
        start += 16.0;
    }
    out = out.add(text("row", start, baseline, &row.text));
    if !row.note.is_empty() {
        let after = start + layout::text_width(&row.text, 12.0) + PADDING;
        out = out.add(text("note", after, baseline, &row.note));
    }
    if let Some(badge) = &row.badge {
        out = out.add(text("times", x + width - PADDING, baseline, badge));
    }
    out
}

/// What the colours mean that occur, and what is not drawn; with its height.
fn legend(picture: &Picture, layout: &Layout, after: bool) -> (Group, f64) {
    let rows = picture.columns.iter().flatten().flat_map(|c| &c.rows).map(|r| r.tone);
    let tones: Vec<Tone> = picture.columns[1].iter().map(|c| c.tone).chain(rows).collect();
    let (mut x, y) = (24.0, layout.height + 4.0);
    let mut out = Group::new().set("class", "legend");
    for (tone, before_word, after_word) in LEGEND.iter().filter(|(tone, ..)| tones.contains(tone)) {
        let word = if after { after_word } else { before_word };
        let dot = Circle::new().set("class", "dot").set("cx", number(x + 4.0)).set("cy", number(y)).set("r", 3.5);
        let one = Group::new().set("class", tone.word()).add(dot).add(text("dim", x + 14.0, y + 4.0, word));
        out = out.add(one);
        x += 34.0 + layout::text_width(word, SMALL_SIZE);
    }
    let mut height = ROW_HEIGHT + 4.0;
    if let Some(footer) = &picture.footer {
        out = out.add(text("dim", 24.0, y + 4.0 + ROW_HEIGHT, footer));
        height += ROW_HEIGHT;
    }
    (out, height)
}
