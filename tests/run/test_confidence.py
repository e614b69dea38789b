"""The ways in which sources are found, and what they make of the confidence."""

import pytest

import tawatur
from tawatur.run.confidence import Ways, content_kind, shares
from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings

NAMED = "قال رئيس البلدية سامي راشد الحوراني إن السد امتلأ."


def way_of(text, number=-1):
    record = tawatur.read_text(text)
    return Ways(record).way(record.statements[number])


@pytest.mark.parametrize(
    ("text", "way"),
    [
        (NAMED, "full_name"),
        ("وقال راشد إن السد امتلأ.", "short_name"),
        ("وأكدت الأمم المتحدة أن الطريق مغلق.", "known_body"),
        ("وأكدت لجنة المتابعة العليا للسدود أن الطريق مغلق.", "long_name"),
        ("وأكدت السلطات أن الطريق مغلق.", "body"),
        ("وأكد مدير السد أن الطريق مغلق.", "role"),
        ("وقال مصدر مطلع إن الطريق مغلق.", "described"),
        ("وذكر التقرير أن الطريق مغلق.", "document"),
        (NAMED + " وأوضح رئيس البلدية أن الطريق مغلق.", "joined"),
        (NAMED + " وأضاف أن الطريق مغلق.", "next_sentence"),
        (NAMED[:-1] + "، مؤكدا أن الطريق مغلق.", "participle"),
        ("وأوضح أن الطريق مغلق.", None),
    ],
)
def test_a_source_is_found_in_one_way(text, way):
    assert way_of(text) == way


def test_who_goes_on_is_never_surer_than_who_began():
    record, table = tawatur.read_text("وقال الحوراني إن السد امتلأ. وأضاف أن الطريق مغلق."), shares()
    began, goes_on = (Ways(record).sureness(s, table) for s in record.statements)
    assert goes_on == pytest.approx(began * table["source", "next_sentence"])


def test_nobody_is_not_sure():
    record = tawatur.read_text("وأوضح أن الطريق مغلق.")
    assert record.statements[0].confidence == 0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (NAMED, "clause"),
        ("ورحب رئيس البلدية بالاتفاق.", "nominal"),
        ("وقالت الوكالة إن رئيس البلدية أكد سلامة السد.", "inside"),
    ],
)
def test_a_content_has_one_kind(text, kind):
    assert content_kind(tawatur.read_text(text).statements[-1]) == kind


def test_strict_names_whom_it_is_sure_of():
    text = NAMED + " وأكدت السلطات أن الطريق مغلق."
    strict = Engine.load(Settings(strict=True)).read(tawatur.read_text(text).article)
    sure, unsure = strict.statements
    assert (sure.source.entity is None, unsure.source.entity is None) == (False, True)
    assert strict.notes[-1].startswith("strict: 1 of 2 sources are not named")
