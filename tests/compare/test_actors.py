"""Who is who over articles: names join when their words agree, and say why."""

import pytest

from tawatur.compare.actors import Actors, SourceName, bare_words
from tawatur.compare.decisions import Decision, Decisions
from tawatur.compare.stage import compare


def source(name, kind="ORG", known=None, offices=()):
    words = bare_words(name)
    return SourceName(known or f"{kind.lower()}:{' '.join(words)}", name, kind, words, offices)


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        (source("فهد بن سالم العتيبي", "PER"), source("العتيبي", "PER"), True),
        (source("فهد العتيبي", "PER"), source("فهد بن سالم العتيبي", "PER"), True),
        (source("فهد العتيبي", "PER"), source("سالم العتيبي", "PER"), False),
        (source("محمد", "PER"), source("محمد العتيبي", "PER"), False),
        (source("ناصر بن سالم", "PER"), source("المتحدث العقيد ناصر بن سالم الشريف", "PER"), True),
        (source("سالم بن فهد", "PER"), source("ناصر بن سالم بن فهد", "PER"), False),  # his father
        (source("عبدالكريم صالح", "PER"), source("عبد الكريم صالح الجابري", "PER"), True),
        (source("أبي بكر الجابري", "PER"), source("أبوبكر حسن الجابري", "PER"), True),
        (source("فهد سالم", "PER"), source("فهد ناصر سالم العتيبي", "PER"), True),
        (source("سالم فهد", "PER"), source("فهد ناصر سالم العتيبي", "PER"), False),
        (source("وزارة السكك الحديدية"), source("وزارة السكك الحديدية الهندية"), True),
        (source("وزارة النقل"), source("وزارة الدفاع"), False),
        (source("الجيش التركي", known="tur-army"), source("الجيش السوري", known="syr-army"), False),
        (source("بيتر هولغارسون", "PER"), source("بيتر هولجارسن", "PER"), True),
        (source("سالم حسن", "PER"), source("سالم حسين", "PER"), False),  # two names of Arabs
        (source("وكالة الأنباء الاماراتية"), source("وكالة الأنباء الامارتية"), True),
        (source("وكالة الأنباء الأردنية"), source("وكالة الأنباء اللبنانية"), False),
        (source("مصادر أمنية", "ANON"), source("مصادر طبية", "ANON"), False),
        (source("مصادر أمنية", "ANON"), source("مصادر أمنية وطبية", "ANON"), True),
    ],
)
def test_two_names_are_one_when_their_words_agree(a, b, one):
    actors = Actors()
    assert (actors.add(a) == actors.add(b)) is one or (actors.key(a.key) == actors.key(b.key)) is one
    assert bool(actors.joined) is one
    assert all(joined.why for joined in actors.joined)


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0), (0, 2, 1)])
@pytest.mark.parametrize(
    "names",
    [
        (source("وزارة الصيد النرويجية"), source("وزارة الصيد"), source("وزارة الصيد الدنماركية")),
        (source("فهد العتيبي", "PER"), source("العتيبي", "PER"), source("سالم العتيبي", "PER")),
    ],
)
def test_a_short_name_does_not_make_two_long_ones_one(names, order):
    actors = Actors()
    for i in order:
        actors.add(names[i])
    first, short, second = (actors.key(name.key) for name in names)
    assert first != second
    assert short in (first, second)


def test_a_role_is_the_person_who_holds_it():
    actors = Actors()
    person = source("ناصر المنيع", "PER", offices=(bare_words("مدير تعليم نجران"),))
    actors.add(person)
    assert actors.add(source("مدير تعليم نجران", "OTHER")) == person.key


def test_a_ministry_alone_is_the_only_one_that_is_named():
    actors = Actors()
    full = source("وزارة الخدمة المدنية")
    actors.add(full)
    actors.add(source("الوزارة"))
    actors.settle()
    assert actors.key(source("الوزارة").key) == full.key
    actors.add(source("وزارة الدفاع"))


def test_a_ministry_is_called_by_its_field():
    actors = Actors()
    full = source("وزارة الداخلية")
    actors.add(full)
    short = actors.add(source("الداخلية"))
    actors.settle()
    assert actors.key(short) == full.key


def test_a_minister_is_counted_with_his_ministry_but_keeps_his_name():
    actors = Actors()
    ministry = source("وزارة الطاقة")
    minister = source("سهيل سالم", "PER", offices=(bare_words("وزير الطاقة"),))
    actors.add(ministry)
    key = actors.add(minister)
    actors.settle()
    assert actors.key(key) == minister.key
    assert actors.counted(key) == ministry.key


def test_names_taken_for_one_are_shown_and_can_be_parted(engine, read):
    records = read(
        a="أعلنت وزارة الداخلية التركية مقتل ثلاثة جنود في هجوم على ثكنة.",
        b="وقالت الوزارة إن ثلاثة جنود قتلوا في هجوم على ثكنة.",
    )
    merged = compare(records, engine.mark).merged
    assert len(merged) == 1
    decided = Decisions(apart=(Decision(merged[0].key, merged[0].into),))
    parted = compare(records, engine.mark, decided)
    assert not parted.merged


def test_a_name_that_several_media_bear_is_none_of_them(engine, read):
    (record,) = read(a="قال الناطق باسم الإعلام الحربي عبد المالك المدني إن القوات دخلت المدينة.")
    links = [link for claim in compare([record], engine.mark).claims for t in claim.told for link in t.links]
    assert not [link for link in links if link.key.startswith("war-media")]


def test_who_speaks_for_a_body_is_counted_with_it_where_his_office_is_left_out():
    actors = Actors()
    mouth = source("رامي الحسن", "PER")
    body = SourceName("org:مرصد", "المرصد", "ORG", ("مرصد",), mouth=mouth)
    actors.add(body)
    alone = actors.add(source("رامي فهد الحسن", "PER"))
    other = actors.add(source("سامي الحسن", "PER"))
    actors.settle()
    assert actors.counted(alone) == actors.counted(body.key)
    assert actors.counted(other) == other
