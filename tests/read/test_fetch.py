import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from tawatur.errors import FetchError, TooLarge
from tawatur.read import Options, articles
from tawatur.read import fetch as door
from tawatur.read.fetch import fetch

TEXT = (
    "عودة الملاحة إلى المرفأ\n\nأعلنت الهيئة، صباح الثلاثاء، عودة الملاحة إلى المرفأ بعد أسبوع من التوقف.\n"
)
NOW = "2021-03-09T08:00:00Z"


class Site(BaseHTTPRequestHandler):
    """A small site: /robots.txt as the test sets it, an article, redirects, slow and large answers."""

    robots: tuple[int, bytes] = (404, b"")
    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self):
        self.asked.append((self.path, self.headers.get("If-None-Match")))
        if self.path == "/robots.txt":
            return self.answer(*self.robots)
        if self.path == "/story":
            if self.headers.get("If-None-Match") == '"v1"':
                return self.answer(304, b"")
            return self.answer(
                200,
                TEXT.encode("windows-1256"),
                ETag='"v1"',
                **{"Content-Type": "text/plain; charset=windows-1256"},
            )
        if self.path == "/gzip":
            return self.answer(200, gzip.compress(TEXT.encode()), **{"Content-Encoding": "gzip"})
        if self.path == "/bomb":
            return self.answer(200, gzip.compress(b"a" * 20_000_000), **{"Content-Encoding": "gzip"})
        if self.path == "/slow":
            return self.slow()
        if self.path.startswith("/to/"):
            return self.answer(302, b"", Location=self.path[4:])
        if self.path == "/loop":
            return self.answer(302, b"", Location="/loop")
        return self.answer(404, b"nothing")

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def slow(self):
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(50):
                self.wfile.write(b"a" * 100)
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    Site.robots = (404, b"")
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


class Memory:
    def __init__(self):
        self.entries = {}

    def get(self, url):
        return self.entries.get(url)

    def put(self, url, entry):
        self.entries[url] = entry


def get(url, cache=None, **options):
    return fetch(url, Options(allow_private=True, **options), cache, clock=lambda: NOW)


def test_an_article_from_an_address(site):
    (article,) = articles(f"{site}/story", Options(allow_private=True))
    assert article.text == TEXT
    assert article.url == article.capture.final == article.capture.requested == f"{site}/story"
    assert article.capture.status == 200
    assert article.capture.captured_at.endswith("Z")


def test_a_second_get_is_conditional(site):
    cache = Memory()
    first = get(f"{site}/story", cache)
    again = get(f"{site}/story", cache)
    assert again.body == first.body
    assert (first.origin.status, again.origin.status) == (200, 304)
    assert Site.asked[-1] == ("/story", '"v1"')
    assert cache.entries[f"{site}/story"].fetched_at == NOW


def test_compressed_answers(site):
    assert get(f"{site}/gzip").body.decode() == TEXT


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ((200, b"User-agent: *\nDisallow: /"), False),
        ((200, b"User-agent: Tawatur\nDisallow: /story"), False),
        ((200, b"User-agent: *\nDisallow: /private"), True),
        ((404, b""), True),
        ((503, b""), False),
    ],
)
def test_robots(site, robots, allowed):
    Site.robots = robots
    if allowed:
        assert get(f"{site}/story").body
    else:
        with pytest.raises(FetchError, match="robots"):
            get(f"{site}/story")
        assert get(f"{site}/story", obey_robots=False).body


def test_redirects_are_followed(site):
    page = get(f"{site}/to//story")
    assert page.origin.final == f"{site}/story"
    assert page.origin.requested == f"{site}/to//story"


@pytest.mark.parametrize(
    "path", ["/loop", "/to/ftp://x.example/", "/to/file:///etc/passwd", "/nothing", "/to/http://"]
)
def test_ways_that_lead_nowhere(site, path):
    with pytest.raises(FetchError):
        get(site + path)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.0.0.8/", "http://192.168.1.1/", "http://169.254.169.254/latest",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fd00::1]/", "http://0.0.0.0/",
        "http://100.64.0.1/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://224.0.0.1/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(url):
    with pytest.raises(FetchError, match=r"private|no address"):
        fetch(url, Options())


def names(monkeypatch, addresses):
    """Let news.example stand for the next of the addresses at each look-up."""
    real, answers = door.socket.getaddrinfo, iter(addresses)

    def look_up(host, *args, **kwargs):
        return real(next(answers) if host == "news.example" else host, *args, **kwargs)

    monkeypatch.setattr(door.socket, "getaddrinfo", look_up)


def test_a_redirect_into_a_private_network_is_refused(site, monkeypatch):
    names(monkeypatch, ["127.0.0.1"] * 2)
    monkeypatch.setattr(door, "_is_public", lambda address: address == "127.0.0.1")
    port = site.rpartition(":")[2]
    with pytest.raises(FetchError, match="private"):
        fetch(f"http://news.example:{port}/to/http://127.0.0.2:{port}/story", Options())
    assert [path for path, _ in Site.asked] == ["/robots.txt", f"/to/http://127.0.0.2:{port}/story"]


def test_the_checked_address_is_the_one_connected_to(site, monkeypatch):
    names(monkeypatch, ["127.0.0.1"] * 2)  # one look-up for each request: a third would fail the test
    assert get(f"http://news.example:{site.rpartition(':')[2]}/story").body


def test_limits(site):
    with pytest.raises(TooLarge, match="max_bytes"):
        get(f"{site}/story", max_bytes=10)
    with pytest.raises(TooLarge, match="max_bytes"):
        get(f"{site}/bomb", max_bytes=1_000_000)
    with pytest.raises(TooLarge, match="max_seconds"):
        get(f"{site}/slow", max_seconds=0.2)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://no-such-host.invalid/", "http://x.example:99999/", "http://[bad/"]
)
def test_errors_say_what_is_wrong(url):
    with pytest.raises(FetchError) as error:
        get(url)
    assert "\n" not in str(error.value)
