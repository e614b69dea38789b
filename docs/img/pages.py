#!/usr/bin/env python3
"""Take the pictures of the pages in docs/img: the sample story in headless Chromium.

Needs Playwright and Chromium; the pictures depend on the fonts of the machine but for the Arabic of texts.
"""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from tawatur.read import Options, Rejected, from_bytes
from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings
from tawatur.serve.demo import records
from tawatur.serve.serving import listening
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Kept, Shelf
from tawatur.store import open_store

SENTENCE = "قلق الناتو من وجود مقاتلين مرتزقة من الروس"
# name, address, width and height in pixels (no height: the whole page), what is pointed at
Picture = tuple[str, str, int, int | None, str | None]
PICTURES: tuple[Picture, ...] = (
    ("article-ar", "ar/articles/sada-alsahel", 1180, 840, "#s3"),
    ("events-ar", "ar/articles/minbar-albadiya#events", 1180, 760, None),
    ("review-ar", "ar/articles/sada-alsahel?review=1&event=v3#v3", 1180, 900, "#v3 .what"),
    ("story-ar", "ar/story", 1180, 1600, "#{claim} th a"),
    ("story-en", "en/story", 1180, 1600, "#{claim} th a"),
    ("claim-ar", "ar/story/{claim}", 1100, None, None),
    ("trace-ar", f"ar/trace?q={quote(SENTENCE)}", 1100, 900, None),
    ("map-ar", "ar/map", 1100, 900, None),
)


KEPT: tuple[Picture, ...] = (
    ("incident-ar", "ar/incidents/{incident}", 1100, None, None),
    ("search-ar", f"ar/search?q={quote('السراج act:call_for')}", 1180, 900, None),
)
# Three outlets count the dead of one attack: outlet, time, text.
ATTACK = (
    (
        "وكالة الثغر",
        "08:10",
        "أعلنت وزارة الداخلية مقتل ثلاثة جنود في هجوم لمسلحين على ثكنة في بنغازي أمس الثلاثاء.",
    ),
    (
        "صحيفة الميناء",
        "11:40",
        "وقال الهلال الأحمر إن خمسة جنود قتلوا في هجوم لمسلحين على ثكنة في بنغازي الثلاثاء.",
    ),
    (
        "قناة السفح",
        "19:05",
        "وقالت وزارة الدفاع إن سبعة جنود قتلوا في هجوم لمسلحين على ثكنة في بنغازي الثلاثاء.",
    ),
)
SETTINGS = Settings(offline=True)


@contextmanager
def serving(desk: Desk) -> Iterator[str]:
    """The address of a desk."""
    bound = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@contextmanager
def sample(engine: Engine) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of the sample story, and the claim with the longest chains."""
    desk = Desk(Shelf(records(engine)), engine, SETTINGS)
    claims = [claim for claim in desk.comparison().claims if len(claim.texts) > 1]
    claim = max(
        claims,
        key=lambda one: (one.common_link is not None, len(one.told), sum(len(t.links) for t in one.told)),
    )
    with serving(desk) as address:
        yield address, {"claim": claim.id}


@contextmanager
def kept(engine: Engine) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a store with the sample story and the attack, and the attack's incident."""
    with TemporaryDirectory() as folder, open_store(f"{folder}/store", make=True) as store:
        store.add(list(records(engine)))
        for outlet, at, text in ATTACK:
            options = Options(published=f"2021-03-03T{at}+02:00", outlet=outlet)
            found = from_bytes(text.encode(), "attack.txt", options)
            store.add([engine.read(one) for one in found if not isinstance(one, Rejected)])
        store.save_search("السراج وما يدعو إليه", "السراج act:call_for")
        desk = Desk(Kept(store), engine, SETTINGS)
        incident = max(desk.incidents().incidents, key=lambda one: len(one.toll))
        with serving(desk) as address:
            yield address, {"incident": incident.id}


def take(browser: Browser, address: str, picture: Picture, ids: dict[str, str]) -> None:
    """One picture."""
    name, path, width, height, pointed = picture
    page = browser.new_page(viewport={"width": width, "height": height or 700})
    page.goto(f"{address}/{path.format(**ids)}")
    page.wait_for_load_state("networkidle")
    if pointed:
        page.locator(pointed.format(**ids)).hover()
        page.wait_for_timeout(300)  # the colours change softly
    page.screenshot(path=Path(__file__).with_name(f"{name}.png"), full_page=height is None)
    page.close()


def main() -> None:
    """Take them all, or those that are named."""
    engine, wanted = Engine.load(SETTINGS), set(sys.argv[1:])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for served, pictures in ((sample, PICTURES), (kept, KEPT)):
            with served(engine) as (address, ids):
                for picture in pictures:
                    if not wanted or picture[0] in wanted:
                        take(browser, address, picture, ids)
        browser.close()


if __name__ == "__main__":
    main()
