"""What errors, reasons and notes say is there in Arabic, and no Arabic page has a sentence in English."""

import ast
import re
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

import tawatur
from tawatur.language.lexicon import load
from tawatur.read import from_bytes
from tawatur.read.options import Options
from tawatur.serve.web.app import create_app
from tawatur.serve.web.sentences import _Row, in_arabic

ROOT = Path(tawatur.__path__[0])
PLACES = ("item ", "line ")  # of what was rejected: shown in the terminal
ERRORS = {"UnreadableInput", "TooLarge", "FetchError", "MissingExtra", "QueryError", "SettingsError", "StoreError",
          "StoreMissing", "StoreDamaged", "StoreFull", "Rejected", "Dropped"}  # fmt: skip
# Parts that no page reaches: commands of the terminal, the making of a store, the HTTP interface.
UNREACHED = (
    "serve/web/api.py",
    "store/states.py",
    "store/changes.py",
    "store/schema.py",
    "store/export/files.py",
)
UNREACHED_SENTENCES = ("published with `tawatur", "--", "is a folder", "cannot be opened", "no store there",
                       "several articles are called so", "`tawatur list`", "no such bytes", "address is none",
                       "needs psycopg", "another program; name another folder", "give what the page before has")  # fmt: skip
ROWS = load("interface/sentences.tsv", _Row)


def templates():
    """Every sentence that errors of what the pages reach are made with, its values as None."""
    places = [
        ROOT / "read",
        ROOT / "store",
        ROOT / "serve/web",
        ROOT / "run/reviewing.py",
        ROOT / "run/event_changes.py",
        ROOT / "run/ranges.py",
        ROOT / "run/deciding.py",
        ROOT / "run/pipeline.py",
        ROOT / "run/comparing.py",
    ]
    files = [file for place in places for file in (place.rglob("*.py") if place.is_dir() else [place])]
    for file in sorted(files):
        if file.relative_to(ROOT).as_posix() in UNREACHED:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
                yield from (pieces(part) for part in node.args if is_sentence(part))


