"""Stories, actors, the map: pages over all articles."""

import html
import re
from itertools import combinations

import pytest
from msgspec.structs import replace

from tawatur.model import ActorCodes, Article, Engine, Entity, Event, Participant, Place, Record, Span
from tawatur.resources import root
from tawatur.run.settings import Settings
from tawatur.serve.web.actor import profile
from tawatur.serve.web.atlas import HIGH, drawn
from tawatur.serve.web.atlas import WIDE as MAP
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.events import events
from tawatur.serve.web.library import Shelf
from tawatur.serve.web.stories import APART, EDGE, WIDE, told
from tawatur.serve.web.who import actor_key, by_actor
from tawatur.store.events import EventChoice, rows_of


def record(*placed, status="actual"):
    """An article with an event at each of the places (name, lat, lon, precision)."""
    text = " ".join(name for name, *_ in placed)
    entities, found = [], []
    for number, (name, lat, lon, precision) in enumerate(placed):
        codes = ActorCodes(country="LBY") if precision == 6 else ActorCodes()
        entities.append(Entity(f"e{number}", "GPE", name, codes=codes, place=Place(lat, lon, precision)))
        there = Participant(f"e{number}", Span(0, 1, text[:1]))
        found.append(Event(f"v{number}", Span(0, 1, text[:1]), "ASSAULT", place=there, status=status))
    return Record(Article("a", text), Engine("0", "0"), entities=tuple(entities), events=tuple(found))


def test_a_story_in_one_line(desk):
    story = told(desk.comparison(), rightward=False)
    assert (story.outlets, story.texts) == (6, 5)
    assert story.named >= 2
    assert story.first < story.last
    assert len(story.line.dots) == 6
    assert story.line.dots[0].x > story.line.dots[-1].x  # Arabic time runs to the left
    assert told(desk.comparison(), rightward=True).line.dots[0].x < 100


def test_the_one_that_prints_it_as_fact_is_pale(desk):
    story = told(desk.comparison(), rightward=True)
    assert [dot.article for dot in story.line.dots if not dot.sourced] == ["alraqib-alyoum"]


@pytest.mark.parametrize("articles", [2, 4, 9, 60])
def test_articles_of_one_minute_do_not_cover_each_other(desk, articles):
    comparison = desk.comparison()
    of = [replace(comparison.articles[0], id=f"a{n}", published="2020-05-16T20:15") for n in range(articles)]
    late = replace(comparison.articles[0], id="late", published="2020-05-17T20:15")
    line = told(replace(comparison, articles=(*of, late)), rightward=True).line
    assert len(line.dots) == articles + 1
    for one, other in combinations(line.dots, 2):
        assert abs(one.x - other.x) >= APART or abs(one.y - other.y) >= APART
    assert all(EDGE <= dot.x <= WIDE - EDGE and 6 < dot.y < line.high - 6 for dot in line.dots)


def test_stories_page(client):
    page = client.get("/ar/stories").text
    for words in ("٦ وسائل", "٥ نصوص", "مصدران مسمّيان", "في النصوص المحمّلة"):
        assert words in page
    assert page.count("<circle") == 6


def test_an_actor_says_is_spoken_of_and_is_named(sample):
    found = profile(by_actor(sample)["p-stoltenberg"])
    assert found.said
    assert found.about
    assert {name.outlet for name in found.names} >= {"صدى الساحل", "أوراس بريس"}
    for one in found.said:
        assert actor_key(one.record.entity(one.statement.source.entity)) == "p-stoltenberg"
    for one in found.about:
        assert actor_key(one.speaker) != "p-stoltenberg"
    for name in found.names:
        article = next(r.article for r in sample if r.article.id == name.article)
        assert article.text[name.span.start : name.span.end] == name.span.text
    assert sum(day.said for day in found.days) == len(found.said)
    assert "nobody" not in by_actor(sample)


