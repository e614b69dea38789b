"""The UCDP-shaped table, read back by pandas."""

import msgspec
import pandas as pd
import pytest

from tawatur import model as m
from tawatur.store.export.ucdp import COLUMNS, priogrid

GED = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
number_of_sources source_article source_office source_date source_headline source_original where_prec
where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa
gwnob""".split()
TAIL = [
    "claimant", "claimant_kind", "chain", "commitment", "status", "historical", "statement", "telling",
    "review", "statement_review", "also_told_by", "deaths_by_claimant",
]  # fmt: skip


@pytest.fixture
def table(written):
    def write(*records, **choice):
        report, paths = written("ucdp", *records, **choice)
        return report, pd.read_csv(paths["events"], encoding="utf-8-sig", dtype=str, keep_default_na=False)

    return write


def test_the_columns_are_those_of_ged_and_then_the_claim(table):
    assert [column.name for column in COLUMNS] == GED
    assert len(GED) == 49
    assert list(table()[1]) == GED + TAIL


def test_only_violence_that_killed_is_there(table):
    report, rows = table()
    assert list(rows.relid) == ["خبر-1#v1"]
    assert dict(report.left_out)["not violence that killed"] == 2


def test_the_original_source_is_the_chain(table):
    row = table()[1].iloc[0]
    assert row.source_original == "وكالة الشاطئ > سالم الفرجاني > مدير المستشفى"
    assert row.source_article == "صحيفة الساحل, 2020-05-17, سوق في سرت تحت القصف"
    assert row.also_told_by == "(outlet)"


def test_deaths_stand_low_and_high_by_claimant_and_best_is_nobodys(table):
    row = table()[1].iloc[0]
    assert (row.low, row.high) == ("3", "7")
    assert row.deaths_by_claimant == "مدير المستشفى: 7; (outlet): 3"
    assert row.best == row.deaths_unknown == row.deaths_civilians == ""


@pytest.mark.parametrize(("policy", "best"), [("low", "3"), ("high", "7"), ("first-claimant", "7")])
def test_a_policy_chooses_one_of_the_figures(table, policy, best):
    row = table(best=policy)[1].iloc[0]
    assert (row.best, row.deaths_unknown) == (best, best)


def test_a_denial_has_no_say_in_the_toll(table, record):
    events = tuple(
        msgspec.structs.replace(event, harm=(m.Harm("killed", "q2"),)) if event.id == "v3" else event
        for event in record.events
    )
    row = table(msgspec.structs.replace(record, events=events), statuses="all")[1].iloc[0]
    assert (row.low, row.high, row.status) == ("3", "7", "actual")


def test_place_and_time_are_coded(table):
    row = table()[1].iloc[0]
    assert (row.where_prec, row.where_coordinates, row.where_description) == ("1", "Sirte", "سرت")
    assert (row.geom_wkt, row.priogrid_gid) == ("POINT (16.5887 31.2089)", "174634")
    assert (row.country, row.country_id, row.region) == ("Libya", "620", "Africa")
    assert (row.date_prec, row.date_start, row.year) == ("1", "2020-05-16 00:00:00.000", "2020")


def test_sides_are_those_who_can_act(table):
    row = table()[1].iloc[0]
    assert (row.type_of_violence, row.side_a, row.side_b) == ("3", "Mountain Forces", "مدنيون")
    assert (row.gwnoa, row.gwnob) == ("", "")


def with_sectors(record, actor, target):
    sectors = {"e4": actor, "e14": target}
    entities = tuple(
        msgspec.structs.replace(e, codes=m.ActorCodes("LBY", sectors[e.id])) if e.id in sectors else e
        for e in record.entities
    )
    return msgspec.structs.replace(record, entities=entities)


@pytest.mark.parametrize(
    ("actor", "target", "kind"),
    [
        ("MIL", "REB", "1"),
        ("REB", "COP", "1"),
        ("REB", "UAF", "2"),
        ("GOV", "MED", "3"),
        ("REB", None, ""),
        ("CVL", "MIL", ""),
    ],
)
def test_the_kind_of_violence_follows_from_the_sides(table, record, actor, target, kind):
    assert table(with_sectors(record, actor, target))[1].type_of_violence[0] == kind


def test_a_country_that_acts_is_a_state(table, record):
    turkey = m.Entity("e15", "GPE", "تركيا", "Türkiye", "TUR", m.ActorCodes("TUR"))
    events = tuple(
        msgspec.structs.replace(e, actors=(m.Participant("e15", None),)) if e.id == "v1" else e
        for e in record.events
    )
    told = msgspec.structs.replace(record, entities=(*record.entities, turkey), events=events)
    row = table(told)[1].iloc[0]
    assert (row.type_of_violence, row.side_a, row.gwnoa) == ("3", "Türkiye", "640")


def test_a_state_has_its_number(table, record):
    row = table(with_sectors(record, "MIL", "REB"))[1].iloc[0]
    assert (row.gwnoa, row.gwnob) == ("620", "")


@pytest.mark.parametrize(
    ("since", "until", "precision"),
    [("2020-05-16", "2020-05-18", "2"), ("2020-05-11", "2020-05-17", "3"), ("2020-05-01", "2020-05-31", "4"),
     ("2020-01-01", "2020-12-31", "5"), (None, None, "")],
)  # fmt: skip
def test_a_range_of_days_has_its_precision(table, record, since, until, precision):
    dated = tuple(msgspec.structs.replace(e, date=m.DateRange(since, until)) for e in record.events)
    assert table(msgspec.structs.replace(record, events=dated))[1].date_prec[0] == precision


def test_several_counts_are_bounded_and_never_added_up(table, record):
    counts = (*record.quantities, m.Quantity("q4", m.Span(0, 0, ""), 2, 2, 2, role="killed"))
    events = tuple(
        msgspec.structs.replace(e, harm=(*e.harm, m.Harm("killed", "q4"))) if e.id == "v1" else e
        for e in record.events
    )
    told = msgspec.structs.replace(record, quantities=counts, events=events)
    row = table(told, best="first-claimant")[1].iloc[0]
    assert row.deaths_by_claimant == "مدير المستشفى: 7–9; (outlet): 3"
    assert row.best == "3"


@pytest.mark.parametrize(
    ("lat", "lon", "cell"), [(-90, -180, 1), (90, 180, 259200), (0, 0, 129961), (36.264169, 2.753926, 181806)]
)
def test_the_cells_of_prio_grid(lat, lon, cell):
    assert priogrid(lat, lon) == cell