def reasons():
    """Why two names are taken for one, as ``actors.py`` says it."""
    for node in ast.walk(ast.parse((ROOT / "compare/actors.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr) and any(" " in (piece or "") for piece in pieces(node)):
            yield pieces(node)


def is_sentence(part):
    """Whether it has words, and is more than a place in a file."""
    return isinstance(part, ast.JoinedStr | ast.Constant) and any(
        " " in (piece or "") and piece not in PLACES for piece in pieces(part)
    )


def pieces(part):
    if isinstance(part, ast.Constant):
        return (part.value,) if isinstance(part.value, str) else ()
    return tuple(piece.value if isinstance(piece, ast.Constant) else None for piece in part.values)


@pytest.mark.parametrize(
    "given",
    [*dict.fromkeys((*templates(), *reasons()))],
    ids=lambda given: "x".join(one or "…" for one in given)[:60],
)
def test_every_sentence_that_pages_can_show_is_there_in_arabic(given):
    shown = "x".join(piece or "" for piece in given)
    if any(words in shown for words in UNREACHED_SENTENCES):
        return
    pattern = re.compile(".*".join(re.escape(piece) if piece else "" for piece in given), re.DOTALL)
    assert any(pattern.fullmatch(re.sub(r"{\w+}", "x", row.en)) for row in ROWS) or in_arabic(shown), shown


def test_the_arabic_has_no_values_of_its_own():
    """It may leave out what a library says of the cause, in English."""
    for row in ROWS:
        assert set(re.findall(r"{(\w+)}", row.ar)) <= set(re.findall(r"{(\w+)}", row.en)), row.en


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("page.html: is empty: there is nothing to read", "page.html: فارغ: لا شيء فيه يُقرأ"),
        (
            "query, column 5: no field 'outlett'; did you mean outlet?",
            "السؤال، الحرف ٥: لا حقل باسم «outlett». هل تقصد outlet؟",
        ),
        ("decided: الاسمان واحد", "قرار مراجع: الاسمان واحد"),
        ("12 other blocks", "١٢ من القطع الأخرى"),
        ("nobody translated this", None),
        (": " * 500, None),
    ],
)
def test_sentences_keep_their_values(english, arabic):
    assert in_arabic(english) == arabic


LATIN = re.compile(r"[A-Za-z]{2,}[^\S\n]+[A-Za-z]{2,}")
NAMES = re.compile(
    r"Natural Earth|JSON Lines|tawatur [a-z]+( --[a-z]+ [A-Z]+)?|pip install"
)  # also in Arabic
DATA = "bdi|code|q|blockquote|kbd|*[@lang='en']|*[@dir='ltr']|select[@dir='ltr']"


def english_in(page):
    """Words of the page in a row of Latin letters that are no data, also those for who does not see it."""
    tree = html.document_fromstring(page)
    for part in tree.xpath("|".join(f"//{one}" for one in DATA.split("|"))):
        part.text, part.attrib["title"] = "", ""
        for child in list(part):
            part.remove(child)
    shown = tree.xpath("//body//text()[not(parent::script)] | //title/text()")
    hidden = tree.xpath("//@aria-label | //@title | //@placeholder | //@alt | //@data-done | //@data-link")
    return [str(words) for words in (*shown, *hidden) if LATIN.search(NAMES.sub("", str(words)))]


def addresses(sample):
    ids = [record.article.id for record in sample]
    yield from (
        "",
        "stories",
        "story",
        "story?review=1",
        "story/c1?review=1",
        "incidents",
        "map",
        "names",
        "search",
        "help",
        "who",
        "who?review=1",
        "trace",
    )
    yield from (
        "trace?q=العمل المشترك مع الحلف",
        "trace?q=الغواصات عادت إلى القمر",
        "nothing",
        "story?of=nothing",
    )
    yield from ("articles/nothing", "actors/nothing", f"articles/{ids[0]}?span=a-b", "actors/p-stoltenberg")
    yield from (f"articles/{id_}{query}" for id_ in ids for query in ("", "?review=1", "?review=1&event=v1"))
    yield "names?" + "x" * 10


def test_no_arabic_page_speaks_english(client, sample):
    for address in addresses(sample):
        page = client.get(f"/ar/{address}")
        assert english_in(page.text) == [], address


def test_no_page_over_nothing_speaks_english(desk_over):
    client = TestClient(create_app(desk_over("shelf", [])), base_url="http://localhost")
    for address in (
        "",
        "stories",
        "story",
        "incidents",
        "map",
        "names",
        "search",
        "who",
        "trace",
        "trace?q=خبر",
    ):
        assert english_in(client.get(f"/ar/{address}").text) == [], address


def test_the_look_sees_english():
    assert english_in("<body><p>no article is loaded</p></body>")
    assert english_in("<body><p aria-label='in other words'>خبر</p></body>")
    assert not english_in("<body><p>خبر <bdi>The Post</bdi></p></body>")


@pytest.mark.parametrize("place", ["shelf", "store"])
def test_no_error_on_an_arabic_page_speaks_english(desk_over, sample, place):
    client = TestClient(create_app(desk_over(place, sample)), base_url="http://localhost")
    article = f"/ar/articles/{sample[0].article.id}"
    for answer in (
        client.post("/ar/read", data={"text": " "}),
        client.post("/ar/read", data={"url": "ftp://x"}),
        client.post("/ar/read", data={"url": "https://news.example/"}),
        client.post("/ar/read", files={"file": ("a.pdf", b"%PDF-1.4 x")}),
        client.post("/ar/read", files={"file": ("a.zip", b"PK\x03\x04xxxx")}),
        client.post("/ar/read", files={"file": ("a.bin", b"\x00\x01\x02" * 99)}),
        client.post("/ar/read", data={"text": "خبر", "published": "soon"}),
        client.post("/ar/who", data={"a": "x", "b": "y", "what": "together", "who": "س", "why": "ب"}),
        client.post("/ar/who", data={"a": "x", "b": "x", "what": "maybe"}),
        client.post(
            f"{article}/review", data={"statement": "s1", "what": "content", "range": "9-1", "who": "س"}
        ),
        client.post(f"{article}/review", data={"statement": "s1", "what": "accept"}),
        client.post(
            f"{article}/who", data={"entity": "e1", "what": "merge", "other": "e1", "who": "س", "why": "ب"}
        ),
        client.post(f"{article}/events/v999", data={"what": "accept", "who": "س"}),
        client.post(f"{article}/events/v1", data={"what": "change", "type": "WAR", "who": "س"}),
        client.post(f"{article}/events/v1", data={"what": "change", "date": "soon", "who": "س"}),
        client.post(f"{article}/events/v1", data={"what": "change", "who": "س"}),
        client.post(f"{article}/events", data={"range": "1-4, 6-9", "type": "AID", "who": "س"}),
        client.post("/ar/claims", data={"what": "merge", "who": "س", "why": "ب"}),
        client.post("/ar/claims", data={"what": "merge", "claim": "c1", "who": "س", "why": "ب"}),
        client.post("/ar/claims", data={"what": "split", "claim": "c1", "who": "س", "why": "ب"}),
        client.post("/ar/claims", data={"what": "undo", "claim": "c1", "who": "س", "at": "2020-01-01"}),
        client.post("/ar/claims", data={"what": "split", "claim": "x:1-9", "who": "س", "why": "ب"}),
        client.post("/ar/incidents/i0", data={"what": "split", "who": "س", "why": "ب"}),
        client.post("/ar/search/export", data={"article": "x", "format": "csv"}),
        client.post("/ar/search/saved", data={"q": "x", "name": "بحث قديم", "what": "forget"}),
        client.get("/ar/search?q=outlett:x"),
        client.get("/ar/search?q=act:xyz"),
        client.get("/ar/search?q=before:soon"),
        client.get("/ar/search", params={"q": '"open'}),
        client.get("/ar/search?q=x&after=here"),
        client.get("/ar/help", headers={"host": "elsewhere.example"}),
        client.post("/ar/who", data={}),
        client.delete("/ar/help"),
    ):
        assert 'lang="ar"' in answer.text, answer.text[:200]
        assert english_in(answer.text) == [], answer.request.url


def test_what_was_left_out_of_a_page_is_told_in_arabic(client, engine, desk):
    page = "<html><body><h1>افتتاح رصيف جديد في الميناء</h1><p>{}</p><p>شارك على فيسبوك</p><p>{}</p></body></html>"
    words = (
        "قالت مديرة الميناء هدى النجار إن الأرصفة الجديدة ستفتح يوم الخميس أمام السفن القادمة من الجزيرة. "
        * 3
    )
    (article,) = from_bytes(page.format(words, words).encode(), "page.html", Options())
    assert article.dropped
    desk.library.add(engine.read(article))
    assert english_in(client.get(f"/ar/articles/{article.id}").text) == []
