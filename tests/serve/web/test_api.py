"""The HTTP interface: paging, ETags, problems, limits, and that it is described as it is."""

import csv
import io
import json
import zipfile

import msgspec
import pytest
from starlette.testclient import TestClient

from tawatur.model import Record
from tawatur.run.gold import Gold
from tawatur.run.settings import Settings
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Kept
from tawatur.store import FACETS, open_store

NEWS = "عنوان الخبر عن الميناء\n\nقالت مديرة الميناء سعاد المرسي إن الأرصفة الجديدة ستفتح يوم الخميس.\n"


def is_problem(answer, status):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]
    return True


def test_pages_of_articles(client, sample):
    seen, after = [], None
    while True:
        page = client.get("/api/articles", params={"limit": 4, **({"after": after} if after else {})}).json()
        seen += [one["id"] for one in page["articles"]]
        after = page["after"]
        if after is None:
            break
    assert sorted(seen) == sorted(record.article.id for record in sample)


def test_a_record_and_its_statements(client, sample):
    record = msgspec.json.decode(client.get("/api/articles/sada-alsahel").content, type=Record)
    assert record == sample[0]
    for told in client.get("/api/articles/sada-alsahel/statements").json():
        assert len(told["chain"]) >= 1
        assert client.get(told["permalink"]).status_code == 200
        for span in told["content"]:
            assert record.article.text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize(
    "path",
    ["articles", "articles/sada-alsahel", "articles/sada-alsahel/statements", "articles/sada-alsahel/corrections",
     "articles/sada-alsahel/gold", "story", "stories", "claims", "claims/c1", "names", "events", "trace?q=العمل المشترك",
     "export?format=csv&table=statements"],
)  # fmt: skip
def test_what_the_caller_has_is_not_sent_again(client, path):
    first = client.get(f"/api/{path}")
    assert first.status_code == 200, first.text
    again = client.get(f"/api/{path}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/api/{path}", headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("name", ["claims", "stories", "incidents", "events"])
def test_lists_come_in_parts(client, name):
    whole = client.get(f"/api/{name}", params={"limit": 200}).json()
    assert whole["after"] is None
    seen, after = [], 0
    while after is not None:
        part = client.get(f"/api/{name}", params={"limit": 3, "after": after}).json()
        assert len(part[name]) <= 3
        seen, after = seen + part[name], part["after"]
    assert seen == whole[name]
    assert len(seen) == whole.get("total", len(seen)) > 0
    assert client.get(f"/api/{name}", params={"after": 10_000}).json()[name] == []


def test_claims_say_what_they_rest_on(client):
    assert client.get("/api/claims").json()["scope"]["words"] == "in the texts loaded"


def test_a_text_is_read(client):
    made = client.post("/api/articles", json={"text": NEWS, "outlet": "صوت المرفأ"})
    assert made.status_code == 201
    assert client.get(made.headers["location"]).json()["article"]["outlet"] == "صوت المرفأ"


def test_a_correction_round_trip(client):
    path = "/api/articles/sada-alsahel"
    before = client.get(path).content
    change = {"statement": "s1", "what": "reject", "who": "سلمى"}
    assert client.post(f"{path}/corrections", json=change).status_code == 201
    assert client.get(f"{path}/corrections").json()[0]["who"] == "سلمى"
    assert client.get(path).content == before  # the machine's record stays
    assert client.get(f"{path}/statements").json()[0]["review"] == "rejected"
    annotated = msgspec.json.decode(client.get(f"{path}/gold").content, type=Gold)
    assert "s1" not in [statement.id for statement in annotated.statements]


@pytest.mark.parametrize(
    ("path", "status"),
    [("articles/none", 404), ("articles/none/gold", 404), ("claims/c9999", 404), ("story?of=none", 404), ("nothing", 404),
     ("articles?limit=0", 422), ("articles?limit=9999", 422), ("articles?after=x", 400), ("trace", 422),
     ("trace?q=" + "x" * 3000, 422), ("search?q=a", 400), ("export?format=nothing", 400),
     ("export?format=csv&table=nothing", 400), ("export?id=none", 404)],
)  # fmt: skip
def test_errors_are_problems(client, path, status):
    assert is_problem(client.get(f"/api/{path}"), status)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"text": 1}', b'{"text": "a", "more": 1}', b"\xff\xfe"])
def test_a_wrong_body_is_told(client, body):
    assert is_problem(client.post("/api/articles", content=body), 422)
    assert is_problem(client.post("/api/articles/sada-alsahel/corrections", content=body), 422)


def test_limits_and_strangers(client):
    assert is_problem(client.post("/api/articles", content=b" " * 200_000), 413)
    assert is_problem(client.get("/api/articles", headers={"host": "evil.example"}), 421)
    assert is_problem(client.post("/api/articles", json={}, headers={"origin": "https://evil.example"}), 403)
    assert client.delete("/api/articles/sada-alsahel").status_code == 405


