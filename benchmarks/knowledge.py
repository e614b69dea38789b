#!/usr/bin/env python3
"""What is known of actors, offices, outlets and places: what it costs to load, and whether news agrees.

Run it as: ``python benchmarks/knowledge.py [FILE]``

FILE holds one article a line (id, title, body, date). Every known person who is named right behind an
office is compared with who held that office on the article's day. Articles whose id begins with ``snn-``
are left out: their date is the day of collection.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tawatur.language.governments import governments
from tawatur.language.lexicon import load
from tawatur.language.offices import offices
from tawatur.language.outlets import outlets
from tawatur.language.phrases import Hit, Lexicon, PhraseFinder
from tawatur.language.tokens import Token, tokenize
from tawatur.language.vocabulary import Actor
from tawatur.understand.gazetteer import Gazetteer

SECONDS, MEGABYTES = 0.5, 300  # everything loaded, on an idle machine
LEFT_OUT = "snn-"
LONGEST = 9  # words of an office


def loading() -> tuple[float, float]:
    """Seconds until everything is loaded, and the peak of memory in megabytes."""
    started = time.perf_counter()
    load("names/actors.tsv", Actor)
    offices()
    outlets()
    governments()
    Gazetteer.load()
    return time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def named() -> PhraseFinder:
    """Finds the known persons by their full names."""
    people = [row for row in load("names/actors.tsv", Actor) if row.type == "PER"]
    names = [(name, row) for row in people for name in (row.name, *row.aliases) if " " in name]
    return PhraseFinder([Lexicon("person", names)])


def title_before(tokens: Sequence[Token], first: int) -> str:
    """The longest office that ends where a name begins, with no word left over; empty where there is none."""
    for start in range(max(0, first - LONGEST), first):
        if any(token.kind == "punct" for token in tokens[start:first]):
            continue
        words = " ".join(token.text for token in tokens[start:first])
        title = offices().title(words)
        if title.offices and not title.rest:
            return words
    return ""


def answers(file: Path) -> Iterator[tuple[str, str]]:
    """Each person behind an office as (what the tables say to it, the case in words)."""
    finder = named()
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        date = str(row.get("date"))[:10]
        if row["id"].startswith(LEFT_OUT) or not date[:4].isdecimal():
            continue
        tokens = tokenize(f"{row['title']}\n{row['body']}")
        for hit in finder.find(tokens):
            if not hit.proclitic and (words := title_before(tokens, hit.first)):
                yield _answer(hit, words, dt.date.fromisoformat(date))


def _answer(hit: Hit, words: str, day: dt.date) -> tuple[str, str]:
    assert isinstance(hit.row, Actor)
    title = offices().title(words)
    holders = {t.holder for office in title.offices for t in offices().holders(office.id, day)}
    said = f"{day} {words} {hit.row.name}: {', '.join(sorted(holders)) or 'nobody known'}"
    if not title.held:
        return "former", said
    if not holders:
        return "not known", said
    if len(holders) > 1 and hit.row.id in holders:
        return "one of several", said
    return "agrees" if hit.row.id in holders else "differs", said


def main(argv: list[str]) -> int:
    """Prints the figures and the cases that differ; fails over the budget."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--smoke", action="store_true", help="whatever the time, it is in order")
    call = parser.parse_args(argv)
    seconds, megabytes = loading()
    print(f"loaded in {seconds:.3f} s, {megabytes:.0f} MB")
    if call.file:
        counts = Counter[str]()
        for answer, said in answers(call.file):
            counts[answer] += 1
            if answer == "differs":
                print(said)
        print(" · ".join(f"{answer} {count}" for answer, count in sorted(counts.items())))
    return int(not call.smoke and (seconds > SECONDS or megabytes > MEGABYTES))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
