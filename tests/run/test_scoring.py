"""The measure: small cases by hand, and equality with the shared scorer where that is present."""

import importlib.util
import json
import random
from pathlib import Path

import msgspec
import pytest

from tawatur import model as m
from tawatur.run import scoring
from tawatur.run.gold import Gold
from tawatur.run.scoring import score, total

SHARED = Path(__file__).parents[3] / "shared" / "gold"
TEXT = "أكد الوزير أن الطريق مفتوح. وأضاف أن العمل مستمر."


def span(words, text=TEXT):
    start = text.index(words)
    return {"start": start, "end": start + len(words), "exact": words}


def gold_statement(number, cue, who, content, **more):
    return {
        "id": f"s{number}", "cue": [span(cue)], "source": {"span": None, "kind": "role", "entity": who},
        "content": [span(content)], "form": "indirect", "act": "affirm", "commitment": "neutral",
        "channel": "none", "addressee": [], "chain": [who], **more,
    }  # fmt: skip


def gold(**more):
    plain = {
        "text": TEXT, "published": "2020-05-16",
        "entities": [{"id": "minister", "type": "PER", "name": "الوزير", "span": span("الوزير")}],
        "statements": [
            gold_statement(1, "أكد", "minister", "الطريق مفتوح"),
            gold_statement(2, "أضاف", "minister", "العمل مستمر", act="add"),
        ], "events": [], "times": [], **more,
    }  # fmt: skip
    return msgspec.convert(plain, Gold)


def own_span(words):
    s = span(words)
    return m.Span(s["start"], s["end"], words)


def record(*statements, **more):
    article = m.Article(id="a", text=TEXT)
    place = span("الوزير")
    who = m.Entity(
        id="e1", type="PER", name="الوزير", mentions=(m.Mention(place["start"], place["end"], "role"),)
    )
    return m.Record(article, m.Engine("0", "0"), entities=(who,), statements=statements, **more)


def statement(number, cue, content, entity="e1", **more):
    return m.Statement(
        id=f"s{number}", cue=(own_span(cue),), source=m.Source("role", entity), content=(own_span(content),),
        form="indirect", act="affirm", **more,
    )  # fmt: skip


def test_a_perfect_reading_scores_one():
    figures = total(
        [score(gold(), record(statement(1, "أكد", "الطريق مفتوح"), statement(2, "أضاف", "العمل مستمر")))]
    )
    assert figures["detection_f1"] == figures["sf1"] == figures["chain_exact"] == 1.0
    assert figures["misattribution"] == 0.0
    assert figures["act_accuracy"] == 0.5


def test_a_wrong_source_is_misattribution_and_a_missing_one_is_silence():
    said = record(statement(1, "أكد", "الطريق مفتوح", "e9"), statement(2, "أضاف", "العمل مستمر", None))
    figures = total([score(gold(), said)])
    assert figures["misattribution"] == 0.5
    assert figures["silent_share"] == 0.5
    assert figures["sf1"] == 0.0


def test_a_leading_complementiser_counts_neither_way():
    said = record(statement(1, "أكد", "أن الطريق مفتوح"))
    assert total([score(gold(), said)])["content_dice"] == 1.0


@pytest.mark.parametrize("wrong", [None, msgspec.structs.replace(record(), article=m.Article("a", "نص آخر"))])
def test_a_record_of_another_text_counts_as_empty(wrong):
    lines = []
    figures = total([score(gold(), wrong, lines.append)])
    assert (figures["unread"], figures["statement_predicted"], figures["detection_recall"]) == (1, 0, 0)
    assert "counts as empty" in lines[0]


def test_what_is_missed_and_extra_is_said():
    lines = []
    score(gold(), record(statement(1, "أضاف", "الطريق مفتوح")), lines.append)
    assert [line.split()[0] for line in lines] == ["-", "-", "+"]


def test_a_cycle_of_parents_ends():
    said = record(
        statement(1, "أكد", "الطريق مفتوح", parent="s2"), statement(2, "أضاف", "العمل مستمر", parent="s1")
    )
    assert total([score(gold(), said)])["chain_exact"] == 0.0


