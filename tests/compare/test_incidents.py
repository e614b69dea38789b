"""Incidents: one row a happening, with every telling, denial and toll."""

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
