"""Trace over a store: the index finds what may carry a sentence, and the answer rests on all that is kept."""

import sys
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from tawatur.model import Article, Published
from tawatur.run.pipeline import Engine
from tawatur.run.reviewing import Change, correction
from tawatur.run.settings import Settings
from tawatur.run.tracing import MOST, traced_in
from tawatur.serve.demo import records
from tawatur.store import open_store

COMPARE = Path(__file__).parents[1] / "compare"
sys.path.insert(0, str(COMPARE))
from test_trace import right  # noqa: E402 - how the exam is marked

TOWNS = ("العوينة", "الزاوية", "سرت", "درنة", "سبها")
WORDS = ("افتتح الوالي سوقا للسمك في", "قال مدير الميناء إن الرافعات توقفت في", "شهدت أسعار الخضر ارتفاعا في")


@pytest.fixture(scope="module")
def engine():
    return Engine.load(Settings(offline=True))


@pytest.fixture(scope="module")
def kept(engine, tmp_path_factory):
    """The sample story among two hundred other articles, and the store's ids by name."""
    with open_store(str(tmp_path_factory.mktemp("kept") / "store"), make=True) as store:
        sample = list(records(engine))
        added = store.add(sample)
        others = [
            Article(f"o{n}", f"{WORDS[n % 3]} {TOWNS[n % 5]} صباح اليوم {n} من الشهر.", outlet=f"صحيفة {n % 7}",
                    published=Published(f"2021-0{1 + n % 9}-05", "day", None, "given"))
            for n in range(200)
        ]  # fmt: skip
        store.add([engine.read(one) for one in others])
        yield store, {one.id: record.article.id for one, record in zip(added, sample, strict=True)}


def named(found, names):
    """The answer with the names of the exam for the ids of the store."""
    told = (replace(one, article=names.get(one.article, one.article)) for one in found.carriers)
    return replace(found, carriers=tuple(told))


def test_the_exam_is_as_right_among_many_others(kept, engine):
    store, names = kept
    exam = tomllib.loads((COMPARE / "trace_exam.toml").read_text(encoding="utf-8"))["sentence"]
    answers = [(one, named(traced_in(store, one["text"], one.get("mouth"), engine), names)) for one in exam]
    assert not [found.sentence for asked, found in answers if asked["kind"] == "invented" and found.carriers]
    assert sum(right(asked, found) for asked, found in answers) >= 27


def test_not_found_rests_on_all_articles(kept, engine):
    store, _ = kept
    store.collect("صحيفة 1", "2021-03-01", "failed", "timed out")
    found = traced_in(store, "سيسافر الوزير إلى المريخ في رحلة سرية عاجلة", None, engine)
    assert not found.found
    assert found.scope.articles == 206
    assert {f"صحيفة {n}" for n in range(7)} < set(found.scope.outlets)
    assert (found.scope.first_day, found.scope.failed_days) == ("2020-05-16", 1)


def test_what_visitors_brought_is_looked_through_too(kept, engine):
    store, _ = kept
    sentence = "سيسافر الوزير إلى المريخ في رحلة سرية عاجلة"
    brought = [engine.read(Article("t1", f"أعلن المكتب أنه {sentence}."))]
    found = traced_in(store, sentence, None, engine, brought)
    assert [one.article for one in found.carriers] == ["t1"]
    assert found.scope.articles == 207


def test_a_speaker_s_nearest_words_are_looked_for_in_his_own_articles(kept, engine):
    store, names = kept
    found = traced_in(store, "سيفتتح الحلف مستشفى كبيرا للأطفال عند حكومة طرابلس", "ستولتنبرغ", engine)
    assert not found.carriers
    assert found.nearest
    assert all(one.article in names for one in found.nearest)


def test_a_trace_follows_what_persons_corrected(engine, tmp_path):
    with open_store(str(tmp_path / "store"), make=True) as store:
        (added,) = store.add(
            [engine.read(Article("a", "وقالت الوزارة إن الجسر الجديد سيفتح غدا أمام الناس."))]
        )
        sentence = "الجسر الجديد سيفتح غدا أمام الناس"
        assert traced_in(store, sentence, None, engine).carriers[0].chain
        record = store.record(added.id)
        reading = store.readings(added.id)[0][0]
        store.correct(correction(record, reading, Change("s1", "reject"), "سلمى", "2021-03-04T10:00:00Z"))
        assert not traced_in(store, sentence, None, engine).carriers[0].chain


def test_more_carriers_than_are_looked_through_are_told(engine, tmp_path):
    sentence = "الجسر الجديد سيفتح غدا أمام الناس"
    with open_store(str(tmp_path / "store"), make=True) as store:
        read = engine.read(Article("a", f"وقالت الوزارة إن {sentence}."))
        store.add([replace(read, article=replace(read.article, id=f"a{n}")) for n in range(MOST + 60)])
        found = traced_in(store, sentence, None, engine)
        assert len(found.carriers) + found.unread == MOST + 60
        assert found.unread > 0
