"""How well pages are read: word F1 of the body, headline and date, and milliseconds a page.

Run it as: ``python benchmarks/pages.py [FOLDER] [--smoke]``; the folder holds index.json and, for each page,
NAME.html with NAME.gold.txt (the body).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from tawatur.model import Article
from tawatur.read import Options, articles

from inputs import BENCH, at_hand


def words(text: str) -> Counter[str]:
    """The words of a text, counted."""
    return Counter(re.findall(r"\w+", text))


def f1(found: str, gold: str) -> float:
    """Harmonic mean of word precision and recall."""
    mine, theirs = words(found), words(gold)
    both = sum((mine & theirs).values())
    return 2 * both / (mine.total() + theirs.total()) if both else 0.0


def body_of(article: Article) -> str:
    """The text of the paragraphs, their datelines included."""
    kinds = {"paragraph", "dateline"}
    return "\n".join(article.text[p.start : p.end] for p in article.parts if p.kind in kinds)


def summary(article: Article, entry: dict[str, str]) -> str:
    """Date (with ! where it is not the gold's), outlet, headline, byline and dateline."""
    day = entry.get("date_gold")
    wrong = "!" if day and (article.published.at or "")[:10] != day else ""
    spans = (article.title, article.byline, article.dateline)
    return " | ".join(
        [f"{article.published.at}{wrong}", str(article.outlet), *(s.text if s else "-" for s in spans)]
    )


def measure(folder: Path, limit: int | None = None) -> None:
    """Print a line a page and the means."""
    scores: list[float] = []
    spent: list[float] = []
    for entry in json.loads((folder / "index.json").read_text(encoding="utf-8"))[:limit]:
        name = entry["name"]
        gold = folder / f"{name}.gold.txt"
        options = Options(url=entry.get("url"))
        list(articles(str(folder / f"{name}.html"), options))  # the first run loads the engines
        started = time.perf_counter()
        (article,) = articles(str(folder / f"{name}.html"), options)
        spent.append(1000 * (time.perf_counter() - started))
        assert isinstance(article, Article)
        score = f1(body_of(article), gold.read_text(encoding="utf-8")) if gold.is_file() else None
        scores += [score] if score is not None else []
        print(
            f"{'  -  ' if score is None else f'{score:.3f}'}  {spent[-1]:5.0f} ms  {summary(article, entry)}"
        )
    print(
        f"F1 {sum(scores) / len(scores):.4f} on {len(scores)} pages, {sum(spent) / len(spent):.0f} ms a page"
    )


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=BENCH / "pages")
    parser.add_argument("--smoke", action="store_true", help="one page")
    options = parser.parse_args()
    if at_hand(options.folder):
        measure(options.folder, 1 if options.smoke else None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
