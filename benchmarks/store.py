#!/usr/bin/env python3
"""How fast a store takes articles in and finds them again, and what memory that needs.

Run it as: ``python benchmarks/store.py [--articles 10000] [--read 500] [--store DIR|URL] [--smoke]``

The articles are made from real ones by rewording: some lines of two articles, drawn by a fixed seed, with a
few words replaced by those of a third, so that words have the frequencies they have in news. Each gets the
record of the first of the two: names, acts and days are as many as in real ones.
``--read`` articles are read by the engine and added as a user adds them.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from msgspec.structs import replace

from tawatur import model
from tawatur.run.many import Input, Job
from tawatur.store import Store, open_store, parse

PARTS = 400  # articles that are read once to make others from
BATCH = 64


def rewordings(records: Sequence[model.Record], count: int) -> Iterator[model.Record]:
    """Made-up records: another text each, with as many names, acts and days as real ones have."""
    dice = random.Random(6)  # noqa: S311 - the same articles on every run
    for number in range(count):
        one, other = dice.sample(records, 2)
        spare = dice.choice(records).article.text.split()
        lines = [line for r in (one, other) for line in r.article.text.split("\n") if line.strip()]
        words = " \n".join(dice.sample(lines, max(1, len(lines) * 2 // 3))).split(" ")
        for _ in range(max(1, len(words) // 20)):
            words[dice.randrange(len(words))] = dice.choice(spare)
        yield _moved(one, " ".join(words), number, dice)


def _moved(record: model.Record, text: str, number: int, dice: random.Random) -> model.Record:
    """The record under another text: an entity is mentioned where its name stands there."""
    day = f"20{dice.randrange(15, 25)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
    article = model.Article(
        id=f"made-{number}",
        text=text,
        url=f"https://made.example/{number}",
        outlet=record.article.outlet,
        language="ar",
        published=model.Published(day, "day", basis="given"),
    )
    entities = tuple(replace(e, mentions=_mentions(e.name, text)) for e in record.entities)
    return replace(record, article=article, entities=entities)


def _mentions(name: str, text: str) -> tuple[model.Mention, ...]:
    at = text.find(name)
    return (model.Mention(at, at + len(name), "name"),) if at >= 0 else ()


def memory() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Clock:
    """Time that was spent in parts: on the wall, and by this process's processor."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.wall = self.core = 0.0

    def __enter__(self) -> Self:
        self._began = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter() - self._began[0]
        self.core += time.process_time() - self._began[1]


