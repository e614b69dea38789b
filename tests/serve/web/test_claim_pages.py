"""Claims merged and split by hand on their pages and over the interface; what cannot be decided is told."""

import html
import re

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from tawatur.read import from_bytes
from tawatur.read.options import Options
from tawatur.run.deciding import Decided
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.guard import Doors

WHO = "سلمى"
TEXTS = {
    "a": "أعلن خفر السواحل أن ثلاثة صيادين فقدوا مع مركبهم قبالة ساحل العوينة فجر الأربعاء.",
    "b": "وقال اتحاد الصيادين إن ثلاثة صيادين فقدوا مع مركبهم الصغير قرب ساحل العوينة.",
    "c": "وقال مدير الميناء إن خمسة صيادين فقدوا مع مركبهم الصغير قرب ساحل العوينة.",
}


@pytest.fixture(scope="module")
def fishermen(engine):
    """Three outlets tell of the same boat: two agree, the third counts more."""
    found = []
    for name, text in TEXTS.items():
        (article,) = from_bytes(text.encode(), f"{name}.txt", Options(published="2021-03-03", outlet=name))
        found.append(engine.read(article))
    return found


@pytest.fixture(params=["shelf", "store"])
def room(request, fishermen, desk_over):
    return desk_over(request.param, fishermen)


@pytest.fixture
def pages(room):
    return TestClient(create_app(room), base_url="http://localhost", follow_redirects=True)


def claims_of(room):
    """Each claim by the outlets that tell it."""
    outlet = {article.id: article.outlet for article in room.comparison().articles}
    return {
        "".join(sorted(outlet[one.article] for one in claim.told)): claim
        for claim in room.comparison().claims
    }


def telling_of(claim, record):
    """The telling of an article in a claim: in a store the article has another id."""
    return next(one for one in claim.told if one.span.text in record.article.text)


def opened_again(room):
    """Another desk over the same library: it has looked at nothing yet."""
    desk = Desk(room.library, room.engine, room.settings)
    return desk, TestClient(create_app(desk), base_url="http://localhost", follow_redirects=True)


def shown(page):
    return html.unescape(re.sub(r"<[^>]+>", " ", page.text))


def post(pages, **form):
    return pages.post("/en/claims", data={"who": WHO, **form})


def moment(page):
    """The moment of the act that is listed first."""
    return html.unescape(re.findall(r'name="at" value="([^"]+)"', page.text)[0])


def test_a_telling_is_set_apart_counted_anew_and_taken_back(room, pages):
    claim = claims_of(room)["ab"]
    page = pages.get(f"/en/story/{claim.id}")
    assert 'name="telling"' not in page.text
    assert pages.get(f"/en/story/{claim.id}?review=1").text.count('name="telling"') == 2
    page = post(pages, claim=claim.told[0].id, what="split", telling=claim.told[1].id, why="مركبان")
    assert page.status_code == 200
    assert set(claims_of(room)) == {"a", "b", "c"}
    assert [claims_of(room)[one].named for one in "ab"] == [1, 1]
    for words in ("Two claims", "مركبان", "These counts rest on what persons decided", WHO):
        assert words in shown(page)
    story = pages.get("/en/story")
    assert 'href="#decided"' in story.text
    assert "مركبان" in shown(story)
    assert 'value="undo"' not in story.text
    back = post(pages, claim=claim.told[0].id, what="undo", at=moment(page))
    assert back.status_code == 200
    assert set(claims_of(room)) == {"ab", "c"}
    assert "#decided" not in pages.get("/en/story").text


def test_claims_that_are_marked_on_the_story_become_one(room, pages):
    before = claims_of(room)
    marks = re.findall(r'name="claim" value="([^"]+)" form="merge"', pages.get("/en/story?review=1").text)
    assert sorted(marks) == sorted(claim.told[0].id for claim in before.values())
    page = post(pages, claim=marks, what="merge", why="القصة واحدة")
    assert page.status_code == 200
    merged = claims_of(room)["abc"]
    assert str(page.url).partition("?")[0].endswith(f"/en/story/{merged.id}")
    assert (merged.named, merged.by_hand) == (3, ("merged: القصة واحدة",))
    assert "القصة واحدة" in shown(page)


