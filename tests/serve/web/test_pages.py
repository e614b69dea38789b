import html
import re

import pytest
from msgspec.structs import replace

from tawatur.compare.types import Claim, Link, Telling
from tawatur.model import Article, Part, Span
from tawatur.run.settings import Settings
from tawatur.serve.web.article import LONGEST, Chosen, view
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.graph import BOX, COLUMN, graph
from tawatur.serve.web.library import PASTED, Shelf
from tawatur.serve.web.stories import own_voice

SETTINGS = Settings(offline=True)
NEWS = "عنوان الخبر عن الميناء\n\nقالت مديرة الميناء سعاد المرسي إن الأرصفة الجديدة ستفتح يوم الخميس.\n"


def shown(page):
    """The words of a page without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", "", page.text))


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_every_page_in_both_languages(client, sample, language, direction):
    for path in (
        "",
        "stories",
        "map",
        "names",
        "help",
        "story",
        "story/c1",
        *(f"articles/{record.article.id}" for record in sample),
    ):
        page = client.get(f"/{language}/{path}")
        assert page.status_code == 200
        assert f'<html lang="{language}" dir="{direction}">' in page.text
        other = "en" if language == "ar" else "ar"
        assert f'href="/{other}/{path}"' in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]


def test_the_door_opens_in_the_visitors_language(client):
    assert client.get("/", headers={"accept-language": "en-GB"}).headers["location"] == "/en/"
    assert client.get("/", headers={"accept-language": "fr"}).headers["location"] == "/ar/"


def test_the_article_stands_on_its_page_as_it_was_published(client, sample):
    for record in sample:
        text = shown(client.get(f"/ar/articles/{record.article.id}"))
        for part in record.article.parts:
            assert record.article.text[part.start : part.end] in text


def test_every_statement_has_a_card_and_its_words(client, sample):
    record = sample[0]
    page = client.get(f"/ar/articles/{record.article.id}").text
    for statement in record.statements:
        assert f'id="{statement.id}"' in page
        assert f'id="t-{statement.id}"' in page


def test_a_part_of_any_length_is_shown_whole_in_blocks(sample):
    """A browser's time grows with the square of a block."""
    words = "قالت المديرة إن الأرصفة ستفتح يوم الخميس. " * 400
    article = Article("long", words, parts=(Part("paragraph", 0, len(words)),))
    record = replace(
        sample[0], article=article, entities=(), statements=(), times=(), quantities=(), events=()
    )
    drawn = view(Desk(Shelf([record]), None, SETTINGS).reviewed(record), Chosen()).blocks
    assert "".join(piece.text for block in drawn for piece in block.pieces) == words
    assert [block.goes_on for block in drawn] == [False] + [True] * (len(drawn) - 1)
    assert all(sum(len(piece.text) for piece in block.pieces) <= LONGEST for block in drawn)
    for block in drawn:
        assert words[block.start :].startswith(block.pieces[0].text)


def test_filters_and_layers(client, sample):
    record = sample[0]
    source = record.statements[0].source.entity
    page = client.get(
        f"/en/articles/{record.article.id}", params={"source": source, "layer": ["places"]}
    ).text
    said = [s for s in record.statements if s.source.entity == source]
    assert page.count('class="card depth') == len(said) < len(record.statements)
    assert 'value="places" checked' in page


def test_the_story_has_a_row_a_claim_and_a_cell_an_article(client, sample):
    page = client.get("/en/story").text
    rows = re.findall(r'<tr id="(c\d+)"[^>]*>(.*?)</tr>', page, re.DOTALL)
    assert len(rows) > len(sample)
    assert all(row.count('<td class="cell') == len(sample) for _, row in rows)
    assert page.count("in the texts loaded") >= 1


def test_a_cell_leads_to_its_words(client, sample):
    by_id = {record.article.id: record for record in sample}
    page = client.get("/ar/story").text
    links = re.findall(r'href="(/ar/articles/([\w-]+)\?span=(\d+)-(\d+)#[\w-]+)" title="([^"]*)"', page)
    assert links
    for link, article, start, end, words in links:
        text = by_id[article].article.text[int(start) : int(end)]
        assert html.unescape(words).removesuffix("...") in text
        assert client.get(html.unescape(link)).status_code == 200


def test_a_claim_shows_who_tells_it_and_why_it_counts_so(client):
    page = client.get("/en/story/c1")
    assert "named source" in shown(page)
    assert "In the texts loaded, and in no others." in shown(page)
    assert client.get("/en/story/c9999").status_code == 404


def test_a_permalink_lights_its_characters(client, sample):
    article = sample[0].article
    page = client.get(f"/ar/articles/{article.id}", params={"span": "40-60"}).text
    lit = re.findall(r'<span class="[^"]*asked[^"]*"[^>]*>([^<]*)</span>', page)
    assert html.unescape("".join(lit)) == article.text[40:60]
    assert client.get(f"/ar/articles/{article.id}", params={"span": "60-40"}).status_code == 200
    assert client.get(f"/ar/articles/{article.id}", params={"span": "x"}).status_code == 422


def test_a_pasted_text_is_read_and_keeps_its_address(client):
    there = client.post("/ar/read", data={"text": NEWS, "outlet": "صوت المرفأ"})
    assert there.status_code == 303
    page = client.get(there.headers["location"])
    assert "سعاد المرسي" in shown(page)
    assert client.post("/ar/read", data={"text": NEWS}).headers["location"] == there.headers["location"]


