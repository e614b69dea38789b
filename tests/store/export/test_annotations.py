"""Web Annotations, read back as plain JSON and as a graph by rdflib."""

import json

import msgspec
import pytest

from tawatur import model as m
from tawatur.store.export.annotations import TERMS

OA = "http://www.w3.org/ns/oa#"
# The part of http://www.w3.org/ns/anno.jsonld that is used here, so that no test needs the network.
ANNO = {
    "oa": OA, "dc": "http://purl.org/dc/elements/1.1/", "as": "http://www.w3.org/ns/activitystreams#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody", "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
    "AnnotationPage": "as:OrderedCollectionPage", "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "classifying": "oa:classifying", "describing": "oa:describing", "tagging": "oa:tagging",
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "value": "rdf:value", "format": "dc:format",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
}  # fmt: skip


@pytest.fixture
def page(written):
    def write(*records):
        return json.loads(written("annotations", *records)[1]["annotations"].read_text(encoding="utf-8"))

    return write


def by_id(page):
    return {item["id"].rpartition("#")[2]: item for item in page["items"]}


def test_the_page_has_one_annotation_a_statement_and_an_event(page, record):
    found = page()
    assert found["type"] == "AnnotationPage"
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert len(found["items"]) == len(record.statements) + len(record.events)
    assert len({item["id"] for item in found["items"]}) == len(found["items"])


def test_both_selectors_give_the_words(page, record):
    text = record.article.text
    for item in page()["items"]:
        for target in item["target"]:
            position, quotation = target["selector"]
            assert (position["type"], quotation["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            start, end = position["start"], position["end"]
            assert text[start:end] == quotation["exact"] != ""
            assert text[:start].endswith(quotation["prefix"])
            assert text[end:].startswith(quotation["suffix"])


def test_offsets_are_code_points(page, record):
    text = "😀 " + record.article.text  # one code point, two units of UTF-16
    moved = m.Statement(
        "s1", (m.Span(2, 5, "سوق"),), m.Source("agentless"), (m.Span(6, 8, "في"),), "indirect", "say"
    )
    other = msgspec.structs.replace(
        record, article=msgspec.structs.replace(record.article, text=text), statements=(moved,), events=()
    )
    target = page(other)["items"][0]["target"][0]
    assert target["selector"][0]["start"] == 6
    assert target["selector"][1]["prefix"] == "😀 سوق "


def test_the_source_is_the_address_or_the_id(page, record):
    assert {t["source"] for t in page()["items"][0]["target"]} == {"https://alshati.example/news/1"}
    bare = msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, url=None))
    assert page(bare)["items"][0]["target"][0]["source"] == "urn:tawatur:article:%D8%AE%D8%A8%D8%B1-1"


def test_who_says_so_and_the_status_stand_in_every_event(page):
    items = by_id(page())
    assert items["v1"]["chain"] == ["وكالة الشاطئ", "سالم الفرجاني", "مدير المستشفى"]
    assert (items["v2"]["claimant"], items["v2"]["claimantKind"]) == (None, "outlet")
    assert items["v3"]["status"] == "denied"
    assert {"denied"} <= {body["value"] for body in items["v3"]["body"]}
    assert items["v6"]["historical"] is True
    assert "historical" in {body["value"] for body in items["v6"]["body"]}


def test_without_rows_the_page_is_empty_and_whole(page, record):
    assert page(msgspec.structs.replace(record, statements=(), events=()))["items"] == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_it_is_a_graph_with_its_chain_in_order(page, record):
    rdflib = pytest.importorskip("rdflib")
    from rdflib.collection import Collection

    found = page()
    found["@context"] = [ANNO, found["@context"][1]]
    graph = rdflib.Graph().parse(data=json.dumps(found), format="json-ld")
    kinds = list(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{OA}Annotation")))
    assert len(kinds) == len(record.statements) + len(record.events)
    raid = rdflib.URIRef("urn:tawatur:article:%D8%AE%D8%A8%D8%B1-1#v1")
    chain = Collection(graph, graph.value(raid, rdflib.URIRef(f"{TERMS}chain")))
    assert [str(name) for name in chain] == ["وكالة الشاطئ", "سالم الفرجاني", "مدير المستشفى"]
    assert len(list(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{OA}TextQuoteSelector")))) > 20
