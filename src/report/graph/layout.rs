//! Where the cards of a picture stand: four columns, ordered so that edges cross little.

use super::picture::{Card, Edge, End, Picture};

const TITLE_SIZE: f64 = 13.0;
pub const SMALL_SIZE: f64 = 11.0;
/// The width of a character of a monospaced font, to its size.
const ADVANCE: f64 = 0.602;
/// Space inside a card, on each side.
pub const PADDING: f64 = 12.0;
pub const ROW_HEIGHT: f64 = 20.0;
const TITLE_HEIGHT: f64 = 34.0;
const SUBTITLE_HEIGHT: f64 = 18.0;
const GAP: f64 = 18.0;
/// Between columns: edges need room to bend.
const GUTTER: f64 = 110.0;
const MARGIN: f64 = 24.0;
/// Above the columns: the title and the headings.
const TOP: f64 = 96.0;
/// A column whose cards are passed by an edge keeps this free for it.
const LANE: f64 = 12.0;
/// Rounds of ordering; more change nothing.
const SWEEPS: usize = 6;

/// A rectangle.
#[derive(Debug, Clone, Copy, Default)]
pub struct Frame {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// The geometry of a picture.
pub struct Layout {
    pub width: f64,
    pub height: f64,
    /// The left edge of each column.
    pub columns: [f64; 4],
    /// For each card of each column.
    pub cards: [Vec<Frame>; 4],
    /// For each edge of the picture: points that its curve goes through, an even number.
    pub edges: Vec<Vec<(f64, f64)>>,
}

/// How wide `text` is, in a monospaced font.
pub fn text_width(text: &str, size: f64) -> f64 {
    // East Asian scripts and pictures take two cells.
    let cells: usize = text.chars().map(|c| if u32::from(c) >= 0x1100 && !is_narrow(c) { 2 } else { 1 }).sum();
    cells as f64 * ADVANCE * size
}

fn is_narrow(c: char) -> bool {
    matches!(u32::from(c), 0x1e00..=0x2bff)
}

/// What stands in a column: a card, or the edges of an instance that pass by.
struct Slot {
    card: Option<usize>,
    /// The instance whose edges pass.
    lane: usize,
    height: f64,
    y: f64,
}

impl Slot {
    fn middle(&self) -> f64 {
        self.y + self.height / 2.0
    }
}

struct Link {
    /// Column, slot, and how far below its top.
    from: (usize, usize, f64),
    to: (usize, usize, f64),
    weight: f64,
}

/// Places all cards and edges.
pub fn layout(picture: &Picture) -> Layout {
    let mut slots = slots(picture);
    let links = links(picture, &slots);
    order(&mut slots, &links);
    let mut columns = [0.0; 4];
    let mut widths = [0.0; 4];
    let mut x = MARGIN;
    for column in 0..4 {
        let width = picture.columns[column].iter().map(card_width).fold(0.0, f64::max);
        (columns[column], widths[column]) = (x, width);
        x += if width > 0.0 { width + GUTTER } else { 0.0 };
    }
    let mut cards: [Vec<Frame>; 4] = Default::default();
    for column in 0..4 {
        cards[column] = vec![Frame::default(); picture.columns[column].len()];
        for slot in &slots[column] {
            if let Some(card) = slot.card {
                let (x, y) = (columns[column], slot.y);
                cards[column][card] = Frame { x, y, width: widths[column], height: slot.height };
            }
        }
    }
    let height = cards.iter().flatten().map(|f| f.y + f.height).fold(TOP, f64::max) + MARGIN;
    let width = cards.iter().flatten().map(|f| f.x + f.width).fold(MARGIN + 420.0, f64::max) + MARGIN;
    let lanes = |instance: usize| {
        let lane = slots[2].iter().find(|s| s.card.is_none() && s.lane == instance);
        lane.map(|s| (columns[2], columns[2] + widths[2], s.middle()))
    };
    let edges = edges(picture, &cards, &lanes);
    Layout { width, height, columns, cards, edges }
}

fn slots(picture: &Picture) -> [Vec<Slot>; 4] {
    let mut out: [Vec<Slot>; 4] = Default::default();
    for (column, cards) in picture.columns.iter().enumerate() {
        let slot = |(i, card): (usize, &Card)| Slot { card: Some(i), lane: 0, height: card_height(card), y: 0.0 };
        out[column] = cards.iter().enumerate().map(slot).collect();
    }
    let mut passing: Vec<usize> = picture.edges.iter().filter(|e| passes(e)).map(|e| e.from.card).collect();
    passing.dedup();
    out[2].extend(passing.into_iter().map(|lane| Slot { card: None, lane, height: LANE, y: 0.0 }));
    out
}

fn passes(edge: &Edge) -> bool {
    edge.to.column > edge.from.column + 1
}

/// The height of a card.
pub fn card_height(card: &Card) -> f64 {
    let subtitle = if card.subtitle.is_some() { SUBTITLE_HEIGHT } else { 0.0 };
    let lines = card.rows.len() + usize::from(card.more.is_some());
    let rows = if lines > 0 { lines as f64 * ROW_HEIGHT + PADDING / 2.0 } else { 0.0 };
    TITLE_HEIGHT + subtitle + rows
}

/// The middle of a row, from the top of its card.
pub fn row_middle(card: &Card, row: usize) -> f64 {
    let subtitle = if card.subtitle.is_some() { SUBTITLE_HEIGHT } else { 0.0 };
    TITLE_HEIGHT + subtitle + (row as f64 + 0.5) * ROW_HEIGHT
}

fn card_width(card: &Card) -> f64 {
    let behind = |text: &Option<String>, size| text.as_ref().map_or(0.0, |t| PADDING + text_width(t, size));
    let title = text_width(&card.title, TITLE_SIZE) + behind(&card.badge, TITLE_SIZE);
    let subtitle = card.subtitle.as_ref().map_or(0.0, |t| text_width(t, SMALL_SIZE));
    let more = card.more.as_ref().map_or(0.0, |t| text_width(t, SMALL_SIZE));
    let row = card.rows.iter().map(|r| {
        let note = if r.note.is_empty() { 0.0 } else { PADDING + text_width(&r.note, SMALL_SIZE) };
        16.0 + text_width(&r.text, 12.0) + note + behind(&r.badge, 12.0)
    });
    row.fold(title.max(subtitle).max(more), f64::max) + 2.0 * PADDING
}

fn links(picture: &Picture, slots: &[Vec<Slot>; 4]) -> Vec<Link> {
    let mut out = Vec::new();
    for edge in &picture.edges {
        let at = |end: End| {
            let card = &picture.columns[end.column][end.card];
            (end.column, end.card, end.row.map_or(card_height(card) / 2.0, |row| row_middle(card, row)))
        };
        let (from, to) = (at(edge.from), at(edge.to));
        let weight = edge.weight as f64;
        let lane = slots[2].iter().position(|s| s.card.is_none() && s.lane == edge.from.card);
        match lane.filter(|_| passes(edge)) {
            Some(lane) => {
                out.push(Link { from, to: (2, lane, LANE / 2.0), weight });
                out.push(Link { from: (2, lane, LANE / 2.0), to, weight });
            }
            None => out.push(Link { from, to, weight }),
        }
    }
    out
}

/// Orders every column by where the neighbours of its cards stand, then places the cards near them.
fn order(slots: &mut [Vec<Slot>; 4], links: &[Link]) {
    let mut orders: [Vec<usize>; 4] = std::array::from_fn(|c| (0..slots[c].len()).collect());
    (0..4).for_each(|column| stack(&mut slots[column], &orders[column]));
    for sweep in 0..SWEEPS {
        for step in 1..4 {
            let column = if sweep % 2 == 0 { step } else { 3 - step };
            let wanted = wanted(slots, links, column, if sweep % 2 == 0 { Side::Left } else { Side::Right });
            orders[column].sort_by(|a, b| {
                let y = |s: &usize| wanted[*s].unwrap_or(f64::MAX);
                y(a).total_cmp(&y(b)).then(a.cmp(b))
            });
            stack(&mut slots[column], &orders[column]);
        }
    }
    let bottom = |slots: &[Slot]| slots.iter().map(|s| s.y + s.height).fold(TOP, f64::max);
    let end = slots.iter().map(|s| bottom(s)).fold(TOP, f64::max);
    let tallest = (0..4).rev().find(|c| bottom(&slots[*c]) >= end).unwrap_or(0);
    let (left, right) = ((0..tallest).rev(), tallest + 1..4);
    for column in left.chain(right) {
        let side = if column < tallest { Side::Right } else { Side::Left };
        let wanted = wanted(slots, links, column, side);
        settle(&mut slots[column], &orders[column], &wanted, end);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

/// For each slot of a column the mean height of its neighbours on one side.
fn wanted(slots: &[Vec<Slot>; 4], links: &[Link], column: usize, side: Side) -> Vec<Option<f64>> {
    let mut sums = vec![(0.0, 0.0); slots[column].len()];
    for link in links {
        let (here, there) = if side == Side::Left { (link.to, link.from) } else { (link.from, link.to) };
        if here.0 == column {
            let sum = &mut sums[here.1];
            sum.0 += link.weight * (slots[there.0][there.1].y + there.2);
            sum.1 += link.weight;
        }
    }
    sums.into_iter().map(|(sum, weight)| (weight > 0.0).then(|| sum / weight)).collect()
}

fn stack(slots: &mut [Slot], order: &[usize]) {
    let mut y = TOP;
    for i in order {
        slots[*i].y = y;
        y += slots[*i].height + GAP;
    }
}

/// As near to where they are wanted as the order and the space between `TOP` and `end` allow.
fn settle(slots: &mut [Slot], order: &[usize], wanted: &[Option<f64>], end: f64) {
    let mut free = TOP;
    for i in order {
        let slot = &mut slots[*i];
        slot.y = wanted[*i].map_or(free, |y| (y - slot.height / 2.0).max(free));
        free = slot.y + slot.height + GAP;
    }
    let mut limit = end;
    for i in order.iter().rev() {
        let slot = &mut slots[*i];
        slot.y = slot.y.min(limit - slot.height).max(TOP);
        limit = slot.y - GAP;
    }
}

type Lanes<'a> = &'a dyn Fn(usize) -> Option<(f64, f64, f64)>;

fn edges(picture: &Picture, cards: &[Vec<Frame>; 4], lanes: Lanes) -> Vec<Vec<(f64, f64)>> {
    let starts = ports(picture, cards, lanes, |e| e.from, |e| e.to);
    let ends = ports(picture, cards, lanes, |e| e.to, |e| e.from);
    let curve = |(i, edge): (usize, &Edge)| {
        let (from, to) = (cards[edge.from.column][edge.from.card], cards[edge.to.column][edge.to.card]);
        let mut points = vec![(from.x + from.width, starts[i])];
        if let Some((left, right, y)) = lanes(edge.from.card).filter(|_| passes(edge)) {
            points.extend([(left, y), (right, y)]);
        }
        points.push((to.x, ends[i]));
        points
    };
    picture.edges.iter().enumerate().map(curve).collect()
}

/// The heights at which edges meet a card: at their row, else spread over the card in the order of the other ends.
fn ports(
    picture: &Picture,
    cards: &[Vec<Frame>; 4],
    lanes: Lanes,
    this: impl Fn(&Edge) -> End,
    other: impl Fn(&Edge) -> End,
) -> Vec<f64> {
    let height_of = |end: End| {
        let frame = cards[end.column][end.card];
        let row = end.row.map(|row| frame.y + row_middle(&picture.columns[end.column][end.card], row));
        row.unwrap_or(frame.y + frame.height / 2.0)
    };
    let far = |edge: &Edge| match lanes(edge.from.card).filter(|_| passes(edge)) {
        Some((_, _, y)) => y,
        None => height_of(other(edge)),
    };
    let mut out = vec![0.0; picture.edges.len()];
    for (i, edge) in picture.edges.iter().enumerate() {
        let end = this(edge);
        if end.row.is_some() {
            out[i] = height_of(end);
            continue;
        }
        // Edges of one lane leave together.
        let mut there: Vec<f64> =
            picture.edges.iter().filter(|e| this(e).row.is_none() && same_card(this(e), end)).map(&far).collect();
        there.sort_by(f64::total_cmp);
        there.dedup();
        let place = there.iter().position(|y| *y >= far(edge)).unwrap_or(0);
        let frame = cards[end.column][end.card];
        let share = (place as f64 + 1.0) / (there.len() as f64 + 1.0);
        out[i] = frame.y + frame.height * share;
    }
    out
}

fn same_card(a: End, b: End) -> bool {
    (a.column, a.card) == (b.column, b.card)
}