def test_it_is_described_as_it_is(client):
    told = client.get("/api/openapi.json").json()
    assert set(told["paths"]) == {
        "/api/articles", "/api/articles/{article_id}", "/api/articles/{article_id}/statements",
        "/api/articles/{article_id}/events", "/api/articles/{article_id}/corrections", "/api/articles/{article_id}/gold", "/api/story", "/api/stories", "/api/claims",
        "/api/claims/{claim_id}", "/api/claims/{name}/decisions", "/api/incidents", "/api/incidents/{name}", "/api/incidents/{name}/decisions", "/api/names", "/api/events", "/api/trace", "/api/search", "/api/facets", "/api/export",
    }  # fmt: skip
    assert all(verb["summary"] for path in told["paths"].values() for verb in path.values())


WILD = [
    "",
    "0",
    "-1",
    "x" * 5000,
    "\u202e",
    "<script>",
    "a\x00b",
    "%00",
    "../../etc/passwd",
    "'; DROP TABLE x; --",
]


@pytest.mark.parametrize("wild", WILD)
def test_nothing_breaks_it(client, wild):
    """Every described parameter with values nobody expects: an answer or a problem, never a fault."""
    told = client.get("/api/openapi.json").json()
    for path, verbs in told["paths"].items():
        for parameter in verbs.get("get", {}).get("parameters", ()):
            where = path.replace("{article_id}", "sada-alsahel").replace("{claim_id}", "c1")
            query = (
                {"q": "ليبيا"} | {parameter["name"]: wild} if parameter["in"] == "query" else {"q": "ليبيا"}
            )
            answer = client.get(where, params=query)
            assert answer.status_code in (200, 304) or is_problem(answer, answer.status_code), (
                path,
                parameter,
            )
            assert answer.status_code < 500


def test_an_export_holds_what_is_shown(client, sample):
    whole = client.get("/api/export", params={"format": "csv"})
    with zipfile.ZipFile(io.BytesIO(whole.content)) as archive:
        assert len(archive.namelist()) > 1
    part = client.get("/api/export", params={"format": "csv", "table": "statements", "id": "sada-alsahel"})
    rows = list(csv.DictReader(io.StringIO(part.content.decode("utf-8-sig"))))
    assert len(rows) == len(sample[0].statements)
    assert "attachment" in part.headers["content-disposition"]
    lines = client.get("/api/export", params={"format": "jsonl"}).content.splitlines()
    assert len(lines) == len(sample)


def test_searching_a_store_and_exporting_what_it_found(engine, sample, tmp_path):
    with open_store(str(tmp_path / "store"), make=True) as store:
        store.add(sample)
        app = create_app(Desk(Kept(store), engine, Settings(offline=True)))
        client = TestClient(app, base_url="http://localhost")
        found = client.get("/api/search", params={"q": "الوطية", "limit": 2}).json()
        assert 0 < found["total"] <= len(sample)
        lines = client.get("/api/export", params={"format": "jsonl", "q": "الوطية"}).content.splitlines()
        assert len(lines) == found["total"]
        for path in ("search?q=الوطية", "facets?q=الوطية", "articles"):
            tag = client.get(f"/api/{path}").headers["etag"]
            assert client.get(f"/api/{path}", headers={"if-none-match": tag}).status_code == 304
        ids, after = [], None
        while not ids or after:
            part = client.get(
                "/api/search", params={"q": "الوطية", "limit": 1, **({"after": after} if after else {})}
            ).json()
            ids, after = ids + [hit["article"]["id"] for hit in part["hits"]], part["after"]
        assert len(set(ids)) == len(ids) == found["total"]
        listed = client.get("/api/articles", params={"limit": 4}).json()
        assert len(listed["articles"]) == 4
        assert json.loads(lines[0])["format"] == "tawatur-record/1"
        assert is_problem(client.get("/api/search", params={"q": "nofield:x"}), 400)


def test_facets_lead_to_what_they_count(engine, sample, tmp_path):
    with open_store(str(tmp_path / "store"), make=True) as store:
        store.add(sample)
        client = TestClient(
            create_app(Desk(Kept(store), engine, Settings(offline=True))), base_url="http://localhost"
        )
        told = client.get("/api/facets", params={"q": "الوطية"}).json()
        assert set(told["facets"]) == set(FACETS)
        assert told["basis"]["articles"] == len(sample)
        for values in told["facets"].values():
            for value in values:
                found = client.get("/api/search", params={"q": value["query"]}).json()
                assert found["total"] >= value["articles"] > 0, value
        some = client.get("/api/facets", params={"field": ["act", "channel"], "limit": 2}).json()["facets"]
        assert list(some) == ["act", "channel"]
        assert len(some["act"]) == 2
        assert is_problem(client.get("/api/facets", params={"field": "before"}), 400)
