"""The map and the list of events over a whole store: filtered by its index, bounded, exported as shown."""

import json

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from tawatur.model import Article, DateRange, Engine, Entity, Event, Participant, Place, Record, Span
from tawatur.serve.web.app import create_app
from tawatur.serve.web.deeds import deeds
from tawatur.serve.web.events import events
from tawatur.store.events import EventChoice, rows_of

COUNT = 70


def article(number):
    """An article with an event of its own day, the older the higher its number."""
    text = f"قصف الجيش بلدة {number} فجرا."
    day = f"2021-{12 - number // 28:02}-{28 - number % 28:02}"
    town = Entity("e1", "GPE", "بلدة", place=Place(30.0 + number % 5, 20.0, 1))
    made = Event("v1", Span(0, 3, "قصف"), "ASSAULT", place=Participant("e1", Span(9, 13, text[9:13])),
                 date=DateRange(day, day), status="denied" if number == COUNT - 1 else "actual")  # fmt: skip
    return Record(
        Article(f"a{number}", text, outlet=f"o{number % 3}"),
        Engine("0", "0"),
        entities=(town,),
        events=(made,),
    )


@pytest.fixture(params=["shelf", "store"])
def desk(request, desk_over):
    return desk_over(request.param, [article(number) for number in range(COUNT)])


@pytest.fixture
def pages(desk):
    return TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)


def test_all_articles_are_on_the_map_and_the_latest_listed(desk):
    found = events(desk, EventChoice())
    assert (found.drawn, found.total, len(found.listed)) == (COUNT, COUNT, 60)
    assert sum(spot.events for spot in found.map.spots) == COUNT
    assert found.listed[0].since == max(day.day for day in found.days)
    assert dict(found.choices["outlet"]) == {"o0": 24, "o1": 23, "o2": 23}


def test_an_old_event_is_found_by_every_filter(desk, pages):
    (old,) = events(desk, EventChoice(status="denied")).listed
    day = old.since
    assert old.event.status == "denied"
    for choice in (EventChoice(day=day), EventChoice(until=day), EventChoice(since=day, until=day)):
        assert [deed.since for deed in events(desk, choice).listed] == [day]
    page = pages.get(f"/en/map?since={day}&until={day}").text
    assert page.count('class="card deedcard') == 1
    assert f'name="since" value="{day}"' in page
    found = pages.get(f"/api/events?until={day}").json()
    assert (found["total"], len(found["events"]), found["after"]) == (1, 1, None)


def test_what_is_not_drawn_is_said(pages, monkeypatch):
    monkeypatch.setattr("tawatur.serve.web.events.DRAWN", 50)
    assert "the latest 50 of 70 events" in pages.get("/en/map").text
    assert "٥٠" in pages.get("/ar/map").text
    assert "the latest 50" not in pages.get("/en/map?status=denied").text


def test_the_api_gives_part_after_part(pages):
    first = pages.get("/api/events?limit=50").json()
    assert (len(first["events"]), first["total"], first["after"]) == (50, COUNT, 50)
    second = pages.get("/api/events?limit=50&after=50").json()
    assert (len(second["events"]), second["after"]) == (COUNT - 50, None)
    assert len({one["article"] for one in [*first["events"], *second["events"]]}) == COUNT


def test_the_export_is_exactly_what_is_drawn(desk, pages):
    choice = {"outlet": "o1", "since": "2021-11"}
    drawn = events(desk, EventChoice(**choice)).drawn
    answer = pages.get("/en/map", params={**choice, "format": "jsonl"})
    told = [json.loads(line) for line in answer.content.decode().splitlines()]
    assert 0 < sum(len(one["events"]) for one in told) == drawn < COUNT
    assert all(one["article"]["outlet"] == "o1" for one in told)


def test_a_row_tells_what_the_card_tells(sample):
    for record in sample:
        told = [(d.event.id, d.claimant, d.outlet, d.since or "", d.until or "") for d in deeds(record)]
        assert told == [(r.id, r.claimant, r.outlet, r.since, r.until) for r in rows_of(record)]


def test_what_visitors_bring_is_on_the_map(desk):
    brought = article(3)
    desk.library.add(replace(brought, article=replace(brought.article, id="t1", outlet="زائر")))
    assert events(desk, EventChoice(outlet="زائر")).total == 1
