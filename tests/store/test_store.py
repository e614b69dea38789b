"""What both stores do alike: adding, versions, rereading, removing, freezing, checking."""

import pytest
from made import ENGINE, NEWER, article, record

from tawatur.errors import QueryError, StoreError, StoreMissing
from tawatur.store import Choice, Correction, open_store, schema
from tawatur.store.changes import changes, pair

BRIDGE = "الجسر يفتح غدا\n\nأكد سالم الحمدي أن الجسر سيفتح غدا.\n"
LATER = "الجسر يفتح بعد غد\n\nأكد سالم الحمدي أن الجسر سيفتح بعد غد. ونفى مروان وجود تأخير.\n"


def bridge(**more):
    more = {"url": "https://sada.example/1", "outlet": "صدى", "published": "2020-05-16", **more}
    return record(BRIDGE, says=[("سالم الحمدي", "affirm", "الجسر سيفتح غدا")], **more)


def later(**more):
    more = {"url": "https://sada.example/1", "outlet": "صدى", "published": "2020-05-17", **more}
    says = [("سالم الحمدي", "affirm", "الجسر سيفتح بعد غد"), ("مروان", "deny", "وجود تأخير")]
    return record(LATER, says=says, **more)


def test_what_is_added_comes_back_as_it_was(store):
    (added,) = store.add([bridge()])
    kept = store.record(added.id)
    assert added.outcome == "new"
    assert kept.article.id == added.id
    assert kept.article.text == BRIDGE
    assert kept.statements == bridge().statements
    assert [r.article.id for r in store.records()] == [added.id]
    entry = store.one(added.id)
    assert (entry.name, entry.title, entry.outlet, entry.day) == ("a", "الجسر يفتح غدا", "صدى", "2020-05-16")


def test_adding_again_changes_nothing(store):
    first = store.add([bridge()])
    assert [a.outcome for a in store.add([bridge(), bridge()])] == ["known", "known"]
    assert store.listed().items[0].id == first[0].id
    assert len(store.listed().items) == 1
    assert store.known(bridge().article, ENGINE).id == first[0].id
    assert store.known(bridge().article, NEWER) is None


def test_the_same_text_by_two_outlets_is_two_articles(store):
    ids = {a.id for a in store.add([bridge(url=None), bridge(url=None, outlet="أخرى")])}
    assert len(ids) == 2


def test_the_same_article_twice_in_one_part_is_one(store):
    assert [a.outcome for a in store.add([bridge(), bridge()])] == ["new", "known"]


def test_another_text_of_an_address_is_a_new_version(store):
    (first,), (second,) = store.add([bridge()]), store.add([later()])
    assert (second.outcome, second.previous) == ("version", first.id)
    assert [item.id for item in store.listed().items] == [second.id]
    assert store.one(second.id).version == 2
    assert store.one(first.id).state == "superseded"
    assert [i.id for i in store.listed(Choice(state="superseded")).items] == [first.id]
    found = changes(*pair(store, second.id))
    assert [(c.old and c.old.words, c.new and c.new.words) for c in found] == [
        ("الجسر سيفتح غدا", "الجسر سيفتح بعد غد"), (None, "وجود تأخير"),
    ]  # fmt: skip


def test_another_engine_rereads_and_the_old_record_stays(store):
    (added,) = store.add([bridge()])
    first = store.readings(added.id)[0][0]
    kept = store.record(added.id)
    newer = record(
        BRIDGE, says=[("سالم الحمدي", "say", "الجسر سيفتح غدا")], engine=NEWER,
        url="https://sada.example/1", outlet="صدى", published="2020-05-16",
    )  # fmt: skip
    (again,) = store.add([newer])
    assert (again.outcome, again.id) == ("reread", added.id)
    assert store.record(added.id).statements[0].act == "say"
    assert store.record(added.id, first) == kept
    assert len(store.readings(added.id)) == 2
    assert [(f.value, f.articles) for f in store.facets(None, "act")] == [("say", 1)]
    assert [c.new.what for c in changes(*pair(store, added.id))] == ["say"]
    assert store.purge() == (0, 1)  # nothing cites the old one
    assert len(store.readings(added.id)) == 1


def test_a_record_that_is_cited_is_not_purged(store):
    (added,) = store.add([bridge()])
    store.freeze("may")
    store.add([bridge(engine=NEWER)])
    assert store.purge() == (0, 0)
    assert next(store.records(Choice(frozen="may"))).engine == ENGINE
    assert next(store.records()).engine == NEWER
    assert store.one(added.id).state == "current"


