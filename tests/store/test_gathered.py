"""Stories that a store keeps: each article has its place once, on both stores, whoever is stopped or overtaken."""

import pytest
from made import NEWER, record
from msgspec.structs import replace

from tawatur.compare.stories import Stories
from tawatur.errors import StoreError, StoreMissing
from tawatur.run import gathering
from tawatur.run.gathering import Gatherer, gathered_again, memberships, places_beside, story_of, told
from tawatur.store import open_store, schema

PORT = (
    "افتتاح رصيف جديد في ميناء العوينة\n\nافتتح وزير النقل رصيفا جديدا في ميناء العوينة يستقبل السفن الكبيرة."
)
PORT_TOO = "وزير النقل يفتتح رصيفا في ميناء العوينة\n\nقال وزير النقل إن رصيف ميناء العوينة الجديد يستقبل السفن الكبيرة."
PORT_NEW = f"{PORT_TOO} وأضاف أن السفن تصل غدا."
WHEAT = "ارتفاع أسعار القمح\n\nارتفعت أسعار القمح في أسواق الحبوب العالمية لليوم الثالث على التوالي."
RAIN = "أمطار غزيرة تغلق طرق الجبل\n\nأغلقت سيول طرقا جبلية شمال المدينة ليلا بعد أمطار غزيرة."


def told_of(text, name, day="2021-03-03", **more):
    return record(text, name, outlet=name, published=day, **more)


def some():
    return [
        told_of(PORT, "a"), told_of(WHEAT, "b"), told_of(PORT_TOO, "c", "2021-03-04"),
        told_of(RAIN, "d", None), told_of(RAIN + " وعادت الحركة صباحا.", "e", "2021-03-01"),
    ]  # fmt: skip


def names(store, page):
    by_id = {item.id: item.name for item in store.listed().items}
    return [[by_id[one.article] for one in story.told] for story in page.stories]


@pytest.fixture
def kept(store):
    store.add(some())
    assert Gatherer(store).bring_up() == 5
    return store


def test_articles_have_their_place_and_its_reason(kept):
    assert names(kept, kept.gathered.page()) == [["c", "a"], ["b"], ["e", "d"]]
    assert kept.gathered.count() == (3, 5)
    story = story_of("c", kept)
    assert story.id == kept.find("a")
    late, first = memberships(story)
    assert first.reason is None
    assert (late.reason.beside, late.reason.days) == (kept.find("a"), 1)
    assert late.reason.likeness > 0.36
    assert "رصيف" in late.reason.words
    assert list(kept.verify()) == []


def test_nothing_is_gathered_twice(kept):
    revision = kept.revision()
    assert Gatherer(kept).bring_up() == 0
    assert kept.revision() == revision


@pytest.mark.parametrize("part", [1, 2, 256])
def test_the_same_articles_in_the_same_order_give_the_same_stories(store, part, monkeypatch):
    monkeypatch.setattr(gathering, "PART", part)
    monkeypatch.setattr(gathering, "HELD", 0)
    for one in some():
        store.add([one])
        if part == 2:
            Gatherer(store).bring_up()  # another program every time
    Gatherer(store).bring_up()
    growing = Stories()
    expected = [growing.add(one).membership for one in store.records()]
    found = {one.article: one for story in store.gathered.page().stories for one in memberships(story)}
    assert [found[one.article] for one in expected] == expected


def test_stories_come_in_pages_the_newest_first(kept):
    first = kept.gathered.page(limit=1)
    second = kept.gathered.page(first.after, limit=1)
    third = kept.gathered.page(second.after, limit=1)
    assert [names(kept, page)[0] for page in (first, second, third)] == [["c", "a"], ["b"], ["e", "d"]]
    assert third.after is None
    assert names(kept, kept.gathered.page(several=True)) == [["c", "a"], ["e", "d"]]
    for wrong in ("x", "2021-03-03.x", "5"):
        with pytest.raises(StoreError, match="no cursor"):
            kept.gathered.page(wrong)


def test_removed_articles_leave_and_come_back(kept):
    kept.remove([kept.find("a")])
    assert names(kept, kept.gathered.page()) == [["c"], ["b"], ["e", "d"]]
    assert kept.gathered.count() == (3, 4)
    kept.add([some()[0]])
    Gatherer(kept).bring_up()
    assert names(kept, kept.gathered.page()) == [["c", "a"], ["b"], ["e", "d"]]
    assert list(kept.verify()) == []


def test_a_removed_article_draws_no_other_into_its_story(kept):
    kept.remove([kept.find("b")])
    kept.add([told_of(WHEAT + " وقال تجار إنها ستنخفض.", "f")])
    Gatherer(kept).bring_up()
    assert story_of("f", kept).id == kept.find("f")


