#!/usr/bin/env python3
"""Whether the reading survives real news: no exception, true spans, no article over a second.

Run it as: ``python benchmarks/robustness.py [--limit N] [--smoke]``
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

import msgspec

import tawatur
from tawatur.model import Article, Mention, Part, Span

from inputs import grouped, inputs

SLOW = 1.0  # seconds: no article may take longer
SHOWN = 20  # failures printed one by one


def parts(value: object) -> Iterator[msgspec.Struct]:
    """Every structure inside a record, the record included."""
    if isinstance(value, msgspec.Struct):
        yield value
        for name in value.__struct_fields__:
            yield from parts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)


def broken(record: msgspec.Struct, text: str) -> Iterator[str]:
    """The ranges of a record that break the law of spans: ``text[start:end]`` is what they say."""
    for part in parts(record):
        if isinstance(part, Span | Part | Mention):
            if not 0 <= part.start <= part.end <= len(text):
                yield f"{part} is outside the text"
            elif isinstance(part, Span) and text[part.start : part.end] != part.text:
                yield f"{part} covers {text[part.start : part.end]!r}"


def faults(article: Article) -> Iterator[str]:
    """What goes wrong with one article, one line each."""
    started = time.perf_counter()
    try:
        record = tawatur.read_article(article)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
        yield f"{type(error).__name__}: {error}"
        return
    took = time.perf_counter() - started
    if took > SLOW:
        yield f"took {took:.2f} s"
    if record.article.text != article.text:
        yield "the text of the record is not the article's"
    yield from broken(record, article.text)


def main(argv: list[str]) -> int:
    """Exit code 1 where anything went wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=int, help="only the first articles")
    parser.add_argument("--smoke", action="store_true", help="the samples only")
    call = parser.parse_args(argv)
    articles = [*inputs(smoke=call.smoke, limit=call.limit), *grouped(smoke=call.smoke)]
    tawatur.read_article(Article(id="first", text="."))  # loads the engine, which is no article's time
    found = [f"{article.id}: {fault}" for article in articles for fault in faults(article)]
    for line in found[:SHOWN]:
        print(line)
    print(f"{len(articles)} articles, {len(found)} faults")
    return int(bool(found) or not articles)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
