"""GDELT 2.0, read back by pandas as its loaders do: no header, tabs, 61 and 16 columns."""

import full_record
import msgspec
import pandas as pd
import pytest

from tawatur import model as m
from tawatur.store.export.gdelt import EVENT_COLUMNS, MENTION_COLUMNS, cameo_code
from tawatur.store.export.tellings import Party

# The columns of the GDELT 2.0 codebook, written out.
EVENTS = """GLOBALEVENTID SQLDATE MonthYear Year FractionDate
Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code
Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code
Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code
Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code
IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat
Actor1Geo_Long Actor1Geo_FeatureID
Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat
Actor2Geo_Long Actor2Geo_FeatureID
ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat
ActionGeo_Long ActionGeo_FeatureID
DATEADDED SOURCEURL""".split()
MENTIONS = """GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID
Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone
MentionDocTranslationInfo Extras""".split()


def read(path, names):
    return pd.read_csv(path, sep="\t", names=names, dtype=str, keep_default_na=False)


@pytest.fixture
def tables(written):
    def write(*records, **choice):
        report, paths = written("gdelt", *records, **choice)
        claims = pd.read_csv(paths["claims"], dtype=str, keep_default_na=False, encoding="utf-8-sig")
        return report, read(paths["events"], EVENTS), read(paths["mentions"], MENTIONS), claims

    return write


def test_the_columns_are_those_of_the_codebook(written):
    assert [column.name for column in EVENT_COLUMNS] == EVENTS
    assert [column.name for column in MENTION_COLUMNS] == MENTIONS
    assert (len(EVENTS), len(MENTIONS)) == (61, 16)
    _, paths = written("gdelt")
    for name, width in (("events", 61), ("mentions", 16)):
        lines = paths[name].read_text(encoding="utf-8").splitlines()
        assert {line.count("\t") + 1 for line in lines} == {width}


def test_only_what_happened_is_there(tables):
    report, events, _, claims = tables()
    assert report.left_out == (("called_for", 1), ("denied", 1), ("future", 1), ("historical", 1))
    assert list(events.EventCode) == ["195", "042", "042", "170"]
    assert set(claims.status) == {"actual"}


def test_all_statuses_come_with_their_status(tables):
    report, events, mentions, claims = tables(statuses="all")
    assert report.left_out == ()
    assert sorted(set(claims.status)) == ["actual", "called_for", "denied", "future"]
    assert claims.historical[claims.telling == "خبر-1#v6"].item() == "true"
    assert "status:historical" in "\n".join(mentions.Extras)
    assert len(events) == 7


def test_one_happening_is_one_event_with_its_mentions(tables):
    _, events, mentions, claims = tables()
    strike = events.iloc[0]
    told = mentions[mentions.GLOBALEVENTID == strike.GLOBALEVENTID]
    assert strike.NumMentions == "2" == str(len(told))
    assert list(claims[claims.GLOBALEVENTID == strike.GLOBALEVENTID].claimant) == [
        "مدير المستشفى",
        "(outlet)",
    ]
    assert "chain:وكالة الشاطئ > سالم الفرجاني > مدير المستشفى" in told.Extras.iloc[0]


def test_the_cells_of_an_event(tables):
    _, events, _, _ = tables()
    row = events.iloc[0]
    assert (row.SQLDATE, row.MonthYear, row.Year, row.FractionDate) == (
        "20200516",
        "202005",
        "2020",
        "2020.3726",
    )
    assert (row.Actor1Code, row.Actor1Name, row.Actor1CountryCode, row.Actor1Type1Code) == (
        "LBYREB", "MOUNTAIN FORCES", "LBY", "REB",
    )  # fmt: skip
    assert (row.Actor2Code, row.Actor2Name) == ("LBYCVL", "مدنيون")
    assert (row.EventBaseCode, row.EventRootCode, row.QuadClass, row.GoldsteinScale) == (
        "195",
        "19",
        "4",
        "-10",
    )
    assert (row.ActionGeo_Type, row.ActionGeo_FullName, row.ActionGeo_CountryCode) == ("4", "Sirte", "LY")
    assert (row.ActionGeo_Lat, row.ActionGeo_Long) == ("31.2089", "16.5887")
    assert (row.IsRootEvent, row.DATEADDED) == ("1", "20200517183000")
    assert row.SOURCEURL == "https://alshati.example/news/1"


@pytest.mark.parametrize(
    ("code", "quad"), [("0871", "2"), ("094", "2"), ("141", "3"), ("152", "4"), ("1411", "3")]
)
def test_the_quad_is_gdelts(tables, record, code, quad):
    coded = tuple(msgspec.structs.replace(e, codes=m.EventCodes(None, code)) for e in record.events)
    row = tables(msgspec.structs.replace(record, events=coded))[1].iloc[0]
    assert (row.EventCode, row.EventBaseCode, row.EventRootCode, row.QuadClass) == (
        code,
        code[:3],
        code[:2],
        quad,
    )


@pytest.mark.parametrize(
    ("code", "score"),
    [("0871", "9"), ("0874", "10"), ("1721", "-5"), ("166", ""), ("1661", ""), ("130", "-4.4")],
)
def test_a_score_that_is_in_dispute_is_left_out(tables, record, code, score):
    coded = tuple(msgspec.structs.replace(e, codes=m.EventCodes(None, code)) for e in record.events)
    assert tables(msgspec.structs.replace(record, events=coded))[1].GoldsteinScale[0] == score


