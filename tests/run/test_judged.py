"""What a gold article says of each statement that names its source."""

import tawatur
from tawatur.run.gold import Gold, GoldEntity, GoldSource, GoldSpan, GoldStatement
from tawatur.run.scoring import judged

TEXT = "قال الوزير إن الجسر آمن. وأعلنت البلدية افتتاح السوق."


def span(words):
    start = TEXT.index(words)
    return GoldSpan(start, start + len(words), words)


def gold(speaker):
    minister = GoldStatement(
        id="s1",
        cue=(span("قال"),),
        source=GoldSource("dropped", None, speaker),
        content=(span("الجسر آمن"),),
        form="indirect",
        act="say",
        commitment="neutral",
        channel="none",
        addressee=(),
        chain=(speaker,),
    )
    people = (
        GoldEntity("minister", "الوزير", "PER", span("الوزير")),
        GoldEntity("other", "البلدية", "ORG", span("البلدية")),
    )
    return Gold(text=TEXT, published=None, entities=people, statements=(minister,), events=(), times=())


def test_the_right_source_and_content_are_right():
    first, second = judged(gold("minister"), tawatur.read_text(TEXT))
    assert (first.source, first.dice, first.right) == (True, 1.0, True)
    assert (second.source, second.right) == (None, False)


def test_another_source_is_wrong_whatever_the_content():
    first, _ = judged(gold("other"), tawatur.read_text(TEXT))
    assert (first.dice, first.right) == (1.0, False)
