//! A site in its source, underlined, as rustc shows an error.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style as Paint};

use super::Style;
use super::clean::{clean, clean_line};
use super::text::shortened;
use crate::plan::outcome::{Disposition, Site};

/// Columns, on every terminal and in every file.
const WIDTH: usize = 120;

/// A message of more characters is a note below the source.
const LABEL: usize = 50;

/// Whether there is more to see than a line: something becomes of the site, or it is left for a reason.
pub(super) fn of_interest(site: &Site) -> bool {
    site.disposition.is_rewritten() || site.disposition == Disposition::Blocked && site.silence.is_none()
}

/// The first line of a site, and what becomes of it; nothing if there is nothing to see.
pub(super) fn render(site: &Site, style: Style) -> Option<String> {
    if !of_interest(site) || site.excerpt.first_line.is_empty() {
        return None;
    }
    let line = &site.excerpt.first_line;
    let column = (site.place.column as usize).saturating_sub(1);
    let start = line.char_indices().nth(column).map_or(line.len(), |(i, _)| i);
    let own = site.excerpt.text.lines().next().unwrap_or_default();
    let end = if line[start..].starts_with(own) { start + own.len() } else { line.len() };
    // The offsets are those of the text that is shown.
    let (shown, file) = (clean_line(line), clean(&site.place.file));
    let [start, end] = [start, end].map(|at| clean_line(&line[..at]).len());

    let message = clean(&site.message);
    let short = message.chars().count() <= LABEL;
    let underline = AnnotationKind::Primary.span(start..end);
    let underline = if short && !message.is_empty() { underline.label(&*message) } else { underline };
    let source = Snippet::source(&*shown).line_start(site.place.line as usize).path(&*file).annotation(underline);

    let word = site.disposition.word();
    let level = if site.disposition == Disposition::Blocked { Level::WARNING } else { Level::HELP };
    let instance = site.instance.as_ref().map_or(String::new(), |i| format!(" → {}", clean(i)));
    let title = level.with_name(word).primary_title(format!("{}{instance}", clean(&site.source)));
    let title = match site.code {
        Some(code) => title.id(code),
        None => title,
    };
    let mut group = title.element(source);
    if !short {
        group = group.element(Level::NOTE.message(&*message));
    }
    let users = format!("reached by {}", shortened(&site.reached_by));
    if !site.reached_by.is_empty() {
        group = group.element(Level::NOTE.message(&users));
    }
    Some(renderer(style).render(&[group]) + "\n")
}

fn renderer(style: Style) -> Renderer {
    let green = Paint::new().bold().fg_color(Some(AnsiColor::Green.into()));
    let renderer = if style.color { Renderer::styled().help(green) } else { Renderer::plain() };
    renderer.term_width(WIDTH)
}