@pytest.mark.parametrize(
    ("since", "until", "day"),
    [
        (None, None, None), ("2020-05-14", None, "2020-05-14"), ("2020-05-01", "2020-05-31", "2020-05"),
        ("2020-01-01", "2020-12-31", "2020"), ("2019-12-31", "2020-01-01", "2019-12-31/2020-01-01"),
    ],
)  # fmt: skip
def test_dates_are_compared_as_the_gold_writes_them(since, until, day):
    assert scoring._day(m.DateRange(since, until)) == day


# ---------------------------------------------------------------- against the shared scorer


@pytest.fixture(scope="module")
def theirs():
    if not (SHARED / "score.py").is_file():
        pytest.skip("the shared scorer is not on this machine")
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def noisy_record(plain, chance):
    """A record made from the gold by dropping, moving and renaming, so that every count moves."""
    text = plain["text"]

    def moved(s):
        if s is None or chance.random() < 0.1:
            return None
        start = max(0, s["start"] + chance.choice([0, 0, 0, -9, 4]))
        end = min(len(text), max(start + 1, s["end"] + chance.choice([0, 0, 0, 7, -5])))
        return {"start": start, "end": end, "text": text[start:end]}

    def some(spans):
        return [x for x in map(moved, spans) if x]

    def other(value, values):
        return value if chance.random() < 0.8 else chance.choice(values)

    ids = [e["id"] for e in plain["entities"]] or [None]
    return {
        "article": {"id": "a", "text": text if chance.random() < 0.9 else text + " "},
        "engine": {"version": "0", "resources": "0"},
        "entities": [
            {"id": e["id"], "type": e["type"], "name": e["name"],
             "mentions": [{"start": x["start"], "end": x["end"], "form": "name"} for x in some([e["span"]])]}
            for e in plain["entities"]
        ],
        "statements": [
            {"id": s["id"], "cue": some(s["cue"]), "content": some(s["content"]),
             "source": {"kind": s["source"]["kind"], "span": moved(s["source"]["span"]),
                        "entity": other(s["source"]["entity"], [*ids, None])},
             "form": other(s["form"], ["direct", "nominal"]), "act": other(s["act"], ["say"]),
             "commitment": other(s["commitment"], ["distance"]), "channel": other(s["channel"], ["speech"]),
             "addressee": s["addressee"] if chance.random() < 0.7 else [ids[0]],
             "parent": other(s["parent"], [None])}
            for s in plain["statements"] if chance.random() < 0.9
        ],
        "events": [
            {"id": e["id"], "trigger": moved(e["trigger"]) or e["trigger"] | {"text": ""},
             "type": other(e["type"], ["ASSAULT"]),
             "actors": [{"entity": None, "span": moved(x["span"])} for x in e["actors"]],
             "targets": [{"entity": None, "span": moved(x["span"])} for x in e["targets"]],
             "place": {"entity": None, "span": moved(e["place"])}, "status": other(e["status"], ["denied"]),
             "date": {"from": e["date"], "to": e["date"]}, "statement": other(e["statement"], ["s1", None])}
            for e in plain["events"]
        ],
        "times": [
            {"id": "t", "span": moved(t["span"]) or t["span"] | {"text": ""}, "type": other("DATE", ["SET"]),
             "value": other(t["value"], ["2020_REF", None])}
            for t in plain["times"]
        ],
    }  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_figures_and_error_lines_equal_the_shared_scorer(theirs, seed):
    chance = random.Random(seed)
    ours, their_total, our_lines, their_lines = [], theirs.Counter(), [], []
    for path in sorted((SHARED / "dev").glob("*.gold.json"))[seed::3]:
        raw = path.read_bytes()
        plain = json.loads(raw)
        made = msgspec.convert(noisy_record(plain, chance), m.Record)
        ours.append(score(msgspec.json.decode(raw, type=Gold), made, our_lines.append))
        their_total.update(theirs.score_one(plain, json.loads(msgspec.json.encode(made)), their_lines.append))
        their_total["docs"] += 1
    assert total(ours) == theirs.summary(theirs.defaultdict(float, their_total))
    assert our_lines == their_lines
    assert list(total(ours)) == list(theirs.summary(theirs.defaultdict(float, their_total)))