def test_no_place_is_type_0(tables):
    assert tables()[1].Actor1Geo_Type[0] == "0"


def test_compound_actors_are_pairs(tables):
    _, events, _, _ = tables()
    met = events[events.EventCode == "042"]
    assert list(met.Actor1Name) == ["وزير الدفاع", "رئيس الأركان"]
    assert set(met.Actor2Code) == {"TURGOV"}
    assert set(met.QuadClass) == {"1"}


def test_a_month_is_no_day(tables):
    _, events, _, _ = tables()
    row = events[events.EventRootCode == "17"].iloc[0]
    assert (row.SQLDATE, row.MonthYear, row.Year, row.FractionDate) == ("", "202004", "2020", "")
    assert row.Actor2Type1Code == "MED"  # a journalist is JRN in PLOVER, MED in CAMEO


def test_offsets_are_code_points_of_the_text(tables, record):
    _, _, mentions, claims = tables()
    first = mentions.iloc[0]
    text = record.article.text
    assert text[int(first.Actor1CharOffset) :].startswith("قوات الجبل")
    assert text[int(first.Actor2CharOffset) :].startswith("مدنيين")
    assert text[int(first.ActionCharOffset) :].startswith("غارة")
    assert mentions.Actor1CharOffset.iloc[1] == "-1"
    for row in claims.itertuples():
        assert text[int(row.start) : int(row.end)] == row.trigger
    assert first.MentionDocTranslationInfo == "srclc:ara"
    assert (first.MentionType, first.MentionSourceName, first.SentenceID) == ("1", "alshati.example", "2")


def test_without_an_address_the_article_is_cited(tables):
    _, events, mentions, _ = tables(full_record.record("ورقة-7", None))
    assert set(events.SOURCEURL) == {"ورقة-7"}
    assert set(mentions.MentionType) == {"2"}
    assert set(mentions.MentionSourceName) == {"صحيفة الساحل"}


def test_numbers_are_always_the_same_and_fit_a_spreadsheet(tables):
    first, again = tables()[1], tables()[1]
    assert list(first.GLOBALEVENTID) == list(again.GLOBALEVENTID)
    assert first.GLOBALEVENTID.is_unique
    assert all(int(number) < 10**15 for number in first.GLOBALEVENTID)


def test_no_cell_breaks_a_line(tables):
    entities = tuple(
        msgspec.structs.replace(e, name='"قوات\tالجبل\n', name_en=None) if e.id == "e4" else e
        for e in full_record.record().entities
    )
    _, events, _, claims = tables(
        msgspec.structs.replace(full_record.record(outlet='"صحيفة\tالساحل'), entities=entities)
    )
    assert len(events) == 4
    assert events.Actor1Name[0] == "'قوات الجبل "
    assert set(claims.outlet) == {'"صحيفة\tالساحل'}


def test_a_country_is_a_place_by_its_code(tables, record):
    libya = m.Entity("e15", "GPE", "ليبيا", "Libya", codes=m.ActorCodes("LBY"), place=m.Place(27.0, 17.0, 6))
    span = record.events[6].targets[0].span
    events = tuple(
        msgspec.structs.replace(e, targets=(m.Participant("e15", span),)) if e.id == "v7" else e
        for e in record.events
    )
    told = msgspec.structs.replace(record, entities=(*record.entities, libya), events=events)
    row = tables(told)[1].set_index("EventCode").loc["042"].iloc[0]
    assert (row.Actor2Code, row.Actor2CountryCode, row.Actor2Type1Code) == ("LBY", "LBY", "")
    assert (row.Actor2Geo_Type, row.Actor2Geo_FullName, row.Actor2Geo_CountryCode, row.Actor2Geo_FeatureID) == (
        "1", "Libya", "LY", "LY",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cameo", "parts"),
    [
        ("LBYGOVMIL", ("LBY", "", "GOV", "MIL", "")),
        ("IGOWSTNAT", ("WST", "NAT", "IGO", "", "")),
        ("IGOMEAARL", ("MEA", "ARL", "IGO", "", "")),
        ("UNO", ("", "", "UNO", "", "")),
        ("", ("", "", "", "", "")),
    ],
)
def test_an_actor_string_comes_apart(tables, record, cameo, parts):
    entities = tuple(
        msgspec.structs.replace(e, codes=m.ActorCodes(cameo=cameo or None)) if e.id == "e4" else e
        for e in record.entities
    )
    row = tables(msgspec.structs.replace(record, entities=entities))[1].iloc[0]
    assert row.Actor1Code == cameo
    assert parts == (
        row.Actor1CountryCode, row.Actor1KnownGroupCode, row.Actor1Type1Code, row.Actor1Type2Code, row.Actor1Type3Code,
    )  # fmt: skip


def test_a_sector_without_a_role_of_the_same_meaning_is_left_out():
    actor = Party(m.Entity("e", "ORG", "دار", codes=m.ActorCodes("LBY", "REL")), None)
    assert cameo_code(actor) == "LBY"
