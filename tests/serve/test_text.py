"""Showing: isolation, colours, width; hostile text."""

import pytest
import stand_in

from tawatur import model as m
from tawatur.serve.terminal import FSI, PDI, Look, cells, look_of, one_line, shorten
from tawatur.serve.text import draw, in_tree_order


class Terminal:
    def __init__(self, is_one):
        self.isatty = lambda: is_one


@pytest.fixture
def record():
    text = f"الجسر يفتح غدا\n\n{stand_in.BODY}"
    article = m.Article("a", text)
    return stand_in.record(m.Article("a", text, title=article.span(0, 14), outlet="صوت الوادي"))


def test_a_terminal_gets_isolated_runs_and_a_line_for_the_content(record):
    lines = draw(record, Look(width=60, isolate=True)).splitlines()
    assert lines[0] == f"{FSI}الجسر يفتح غدا{PDI}"
    assert lines[5:7] == [
        f"  s2  {FSI}مكتب المحافظ{PDI} › {FSI}سالم الحمدي{PDI}  affirm «{FSI}أكد{PDI}»  to {FSI}المدير{PDI}",
        f"      “{FSI}الجسر سيفتح غدا{PDI}”",
    ]


def test_every_isolate_is_closed_whatever_the_text_holds(record):
    wild = m.Article("a", "قال\u202e الوزير\u2067 شيئا", outlet="\u2068\u2068x\u2066")
    text = draw(m.Record(wild, m.Engine("0", "0"), notes=("\u2069\u2069\u202b",)), Look(60, isolate=True))
    assert text.count(FSI) == text.count(PDI)
    assert not {"\u202e", "\u2067", "\u2066", "\u202b"} & set(text)


def test_content_is_cut_to_the_width_and_full_cuts_nothing(record):
    narrow = draw(record, Look(width=40, isolate=True))
    content = [line for line in narrow.splitlines() if "“" in line]
    assert all(cells(line) <= 40 for line in content)
    assert any("…" in line for line in content)
    assert "…" not in draw(record, Look(width=None, isolate=True))


def test_colours_only_where_asked(record):
    assert "\033[" in draw(record, Look(80, isolate=True, colour=True))
    assert "\033[" not in draw(record, Look(80, isolate=True))


@pytest.mark.parametrize(
    ("is_terminal", "environ", "colour"),
    [(True, {}, True), (True, {"NO_COLOR": "1"}, False), (True, {"NO_COLOR": ""}, True),
     (True, {"TERM": "dumb"}, False), (False, {}, False)],
)  # fmt: skip
def test_no_color_is_respected(monkeypatch, is_terminal, environ, colour):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    look = look_of(Terminal(is_terminal))
    assert (look.colour, look.isolate) == (colour, is_terminal)


def test_escape_sequences_of_a_text_never_reach_the_terminal():
    assert "\x1b" not in one_line("قال\x1b[31m الوزير\x07\x9b")
    assert one_line("سطر\r\nآخر\u2028ثالث") == "سطر آخر ثالث"


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("كَتَبَ", 3), ("新聞", 4), ("\u200fا\u200e", 1), ("", 0)]
)
def test_cells_are_what_a_terminal_gives_a_text(text, width):
    assert cells(text) == width


@pytest.mark.parametrize("limit", [1, 2, 5, 9, 14, 30])
def test_a_shortened_text_fits(limit):
    text = "الطَّريق مفتوح أمام الجميع"
    assert cells(shorten(text, limit)) <= limit
    assert shorten(text, 200) == text


def test_a_cut_falls_between_words_where_one_is_near():
    assert shorten("الطريق مفتوح أمام", 14) == "الطريق مفتوح…"


def test_statements_whose_parent_is_missing_stand_at_the_left(record):
    orphan = m.Statement("s9", (), m.Source("dropped"), (), "label", "describe", parent="s7")
    extended = m.Record(record.article, record.engine, statements=(*record.statements, orphan))
    assert [(s.id, d) for s, d in in_tree_order(extended)] == [
        ("s1", 0), ("s2", 1), ("s3", 0), ("s4", 0), ("s9", 0),
    ]  # fmt: skip


def with_places_and_counts(record):
    text = record.article.text
    entities = tuple(m.Entity(f"p{n}", "GPE", f"مدينة {n}", place=m.Place(30.0, 31.0)) for n in range(9))
    unknown = m.Entity("p9", "GPE", "قرية", place=m.Place())
    count = m.Quantity("q1", m.Span(0, 10, text[0:10]), 3, 3, 3, role="killed")
    return m.Record(record.article, record.engine, entities=(*entities, unknown), quantities=(count,))


def test_places_and_counts_stand_below_the_statements(record):
    lines = draw(with_places_and_counts(record)).splitlines()
    assert lines[-2] == "places  " + ", ".join(f"مدينة {n}" for n in range(9))
    assert lines[-1] == f"counts  {record.article.text[:10]} (killed)"
    assert "places" not in draw(record)
    assert "counts" not in draw(record)


@pytest.mark.parametrize("width", [40, 60, 80])
def test_places_that_have_no_room_are_counted(record, width):
    lines = draw(with_places_and_counts(record), Look(width=width, isolate=True)).splitlines()
    line = next(line for line in lines if line.startswith("places"))
    assert cells(line) <= width
    assert line.count(FSI) == line.count(PDI)
    shown = line.count(FSI)
    assert shown == 9 or line.endswith(f", and {9 - shown} more")