def test_a_file_is_read(client):
    there = client.post("/en/read", files={"file": ("news.txt", NEWS.encode())})
    assert client.get(there.headers["location"]).status_code == 200


def test_wrong_input_is_told(client):
    assert client.post("/ar/read", data={"text": "  "}).status_code == 400
    assert "offline" in shown(client.post("/en/read", data={"url": "https://news.example/a"})).lower()
    assert client.post("/en/read", data={"url": "javascript:alert(1)"}).status_code == 400
    assert client.get("/ar/articles/none").status_code == 404
    assert client.get("/fr/").status_code == 404
    assert client.post("/ar/read", data={"text": "و" * 200_000}).status_code == 413


def test_strangers_are_refused(client, engine, sample):
    assert client.get("/ar/", headers={"host": "evil.example"}).status_code == 421
    assert (
        client.post("/ar/read", data={"text": NEWS}, headers={"origin": "https://evil.example"}).status_code
        == 403
    )


HOSTILE = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "wild", [HOSTILE, '"><img src=x onerror=alert(1)>', "\u202eمقلوب\u202d", "{{ 7*7 }}"]
)
def test_what_an_article_says_is_only_text(client, wild):
    text = f"عنوان {wild}\n\nقال {wild} إن الميناء {wild} مفتوح.\n\nوأكد «{wild}» ذلك.\n"
    there = client.post("/ar/read", data={"text": text, "outlet": wild}).headers["location"]
    for page in (client.get(there), client.get("/ar/")):
        assert page.status_code == 200
        assert HOSTILE not in page.text
        assert "<img" not in page.text
        assert ">49<" not in page.text


def test_a_huge_title_is_cut(client, engine):
    desk = Desk(Shelf(), engine, SETTINGS)
    record = desk.read_text("عنوان " * 30 + "\n\n" + NEWS)
    assert desk.library.record(record.article.id) is record


def test_pasted_texts_make_room(sample):
    shelf = Shelf(sample[:1])
    for number in range(PASTED + 5):
        shelf.add(replace(sample[1], article=replace(sample[1].article, id=f"t{number}")))
    assert shelf.record("t0") is None
    assert shelf.record(sample[0].article.id) is not None
    assert len(list(shelf.records())) == PASTED + 1


def test_no_line_of_the_graph_runs_behind_a_box(desk):
    """Edges that span columns take a free place in each column on their way."""
    comparison = desk.comparison()
    outlets = {one.id: one.outlet for one in comparison.articles}
    for claims in (comparison.claims, *([claim] for claim in comparison.claims)):
        drawn = graph(claims, outlets, rightward=True)
        corners = [(node.x, node.y) for node in drawn.nodes]
        assert len(set(corners)) == len(corners)
        for edge in drawn.edges:
            start, end = (
                int(n)
                for n in (re.match(r"M(\d+) ", edge.path)[1], re.search(r" (\d+) \d+(h\d+)?$", edge.path)[1])
            )
            assert end - start == COLUMN - BOX


def test_a_story_shows_what_happened_who_is_called_what_and_how_copies_differ(client, desk):
    page = client.get("/en/story").text
    for incident in desk.incidents().incidents:
        assert f"/en/incidents/{incident.id}" in page
    (copies,) = desk.comparison().copies
    for pair in copies.pairs:
        for span in pair.only_here:
            assert f"?span={span.start}-{span.end}#span" in page
    assert "of its words stand in the other" in page
    assert "حكومة السراج" in shown(client.get("/en/story"))


def test_the_graph_of_a_story_has_every_outlet_and_what_runs_through_each_box(desk):
    comparison = desk.comparison()
    outlets = {one.id: one.outlet for one in comparison.articles}
    claims = [claim for claim in comparison.claims if len(claim.texts) > 1]
    drawn = graph(claims, outlets, own_voice(comparison, claims), rightward=False)
    kinds = {node.name: node.kind for node in drawn.nodes}
    assert {name for name, kind in kinds.items() if kind in ("outlet", "own")} == set(outlets.values())
    assert [name for name, kind in kinds.items() if kind == "own"] == [outlets["alraqib-alyoum"]]
    by_id = {node.of[-1]: node for node in drawn.nodes}
    assert len(by_id) == len(drawn.nodes)
    for claim in claims:
        tell = {by_id[drawn.box_of[telling.article]].name for telling in claim.told}
        assert {node.name for node in drawn.nodes if claim.id in node.of} >= tell
    for edge in drawn.edges:
        assert set(edge.of) <= {claim.id for claim in claims} | set(by_id)


def test_sources_that_quote_each_other_still_have_an_order():
    first, second = (Link(key, key, "ORG", key) for key in ("one", "two"))
    told = (
        Telling("a", Span(0, 1, "x"), ("one", "two"), (first, second)),
        Telling("b", Span(0, 1, "x"), ("two", "one"), (second, first)),
    )
    claim = Claim("c1", "x", told, 1, 0, None, None, ("a", "b"), (), ())
    drawn = graph([claim], {"a": "A", "b": "B"}, rightward=True)
    assert {node.name for node in drawn.nodes} == {"A", "B", "one", "two"}
    assert len({node.x for node in drawn.nodes}) == 3


def test_a_sentence_that_goes_on_is_not_called_altered(client):
    page = client.get("/en/trace", params={"q": "قلق الناتو من وجود مقاتلين مرتزقة من الروس"}).text
    assert page.count("word for word, and it goes on") == 1
    assert page.count("| altered") + page.count("</span> altered") == 2
