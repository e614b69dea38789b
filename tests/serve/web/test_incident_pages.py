"""Incidents on their pages: who tells it, whose toll; merged and split by hand, and taken back."""

import html
import re

import pytest
from starlette.testclient import TestClient

from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk

WHO = "سلمى"


@pytest.fixture(params=["shelf", "store"])
def room(request, attack, desk_over):
    """The pages over three texts, on a shelf and in a store."""
    return desk_over(request.param, attack)


def client_of(desk):
    return TestClient(create_app(desk), base_url="http://localhost", follow_redirects=True)


def shown(page):
    return html.unescape(re.sub(r"<[^>]+>", " ", page.text))


def only(desk):
    (incident,) = desk.incidents().incidents
    return incident


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_incident_shows_tellings_claimants_and_tolls(room, language):
    incident = only(room)
    client = client_of(room)
    listed = client.get(f"/{language}/incidents")
    assert f'href="/{language}/incidents/{incident.id}"' in listed.text
    page = client.get(f"/{language}/incidents/{incident.id}")
    assert page.text.count('class="card deedcard') == len(incident.told)
    words = shown(page)
    for name in ("وزارة الداخلية", "الهلال الأحمر", "وزارة الدفاع", "وكالة الثغر", "بنغازي"):
        assert name in words
    counts = re.findall(r'<td><bdi dir="ltr">([^<]+)</bdi>', page.text)
    assert counts == (["٣", "٥", "٧"] if language == "ar" else ["3", "5", "7"])


def test_filters_of_the_list(room):
    client = client_of(room)
    assert 'class="card incident' in client.get("/en/incidents?several=1&type=ASSAULT").text
    assert 'class="card incident' not in client.get("/en/incidents?type=CONSULT").text
    assert 'class="card incident' not in client.get("/en/incidents", params={"outlet": "غيرها"}).text


def test_every_event_leads_to_its_incident(room):
    incident = only(room)
    client = client_of(room)
    for telling in incident.told:
        page = client.get(f"/ar/articles/{telling.article}/events/{telling.event}")
        assert str(page.url).endswith(f"/ar/incidents/{incident.id}")
        assert (
            f"/ar/articles/{telling.article}/events/{telling.event}"
            in client.get(f"/ar/articles/{telling.article}").text
        )
    assert client.get("/ar/articles/none/events/ev1").status_code == 404
    assert client.get("/ar/incidents/i0").status_code == 404


def test_tellings_are_set_apart_and_the_decision_is_taken_back(room):
    incident = only(room)
    last = [telling.id for telling in incident.told if telling.article == incident.told[-1].article]
    client = client_of(room)
    form = {"what": "split", "telling": last, "why": "هجومان لا هجوم", "who": WHO}
    page = client.post(f"/en/incidents/{incident.id}", data=form)
    assert page.status_code == 200
    assert len(room.incidents().incidents) == 2
    assert "Set apart from" in shown(page)
    assert "هجومان لا هجوم" in shown(page)
    assert f'name="who" value="{WHO}"' in page.text
    (at,) = re.findall(r'name="at" value="([^"]+)"', page.text)
    back = client.post(f"/en/incidents/{last[0]}", data={"what": "undo", "at": html.unescape(at), "who": WHO})
    assert back.status_code == 200
    assert only(room).id == incident.id


def test_two_incidents_are_made_one_and_the_last_word_holds(room):
    incident = only(room)
    last = [telling.id for telling in incident.told if telling.article == incident.told[-1].article]
    client = client_of(room)
    form = {"what": "split", "telling": last, "why": "هجومان", "who": WHO}
    client.post(f"/ar/incidents/{incident.id}", data=form)
    one, other = room.incidents().incidents
    form = {"what": "merge", "other": other.id, "why": "هجوم واحد", "who": "هدى"}
    page = client.post(f"/ar/incidents/{one.id}", data=form)
    assert page.status_code == 200
    assert {telling.id for telling in only(room).told} == {telling.id for telling in incident.told}
    assert "هدى" in shown(page)
    at = html.unescape(re.findall(r'name="at" value="([^"]+)"', page.text)[0])
    client.post(f"/ar/incidents/{one.id}", data={"what": "undo", "at": at, "who": WHO})
    assert len(room.incidents().incidents) == 2  # the split before it holds again


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"what": "split", "why": "x", "who": WHO}, "choose some"),
        ({"what": "merge", "other": "i0", "why": "x", "who": WHO}, "another incident"),
        ({"what": "split", "why": " ", "who": WHO}, "reason"),
        ({"what": "split", "why": "x", "who": " "}, "name of who"),
        ({"what": "glue", "why": "x", "who": WHO}, "no decision"),
    ],
)
def test_what_cannot_be_decided_is_told(room, form, told):
    page = client_of(room).post(f"/en/incidents/{only(room).id}", data=form)
    assert page.status_code == 400
    assert told in shown(page)


def test_incidents_as_json(room):
    client, incident = client_of(room), only(room)
    page = client.get("/api/incidents").json()
    assert [one["id"] for one in page["incidents"]] == [incident.id]
    assert page["after"] is None
    found = client.get(f"/api/incidents/{incident.told[-1].id}").json()
    assert [toll["best"] for toll in found["incident"]["toll"]] == [3, 5, 7]
    assert found["decisions"] == []
    assert client.get("/api/incidents/i0").status_code == 404


def test_incidents_are_decided_over_the_interface(room):
    client, incident = client_of(room), only(room)
    last = [telling.id for telling in incident.told if telling.article == incident.told[-1].article]
    there = f"/api/incidents/{incident.id}/decisions"
    made = client.post(there, json={"what": "split", "who": WHO, "why": "هجومان", "tellings": last})
    assert made.status_code == 201
    (act,) = made.json()["decisions"]
    assert len(room.incidents().incidents) == 2
    assert client.post(there, json={"what": "undo", "who": WHO, "at": act["at"]}).status_code == 201
    assert only(room).id == incident.id
    assert client.post(there, json={"what": "split", "who": WHO, "why": "x"}).status_code == 400
    assert client.post(there, json={"what": "split"}).status_code == 422


def test_what_was_decided_of_a_text_that_is_gone_is_told_and_taken_back(attack, desk_over):
    room = desk_over("store", attack)
    incident = only(room)
    here, gone = incident.told[0], incident.told[-1]
    apart = [telling.id for telling in incident.told if telling.article == gone.article]
    client = client_of(room)
    client.post(f"/en/incidents/{here.id}", data={"what": "split", "telling": apart, "why": "x", "who": WHO})
    room.library.store.remove([gone.article])
    room = Desk(room.library, room.engine, room.settings)
    client = client_of(room)
    page = client.get(f"/en/incidents/{here.id}?review=1")
    assert "no text here tells" in shown(page)
    (at,) = re.findall(r'name="at" value="([^"]+)"', page.text)
    undo = {"what": "undo", "at": html.unescape(at), "who": WHO}
    assert "no text here tells" not in shown(client.post(f"/en/incidents/{here.id}", data=undo))
    twice = client.post(f"/en/incidents/{here.id}", data=undo)
    assert (twice.status_code, "taken back already" in shown(twice)) == (400, True)
    lost = client.post(f"/en/incidents/{apart[0]}", data={"what": "split", "why": "x", "who": WHO})
    assert (lost.status_code, "tells this incident now" in shown(lost)) == (404, True)
