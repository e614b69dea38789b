"""The stories of a library on its pages: all of them, page by page, each compared when it is shown."""

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from tawatur.errors import StoreMissing, UnreadableInput
from tawatur.read import Options, from_bytes
from tawatur.run.settings import Settings
from tawatur.serve.web import desk as desks
from tawatur.serve.web import gathered
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Shelf

RAIN = "أمطار غزيرة تغلق طرق الجبل\n\nأغلقت سيول طرقا جبلية شمال المدينة ليلا بعد أمطار غزيرة، وقال الدفاع المدني إن {} سيارات علقت."


@pytest.fixture(scope="session")
def rain(engine):
    """Many texts of one thing, and older than the sample story."""
    found = []
    for number in range(3, 9):
        options = Options(published=f"2020-04-0{number - 2}", outlet=f"صحيفة {number}")
        (article,) = from_bytes(RAIN.format(number).encode(), f"rain{number}.txt", options)
        found.append(engine.read(article))
    return found


@pytest.fixture(params=["shelf", "store"])
def over(request, desk_over, monkeypatch):
    """A function: a desk that lays out two articles at once and takes none for a story by itself."""
    monkeypatch.setattr(desks, "COMPARED", 2)
    monkeypatch.setattr(desks, "FRESH", 0.0)
    monkeypatch.setattr(gathered, "TOGETHER", 1)
    return lambda records: desk_over(request.param, records)


def client_of(desk):
    return TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)


def test_a_few_articles_that_are_laid_out_are_one_story(sample, desk_over):
    for place in ("shelf", "store"):
        desk = desk_over(place, sample)
        part = desk.storyteller.part(None, 12, several=False)
        assert (len(part.told), part.stories, part.articles) == (1, 1, len(sample))
        (one,) = part.told
        assert one.story.id == desk.laid()[-1].article.id
        assert desk.comparison(one.story.id) is one.comparison
        assert desk.comparison(desk.laid()[0].article.id) is one.comparison
        with pytest.raises(StoreMissing):
            desk.comparison("none")


def test_an_old_story_opens_under_the_id_of_any_of_its_articles(over, sample, rain):
    desk = over([*rain, *sample])
    assert len(desk.laid()) == 2
    old = desk.library.story(next(one for one in articles_of(desk) if "rain" in names_of(desk)[one]))
    assert len(old.told) == len(rain)
    pages = client_of(desk)
    for one in old.told:
        found = pages.get("/en/story", params={"of": one.article})
        assert found.status_code == 200
        assert "6 outlets" in found.text
    assert pages.get("/en/story", params={"of": "none"}).status_code == 404
    with pytest.raises(StoreMissing):
        desk.comparison("none")


def articles_of(desk):
    return [record.article.id for record in desk.library.records()]


def names_of(desk):
    """What tells the articles of both: a store gives ids of its own."""
    return {r.article.id: "rain" if "سيول" in r.article.text else "sample" for r in desk.library.records()}


def test_the_page_of_stories_comes_in_parts_and_says_of_how_many(over, sample, rain, monkeypatch):
    monkeypatch.setattr("tawatur.serve.web.claim_routes.SHOWN", 1)
    desk = over([*rain, *sample])
    pages, address, titles = client_of(desk), "/ar/stories", []
    while address:
        text = pages.get(address).text
        assert "من ١٢ خبرًا، في النصوص المحمّلة" in text
        titles += [line for line in text.splitlines() if "storytitle" in line]
        more = [line for line in text.splitlines() if "المزيد" in line]
        address = more[0].split('href="')[1].split('"')[0].replace("&amp;", "&") if more else ""
    listed = pages.get("/api/stories").json()
    assert len(titles) == listed["total"] == len(listed["stories"]) == desk.library.gathered()[0]
    assert (listed["articles"], listed["words"]) == (12, "in the texts loaded")
    assert listed["stories"][-1]["scope"]["first_day"] == "2020-04-01"
    several = pages.get("/api/stories", params={"several": True}).json()["stories"]
    assert 0 < len(several) < len(titles)
    assert all(len(one["articles"]) > 1 for one in several)
    assert pages.get("/api/stories", params={"after": "?"}).status_code == 400


