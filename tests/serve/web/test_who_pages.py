"""Who is who over articles: why names are one, parted and joined by hand, taken back; it reaches the counts."""

import html
import re

import pytest
from starlette.testclient import TestClient

from tawatur.serve.web.app import create_app
from tawatur.serve.web.messages import messages
from tawatur.serve.web.sentences import said

WHO = "سلمى"


@pytest.fixture(params=["shelf", "store"])
def room(request, sample, desk_over):
    return desk_over(request.param, sample)


@pytest.fixture
def client(room):
    return TestClient(create_app(room), base_url="http://localhost", follow_redirects=True)


def joined(room):
    """A source that other keys were taken for, and the first of these."""
    one = next(one for one in room.who().actors if one.joined)
    return one, one.joined[0]


def keys(room):
    return {one.key for one in room.who().actors}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_join_says_why(client, room, language):
    page = html.unescape(client.get(f"/{language}/who").text)
    for one in room.who().actors[:20]:
        assert one.name[:40] in page
    one, join = joined(room)
    assert said(join.why, messages(language))[:60] in page
    assert 'value="apart"' not in page
    assert 'value="apart"' in client.get(f"/{language}/who?review=1").text


def test_what_was_joined_is_parted_and_taken_back(client, room):
    one, join = joined(room)
    before = keys(room)
    form = {"a": join.key, "b": one.key, "what": "apart", "why": "رجلان", "who": WHO}
    page = client.post("/en/who", data=form)
    assert page.status_code == 200
    assert join.key in keys(room)
    assert "رجلان" in page.text
    again = client.post("/en/who", data={**form, "what": "undo"})
    assert "رجلان" not in again.text
    assert keys(room) == before


def test_two_are_made_one_and_the_claims_know(client, room):
    first, second = [one for one in room.who().actors if one.type == "PER"][:2]
    form = {"a": second.key, "b": first.key, "what": "together", "why": "واحد", "who": WHO}
    assert client.post("/ar/who", data=form).status_code == 200
    assert len(keys(room) & {first.key, second.key}) == 1
    told = {key for claim in room.comparison().claims for t in claim.told for key in (x.key for x in t.links)}
    assert len(told & {first.key, second.key}) <= 1
    at = re.findall(r'name="a" value="([^"]+)"', client.get("/ar/who?review=1").text)
    assert html.escape(second.key) in at


@pytest.mark.parametrize(
    ("change", "told"),
    [({"what": "glue"}, "no decision"), ({"why": " "}, "reason"), ({"who": ""}, "the name of who"),
     ({"b": "per:nobody"}, "no source has this key"), ({"b": "p-serraj"}, "two sources")],
)  # fmt: skip
def test_what_cannot_be_decided_is_told(client, change, told):
    form = {"a": "p-serraj", "b": "p-stoltenberg", "what": "together", "why": "x", "who": WHO}
    page = client.post("/en/who", data={**form, **change})
    assert page.status_code == 400
    assert told in html.unescape(page.text)
