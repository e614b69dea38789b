#!/usr/bin/env python3
"""A hundred articles of bench/articles that no rule was written on, read by hand: which sources were wrong.

Run it as: ``python benchmarks/exam.py [ARTICLES_JSONL] [--each] [--smoke]``

``exam/verdicts.tsv`` has a row for every statement that the reading found when the rules were frozen, with
the reader's verdict, and one for every statement that it missed; offsets are half-open code points into the
title, an empty line and the body. The articles are ``random.Random(20261123).sample`` of 100 over the sorted
ids. With the articles at hand they are read again: a verdict stands where cue and source are still the same;
a statement that the readers called missed counts as found where a cue touches its own; all other changes
await a reader.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from tawatur.model import Entity, Record, Statement
from tawatur.read import Options, from_bytes
from tawatur.run.pipeline import Engine
from tawatur.run.scoring import Judged

from inputs import BENCH

ARTICLES = BENCH / "articles" / "articles.jsonl"
VERDICTS = Path(__file__).parent / "exam" / "verdicts.tsv"
SEED, SIZE = 20261123, 100
Range = tuple[int, int]


class Verdict(Struct, frozen=True):
    """What a reader says of one statement: ``found`` by the reading, or ``missed``."""

    article: str
    what: str
    cue: Range | None
    content: Range | None
    source: Range | None
    named: Range | None  # where the text first names the source that the reading gave
    statement: bool
    verdict: str
    content_verdict: str
    chain_verdict: str
    right: Range | None
    strict: bool  # whether --strict still names the source
    rule: str
    confidence: float


def range_of(row: dict[str, str], name: str) -> Range | None:
    """The range that two cells hold, None where they are empty."""
    return (int(row[f"{name}_start"]), int(row[f"{name}_end"])) if row[f"{name}_start"] else None


def verdicts_of(path: Path) -> list[Verdict]:
    """The rows of the file, in its order."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Verdict(
                article=row["article"],
                what=row["what"],
                cue=range_of(row, "cue"),
                content=range_of(row, "content"),
                source=range_of(row, "source"),
                named=range_of(row, "named"),
                statement=row["statement"] == "yes",
                verdict=row["source"],
                content_verdict=row["content"],
                chain_verdict=row["chain"],
                right=range_of(row, "right"),
                strict=row["strict"] == "yes",
                rule=row["rule"],
                confidence=float(row["confidence"] or 0),
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def share(part: int, whole: int) -> str:
    """A share with what it is a share of."""
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "none"


