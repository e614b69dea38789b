"""Who may come in: names, addresses, tokens for reading and for writing, and how much and how long."""

import time

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from tawatur.serve.web.app import create_app
from tawatur.serve.web.guard import Doors, is_loopback

DOORS = Doors(("desk.example",), "read-me", "write-me")
NEWS = {"text": "عنوان عن الميناء\n\nقالت مديرة الميناء إن الأرصفة الجديدة ستفتح يوم الخميس.\n"}


@pytest.fixture
def outside(desk):
    return TestClient(create_app(desk, DOORS), base_url="http://desk.example")


def bearer(token):
    return {"authorization": f"Bearer {token}"}


def test_reading_from_elsewhere_needs_a_token(outside):
    for given in (
        {},
        bearer("wrong"),
        bearer(""),
        {"authorization": "Basic !!"},
        {"authorization": "Bearer كلمة".encode()},
    ):
        refused = outside.get("/api/articles", headers=given)
        assert refused.status_code == 401
        assert refused.headers["content-type"] == "application/problem+json"
        assert "Basic" in refused.headers["www-authenticate"]
    for token in ("read-me", "write-me"):
        assert outside.get("/api/articles", headers=bearer(token)).status_code == 200
        assert outside.get("/ar/", auth=("anybody", token)).status_code == 200  # as a browser asks


def test_writing_from_elsewhere_needs_the_other_token(outside):
    assert outside.post("/api/articles", json=NEWS).status_code == 401
    refused = outside.post("/api/articles", json=NEWS, headers=bearer("read-me"))
    assert refused.status_code == 403
    assert "--write-token" in refused.json()["detail"]
    assert outside.post("/api/articles", json=NEWS, headers=bearer("write-me")).status_code == 201
    page = outside.post("/ar/read", data=NEWS, headers=bearer("write-me"), follow_redirects=False)
    assert page.status_code == 303


def test_with_one_token_nobody_elsewhere_writes(desk):
    outside = TestClient(
        create_app(desk, Doors(("desk.example",), "read-me")), base_url="http://desk.example"
    )
    assert outside.get("/ar/", headers=bearer("read-me")).status_code == 200
    assert outside.post("/ar/read", data=NEWS, headers=bearer("read-me")).status_code == 403
    assert outside.post("/ar/read", data=NEWS, headers=bearer("")).status_code == 401


@pytest.mark.parametrize(
    ("address", "status"), [("127.0.0.1", 200), ("::1", 200), ("::ffff:127.0.0.1", 200), ("192.0.2.7", 401)]
)
def test_a_name_of_the_loopback_from_elsewhere_is_no_key(desk, address, status):
    for doors in (DOORS, Doors()):
        client = TestClient(create_app(desk, doors), base_url="http://localhost", client=(address, 5))
        assert client.get("/ar/").status_code == status


def test_what_is_the_loopback():
    assert [is_loopback(host) for host in ("localhost", "127.0.0.2", "::1", "0.0.0.0", "::", "desk.example")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_a_body_that_does_not_tell_its_size_is_cut_off(client):
    def growing():
        for _ in range(30):
            yield b" " * 10_000

    for path in ("/api/articles", "/ar/read"):
        answer = client.post(
            path, content=growing(), headers={"content-type": "application/x-www-form-urlencoded"}
        )
        assert answer.status_code == 413, answer.text
        assert any(words in answer.text for words in ("split it", "قسّمه"))
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_answer_that_takes_too_long_is_told(desk, monkeypatch):
    desk.settings = replace(desk.settings, answer_seconds=0.2)
    wanted = desk.naming

    def slow():
        time.sleep(0.8)
        return wanted()

    client = TestClient(create_app(desk), base_url="http://localhost")
    with client:  # one loop for all requests, as in a server
        monkeypatch.setattr(desk, "naming", slow)
        began = time.monotonic()
        late = client.get("/api/names")
        assert time.monotonic() - began < 0.7
        assert late.status_code == 503
        assert late.headers["content-type"] == "application/problem+json"
        assert late.headers["retry-after"] == "1"
        assert "raise answer_seconds" in late.json()["detail"]
        assert client.get("/ar/names").status_code == 503
        assert "text/html" in client.get("/ar/names").headers["content-type"]
        monkeypatch.undo()
        assert client.get("/api/articles").status_code == 200
        assert client.get("/api/names").status_code == 200


def test_a_question_that_comes_too_slowly_is_told(desk):
    """As a server would have it: a visitor that sends half a body and no more."""
    import asyncio

    desk.settings = replace(desk.settings, answer_seconds=0.1)
    app = create_app(desk)
    sent = []

    async def receive(first=[{"type": "http.request", "body": b"{", "more_body": True}]):  # noqa: B006
        if first:
            return first.pop()
        await asyncio.sleep(30)
        raise AssertionError

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/api/articles", "raw_path": b"/api/articles", "query_string": b"",
        "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "server": ("localhost", 80), "scheme": "http",
        "http_version": "1.1", "root_path": "", "asgi": {"version": "3.0"},
    }  # fmt: skip
    asyncio.run(asyncio.wait_for(app(scope, receive, send), 5))
    assert sent[0]["status"] == 408
    assert b"send less at once" in sent[1]["body"]


def test_a_fault_is_a_page_too(desk, monkeypatch):
    """It tells nothing of the program, and is as closed as any other page; the API answers with a problem."""
    monkeypatch.setattr(desk, "stories", lambda: 1 / 0)
    client = TestClient(create_app(desk), base_url="http://localhost", raise_server_exceptions=False)
    page = client.get("/ar/stories")
    assert page.status_code == 500
    assert "حدث خلل في البرنامج" in page.text
    assert "division" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert client.get("/api/stories").headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("given", "language"), [("en-GB,ar", "en"), ("fr", "ar"), ("", "ar")])
def test_a_refusal_speaks_the_visitors_language(client, given, language):
    refused = client.get("/", headers={"host": "elsewhere.example", "accept-language": given})
    assert refused.status_code == 421
    assert f'<html lang="{language}"' in refused.text
