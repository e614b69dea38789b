"""FollowTheMoney entities, checked against the model of its own package."""

import json

import full_record
import msgspec
import pytest

# The part of FollowTheMoney's model that is written: what an entity may have, and what a link may point at.
THING = {
    "name",
    "alias",
    "country",
    "summary",
    "keywords",
    "wikidataId",
    "sourceUrl",
    "publisher",
    "proof",
    "notes",
}
INTERVAL = {
    "startDate",
    "endDate",
    "date",
    "summary",
    "description",
    "recordId",
    "sourceUrl",
    "publisher",
    "proof",
}
MODEL = {
    "Article": THING | {"title", "publishedAt", "language"},
    "Person": THING | {"position"},
    "Organization": THING,
    "PublicBody": THING,
    "LegalEntity": THING,
    "Address": THING | {"full", "latitude", "longitude"},
    "Event": THING | INTERVAL | {"location", "involved", "addressEntity"},
    "UnknownLink": INTERVAL | {"subject", "object", "role", "status"},
}
LEGAL = {"Person", "Organization", "PublicBody", "LegalEntity"}
POINTS_AT = {
    "proof": {"Article"}, "involved": LEGAL, "addressEntity": {"Address"}, "subject": LEGAL, "object": {"Event"},
}  # fmt: skip
REQUIRED = {"Event": {"name"}, "UnknownLink": {"subject", "object"}, **{schema: {"name"} for schema in LEGAL}}


@pytest.fixture
def entities(written):
    def write(*records, **choice):
        path = written("ftm", *records, **choice)[1]["entities"]
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    return write


def of(entities, schema):
    return [entity for entity in entities if entity["schema"] == schema]


def test_schemata_properties_and_ends_of_links_are_the_models(entities):
    found = entities(statuses="all")
    schemata = {entity["id"]: entity["schema"] for entity in found}
    for entity in found:
        properties = entity["properties"]
        assert REQUIRED.get(entity["schema"], set()) <= set(properties) <= MODEL[entity["schema"]]
        for name, values in properties.items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if name in POINTS_AT:
                assert {schemata[value] for value in values} <= POINTS_AT[name]


def test_the_part_of_the_model_above_is_the_packages():
    ftm = pytest.importorskip("followthemoney")
    for schema, names in MODEL.items():
        assert names <= set(ftm.model.get(schema).properties), schema


def test_the_model_of_the_package_takes_them(entities):
    ftm = pytest.importorskip("followthemoney")
    found = entities(statuses="all")
    ids = {entity["id"] for entity in found}
    for data in found:
        schema = ftm.model.get(data["schema"])
        schema.validate(data)
        proxy = ftm.model.get_proxy(data)
        # Cleaning drops what a property cannot hold: nothing may be lost.
        assert {name: sorted(proxy.get(name)) for name in data["properties"]} == {
            name: sorted(values) for name, values in data["properties"].items()
        }
        for name, value in proxy.itervalues():
            assert name.type.validate(value), (name.name, value)
            if name.type.name == "entity":
                assert value in ids
                target = next(ftm.model.get(e["schema"]) for e in found if e["id"] == value)
                assert target.is_a(name.range)


def test_each_source_is_linked_to_what_it_claims(entities):
    found = entities()
    raid = next(e for e in of(found, "Event") if e["properties"]["recordId"] == ["خبر-1#v1"])
    links = [e for e in of(found, "UnknownLink") if e["properties"]["object"] == [raid["id"]]]
    names = {e["id"]: e["properties"]["name"][0] for e in found if "name" in e["properties"]}
    assert [(names[e["properties"]["subject"][0]], e["properties"]["role"][0]) for e in links] == [
        ("مدير المستشفى", "claimant"),
        ("سالم الفرجاني", "carries the claim"),
        ("وكالة الشاطئ", "carries the claim"),
    ]
    assert links[0]["properties"]["summary"] == ["وكالة الشاطئ > سالم الفرجاني > مدير المستشفى"]
    assert "said by: (outlet)" in raid["properties"]["notes"]


def test_the_slots_of_an_event(entities):
    raid = of(entities(), "Event")[0]["properties"]
    assert raid["name"] == ["ASSAULT/drone: قوات الجبل → مدنيون, سوق في سرت, Sirte, 2020-05-16"]
    assert (raid["startDate"], raid["country"], raid["location"]) == (["2020-05-16"], ["ly"], ["Sirte"])
    assert len(raid["involved"]) == 2  # a market takes no part
    assert "target: سوق في سرت" in raid["notes"]


def test_who_is_known_is_one_over_all_articles(entities):
    found = entities(full_record.record("أ"), full_record.record("ب"))
    forces = {e["id"] for e in found if e["properties"].get("name") == ["قوات الجبل"]}
    police = {e["id"] for e in found if e["properties"].get("name") == ["الشرطة"]}
    assert (len(forces), len(police)) == (1, 2)
    assert "Q4115189" in {e["id"] for e in found}


def test_a_place_and_an_actor_of_one_name_stay_apart(entities, record):
    acted = tuple(
        msgspec.structs.replace(e, actors=(*e.actors, e.place)) if e.id == "v1" else e for e in record.events
    )
    found = entities(msgspec.structs.replace(record, events=acted))
    assert len({e["id"] for e in found}) == len(found)
    sirte = [
        e["schema"]
        for e in found
        if {"Sirte"} & {*e["properties"].get("full", ()), *e["properties"].get("alias", ())}
    ]
    assert sirte == ["Address", "LegalEntity"]


def test_what_did_not_happen_is_no_event_unless_asked_for(entities):
    assert len(of(entities(), "Event")) == 3
    told = of(entities(statuses="all"), "Event")
    assert len(told) == 6
    assert "status: future" in "\n".join(note for e in told for note in e["properties"]["notes"])
    denial = [
        e for e in of(entities(statuses="all"), "UnknownLink") if e["properties"]["status"] == ["denied"]
    ]
    assert len(denial) == 1


def test_an_article_without_events_says_nothing(entities, record):
    assert entities(msgspec.structs.replace(record, events=())) == []
