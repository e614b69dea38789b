#!/usr/bin/env python3
"""How long the reading room takes to answer, over a store of many articles, and how much it sends.

Run it as: ``python benchmarks/reading_room.py [--articles 10000] [--store DIR] [--smoke]``

The articles are made as in store.py. Each page is asked for many times, with other articles, stories and
words; the first answer is told apart (``first``), since it fills what is remembered. The server answers in
this process, so that the time is its own and not the network's.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import islice
from urllib.parse import quote

from starlette.testclient import TestClient

from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Kept
from tawatur.store import Store, open_store

from rewording import rewordings

PARTS = 400  # articles that are read once to make others from
ASKED = 40  # times that each page is asked for
WORDS = ("الرئيس", "الحكومة", '"مجلس الأمن"', "وزير الخارجية", "السعودية", "act:deny", "قال after:2018")
_STATIC = re.compile(r'/static/[^"]+')
_FONT = re.compile(r"""url\(["']?([^)"']+\.woff2)""")


def paths(store: Store, client: TestClient, dice: random.Random) -> dict[str, list[str]]:
    """The addresses that are asked for, by page."""
    ids = [entry.id for entry in store.listed(limit=1000).items]
    stories = list(dict.fromkeys(re.findall(r'/en/story\?of=([^"&#]+)', client.get("/en/stories").text)))
    some = [dice.choice(ids) for _ in range(ASKED)]
    actors = [path for one in some[:8] for path in actors_of(client.get(f"/en/articles/{one}").text)]
    incidents = re.findall(r'"/en/incidents/(i\w+)"', client.get("/en/incidents").text)
    words = [WORDS[n % len(WORDS)] for n in range(ASKED)]
    return {
        "home": ["/ar/"] * 10,
        "article": [f"/ar/articles/{one}" for one in some],
        "stories": ["/ar/stories"] * 5,
        "story": [f"/ar/story?of={one}" for one in (stories * ASKED)[:ASKED]],
        "incidents": ["/ar/incidents"] * 10,
        "incident": [f"/ar/incidents/{one}" for one in (incidents * ASKED)[:ASKED]],
        "search": [f"/ar/search?q={quote(query)}" for query in words],
        "names": ["/ar/names"] * 5,
        "trace": [f"/ar/trace?q={quote(query)}" for query in words[:20]],
        "actor": dice.sample(actors, min(len(actors), ASKED)),
        "map": ["/ar/map"] * 5 + [f"/ar/map?status={s}" for s in ("denied", "future", "actual")] * 5,
        "api record": [f"/api/articles/{one}" for one in some],
        "api search": [f"/api/search?q={quote(query)}" for query in words],
        "api facets": [f"/api/facets?q={quote(query)}" for query in words],
    }


def actors_of(page: str) -> list[str]:
    """The addresses of actors that a page leads to."""
    return [path.replace("&amp;", "&") for path in re.findall(r'"(/en/actors/[^"#?]+)"', page)]


def timed(client: TestClient, asked: Sequence[str]) -> dict[str, float]:
    """Milliseconds: the first answer, then the median and 95th of a hundred; the largest answer in kB."""
    times, cores, largest = [], [], 0
    for path in asked:
        began, core = time.perf_counter(), time.process_time()
        answer = client.get(path)
        times.append((time.perf_counter() - began) * 1000)
        cores.append((time.process_time() - core) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
        largest = max(largest, len(answer.content))
    figures = {"first_ms": times[0]}
    for name, found in (("", sorted(times[1:])), ("_of_a_core", sorted(cores[1:]))):
        figures[f"median_ms{name}"] = found[len(found) // 2]
        figures[f"p95_ms{name}"] = found[min(len(found) - 1, int(len(found) * 0.95))]
    return {**figures, "kB": largest / 1000}


def first_page(client: TestClient) -> dict[str, float]:
    """What a browser loads for the first page: the page, styles, scripts, and the fonts it may need."""
    page = client.get("/ar/").content
    files = dict.fromkeys(_STATIC.findall(page.decode()))
    loaded = {path: client.get(path).content for path in files}
    fonts = {
        f"/static/{path}": len(client.get(f"/static/{path}").content)
        for name, body in loaded.items()
        if name.endswith(".css")
        for path in dict.fromkeys(_FONT.findall(body.decode()))
    }
    sizes = {"page": len(page), "files": sum(map(len, loaded.values())), "fonts": sum(fonts.values())}
    sizes["all"] = sum(sizes.values())
    return {f"{name}_kB": size / 1000 for name, size in sizes.items()}


def made(folder: str, count: int, *, smoke: bool) -> Store:
    """A store of so many made articles."""
    import tawatur

    from inputs import inputs

    some = [tawatur.read_article(article) for article in inputs(smoke=smoke, limit=PARTS)]
    store = open_store(folder, make=True)
    records = rewordings(some, count)
    while batch := list(islice(records, 64)):
        store.add(batch)
    return store


def tell(page: str, figures: Mapping[str, float]) -> None:
    """A line a page."""
    print(f"{page:12}", *(f"{name} {value:8,.1f}" for name, value in figures.items()), flush=True)


def main(argv: list[str]) -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--store", help="a store that is there; without, one is made")
    parser.add_argument("--smoke", action="store_true", help="few articles, from the samples")
    call = parser.parse_args(argv)
    settings = Settings(offline=True)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(call.store) if call.store else made(
            f"{folder}/made", 100 if call.smoke else call.articles, smoke=call.smoke
        )  # fmt: skip
        with store:
            app = create_app(Desk(Kept(store), Engine.load(settings), settings))
            client = TestClient(app, base_url="http://localhost")
            print(store.basis().line)
            dice = random.Random(9)  # noqa: S311 - the same questions on every run
            began = time.perf_counter()
            asked = paths(store, client, dice)
            print(f"stories gathered and compared in {time.perf_counter() - began:.1f} s")
            for page, addresses in asked.items():
                if len(addresses) > 1:
                    tell(page, timed(client, addresses))
            tell("first page", first_page(client))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
