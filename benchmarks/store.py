#!/usr/bin/env python3
"""How fast a store takes articles in, finds them again and gathers them, and what memory that needs.

Run it as: ``python benchmarks/store.py [--articles 10000 100000] [--read 2000] [--store DIR] [--smoke]``

``--read`` real articles are read by the engine and added as a user adds them. The others are made from real
ones by rewording (rewording.py): reading 100,000 would take an hour and tell nothing new of the store.
``--articles`` are the numbers of articles at which the store is measured.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Self

from tawatur import model
from tawatur.run.many import Input, Job
from tawatur.store import Store, open_store, parse

from rewording import rewordings

PARTS = 400  # articles that are read once to make others from
BATCH = 64
GATHERED = 10_000  # articles that are gathered into stories, at most


def memory() -> float:
    """The memory that this process has, in MB; Linux tells it."""
    statm = Path("/proc/self/statm")
    if not statm.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 1e6


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


def fill(store: Store, made: Iterator[model.Record], count: int) -> dict[str, float]:
    """Add so many made records; how many a second, without the making."""
    clock, left = Clock(), count
    while batch := list(islice(made, min(BATCH, left))):
        with clock:
            store.add(batch)
        left -= len(batch)
    return {
        "added": count,
        "added_per_second": count / clock.wall,
        "added_per_second_of_a_core": count / clock.core,
    }


def gathering(store: Store, count: int) -> dict[str, float]:
    """Stories of a quarter, a half and all of some articles: linear, if an article costs the same in each.

    First without a store, then the places of all articles of the store, which are kept.
    """
    from tawatur.compare.stories import Stories
    from tawatur.run.gathering import Gatherer

    growing, placing, keeping = Stories(), Clock(), Clock()
    figures: dict[str, float] = {}
    for number, record in enumerate(islice(store.records(), count), start=1):
        with placing:
            growing.add(record)
        if number in (count // 4, count // 2, count):
            figures[f"story_of_an_article_ms_of_a_core_at_{number}"] = placing.core / number * 1000
    with keeping:
        kept = Gatherer(store).bring_up()
    pages = timed(lambda after: store.gathered.page(after or None, 12), [""] * 20)
    return {
        **figures,
        "place_kept_ms_of_a_core": keeping.core / max(kept, 1) * 1000,
        **{f"page_of_stories_{name}": value for name, value in pages.items()},
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
    parser.add_argument("--articles", type=int, nargs="+", default=[2_500, 10_000])
    parser.add_argument("--read", type=int, default=500)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--store", help="make it there and keep it; a temporary folder without")
    parser.add_argument("--smoke", action="store_true", help="few articles, from the samples")
    call = parser.parse_args(argv)
    if call.smoke:
        call.articles, call.queries = [50, 200], 20
    real = BENCH / "articles" / "articles.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        if not call.smoke and real.is_file():
            tell({"read": call.read, **reading(f"{folder}/read", real, call.read)})
        some = [tawatur.read_article(article) for article in inputs(smoke=call.smoke, limit=PARTS)]
        with open_store(call.store or f"{folder}/made", make=True) as store:
            made, had = rewordings(some, max(call.articles)), 0
            for count in sorted(call.articles):
                figures = fill(store, made, count - had)
                had = count
                tell({"articles": store.basis().articles, **figures, "memory_mb": memory()})
                tell(search(store, some, call.queries))
            tell({**gathering(store, min(had, GATHERED)), "memory_mb": memory()})
    return 0


def tell(figures: Mapping[str, float]) -> None:
    """Print them; a long run shows what it has so far."""
    for name, value in figures.items():
        print(f"{name:44} {value:12,.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
