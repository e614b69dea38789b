"""Incidents: one row a happening, with every telling, denial and toll."""

from tawatur.compare.decisions import Decision, Decisions
from tawatur.compare.incident_changes import incident_changes
from tawatur.compare.incidents import incidents

A = "أعلنت وزارة الداخلية مقتل ثلاثة جنود في هجوم لمسلحين على ثكنة في بنغازي أمس الثلاثاء."
B = "وقال الهلال الأحمر إن خمسة جنود قتلوا في هجوم لمسلحين على ثكنة في بنغازي يوم الثلاثاء."
ELSEWHERE = "وقال مسؤول محلي إن ثلاثة جنود قتلوا في هجوم لمسلحين على حاجز في طرابلس يوم الثلاثاء."
LATER = "وقتل ثلاثة جنود في هجوم لمسلحين على ثكنة في بنغازي."


def rows(found, articles):
    return [one for one in found.incidents if {m.article for m in one.told} == set(articles)]


def test_one_happening_is_one_row_and_keeps_both_tolls(engine, read):
    found = incidents(read(a=(A, "2021-03-03"), b=(B, "2021-03-03")), engine.mark)
    tolls = {
        (toll.best, toll.claimant) for one in rows(found, "ab") for toll in one.toll if toll.role == "killed"
    }
    assert {best for best, _ in tolls} == {3, 5}
    assert found.scope.words == "in the texts loaded"


def test_another_place_is_another_happening(engine, read):
    found = incidents(read(a=(A, "2021-03-03"), b=(ELSEWHERE, "2021-03-03")), engine.mark)
    assert not rows(found, "ab")


def test_another_day_is_another_happening(engine, read):
    found = incidents(read(a=(A, "2021-03-03"), b=(LATER, "2021-05-20")), engine.mark)
    assert not rows(found, "ab")


def test_the_id_stays_when_a_telling_is_added(engine, read):
    first, second = (A, "2021-03-03"), (B, "2021-03-03")
    before = {one.id for one in incidents(read(a=first), engine.mark).incidents}
    after = {one.id for one in incidents(read(a=first, b=second), engine.mark).incidents}
    assert before <= after


def test_every_trigger_is_the_articles_own_characters(engine, sample):
    texts = {record.article.id: record.article.text for record in sample}
    for one in incidents(sample, engine.mark).incidents:
        for mention in one.told:
            assert texts[mention.article][mention.trigger.start : mention.trigger.end] == mention.trigger.text


def ids(found):
    return {mention.article: mention.id for one in found.incidents for mention in one.told}


def test_two_can_be_split_and_the_decision_has_the_last_word(engine, read):
    records = read(a=(A, "2021-03-03"), b=(B, "2021-03-03"))
    name = ids(incidents(records, engine.mark))
    split = Decisions(split=(Decision(name["a"], name["b"]),))
    found = incidents(records, engine.mark, split)
    assert not rows(found, "ab")
    assert not found.notes


def test_two_can_be_merged(engine, read):
    records = read(a=(A, "2021-03-03"), b=(ELSEWHERE, "2021-03-03"))
    name = ids(incidents(records, engine.mark))
    decided = Decisions(merge=(Decision(name["a"], name["b"], "one attack, two reports"),))
    assert rows(incidents(records, engine.mark, decided), "ab")


def test_a_decision_about_a_text_that_is_not_here_is_noted(engine, read):
    decided = Decisions(merge=(Decision("i0", "i1"),))
    found = incidents(read(a=(A, "2021-03-03")), engine.mark, decided)
    assert found.notes == ("merge i0 i1: no text here tells i0 or i1",)


def test_a_merge_that_a_split_forbids_is_noted(engine, read):
    records = read(a=(A, "2021-03-03"), b=(B, "2021-03-03"))
    name = ids(incidents(records, engine.mark))
    both = (Decision(name["a"], name["b"]),)
    found = incidents(records, engine.mark, Decisions(merge=both, split=both))
    assert len(found.notes) == 1
    assert not rows(found, "ab")


def test_a_later_decision_about_the_same_two_takes_the_place_of_the_earlier():
    first = Decisions(merge=(Decision("i1", "i2"), Decision("i1", "i3")))
    later = Decisions(split=(Decision("i2", "i1"),))
    assert first + later == Decisions(merge=(Decision("i1", "i3"),), split=later.split)


def test_one_count_told_twice_in_one_sentence_is_one_row(engine, read):
    found = incidents(read(a=(A, "2021-03-03")), engine.mark)
    assert len(found.incidents) == 1
    assert [toll.best for toll in found.incidents[0].toll] == [3]


def test_changes_name_the_new_telling_and_its_toll(engine, read):
    records = read(a=(A, "2021-03-03"), b=(B, "2021-03-03"))
    before, after = incidents(records[:1], engine.mark), incidents(records, engine.mark)
    changes = {one.kind: one for one in incident_changes(before, after).changes}
    assert "also in b" in changes["told"].why
    assert changes["toll"].why.startswith("killed 5")
    assert not {"new", "gone"} & set(changes)
    assert not incident_changes(after, after).changes


def test_changes_tell_of_new_gone_merged_and_split(engine, read):
    records = read(a=(A, "2021-03-03"), b=(B, "2021-03-03"))
    whole = incidents(records, engine.mark)
    name = ids(whole)
    parted = incidents(records, engine.mark, Decisions(split=(Decision(name["a"], name["b"]),)))
    assert "split" in {one.kind for one in incident_changes(whole, parted).changes}
    assert "merged" in {one.kind for one in incident_changes(parted, whole).changes}
    nothing = incidents([], engine.mark)
    assert {one.kind for one in incident_changes(nothing, whole).changes} == {"new"}
    assert {one.kind for one in incident_changes(whole, nothing).changes} == {"gone"}


def test_only_events_of_one_kind_and_near_days_are_looked_at_in_pairs(read):
    from itertools import combinations

    from tawatur.compare.happenings import happens, near_pairs, same_days, seen_of

    records = read(
        a=("قتل ثلاثة جنود في هجوم على ثكنة في بنغازي يوم الثلاثاء.", "2021-03-03"),
        b=("التقى وزير الخارجية نظيره في تونس أمس.", "2021-03-04"),
        c=("قتل جنديان في هجوم على معسكر في سرت في مارس 2021.", "2021-03-05"),
        d=("قتل صياد في هجوم على قارب قبالة درنة عام 2021.", "2021-12-30"),
        e="قتل حارس في هجوم على بنك.",
    )
    seen = [seen_of(r.telling(e), r, e, ()) for r in records for e in r.events if happens(e)]
    every = combinations(range(len(seen)), 2)
    wanted = [(i, j) for i, j in every
              if seen[i].event.type == seen[j].event.type and same_days(seen[i], seen[j])]  # fmt: skip
    assert list(near_pairs(seen)) == wanted
    assert 0 < len(wanted) < len(seen) * (len(seen) - 1) / 2
