"""The sample story as the pages have it: read once, served anew for every test; and Chromium to look at it."""

import shutil
import threading
from contextlib import ExitStack, contextmanager

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from tawatur.read import from_bytes
from tawatur.read.options import Options
from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings
from tawatur.serve.demo import records
from tawatur.serve.serving import listening
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Kept, Shelf
from tawatur.store import open_store

SETTINGS = Settings(offline=True)
ATTACK = {
    "a": ("وكالة الثغر", "2021-03-03T08:10+02:00", "أعلنت وزارة الداخلية مقتل ثلاثة جنود في هجوم لمسلحين على ثكنة في بنغازي أمس الثلاثاء."),
    "b": ("صحيفة الميناء", "2021-03-03T11:40+02:00", "وقال الهلال الأحمر إن خمسة جنود قتلوا في هجوم لمسلحين على ثكنة في بنغازي يوم الثلاثاء."),
    "c": ("قناة السفح", "2021-03-03T19:05+02:00", "وقالت وزارة الدفاع إن سبعة جنود قتلوا في هجوم لمسلحين على ثكنة في بنغازي يوم الثلاثاء."),
}  # fmt: skip


@pytest.fixture(scope="session")
def engine():
    return Engine.load(SETTINGS)


@pytest.fixture(scope="session")
def sample(engine):
    return list(records(engine))


@pytest.fixture(scope="session")
def attack(engine):
    """Three outlets count the dead of one attack."""
    found = []
    for name, (outlet, at, text) in ATTACK.items():
        (article,) = from_bytes(text.encode(), f"{name}.txt", Options(published=at, outlet=outlet))
        found.append(engine.read(article))
    return found


@pytest.fixture
def desk(engine, sample):
    return Desk(Shelf(sample), engine, SETTINGS)


@pytest.fixture
def desk_over(engine, tmp_path):
    """A function: the desk over records that lie on a ``shelf`` or in a ``store``."""
    with ExitStack() as opened:

        def over(place, records):
            if place == "shelf":
                return Desk(Shelf(records), engine, SETTINGS)
            store = opened.enter_context(open_store(str(tmp_path / "store"), make=True))
            store.add(records)
            return Desk(Kept(store), engine, SETTINGS)

        yield over


@pytest.fixture
def client(desk):
    desk.settings = replace(desk.settings, max_bytes=100_000)
    return TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)


@contextmanager
def _serving(desk):
    """The address at which a desk is served."""
    import uvicorn

    bound = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def serving():
    """Serves a desk as long as it is needed, and tells its address."""
    return _serving


@pytest.fixture(scope="module")
def address(engine, sample):
    """The sample story, served."""
    with _serving(Desk(Shelf(sample), engine, SETTINGS)) as found:
        yield found


@pytest.fixture(scope="module")
def browser():
    """Chromium, without what it asks of the network by itself."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install playwright")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs Chromium: apt install chromium")
    quiet = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=quiet.split())
        yield running
        running.close()


@pytest.fixture
def looking(browser):
    """Opens a page of an address that fails on any request to another host and on any fault of its script."""
    opened = []

    def look(address, **options):
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, base_url=address, **options)
        context.set_default_timeout(10_000)
        page = context.new_page()
        wrong = []
        page.on("request", lambda request: request.url.startswith(address) or wrong.append(request.url))
        page.on("pageerror", lambda error: wrong.append(f"fault: {error}"))
        page.on(
            "console",
            lambda told: told.type == "error" and "404" not in told.text and wrong.append(told.text),
        )
        opened.append((context, wrong))
        return page

    yield look
    for context, _ in opened:
        context.close()
    assert [one for _, wrong in opened for one in wrong] == []


@pytest.fixture
def page(looking, address):
    """A page of the sample story."""
    return looking(address)
