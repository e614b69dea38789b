#!/usr/bin/env python3
"""Take the pictures of the pages in docs/img: the sample story in headless Chromium.

Needs Playwright and Chromium; the pictures depend on the fonts of the machine but for the Arabic of texts.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import uvicorn
from playwright.sync_api import sync_playwright

from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings
from tawatur.serve.demo import records
from tawatur.serve.serving import listening
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Shelf

SENTENCE = "قلق الناتو من وجود مقاتلين مرتزقة من الروس"
# name, address, width and height in pixels (no height: the whole page), what is pointed at
PICTURES = (
    ("article-ar", "ar/articles/sada-alsahel", 1180, 840, "#s3"),
    ("events-ar", "ar/articles/minbar-albadiya#events", 1180, 760, None),
    ("story-ar", "ar/story", 1180, 1590, "#{claim} th a"),
    ("story-en", "en/story", 1180, 1590, "#{claim} th a"),
    ("claim-ar", "ar/story/{claim}", 1100, None, None),
    ("trace-ar", f"ar/trace?q={quote(SENTENCE)}", 1100, 900, None),
    ("map-ar", "ar/map", 1100, 900, None),
)


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """The address of the sample story, and the claim with the longest chains."""
    settings = Settings(offline=True)
    engine = Engine.load(settings)
    desk = Desk(Shelf(records(engine)), engine, settings)
    claims = [claim for claim in desk.comparison().claims if len(claim.texts) > 1]
    claim = max(
        claims,
        key=lambda one: (one.common_link is not None, len(one.told), sum(len(t.links) for t in one.told)),
    )
    bound = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}", claim.id
    server.should_exit = True
    thread.join(10)


def main() -> None:
    """Take them all."""
    with served() as (address, claim), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, path, width, height, pointed in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height or 700})
            page.goto(f"{address}/{path.format(claim=claim)}")
            page.wait_for_load_state("networkidle")
            if pointed:
                page.locator(pointed.format(claim=claim)).hover()
                page.wait_for_timeout(300)  # the colours change softly
            page.screenshot(path=Path(__file__).with_name(f"{name}.png"), full_page=height is None)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
