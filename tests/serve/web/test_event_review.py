"""Events in a review: accepted, rejected, corrected and added, on the page and over the interface."""

import html
import json
import re

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from tawatur.run.evaluate import evaluate
from tawatur.serve.web.app import create_app

WHO = "سلمى"


@pytest.fixture(params=["shelf", "store"])
def room(request, sample, desk_over):
    """The pages over one article, on a shelf and in a store."""
    return desk_over(request.param, sample[:1])


@pytest.fixture
def pages(room):
    return TestClient(create_app(room), base_url="http://localhost", follow_redirects=True)


@pytest.fixture
def there(room):
    return f"/en/articles/{room.laid()[0].article.id}"


def card(page, event):
    """The card of an event on a page."""
    (found,) = re.findall(rf'<li class="([^"]*)" id="{event}"[^>]*>(.*?)</li>', page.text, re.DOTALL)
    return found


def events_of(room):
    return {event.id: event for event in room.laid()[0].events}


def form_of(page, event):
    """What the open form of an event sends where nobody touches it."""
    (whole,) = re.findall(rf'<form class="identify" method="post" action="[^"]*/events/{event}">(.*?)</form>', page.text, re.DOTALL)  # fmt: skip
    sent = {}
    for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', whole, re.DOTALL):
        marked = re.findall(r'<option value="([^"]*)" selected', options)
        sent.setdefault(name, []).append(marked[0] if marked else "")
    sent["trigger"] = re.findall(r'name="trigger"[^>]* value="([^"]+)"', whole)
    return sent


def test_an_event_is_accepted_rejected_and_taken_back(room, pages, there):
    assert 'class="judge"' not in pages.get(there).text
    for what, shown in (("accept", "reviewed by"), ("reject", "rejected by"), ("undo", "not reviewed")):
        page = pages.post(f"{there}/events/v1", data={"what": what, "who": WHO})
        assert page.status_code == 200
        assert shown in card(page, "v1")[1]
        assert ("v1" in events_of(room)) is (what != "reject")
        assert (f"<bdi>{WHO}</bdi>" in card(page, "v1")[1]) is (what != "undo")
    assert str(page.url).endswith("?review=1#v1")


def test_a_rejected_event_leaves_map_incidents_and_the_lit_text(room, pages, there):
    word = events_of(room)["v1"].trigger.text
    assert re.search(rf'class="[^"]*events[^"]*"[^>]*>{word}<', pages.get(there).text)
    before = len(re.findall('class="card deedcard', pages.get("/en/map").text))
    page = pages.post(f"{there}/events/v1", data={"what": "reject", "who": WHO})
    assert not re.search(rf'class="[^"]*events[^"]*"[^>]*>{word}<', page.text)
    assert "rejected" in card(page, "v1")[0]
    assert len(re.findall('class="card deedcard', pages.get("/en/map").text)) == before  # v2 tells it too
    assert [events_of(room)[name].same_as for name in ("v2", "v4")] == [None, "v2"]
    pages.post(f"{there}/events/v3", data={"what": "reject", "who": WHO})
    assert len(re.findall('class="card deedcard', pages.get("/en/map").text)) == before - 1
    assert pages.get(f"{there}/events/v1").status_code == 404  # it is part of no incident


def test_the_form_keeps_what_nobody_touches(room, pages, there):
    before = events_of(room)["v3"]
    sent = form_of(pages.get(f"{there}?review=1&event=v3"), "v3")
    assert pages.post(f"{there}/events/v3", data={**sent, "what": "change", "who": WHO}).status_code == 400
    page = pages.post(
        f"{there}/events/v3", data={**sent, "status": "called_for", "what": "change", "who": WHO}
    )
    assert page.status_code == 200
    assert events_of(room)["v3"] == replace(before, status="called_for")
    assert "corrected by" in card(page, "v3")[1]


