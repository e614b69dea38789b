"""Whether ``confidence`` means what it says: a reliability table, and what ``--strict`` leaves out.

Run it as: ``python benchmarks/attribution.py [GOLD_DIR] [--only 01-40] [--shares] [--smoke]``

A statement is right where its source is the right entity and its content agrees with the gold's by 0.8 Dice;
one that the gold does not have is wrong. The calibration error is the mean distance between confidence and
share of right ones over the bins, weighted by their statements. Misattribution is the share of wrong sources
among the statements that the gold has. ``--shares`` counts anew what ``confidence.tsv`` holds.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from tawatur.attribute.contents import NOMINAL
from tawatur.model import Statement
from tawatur.run.evaluate import judge
from tawatur.run.scoring import Judged
from tawatur.run.settings import Settings

from inputs import GOLD, at_hand

BINS = 10
PRIOR = 6
FRAME = re.compile(r"(?:verb|participle|noun|phrase)\+(\w+)")
FLOORS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


def reliability(verdicts: Sequence[Judged]) -> float:
    """Print a line for every bin of confidence; the calibration error over them."""
    bins: defaultdict[int, list[Judged]] = defaultdict(list)
    for verdict in verdicts:
        bins[min(int(verdict.statement.confidence * BINS), BINS - 1)].append(verdict)
    error = 0.0
    print("confidence  statements  mean  right")
    for number, members in sorted(bins.items()):
        mean = sum(v.statement.confidence for v in members) / len(members)
        right = sum(v.right for v in members) / len(members)
        error += abs(mean - right) * len(members) / max(len(verdicts), 1)
        print(f"{number / BINS:.1f}-{(number + 1) / BINS:.1f}  {len(members):14}  {mean:.2f}  {right:.2f}")
    return error


def misattribution(verdicts: Iterable[Judged]) -> tuple[int, int]:
    """How many sources are named of statements that the gold has, and how many of them are wrong."""
    known = [v for v in verdicts if v.source is not None]
    return len(known), sum(not v.source for v in known)


def strictness(verdicts: Sequence[Judged]) -> None:
    """Print for each floor the share of sources still named and the misattribution among them."""
    whole = max(misattribution(verdicts)[0], 1)
    print("floor  named  misattribution")
    for floor in sorted({*FLOORS, Settings().strict_confidence}):
        named, wrong = misattribution(v for v in verdicts if v.statement.confidence >= floor)
        mark = "  --strict" if floor == Settings().strict_confidence else ""
        print(f"{floor:.2f}   {named / whole:.2f}   {wrong / max(named, 1):.4f}{mark}")


def key_of(statement: Statement) -> tuple[str, str, str]:
    """Kind of source, the way it was found and what the cue governs: the columns of confidence.tsv."""
    source = statement.source
    way = "words" if source.span is not None else "mention" if "-" in (source.through or "") else "statement"
    frame = FRAME.search(statement.rule)
    nominal = frame is not None and frame[1] in NOMINAL
    return source.kind, way, "inside" if statement.parent else "nominal" if nominal else "clause"


def shares(verdicts: Sequence[Judged]) -> None:
    """Print the rows of confidence.tsv: shares of right statements, pulled towards the share of their column.

    A row counts as if ``PRIOR`` more statements had been seen, right as often as those that govern the same.
    """
    rows: defaultdict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for verdict in verdicts:
        kind, way, governs = key_of(verdict.statement)
        rows[kind, way, governs].append(verdict.right)
        rows["any", "any", governs].append(verdict.right)
    for (kind, way, governs), rights in sorted(
        rows.items(), key=lambda row: (row[0][0] != "any", -len(row[1]))
    ):
        column = rows["any", "any", governs]
        prior = sum(column) / len(column)
        share = (sum(rights) + PRIOR * prior) / (len(rights) + PRIOR)
        print(kind, way, governs, f"{share:.2f}", len(rights), "", sep="\t")


def main() -> int:
    """Read the gold articles and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold_dir", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--only", default="01-40")
    parser.add_argument("--shares", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="two articles")
    options = parser.parse_args()
    if not at_hand(options.gold_dir):
        return 0
    verdicts = list(judge(options.gold_dir, "01-02" if options.smoke else options.only))
    error = reliability(verdicts)
    print(f"calibration error {error:.4f}")
    strictness(verdicts)
    if options.shares:
        shares(verdicts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