def fill(store: Store, records: Sequence[model.Record], count: int) -> dict[str, float]:
    """Add made-up records; articles a second, over all and in the last fifth, and how memory grew."""
    clock, marks = Clock(), [(0, 0.0, 0.0, memory())]
    batch: list[model.Record] = []
    for number, made in enumerate(rewordings(records, count), start=1):
        batch.append(made)
        if len(batch) == BATCH or number == count:
            with clock:
                store.add(batch)
            batch = []
        if number % max(1, count // 5) == 0:
            marks.append((number, clock.wall, clock.core, memory()))
            print(
                f"{number:,} articles, {marks[-1][1]:.0f} s, {marks[-1][3]:.0f} MB",
                file=sys.stderr,
                flush=True,
            )
    last = [after - before for before, after in zip(marks[-2], marks[-1], strict=True)]
    return {
        "articles": count,
        "added_per_second": count / clock.wall,
        "added_per_second_of_a_core": count / clock.core,
        "the_last_fifth_per_second": last[0] / last[1],
        "the_last_fifth_per_second_of_a_core": last[0] / last[2],
        "memory_mb_after_the_first_fifth": marks[1][3],
        "memory_mb_after_all": marks[-1][3],
    }


def queries(records: Sequence[model.Record], count: int) -> list[str]:
    """Words and phrases as they stand in the articles, one to three at a time, and fields."""
    dice = random.Random(7)  # noqa: S311 - the same queries on every run
    made = ["الرئيس", "الحكومة", "وزير الخارجية", '"مجلس الأمن"', "السعودية", "قال الرئيس"]
    while len(made) < count:
        record = dice.choice(records)
        words = [w.strip("،.:؛\"'()«»“”؟!-") for w in record.article.text.split()]
        words = [w for w in words if len(w) > 3 and w.isalpha()]
        if len(words) < 9:
            continue
        at = dice.randrange(len(words) - 3)
        kind = len(made) % 5
        if kind == 0:
            made.append(words[at])
        elif kind == 1:
            made.append(f"{words[at]} {dice.choice(words)}")
        elif kind == 2:
            made.append(f'"{words[at]} {words[at + 1]}"')
        elif kind == 3:
            made.append(f"{words[at]} after:2018 act:say")
        elif record.statements:
            named = [e.name for e in record.entities if e.name]
            made.append(f'said-by:"{dice.choice(named)}"' if named else words[at])
    return made


def timed(action: Callable[[str], object], asked: Sequence[str]) -> dict[str, float]:
    """Milliseconds on the wall and of a core: median and 95th of a hundred; the first query warms up."""
    action(asked[0])
    clocks = []
    for query in asked:
        with Clock() as clock:
            action(query)
        clocks.append(clock)
    found = {}
    for name, times in (("", [c.wall for c in clocks]), ("_of_a_core", [c.core for c in clocks])):
        times.sort()
        found[f"median_ms{name}"] = statistics.median(times) * 1000
        found[f"p95_ms{name}"] = times[int(len(times) * 0.95)] * 1000
    return found


def search(store: Store, records: Sequence[model.Record], count: int) -> dict[str, float]:
    """Top 20 and facets of queries of all kinds."""
    asked = queries(records, count)
    figures = {f"search_{k}": v for k, v in timed(lambda q: store.search(parse(q)), asked).items()}
    for kind in ("said-by", "outlet"):
        times = timed(lambda q, kind=kind: store.facets(parse(q), kind), asked[:60])
        figures |= {f"facet_{kind}_{k}": v for k, v in times.items()}
    totals = sorted(store.search(parse(q)).total for q in asked)
    return {
        **figures,
        "found_by_the_median_query": statistics.median(totals),
        "found_by_the_widest": totals[-1],
    }


def reading(location: str, path: Path, count: int) -> dict[str, float]:
    """Articles a second from file to store, one process, the loading of the engine not counted."""
    from tawatur.read import Options
    from tawatur.run.keeping import keep_many
    from tawatur.run.pipeline import Engine, encode, identity
    from tawatur.run.settings import Settings

    settings = Settings()
    engine = Engine.load(settings)
    job = Job(settings, encode, lambda _settings: engine)
    lines = path.read_bytes().splitlines(keepends=True)[:count]
    with tempfile.TemporaryDirectory() as folder, open_store(location, make=True) as store:
        file = Path(folder) / "some.jsonl"
        file.write_bytes(b"".join(lines))
        with Clock() as clock:
            kept = list(keep_many([Input(str(file), Options())], store, job, identity(settings)))
    return {
        "read_and_added_per_second": len(kept) / clock.wall,
        "read_and_added_per_second_of_a_core": len(kept) / clock.core,
    }


def main(argv: list[str]) -> int:
    """Prints the figures."""
    import tawatur

    from inputs import BENCH, inputs

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--read", type=int, default=500)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--store", help="keep it there; a temporary folder without")
    parser.add_argument("--smoke", action="store_true", help="few articles, from the samples")
    call = parser.parse_args(argv)
    if call.smoke:
        call.articles, call.queries = 200, 20
    some = [tawatur.read_article(article) for article in inputs(smoke=call.smoke, limit=PARTS)]
    real = BENCH / "articles" / "articles.jsonl"
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        if not call.smoke and real.is_file():
            figures |= reading(f"{folder}/read", real, call.read)
        with open_store(call.store or f"{folder}/made", make=True) as store:
            if call.articles:
                figures |= fill(store, some, call.articles)
            figures |= search(store, some, call.queries)
    for name, value in figures.items():
        print(f"{name:36} {value:12,.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