@pytest.mark.parametrize("path", ["articles/sada-alsahel", "names", "story/c1", "map"])
def test_names_lead_to_actors(client, path):
    links = set(re.findall(r'href="(/en/actors/[^"]+)"', client.get(f"/en/{path}").text))
    assert links
    for link in links:
        assert client.get(html.unescape(link)).status_code == 200, link


def test_an_unknown_actor_is_told(client):
    assert client.get("/ar/actors/nobody").status_code == 404


def test_places_stand_on_the_map_by_their_precision():
    tripoli, near, state = ("طرابلس", 32.89, 13.19, 1), ("الوطية", 32.47, 11.9, 2), ("ليبيا", 27.0, 17.0, 6)
    found = drawn(list(rows_of(record(tripoli, near, state))))
    by_name = {spot.name: spot for spot in found.spots}
    assert by_name["طرابلس"].radius < by_name["الوطية"].radius < by_name["ليبيا"].radius
    assert by_name["طرابلس"].y < by_name["ليبيا"].y  # north is up
    assert by_name["طرابلس"].x > by_name["الوطية"].x  # east is right, whatever the language
    assert all(0 < spot.x < MAP and 0 < spot.y < HIGH for spot in found.spots)
    assert found.states
    assert found.borders


def test_disputed_lines_are_apart():
    assert drawn(list(rows_of(record(("العيون", 27.15, -13.2, 1))))).disputed


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("Israel", "Syria", {"disputed"}),  # the Golan
        ("Egypt", "Sudan", {"border", "disputed"}),  # only from Bir Tawil to the sea, at Halaib
        ("India", "Pakistan", {"border", "disputed"}),  # only in Kashmir
        ("India", "China", {"disputed"}),
        ("Libya", "Egypt", {"border"}),
    ],
)
def test_lines_are_dashed_as_far_as_they_are_disputed(one, other, kinds):
    kind = {line["line"]: line["kind"] for line in _rows("outline_lines")}
    of = {
        row["name_en"]: {n.lstrip("-") for n in re.findall(r"-?\d+", row["rings"])}
        for row in _rows("outlines")
    }
    assert {kind[n] for n in of[one] & of[other]} == kinds


def test_a_line_is_dashed_where_it_is_disputed_and_whole_elsewhere():
    halaib = drawn(list(rows_of(record(("حلايب", 22.22, 36.64, 1)))))
    halfa = drawn(list(rows_of(record(("وادي حلفا", 21.8, 27.5, 1)))))
    assert halaib.disputed
    assert halfa.borders
    assert not halfa.disputed


def _rows(name):
    head, *rows = (root() / f"places/{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [dict(zip(head.split("\t"), row.split("\t"), strict=True)) for row in rows]


def test_what_has_no_place_is_counted():
    nowhere = replace(record(("طرابلس", 32.89, 13.19, 1)), entities=())
    assert drawn(list(rows_of(nowhere))).unplaced == 1
    assert drawn([]).land


def test_a_denied_event_looks_denied(client, sample, engine):
    page = client.get("/en/articles/minbar-albadiya").text
    assert any(event.status == "denied" for r in sample for event in r.events)
    assert 'class="card deedcard denied' in page
    denied = record(("طرابلس", 32.89, 13.19, 1), status="denied")
    found = events(Desk(Shelf([denied]), engine, Settings(offline=True)), EventChoice())
    assert found.map.spots[0].status == "denied"


def test_the_map_shows_what_is_asked_for(desk, client):
    everything = events(desk, EventChoice())
    for field in ("type", "status", "claimant", "outlet"):
        value, count = everything.choices[field][0]
        found = events(desk, EventChoice(**{field: value}))
        assert found.total == count
    spot = everything.map.spots[-1]
    there = events(desk, EventChoice(place=spot.value))
    assert there.total == spot.events
    page = client.get("/en/map", params={"status": "denied"}).text
    assert page.count('class="card deedcard denied') == page.count('class="card deedcard') > 0
