#!/usr/bin/env python3
"""Places of the news looked up without any context: right country, wrong country, or none.

Run it as: ``python benchmarks/places.py [FILE] [--smoke]``. FILE is a table with the columns name and country
(ISO 3166-1 alpha-2); by default ``bench/places`` beside the project.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from tawatur.understand.gazetteer import Gazetteer

from inputs import BENCH

LEAST_RIGHT, MOST_WRONG = 104, 0  # of the 108 of bench/places
SMOKE = (("طرابلس", "LY"), ("واشنطن", "US"), ("الخرطوم", "SD"), ("ترهونة", "LY"), ("عمان", "JO"))


def pairs(file: Path) -> list[tuple[str, str]]:
    """The names of a table, each with its country."""
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    return [(name, country) for name, country in (line.split("\t") for line in lines if line)]


def main(argv: list[str]) -> int:
    """Prints what is not right, the counts, the cost of loading; fails below the floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, default=BENCH / "places" / "places.tsv")
    parser.add_argument("--smoke", action="store_true", help="a handful of names of our own")
    call = parser.parse_args(argv)
    asked = list(SMOKE) if call.smoke or not call.file.exists() else pairs(call.file)
    started = time.perf_counter()
    gazetteer = Gazetteer.load()
    seconds = time.perf_counter() - started
    counts = {"right": 0, "wrong": 0, "none": 0}
    for name, country in asked:
        site = gazetteer.lookup(name)
        verdict = "none" if site is None else "right" if site.iso2 == country else "wrong"
        counts[verdict] += 1
        if verdict != "right":
            print(f"{verdict:6} {name} {country}" + (f": {site.name_en}, {site.iso2}" if site else ""))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()) + f" of {len(asked)}")
    print(f"{len(gazetteer)} names loaded in {seconds:.3f} s, {megabytes:.0f} MB in all")
    below = counts["wrong"] > MOST_WRONG or counts["right"] < min(LEAST_RIGHT, len(asked))
    return int(below and not call.smoke)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