def summary(verdicts: Sequence[Verdict]) -> None:
    """Print what the readers' verdicts add up to."""
    found = [v for v in verdicts if v.what == "found"]
    true = [v for v in found if v.statement]
    missed = len(verdicts) - len(found)
    print(f"articles {len({v.article for v in verdicts})}, statements found {len(found)}, missed {missed}")
    precision, recall = len(true) / max(len(found), 1), len(true) / max(len(true) + missed, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    sources = Counter(v.verdict for v in true)
    named = sources["right"] + sources["wrong"]
    print(f"sources right or rightly silent {share(sources['right'] + sources['silent_ok'], len(true))}")
    print(f"misattribution {share(sources['wrong'], named)}; silent though told {sources['silent_missed']}")
    spoken = [v for v in true if v.verdict in {"right", "wrong"} and v.strict]
    wrong = sum(v.verdict == "wrong" for v in spoken)
    print(f"  --strict names {share(len(spoken), named)}, of them wrong {share(wrong, len(spoken))}")
    print(f"contents right {share(sum(v.content_verdict == 'right' for v in true), len(true))}")
    print(f"parents right {share(sum(v.chain_verdict == 'right' for v in true), len(true))}")


def each(verdicts: Iterable[Verdict]) -> None:
    """Print a line for each article: statements judged, not statements, wrong sources, missed."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for v in verdicts:
        counts[v.article]["missed" if v.what == "missed" else "judged"] += 1
        counts[v.article]["none"] += not v.statement
        counts[v.article]["wrong"] += v.verdict == "wrong"
    print("article     judged  no statement  wrong source  missed")
    for article, count in counts.items():
        print(f"{article:12}{count['judged']:6}{count['none']:14}{count['wrong']:14}{count['missed']:8}")


def touching(a: Range | None, b: Range | None) -> bool:
    """Whether two ranges share a character."""
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def cue_of(statement: Statement) -> Range:
    """Where a statement stands: its cue, or its content where it has none."""
    span = (statement.cue or statement.content)[0]
    return span.start, span.end


def same_source(verdict: Verdict, statement: Statement, entities: Mapping[str, Entity]) -> bool:
    """Whether today's source is the one that was judged: the same words, the same entity."""
    span, entity = statement.source.span, entities.get(statement.source.entity or "")
    if (span is not None and (span.start, span.end)) != (verdict.source or False):
        return False
    if entity is None or verdict.named is None:
        return entity is None and verdict.named is None
    return any(touching((m.start, m.end), verdict.named) for m in entity.mentions)


def still(verdicts: Iterable[Verdict], record: Record) -> Iterator[tuple[Verdict, list[Statement], bool]]:
    """Every verdict on an article, the statements that stand there today, and whether it holds of one."""
    entities = {entity.id: entity for entity in record.entities}
    for verdict in verdicts:
        there = [s for s in record.statements if touching(cue_of(s), verdict.cue or verdict.content)]
        yield verdict, there, any(same_source(verdict, s, entities) for s in there)


def compared(verdicts: Iterable[Verdict], record: Record) -> Counter[str]:
    """How today's reading of one article meets the verdicts."""
    counts: Counter[str] = Counter()
    for v, there, holds in still(verdicts, record):
        if v.what == "missed":
            counts["missed, found now" if there else "missed still"] += 1
        elif not there:
            counts["gone, was " + ("a statement" if v.statement else "none")] += 1
        else:
            counts["as judged" if holds else "source changed, was " + (v.verdict or "no statement")] += 1
    return counts


def read_again(path: Path = ARTICLES, size: int = SIZE) -> Iterator[tuple[list[Verdict], Record]]:
    """The articles of the exam as they are read today, each with its verdicts."""
    with path.open(encoding="utf-8") as lines:
        articles = {a["id"]: a for a in map(json.loads, lines)}
    dice = random.Random(SEED)  # noqa: S311 - the sample is fixed
    chosen = dice.sample(sorted(articles), SIZE)[:size]
    engine, verdicts = Engine.load(), verdicts_of(VERDICTS)
    for name in chosen:
        a = articles[name]
        text = f"{a['title']}\n\n{a['body']}".encode()
        article = next(iter(from_bytes(text, "exam.txt", Options(published=a["date"], outlet=a["outlet"]))))
        yield [v for v in verdicts if v.article == name], engine.read(article)


def judged() -> Iterator[tuple[Record, list[Judged]]]:
    """What the readers say of the statements that name a source, where that is still what they judged."""
    for verdicts, record in read_again():
        entities = {entity.id: entity for entity in record.entities}
        found = []
        for verdict, there, _ in still(verdicts, record):
            statement = next((s for s in there if same_source(verdict, s, entities)), None)
            if (
                statement is not None
                and statement.source.entity
                and verdict.verdict in ("", "right", "wrong")
            ):
                right = verdict.verdict == "right" if verdict.statement else None
                found.append(Judged(statement, right, float(verdict.content_verdict == "right")))
        yield record, found


def main(arguments: Sequence[str] | None = None) -> int:
    """Sum the verdicts, then read again what is at hand."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("articles", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--each", action="store_true", help="a line for each article")
    parser.add_argument("--smoke", action="store_true", help="read three articles again")
    options = parser.parse_args(arguments)
    verdicts = verdicts_of(VERDICTS)
    summary(verdicts)
    if options.each:
        each(verdicts)
    if not options.articles.exists():
        print(f"not read again: {options.articles} is not here")
        return 0
    print("read again:")
    total = Counter[str]()
    for of_article, record in read_again(options.articles, 3 if options.smoke else SIZE):
        total += compared(of_article, record)
    for what, count in sorted(total.items()):
        print(f"  {what:36}{count:6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