def test_the_last_word_holds(room, pages):
    first, third = claims_of(room)["ab"], claims_of(room)["c"]
    post(pages, claim=[first.told[0].id, third.told[0].id], what="merge", why="واحد")
    split = post(pages, claim=first.told[0].id, what="split", telling=third.told[0].id, why="اثنان")
    assert set(claims_of(room)) == {"ab", "c"}
    again = post(pages, claim=[third.told[0].id, first.told[0].id], what="merge", why="بل واحد")
    assert set(claims_of(room)) == {"abc"}
    post(pages, claim=first.told[0].id, what="undo", at=moment(again))
    assert set(claims_of(room)) == {"ab", "c"}  # the split before it holds again
    post(pages, claim=first.told[0].id, what="undo", at=moment(split))
    assert set(claims_of(room)) == {"abc"}  # and the merge before that


@pytest.mark.parametrize(
    ("form", "status", "told"),
    [
        ({"what": "split", "why": "x"}, 400, "choose a claim"),
        ({"what": "merge", "why": "x", "claim": "ab"}, 400, "another claim"),
        ({"what": "merge", "why": "x", "claim": ["ab", "ab"]}, 400, "another claim"),
        ({"what": "split", "why": "x", "claim": "ab"}, 400, "choose some"),
        ({"what": "split", "why": " ", "claim": "ab"}, 400, "reason"),
        ({"what": "split", "why": "x", "claim": "ab", "who": " "}, 400, "name of who"),
        ({"what": "glue", "why": "x", "claim": "ab"}, 400, "no decision"),
        (
            {"what": "split", "why": "x", "claim": "nothing:1-9"},
            404,
            "no text of this story tells this claim",
        ),
        ({"what": "undo", "claim": "ab", "at": "2020-01-01"}, 400, "taken back already"),
        ({"what": "merge", "why": "x", "claim": "ab", "of": "nothing"}, 404, "no such story"),
    ],
)
def test_what_cannot_be_decided_is_told_and_not_kept(room, pages, form, status, told):
    ids = {outlets: claim.told[0].id for outlets, claim in claims_of(room).items()}
    given = form.get("claim", [])
    names = [ids.get(one, one) for one in ([given] if isinstance(given, str) else given)]
    page = post(pages, **{**form, "claim": names})
    assert page.status_code == status
    assert told in shown(page)
    assert room.decided() == ()


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "another decision says that they are two claims"), ("ar", "قرار آخر يجعلهما ادعاءين")],
)
def test_a_decision_that_another_one_forbids_is_told(room, pages, lang, told):
    """Made elsewhere, over single tellings: the pages decide of all that a claim has."""
    both, third = claims_of(room)["ab"], claims_of(room)["c"]
    first, second = (one.id for one in both.told)
    at = "2026-01-05T10:00:00+00:00"
    room.decide("claim", [Decided("other", second, third.told[0].id, WHO, at, "اثنان")])
    room.decide("claim", [Decided("same", first, third.told[0].id, WHO, at, "واحد")])
    assert set(claims_of(room)) == {"ab", "c"}
    for path in ("story", f"story/{both.id}"):
        assert told in shown(pages.get(f"/{lang}/{path}"))