def test_who_did_not_see_the_last_word_does_not_overwrite_it(room, pages, there):
    page = pages.get(f"{there}?review=1&event=v3")
    sent = {**form_of(page, "v3"), "seen": re.findall(r'name="seen" value="([^"]*)"', page.text)}
    pages.post(f"{there}/events/v3", data={"what": "change", "type": "AID", "who": "هدى"})
    late = pages.post(f"{there}/events/v3", data={**sent, "status": "denied", "what": "change", "who": WHO})
    assert late.status_code == 400
    assert "corrected this event meanwhile" in late.text
    assert (events_of(room)["v3"].type, events_of(room)["v3"].status) == ("AID", "actual")


def test_every_part_of_an_event_is_corrected_at_once(room, pages, there):
    record = room.laid()[0]
    sent = form_of(pages.get(f"{there}?review=1&event=v3"), "v3")
    mention = record.entity("e2").mentions[0]
    other = record.events[5].trigger
    changed = {
        "type": "MOBILIZE", "status": "future", "actors": [f"{mention.start}-{mention.end}", ""], "targets": [""],
        "place": "", "claimant": "", "date": "2020-05-01", "trigger": f"{other.start - 1}-{other.end}",
    }  # fmt: skip
    page = pages.post(f"{there}/events/v3", data={**sent, **changed, "what": "change", "who": WHO})
    assert page.status_code == 200
    event = events_of(room)["v3"]
    assert (event.type, event.status, event.statement, event.place, event.targets) == (
        "MOBILIZE", "future", None, None, (),
    )  # fmt: skip
    assert [(one.entity, one.span.start) for one in event.actors] == [("e2", mention.start)]
    assert (event.date.since, event.trigger, event.codes.plover) == ("2020-05-01", other, "MOBILIZE")
    assert room.laid()[0].events.index(event) == 2  # its place in the list is that of what was read
    back = pages.post(f"{there}/events/v3", data={"what": "undo", "who": WHO})
    assert back.status_code == 200
    assert events_of(room)["v3"] == record.event("v3")


def test_a_missed_event_is_added_corrected_and_taken_back(room, pages, there):
    record = room.laid()[0]
    said = record.statements[0].content[0]
    words = f"{said.start}-{said.start + 5}"
    page = pages.post(f"{there}/events", data={"range": words, "type": "AID", "who": WHO})
    name = str(page.url).rpartition("#")[2]
    assert "added by" in card(page, name)[1]
    new = events_of(room)[name]
    assert (new.type, new.status, new.statement) == ("AID", "actual", "s1")
    assert new.trigger.text == record.article.text[new.trigger.start : new.trigger.end]
    assert [one.trigger.start for one in room.laid()[0].events] == sorted(e.trigger.start for e in events_of(room).values())  # fmt: skip
    sent = form_of(page, name)  # it is opened at once
    page = pages.post(
        f"{there}/events/{name}", data={**sent, "status": "denied", "what": "change", "who": WHO}
    )
    assert events_of(room)[name].status == "denied"
    assert "added by" in card(page, name)[1]
    again = pages.post(f"{there}/events", data={"range": words, "type": "AID", "who": WHO})
    assert again.status_code == 400
    pages.post(f"{there}/events/{name}", data={"what": "undo", "who": WHO})
    assert name not in events_of(room)


@pytest.mark.parametrize(
    ("event", "form", "told"),
    [
        ("v999", {"what": "accept"}, "no statement or event"),
        ("v999", {"what": "change", "type": "AID"}, "no statement or event"),
        ("v1", {"what": "praise"}, "is no change"),
        ("v1", {"what": "change", "type": "WAR"}, "is no type of an event"),
        ("v1", {"what": "change", "status": "maybe"}, "is no status of an event"),
        ("v1", {"what": "change", "trigger": "1-4, 6-9"}, "one trigger"),
        ("v1", {"what": "change", "trigger": "here"}, "as 12-40"),
        ("v1", {"what": "change", "actors": "0-99999999"}, "within the text"),
        ("v1", {"what": "change", "place": ["0-3", "5-9"]}, "one place"),
        ("v1", {"what": "change", "claimant": "s999"}, "no statement"),
        ("v1", {"what": "change", "date": "2020-13-01"}, "give a day"),
        ("v1", {"what": "accept", "who": " "}, "the name of who"),
        ("", {"range": "1-4", "type": "WAR"}, "is no type of an event"),
    ],
)
def test_what_no_event_can_be_is_told_and_nothing_is_kept(room, pages, there, event, form, told):
    page = pages.post(f"{there}/events/{event}".rstrip("/"), data={"who": WHO, **form})
    assert page.status_code == 400
    assert told in html.unescape(page.text)
    assert room.library.corrections(room.laid()[0].article.id) == ()