def test_removed_articles_are_gone_from_everything_and_come_back(store):
    (added,) = store.add([bridge()])
    assert store.remove([added.id]) == 1
    assert store.listed().items == ()
    assert list(store.records()) == []
    assert store.basis().articles == 0
    assert store.known(bridge().article, ENGINE) is None
    assert store.add([bridge()])[0].outcome == "restored"
    assert len(store.listed().items) == 1


def test_purging_erases_article_index_and_bytes(store):
    raw = BRIDGE.encode()
    sha256 = store.keep_raw(raw)
    (added, other) = store.add([bridge(), record("خبر آخر عن الميناء", "b")])
    store.remove([added.id])
    assert store.purge() == (1, 0)
    with pytest.raises(StoreMissing):
        store.record(added.id)
    with pytest.raises(StoreMissing):
        store.raw(sha256)
    assert [item.id for item in store.listed().items] == [other.id]
    assert list(store.verify()) == []


def test_what_a_frozen_state_holds_is_purged_only_on_demand(store):
    (added,) = store.add([bridge()])
    store.freeze("may")
    store.remove([added.id])
    assert store.purge() == (0, 0)
    assert list(store.verify()) == []
    assert store.purge(frozen=True) == (1, 0)
    assert list(store.verify()) == ["frozen state may: is not what was frozen (0 of 1 articles)"]


def test_raw_bytes_are_kept_once_by_their_hash(store):
    assert store.keep_raw(b"abc") == store.keep_raw(b"abc")
    assert store.raw(store.keep_raw(b"abc")) == b"abc"


def test_freezing_names_a_state_that_later_changes_do_not_touch(store):
    store.add([bridge()])
    first = store.freeze("may")
    store.add([later()])
    store.freeze("june")
    assert [state.name for state in store.frozen()] == ["may", "june"]
    assert store.frozen()[0] == first
    assert [r.article.text for r in store.records(Choice(frozen="may"))] == [BRIDGE]
    assert [r.article.text for r in store.records(Choice(frozen="june"))] == [LATER]
    assert list(store.verify()) == []
    with pytest.raises(StoreError, match="name already"):
        store.freeze("may")
    with pytest.raises(StoreError, match="is no name"):
        store.freeze("a b")
    with pytest.raises(StoreMissing):
        list(store.records(Choice(frozen="none")))


def test_articles_are_found_by_what_people_have_in_hand(store):
    (added,) = store.add([bridge()])
    for words in (added.id, added.id[:6], "a", "https://sada.example/1"):
        assert store.find(words) == added.id
    store.add([record("نص آخر", "a")])
    with pytest.raises(StoreError, match="several articles"):
        store.find("a")
    with pytest.raises(StoreMissing, match="no such article"):
        store.find("zzz")


def test_choices_take_outlets_and_days(store):
    store.add([bridge(), record("خبر آخر", "b", outlet="أخرى", published="2020-06"), record("بلا يوم", "c")])
    texts = {r.article.text for r in store.records(Choice(outlets=("أخرى",)))}
    assert texts == {"خبر آخر"}
    assert len(list(store.records(Choice(since="2020-05-17")))) == 1
    assert len(list(store.records(Choice(until="2020-05")))) == 1
    assert len(list(store.records(Choice(until="2020-06")))) == 2
    basis = store.basis()
    assert basis.line == (
        "3 articles of 2 outlets (1 of no known outlet) between 2020-05-16 and 2020-06, 1 without a day"
    )


def test_lists_come_in_pages_newest_first(store):
    ids = [a.id for a in store.add([record(f"خبر رقم {i}", f"n{i}") for i in range(5)])]
    first = store.listed(limit=2)
    second = store.listed(after=first.after, limit=2)
    third = store.listed(after=second.after, limit=2)
    assert [i.id for page in (first, second, third) for i in page.items] == ids[::-1]
    assert third.after is None
    with pytest.raises(StoreError, match="no cursor"):
        store.listed(after="x")


def test_records_can_be_walked_while_others_are_written(store):
    store.add([record(f"خبر رقم {i}", f"n{i}") for i in range(150)])
    seen = 0
    for kept in store.records():
        seen += 1
        if seen == 1:
            store.remove([kept.article.id])
    assert seen == 150


def test_coverage_tells_what_was_empty_and_what_failed(store):
    store.add([bridge()])
    store.collect("صدى", "2020-05-17", "empty")
    store.collect("صدى", "2020-05-18", "failed", "status 500")
    store.collect("صدى", "2020-05-18", "failed", "status 502")
    days = {(d.outlet, d.day): d for d in store.coverage()}
    assert days["صدى", "2020-05-16"].articles == 1
    assert days["صدى", "2020-05-17"].empty == 1
    assert (days["صدى", "2020-05-18"].failed, days["صدى", "2020-05-18"].why) == (2, "status 502")
    assert store.basis().line.endswith("; collecting failed on 1 outlet-day")
    assert store.basis(Choice(until="2020-05-17")).failed_days == 0


