"""PLOVER JSON: the names of the manual, one event a line."""

import json

import pytest

# The tables of the manual's chapter on data fields, and what is ours.
EVENT = set(
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode "
    "context link text text_info cite_info coder coded_date coded_time comment size".split()
)
OURS = {"attribution", "status", "weapons", "size_range"}
ENTITY = set(
    "code sector entity_text identifier_id identifier_text religion ethnicity office gender age".split()
)
LOCATION = set(
    "extracted_place resolved_place geonameid lat lon city district province country country_code feature_class "
    "feature_code resolution".split()
)
TEXT = {"sequence", "start", "end", "text_story"}
CITATION = set(
    "corpus citation url title language publication license copyright coder codebook version".split()
)
SIZE = {"dead", "injured", "arrested"}


@pytest.fixture
def events(written):
    def write(**choice):
        path = written("plover", **choice)[1]["events"]
        return {
            event["id"]: event for event in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        }

    return write


def test_every_field_is_one_of_the_manual_or_ours(events):
    for event in events(statuses="all").values():
        assert set(event) <= EVENT | OURS
        assert {"id", "date", "actor", "event", "attribution"} <= set(event)
        for entity in (*event["actor"], *event.get("recipient", ())):
            assert set(entity) <= ENTITY
        assert set(event.get("event_loc", ())) <= LOCATION
        assert set(event["text_info"]) <= TEXT
        assert set(event["cite_info"]) <= CITATION
        assert set(event.get("size", ())) <= SIZE
        assert "text" not in event  # the publisher's


def test_the_slots_of_an_event(events):
    event = events()["خبر-1#v1"]
    assert (event["date"], event["event"], event["mode"], event["quad_code"]) == (
        "2020-05-16",
        ["ASSAULT"],
        ["drone"],
        4,
    )
    assert event["actor"] == [
        {"code": "LBY", "sector": "REB", "entity_text": "قوات الجبل", "identifier_text": "Mountain Forces"}
    ]
    assert event["event_loc"]["geonameid"] == 2210554
    assert event["event_loc"]["resolution"] == 4
    assert event["size"] == {"dead": 7, "injured": 20}
    assert event["size_range"] == {"dead": [7, 7], "injured": [15, 25]}


def test_compound_actors_stay_a_list(events):
    event = events()["خبر-1#v7"]
    assert [entity["sector"] for entity in event["actor"]] == ["GOV", "MIL"]
    assert event["recipient"][0]["identifier_id"] == "Q4115189"


def test_a_longer_time_has_its_end(events):
    event = events()["خبر-1#v8"]
    assert (event["date"], event["enddate"]) == ("2020-04-01", "2020-04-30")


def test_every_telling_is_attributed(events):
    first, second = events()["خبر-1#v1"]["attribution"]
    assert first["chain"] == ["وكالة الشاطئ", "سالم الفرجاني", "مدير المستشفى"]
    assert (first["claimant"], first["commitment"], first["own_voice"]) == ("مدير المستشفى", "endorse", False)
    assert (second["claimant"], second["chain"], second["own_voice"]) == (None, [], True)


def test_offsets_give_the_sentence(events, record):
    info = events()["خبر-1#v1"]["text_info"]
    assert info["sequence"] == 2
    assert record.article.text[info["start"] : info["end"]].startswith("أفادت وكالة الشاطئ")


def test_what_did_not_happen_is_left_out_or_has_its_auxiliary_mode(events):
    assert set(events()) == {"خبر-1#v1", "خبر-1#v7", "خبر-1#v8"}
    told = events(statuses="all")
    assert told["خبر-1#v5"]["context"] == ["future"]
    assert told["خبر-1#v6"]["context"] == ["historical"]
    assert told["خبر-1#v4"]["status"] == "called_for"
    assert [claim["status"] for claim in told["خبر-1#v1"]["attribution"]] == ["actual", "actual", "denied"]
