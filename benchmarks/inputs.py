"""What the benchmarks read: real articles that stand beside the project, or the project's own samples."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tawatur.model import Article
from tawatur.read import Options, articles

PROJECT = Path(__file__).resolve().parents[1]
BENCH = PROJECT.parent / "shared" / "bench"
GOLD = PROJECT.parent / "shared" / "gold" / "dev"
SAMPLES = PROJECT / "samples"


def at_hand(data: Path) -> bool:
    """Whether data that stands beside the project is here; says so where it is not."""
    if not data.exists():
        print(f"skipped: {data} is not here")
    return data.exists()


def inputs(*, smoke: bool, limit: int | None = None) -> list[Article]:
    """The 2,000 articles of ``bench/articles``; the samples where those are missing or smoke is asked for."""
    source = BENCH / "articles" / "articles.jsonl"
    if smoke or not source.exists():
        return list(islice(samples(), limit))
    return list(islice(read(source), limit))


def grouped(*, smoke: bool) -> list[Article]:
    """The articles of ``bench/groups``, which come several to a line; none in a smoke run."""
    source = BENCH / "groups" / "groups.jsonl"
    if smoke or not source.exists():
        return []
    with source.open(encoding="utf-8") as lines, tempfile.NamedTemporaryFile("w", suffix=".jsonl") as flat:
        for line in lines:
            for article in json.loads(line)["articles"]:
                print(json.dumps(article), file=flat)
        flat.flush()
        return list(read(Path(flat.name)))


def samples() -> Iterator[Article]:
    """The sample story: the same articles as text and as pages."""
    for path in sorted([*SAMPLES.rglob("*.txt"), *SAMPLES.rglob("*.html")]):
        yield from read(path)


def read(path: Path) -> Iterator[Article]:
    """The articles of a file; what is rejected there is no article."""
    return (a for a in articles(str(path), Options()) if isinstance(a, Article))


def words(article: Article) -> int:
    """Words by white space: a count that no change of the tokeniser can move."""
    return len(article.text.split())
