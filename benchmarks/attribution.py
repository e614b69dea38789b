"""Whether ``confidence`` means what it says: a reliability table, and what ``--strict`` leaves out.

Run it as: ``python benchmarks/attribution.py [GOLD_DIR] [--only 01-40] [--shares] [--smoke]``

A statement is right where its source is the right entity and its content agrees with the gold's by 0.8 Dice;
one that the gold does not have is wrong. The calibration error is the mean distance between confidence and
share of right ones over the bins, weighted by their statements. Misattribution is the share of wrong sources
among the statements that the gold has. ``--shares`` prints anew what ``confidence.tsv`` holds; ``--exam``
counts on the hundred articles of exam.py as well, on which no rule was written; alone it tells of those.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import exam
from tawatur.model import Record
from tawatur.run.confidence import CONTENT, SOURCE, Ways, content_kind
from tawatur.run.confidence import rows as told
from tawatur.run.confidence import shares as counted
from tawatur.run.evaluate import judge
from tawatur.run.scoring import Judged
from tawatur.run.settings import Settings

from inputs import GOLD, at_hand

BINS = 10
PRIOR = 20
# Ways that leave something open: who is meant is not told by a name, a description or what goes before.
OPEN = frozenset(
    "role body short_name doubled document document_joined mention"
    " same_sentence past_others inside headline".split()
)
FLOORS = (0.0, 0.8, 0.85, 0.9, 0.95)
Verdicts = Sequence[tuple[Record, Sequence[Judged]]]


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


def strictness(articles: Verdicts, table: Mapping[tuple[str, str], float]) -> None:
    """Print for each floor the share of sources still named and the misattribution among them."""
    sure = [(Ways(record).sureness(v.statement, table), v) for record, verdicts in articles for v in verdicts]
    whole = max(misattribution(v for _, v in sure)[0], 1)
    print("floor  named  misattribution")
    for floor in sorted({*FLOORS, Settings().strict_confidence}):
        named, wrong = misattribution(v for how, v in sure if how >= floor)
        mark = "  --strict" if floor == Settings().strict_confidence else ""
        print(f"{floor:.2f}   {named / whole:.2f}   {wrong / max(named, 1):.4f}{mark}")


def shrunk(articles: Verdicts) -> dict[tuple[str, str], tuple[float, int]]:
    """The share of right ones of every kind, pulled towards that of its like, and how many there are.

    A row with few counts as if ``PRIOR`` more had been seen, right as often as all ways that leave something
    open, or as all that do not. Who goes on from another statement is counted where that one's source is
    right; a content where its source is right, or where the gold has no such statement.
    """
    rows: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for record, verdicts in articles:
        ways, right = Ways(record), {v.statement.id: bool(v.source) for v in verdicts}
        for verdict in verdicts:
            statement = verdict.statement
            if verdict.source is not False:
                rows[CONTENT, content_kind(statement)].append(verdict.right)
            before = None if statement.source.span else statement.source.through
            if verdict.source is not None and right.get(before or "", True):
                rows[SOURCE, ways.way(statement) or ""].append(verdict.source)
    pools: defaultdict[tuple[str, bool], list[bool]] = defaultdict(list)
    for (about, kind), rights in rows.items():
        pools[about, kind in OPEN] += rights
    found = {}
    for (about, kind), rights in rows.items():
        pool = pools[about, kind in OPEN]
        share = (sum(rights) + PRIOR * sum(pool) / len(pool)) / (len(rights) + PRIOR)
        found[about, kind] = (share, len(rights))
    return found


def shares(sets: Sequence[Verdicts]) -> None:
    """Print the rows of confidence.tsv: the mean of the shares in each set of articles, and how many in all.

    Rules were written on the gold articles, which flatters them; the others are of all kinds, and harder.
    """
    counted_in = [shrunk(articles) for articles in sets]
    for (about, kind), row in told().items():
        found = [shares[about, kind] for shares in counted_in if (about, kind) in shares]
        share = sum(share for share, _ in found) / max(len(found), 1)
        print(about, kind, f"{share:.3f}", sum(count for _, count in found), row.note, sep="\t")


def main() -> int:
    """Read the gold articles and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold_dir", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--only", default="01-40")
    parser.add_argument("--shares", action="store_true")
    parser.add_argument("--exam", action="store_true", help="the articles of exam.py")
    parser.add_argument("--smoke", action="store_true", help="two articles")
    options = parser.parse_args()
    if not at_hand(options.gold_dir):
        return 0
    articles = list(judge(options.gold_dir, "01-02" if options.smoke else options.only))
    sets: list[Verdicts] = [articles, list(exam.judged())] if options.exam else [articles]
    if options.shares:
        shares(sets)
        return 0
    articles = sets[-1]
    error = reliability([verdict for _, verdicts in articles for verdict in verdicts])
    print(f"calibration error {error:.4f}")
    strictness(articles, counted())
    return 0


if __name__ == "__main__":
    sys.exit(main())