def test_claims_are_decided_over_the_interface(room, pages):
    claim, other = claims_of(room)["ab"], claims_of(room)["c"]
    there = f"/api/claims/{claim.told[1].id}/decisions"
    made = pages.post(there, json={"what": "merge", "who": WHO, "why": "واحد", "other": other.id})
    assert made.status_code == 201
    assert made.json()["named"] == 3
    assert made.json()["by_hand"] == ["merged: واحد"]
    (act,) = pages.get(there).json()
    assert (act["kind"], act["who"], act["why"]) == ("merge", WHO, "واحد")
    assert pages.post(there, json={"what": "undo", "who": WHO, "at": act["at"]}).status_code == 201
    assert set(claims_of(room)) == {"ab", "c"}
    split = {"what": "split", "who": WHO, "why": "x", "tellings": [claim.told[1].id]}
    assert pages.post(f"/api/claims/{claim.id}/decisions", json=split).json()["named"] == 1
    assert pages.post(there, json={"what": "split", "who": WHO, "why": "x"}).status_code == 400
    assert pages.post("/api/claims/x:1-2/decisions", json=split).status_code == 404
    assert pages.post(there, json={"what": "split"}).status_code == 422


def test_a_decision_outlives_a_reread_that_cuts_the_words_otherwise(fishermen, desk_over):
    room, pages = opened_again(desk_over("store", fishermen))
    claim = claims_of(room)["ab"]
    old = next(one for one in fishermen if one.article.outlet == "b")
    kept = telling_of(claim, old)
    post(pages, claim=claim.told[0].id, what="split", telling=kept.id, why="مركبان")
    (said,) = old.statements
    shorter = old.article.span(said.content[0].start, said.content[0].end - 15)
    newer = replace(
        old, engine=replace(old.engine, version="9"), statements=(replace(said, content=(shorter,)),)
    )
    room.library.store.add([newer])
    room, pages = opened_again(room)
    assert {one.id for story in room.comparison().claims for one in story.told} & {kept.id} == set()
    assert {"a", "b"} <= set(claims_of(room))
    page = pages.get(f"/en/story/{claims_of(room)['b'].id}?review=1")
    assert "no text tells it now" not in shown(page)
    undone = post(pages, claim=claims_of(room)["b"].told[0].id, what="undo", at=moment(page))
    assert undone.status_code == 200
    assert room.decided() == ()


def test_a_decision_whose_telling_is_gone_is_told_and_can_be_taken_back(fishermen, desk_over):
    room, pages = opened_again(desk_over("store", fishermen))
    claim = claims_of(room)["ab"]
    gone = telling_of(claim, fishermen[1])
    post(pages, claim=claim.told[0].id, what="split", telling=gone.id, why="مركبان")
    room.library.store.remove([gone.article])
    room, pages = opened_again(room)
    page = pages.get("/en/story?review=1")
    assert "no text tells it now" in shown(page)
    assert f"no text here tells {gone.id}" in shown(page)
    again = {"claim": [claims_of(room)["a"].told[0].id, gone.id], "what": "merge", "why": "x"}
    assert post(pages, **again).status_code == 404
    assert post(pages, what="undo", at=moment(page)).status_code == 200
    assert room.decided() == ()


def test_nobody_decides_without_the_token(room, fishermen):
    claim = claims_of(room)["ab"]
    doors = Doors(("desk.example",), "read", "write")
    far = TestClient(create_app(room, doors), base_url="http://desk.example", follow_redirects=False)
    form = {"claim": claim.told[0].id, "what": "split", "telling": claim.told[1].id, "why": "x", "who": WHO}
    api = f"/api/claims/{claim.id}/decisions"
    body = {"what": "split", "tellings": [claim.told[1].id], "why": "x", "who": WHO}
    event = f"/en/articles/{claim.told[0].article}/events"
    for token, status in (("", 401), ("wrong", 401), ("read", 403)):
        headers = {"authorization": f"Bearer {token}"}
        assert far.post("/en/claims", data=form, headers=headers).status_code == status
        assert far.post(api, json=body, headers=headers).status_code == status
        assert (
            far.post(event, data={"range": "0-4", "type": "AID", "who": WHO}, headers=headers).status_code
            == status
        )
    assert room.decided() == ()
    assert far.post("/en/claims", data=form, headers={"authorization": "Bearer write"}).status_code == 303
    assert len(room.decided()) == 1