def test_half_a_form_is_not_kept(room, pages, there):
    form = {"what": "change", "who": WHO, "type": "AID", "status": "maybe"}
    assert pages.post(f"{there}/events/v1", data=form).status_code == 400
    assert room.library.corrections(room.laid()[0].article.id) == ()


def test_events_are_corrected_over_the_interface(room, pages, there):
    path = f"/api{there.removeprefix('/en')}"
    assert {one["review"] for one in pages.get(f"{path}/events").json()} == {None}
    for change in ({"what": "type", "value": "AID"}, {"what": "actors", "value": ""}):
        assert (
            pages.post(f"{path}/corrections", json={"event": "v1", "who": WHO, **change}).status_code == 201
        )
    made = pages.post(f"{path}/corrections", json={"event": "0-3", "what": "add", "value": "AID", "who": WHO})
    assert json.loads(made.json()[-1]["value"]) == "AID"
    told = {one["event"]["id"]: one for one in pages.get(f"{path}/events").json()}
    assert (told["v1"]["review"], told["v1"]["event"]["type"], told["v1"]["event"]["actors"]) == (
        "changed",
        "AID",
        [],
    )
    assert told["v-0-3"]["review"] == "added"
    everywhere = pages.get("/api/events?type=AID").json()["events"]
    assert {"v1", "v-0-3"} <= {one["event"]["id"] for one in everywhere}
    wrong = pages.post(
        f"{path}/corrections", json={"event": "v1", "what": "type", "value": "WAR", "who": WHO}
    )
    assert wrong.status_code == 400
    assert "ASSAULT" in wrong.json()["detail"]


def test_corrected_events_outlive_a_reread(sample, desk_over):
    desk = desk_over("store", sample[:1])
    pages = TestClient(create_app(desk), base_url="http://localhost", follow_redirects=True)
    record = desk.laid()[0]
    there = f"/en/articles/{record.article.id}"
    pages.post(f"{there}/events/v1", data={"what": "reject", "who": WHO})
    pages.post(f"{there}/events/v2", data={"what": "change", "type": "AID", "claimant": "s2", "who": WHO})
    pages.post(f"{there}/events", data={"range": "0-3", "type": "AID", "who": WHO})
    found = {event.id: f"v{n + 40}" for n, event in enumerate(record.events)}
    events = tuple(
        replace(event, id=found[event.id], same_as=found.get(event.same_as)) for event in sample[0].events
    )
    newer = replace(sample[0], engine=replace(sample[0].engine, version="9"), events=events)
    assert desk.library.store.add([newer])[0].outcome == "reread"
    again = desk.reviewed(desk.record(record.article.id))
    assert again.verdicts == {found["v1"]: "rejected", found["v2"]: "changed", "v-0-3": "added"}
    assert (again.record.event(found["v2"]).type, again.record.event(found["v2"]).statement) == ("AID", "s2")


def test_reviewed_events_are_gold_that_evaluate_scores(pages, there, engine, tmp_path):
    path = f"/api{there.removeprefix('/en')}"

    def scored():
        (tmp_path / "01.gold.json").write_bytes(pages.get(f"{path}/gold").content)
        return evaluate(tmp_path, reader=engine)

    assert scored()["event_f1"] == 1.0
    pages.post(f"{there}/events/v1", data={"what": "reject", "who": WHO})
    without = scored()
    assert (without["event_gold"], without["event_f1"] < 1.0) == (without["event_predicted"] - 1, True)
    pages.post(f"{there}/events/v1", data={"what": "undo", "who": WHO})
    pages.post(f"{there}/events/v2", data={"what": "change", "status": "denied", "who": WHO})
    assert scored()["event_status_accuracy"] < 1.0
    pages.post(f"{there}/events", data={"range": "0-5", "type": "AID", "who": WHO})
    more = scored()
    assert more["event_gold"] == more["event_predicted"] + 1