def test_a_purged_article_leaves_no_trace(kept):
    (a,) = (kept.find("a"),)
    kept.remove([a])
    kept.purge()
    assert list(kept.verify()) == []
    (member,) = memberships(story_of("c", kept))
    assert member.reason is None
    assert story_of(a, kept).id == a  # the story is still called so
    kept.add([told_of(PORT_NEW, "g")])
    Gatherer(kept).bring_up()
    assert len(story_of("c", kept).told) == 2


def test_a_new_text_of_an_address_stays_in_the_story(store):
    store.add([told_of(PORT_TOO, "a", url="https://a.example/1")])
    Gatherer(store).bring_up()
    first = store.find("a")
    store.add([told_of(PORT_NEW, "a", url="https://a.example/1")])
    Gatherer(store).bring_up()
    story = story_of("https://a.example/1", store)
    assert story.id == first
    assert [one.article for one in story.told] == [store.find("https://a.example/1")] != [first]


def test_a_place_outlives_a_new_reading_and_its_day_follows(kept):
    again = replace(some()[2], engine=NEWER)
    later = replace(again.article, published=replace(again.article.published, at="2021-03-05"))
    kept.add([replace(again, article=replace(later, id=kept.find("c")))])
    assert Gatherer(kept).bring_up() == 0
    page = kept.gathered.page(limit=1)
    assert names(kept, page) == [["c", "a"]]
    assert page.after.startswith("2021-03-05.")


def test_who_is_overtaken_gathers_behind_the_other(store, location):
    store.add(some()[:2])
    with open_store(location) as other:
        keep, slow = store.gathered.keep, Gatherer(store)

        def late(places, after):
            if not other.gathered.last():
                Gatherer(other).bring_up()
            return keep(places, after)

        store.gathered.keep = late
        assert slow.bring_up() == 0
        other.add(some()[2:])
        assert slow.bring_up() == 3
    assert names(store, store.gathered.page()) == [["c", "a"], ["b"], ["e", "d"]]


def test_who_is_stopped_goes_on_where_he_was(store, monkeypatch):
    monkeypatch.setattr(gathering, "PART", 2)
    store.add(some())
    keep = store.gathered.keep

    def stopped(places, after):
        if after == 2:
            raise KeyboardInterrupt
        return keep(places, after)

    store.gathered.keep = stopped
    with pytest.raises(KeyboardInterrupt):
        Gatherer(store).bring_up()
    assert store.gathered.last() == 2
    assert list(store.verify()) == []
    store.gathered.keep = keep
    assert Gatherer(store).bring_up() == 3
    assert names(store, store.gathered.page()) == [["c", "a"], ["b"], ["e", "d"]]


def test_everything_is_gathered_anew_on_demand(kept):
    with kept._writing() as connection:
        connection.execute(schema.membership.update().values(story="x"))
    assert gathered_again(kept) == 5
    assert names(kept, kept.gathered.page()) == [["c", "a"], ["b"], ["e", "d"]]


def test_what_is_not_kept_stands_beside_the_kept_stories(kept):
    (one, other) = places_beside(kept, [told_of(PORT_NEW, "g"), told_of("مباراة الكأس تنتهي بالتعادل", "h")])
    assert one.story == kept.find("a")
    assert other.story == "h"
    assert kept.gathered.count() == (3, 5)


def test_of_a_long_story_the_newest_articles_are_compared(kept, monkeypatch):
    monkeypatch.setattr(gathering, "COMPARED", 1)
    story = story_of("a", kept)
    assert len(story.told) == 2
    assert [one.article.id for one in told(story, kept)] == [kept.find("c")]


def test_a_story_that_is_not_there(kept):
    with pytest.raises(StoreMissing, match="no such story"):
        story_of("none", kept)


def test_verify_tells_of_lost_and_strange_places(kept):
    import sqlalchemy as sa

    member = schema.membership
    with kept._writing() as connection:
        connection.execute(sa.update(member).where(member.c.no == 3).values(story="x"))
        connection.execute(sa.delete(member).where(member.c.no == 2))
        connection.execute(sa.update(member).where(member.c.no == 5).values(no=9))
    lines = [line.partition(";")[0] for line in kept.verify()]
    assert lines == [
        "stories: article number 2 stands in none",
        "stories: article number 5 stands in none",
        "stories: there is no article number 9",
        "stories: article number 3 stands apart from its neighbour",
    ]


def test_a_store_from_before_there_were_stories(location):
    with open_store(location, make=True) as store, store._begin(writes=True) as connection:
        connection.exec_driver_sql("DROP TABLE membership")
        connection.execute(schema.meta.update().where(schema.meta.c.name == schema.FORM).values(value="4"))
    with open_store(location) as store:
        store.add(some())
        assert Gatherer(store).bring_up() == 5
