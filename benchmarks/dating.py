"""How well an article's own date is found when nobody gives it: candidates and single days.

Run it as: ``python benchmarks/dating.py [FILE] [--address] [--errors] [--smoke]``

FILE holds one article a line (id, title, body, url, date). The date is hidden, and without ``--address``
the address too. Articles whose id begins with ``snn-`` are left out: their date is the day of collection.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tawatur.model import Article, Capture
from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings

from inputs import BENCH, at_hand

LEFT_OUT = "snn-"
CAPTURED = "2026-01-01T00:00:00Z"  # no article is younger than the day it was collected


def articles(path: Path, *, address: bool) -> Iterator[tuple[str, Article]]:
    """Each article with its true date, its own date hidden."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        date = str(row.get("date"))[:10]
        if row["id"].startswith(LEFT_OUT) or not date[:4].isdecimal():
            continue
        text = f"{row['title']}\n\n{row['body']}"
        url = row["url"] if address else None
        yield date, Article(row["id"], text, url=url, capture=Capture(captured_at=CAPTURED))


def main() -> int:
    """Read every article and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=BENCH / "articles" / "articles.jsonl")
    parser.add_argument("--address", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="ten articles")
    options = parser.parse_args()
    if not at_hand(options.file):
        return 0
    engine, counts = Engine.load(Settings(offline=True)), Counter[str]()
    dated = articles(options.file, address=options.address)
    for date, article in islice(dated, 10 if options.smoke else None):
        found = engine.read(article).article.published
        counts["articles"] += 1
        counts["with_candidates"] += bool(found.candidates)
        counts["among"] += date in found.candidates
        counts["single"] += found.at is not None
        counts["single_right"] += found.at == date
        if (
            options.errors
            and found.candidates
            and (date not in found.candidates or found.at not in (None, date))
        ):
            print(article.id, date, found.candidates, [span.text for span in found.evidence])
    print(
        f"articles {counts['articles']} with candidates {counts['with_candidates']} single {counts['single']}"
    )
    print(f"true date among candidates {counts['among'] / max(counts['with_candidates'], 1):.4f}")
    print(f"single dates right {counts['single_right'] / max(counts['single'], 1):.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
