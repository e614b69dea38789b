"""Incidents over a whole store: gathered in windows of days, each found by its address whatever its day."""

import datetime as dt

import pytest
from starlette.testclient import TestClient

from tawatur.model import Article, Published
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.windows import Window, place, windows

TOWNS = ("بنغازي", "سرت", "درنة", "سبها", "مصراتة")
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
FIRST = dt.date(2021, 3, 1)  # a Monday


def day(number):
    return (FIRST + dt.timedelta(days=number)).isoformat()


@pytest.fixture(scope="module")
def told(engine):
    """Ten attacks, four days apart; two outlets tell of each, the second a day later."""
    found = []
    for number in range(10):
        words = f"قتل {number + 3} جنود في هجوم لمسلحين على ثكنة في {TOWNS[number % 5]} يوم {WEEKDAYS[4 * number % 7]}."
        for outlet, later in (("صحيفة الميناء", 0), ("قناة السفح", 1)):
            published = Published(day(4 * number + later), "day", None, "given")
            article = Article(
                f"{outlet}-{number}", f"وقالت وزارة الدفاع إن {words}", outlet=outlet, published=published
            )
            found.append(engine.read(article))
    return found


@pytest.fixture(params=["shelf", "store"])
def desk(request, desk_over, told, monkeypatch):
    monkeypatch.setattr("tawatur.serve.web.windows.MOST", 5)
    return desk_over(request.param, told)


def test_days_are_taken_whole_the_newest_first(monkeypatch):
    monkeypatch.setattr("tawatur.serve.web.windows.MOST", 6)
    found = windows({"2021-03-01": 2, "2021-03-02": 9, "2021-03-03": 3, "2021-03-05": 3, "": 1})
    assert found == [Window("2021-03-03", "2021-03-05", 6), Window("2021-03-02", "2021-03-02", 9),
                     Window("", "2021-03-01", 3)]  # fmt: skip
    assert place(found, None).older == "2021-03-02"
    assert place(found, "2021-03-04").window == found[0]
    assert place(found, "2019").window == found[2]
    assert (place(found, "2021-03-02").newer, place(found, "2021-03-02").older) == (
        "2021-03-05",
        "2021-03-01",
    )
    assert place([], None).window.articles == 0


def test_all_incidents_stand_on_the_pages_whole(desk):
    seen, asked = set(), None
    while True:
        days = desk.window(asked)
        for one in desk.incidents(asked).incidents:
            articles = {telling.article for telling in one.told}
            assert len(articles) == 2  # also over the edge of the window
            seen.add(one.id)
        if days.older is None:
            break
        asked = days.older
    assert len(seen) == 10


@pytest.mark.parametrize("compared", [60, 4])  # of twenty articles
def test_an_old_incident_has_its_page_and_is_decided_of(desk, monkeypatch, compared):
    monkeypatch.setattr("tawatur.serve.web.desk.COMPARED", compared)
    pages = TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)
    (old, *_) = desk.incidents(day(0)).incidents
    assert old.id not in {one.id for one in desk.incidents().incidents}
    assert pages.get(f"/en/incidents/{old.id}").status_code == 200
    assert pages.get(f"/api/incidents/{old.id}").json()["incident"]["id"] == old.id
    form = {
        "what": "split",
        "who": "سلمى",
        "why": "two attacks",
        "telling": [t.id for t in old.told if t.article != old.told[0].article],
    }
    assert pages.post(f"/en/incidents/{old.id}", data=form).status_code == 303
    left = desk.incidents_with(old.id).by_telling[old.id].told
    assert {telling.article for telling in left} == {old.told[0].article}
    article = old.told[0].article
    there = pages.get(f"/en/articles/{article}/events/{old.told[0].event}")
    assert there.headers["location"].endswith(old.id)
    assert pages.get("/en/incidents/inone").status_code == 404


def test_the_page_leads_to_other_days(desk):
    pages = TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)
    page = pages.get("/en/incidents?several=1").text
    older = desk.window().older
    assert f"/en/incidents?day={older}&amp;several=1" in page
    assert "newer days" not in page
    assert "newer days" in pages.get(f"/en/incidents?day={older}").text
    found = pages.get(f"/api/incidents?day={older}").json()
    assert found["days"]["last"] == older
    assert found["newer"] == desk.window().window.last


def test_pages_of_the_newest_say_so(desk, monkeypatch):
    pages = TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)
    assert "newest" not in pages.get("/en/names").text
    monkeypatch.setattr("tawatur.serve.web.desk.COMPARED", 4)
    few = TestClient(create_app(Desk(desk.library, desk.engine, desk.settings)), base_url="http://localhost")
    for path in ("names", "who"):
        assert "Only of the newest: 4 articles" in few.get(f"/en/{path}").text