def test_of_a_long_story_the_newest_are_compared_and_that_is_said(over, rain, monkeypatch):
    monkeypatch.setattr(gathered, "COMPARED", 4)
    desk = over(rain)
    told = desk.storyteller.told("")
    assert (told.comparison.scope.articles, told.left_out) == (4, 2)
    assert told.comparison.scope.first_day == "2020-04-03"
    for address in ("/en/story", "/en/stories"):
        page = client_of(desk).get(address).text
        assert "its newest 4 articles of 6 articles in the texts loaded" in page
    assert "أحدث ما فيها (٤ أخبار من ٦ أخبار)" in client_of(desk).get("/ar/story").text


def test_a_change_elsewhere_makes_no_story_anew(over, sample, rain, engine):
    desk = over([*rain, *sample])
    old = desk.library.story(next(i for i, name in names_of(desk).items() if name == "rain"))
    first = desk.comparison(old.id)
    desk.read_text("مباراة الكأس تنتهي بالتعادل مساء أمس.", "صوت المرفأ", "2020-06-01")
    assert desk.comparison(old.id) is first
    brought = desk.read_text(RAIN.format(9), "صوت المرفأ", "2020-04-07")
    again = desk.comparison(old.id)
    assert brought.article.id in {one.id for one in again.articles}
    assert len(again.articles) == 7
    assert desk.comparison(brought.article.id) is again


def test_what_is_brought_stands_first_and_once(over, sample, rain):
    desk = over([*rain, *sample])
    brought = desk.read_text(RAIN.format(9), "صوت المرفأ", "2020-04-07")
    before = desk.library.gathered()
    page = desk.library.stories(None, 50, several=False)
    told = [teller.article for story in page.stories for teller in story.told]
    assert len(told) == len(set(told)) == before[1] == 13
    assert len(page.stories) == before[0]
    assert brought.article.id in told


def test_a_reviewed_article_is_compared_as_it_stands(over, rain):
    from tawatur.run.reviewing import Change

    desk = over(rain)
    first = desk.comparison()
    record = next(one for one in desk.library.records() if one.statements)
    desk.correct(record, [Change(record.statements[0].id, "reject", "", "")], "سلمى")
    assert desk.comparison() != first


def test_without_articles_there_is_no_story(engine):
    desk = Desk(Shelf(), engine, Settings(offline=True))
    with pytest.raises(UnreadableInput):
        desk.comparison()
    assert client_of(desk).get("/en/stories").status_code == 200


def test_a_read_again_article_is_compared_again(desk_over, rain, monkeypatch):
    monkeypatch.setattr(gathered, "TOGETHER", 1)
    monkeypatch.setattr(desks, "FRESH", 0.0)
    desk = desk_over("store", rain)
    first = desk.comparison()
    newer = replace(rain[0].engine, version="9")
    desk.library.store.add([replace(rain[0], engine=newer, statements=())])
    assert desk.comparison() is not first


def test_claims_of_an_old_story_are_merged_by_hand(over, sample, rain):
    desk = over([*rain, *sample])
    old = desk.library.story(next(i for i, name in names_of(desk).items() if name == "rain")).id
    one, other = desk.comparison(old).claims[:2]
    pages = client_of(desk)
    given = {"what": "merge", "who": "سلمى", "why": "خبر واحد", "claim": [one.id, other.id], "of": old}
    assert pages.post("/en/claims", data=given).status_code == 303
    merged = desk.comparison(old)
    homes = {telling.id: claim.id for claim in merged.claims for telling in claim.told}
    assert homes[one.told[0].id] == homes[other.told[0].id]
    assert desk.storyteller.told(old).decided
    assert not desk.decided()