def test_corrections_are_kept_beside_the_record(store):
    (added,) = store.add([bridge()])
    correction = Correction(
        added.id, store.readings(added.id)[0][0], "s1.source", '"e2"', "محرر", "2020-06-01T00:00:00Z"
    )
    store.correct(correction)
    assert store.corrections(added.id) == (correction,)
    with pytest.raises(StoreMissing):
        store.correct(Correction("none", "", "s1", None, "x", "2020"))
    with pytest.raises(StoreMissing):  # all or none
        store.correct(correction, Correction("none", "", "s1", None, "x", "2020"))
    assert store.corrections(added.id) == (correction,)


def test_a_store_opens_again_with_all_it_held(location):
    with open_store(location, make=True) as first:
        (added,) = first.add([bridge()])
    with open_store(location) as again:
        assert again.record(added.id).article.text == BRIDGE
        assert list(again.verify()) == []


def test_a_store_that_is_not_there_is_not_made_by_looking(location):
    with pytest.raises(StoreMissing, match="no store there"):
        open_store(location)


def test_a_newer_store_is_refused(location):
    import sqlalchemy as sa

    from tawatur.store.schema import meta

    with open_store(location, make=True) as store, store._place.engine.begin() as connection:
        connection.execute(sa.update(meta).where(meta.c.name == "form").values(value="99"))
    with pytest.raises(StoreError, match="form 99"):
        open_store(location)


def test_an_older_store_takes_the_steps_it_lacks(location):
    with open_store(location, make=True) as store:
        store.add([bridge()])
        steps = (*schema.STEPS, lambda c: c.exec_driver_sql("ALTER TABLE article ADD COLUMN mood TEXT"))
        with store._place.engine.connect().execution_options(writes=True) as c, c.begin():
            assert schema.migrate(c, steps) == len(schema.STEPS)
            assert schema.form_of(c) == len(steps)
            assert c.exec_driver_sql("SELECT mood FROM article").all() == [(None,)]


def test_verify_finds_what_does_not_agree(store):
    import sqlalchemy as sa

    from tawatur.store.schema import article as articles
    from tawatur.store.schema import fresh
    from tawatur.store.schema import record as records

    (one, two, three) = store.add([bridge(), record("خبر آخر", "b"), record("خبر ثالث", "c")])
    with store._place.engine.connect().execution_options(writes=True) as c, c.begin():
        c.execute(sa.update(articles).where(articles.c.id == one.id).values(text="x"))
        c.execute(sa.update(records).where(records.c.article == two.id).values(body=b"x"))
        c.execute(fresh.delete().where(fresh.c.no == 3))
    lines = list(store.verify())
    assert len(lines) == 3
    assert f"article {one.id}: its text" in lines[0]
    assert two.id in lines[1]
    assert "index: article number 3" in lines[2]
    with pytest.raises(StoreError, match="cannot be read"):
        store.record(two.id)
    assert three.outcome == "new"


def test_searches_are_kept_under_names(store):
    store.save_search("  حظر   السلاح ", "الحظر said-by:السراج")
    store.save_search("أ", "الميناء")
    store.save_search("أ", "المرفأ")
    assert [(one.name, one.query) for one in store.saved_searches()] == [
        ("أ", "المرفأ"),
        ("حظر السلاح", "الحظر said-by:السراج"),
    ]
    store.forget_search("أ")
    assert [one.name for one in store.saved_searches()] == ["حظر السلاح"]
    with pytest.raises(StoreMissing):
        store.forget_search("أ")
    with pytest.raises(QueryError):
        store.save_search("ب", "saidby:السراج")
    with pytest.raises(StoreError):
        store.save_search(" ", "الميناء")


def test_a_store_from_before_there_were_kept_searches(location):
    with open_store(location, make=True) as store, store._begin(writes=True) as connection:
        connection.exec_driver_sql("DROP TABLE saved_search")
        connection.execute(schema.meta.update().where(schema.meta.c.name == schema.FORM).values(value="1"))
    with open_store(location) as store:
        assert store.saved_searches() == ()


def test_answers_of_servers_are_kept(store):
    from tawatur.store.protocol import Answer

    assert store.answer("https://a.example/") is None
    store.keep_answer("https://a.example/", Answer("r", "t", "https://a.example/", etag="1"))
    store.keep_answer("https://a.example/", Answer("r", "t", "https://a.example/", etag="2"))
    assert store.answer("https://a.example/").etag == "2"


def test_an_article_without_text_of_its_own_is_kept(store):
    made = article("1", "n")
    assert made.text == "1"
    assert store.add([record("...", "dots")])[0].outcome == "new"
    assert list(store.verify()) == []
