"""The ACLED-like table, read back by pandas and DuckDB."""

import msgspec
import pandas as pd
import pytest

from tawatur import model as m
from tawatur.language.lexicon import read_table
from tawatur.resources import root
from tawatur.store.export.acled import COLUMNS, interaction

ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location
latitude longitude geo_precision source source_scale notes fatalities tags timestamp""".split()
TYPES = {
    "Battles", "Violence against civilians", "Protests", "Riots", "Strategic developments",
    "Explosions/Remote violence",
}  # fmt: skip
SUB_TYPES = set(
    "Armed clash|Government regains territory|Non-state actor overtakes territory|Sexual violence|Attack|"
    "Abduction/forced disappearance|Chemical weapon|Air/drone strike|Suicide bomb|Shelling/artillery/missile attack|"
    "Remote explosive/landmine/IED|Grenade|Peaceful protest|Protest with intervention|"
    "Excessive force against protesters|Violent demonstration|Mob violence|Agreement|Arrests|"
    "Change to group/activity|Disrupted weapons use|Headquarters or base established|Looting/property destruction|"
    "Non-violent transfer of territory|Other".split("|")
)


@pytest.fixture
def table(written):
    def write(*records, **choice):
        report, paths = written("acled", *records, **choice)
        return report, pd.read_csv(paths["events"], encoding="utf-8-sig", dtype=str, keep_default_na=False)

    return write


def recoded(record, **changes):
    events = tuple(msgspec.structs.replace(e, **changes) if e.id == "v1" else e for e in record.events)
    return msgspec.structs.replace(record, events=events)


def test_the_columns_are_acleds_then_tolls_and_the_claim(table):
    assert [column.name for column in COLUMNS] == ACLED
    assert len(ACLED) == 31
    assert list(table()[1])[:34] == [*ACLED, "fatalities_low", "fatalities_high", "fatalities_by_claimant"]
    assert list(table()[1])[34:37] == ["claimant", "claimant_kind", "chain"]


def test_every_label_is_one_of_the_codebooks():
    names, rows = read_table(root() / "codify/export_acled_labels.tsv")
    kinds, subs = names.index("event_type"), names.index("sub_event_type")
    assert {row[kinds] for row in rows} <= TYPES
    assert {row[subs] for row in rows} <= SUB_TYPES


def test_the_cells_of_an_event(table):
    row = table()[1].iloc[0]
    assert (row.disorder_type, row.event_type, row.sub_event_type) == (
        "Political violence", "Explosions/Remote violence", "Air/drone strike",
    )  # fmt: skip
    assert (row.actor1, row.inter1, row.actor2, row.assoc_actor_2, row.inter2) == (
        "Mountain Forces",
        "2",
        "مدنيون",
        "",
        "7",
    )
    assert (row.interaction, row.civilian_targeting) == ("27", "Civilian targeting")
    assert (row.iso, row.region, row.country, row.location) == ("434", "Northern Africa", "Libya", "Sirte")
    assert (row.event_date, row.time_precision, row.geo_precision) == ("2020-05-16", "1", "1")
    assert row.notes.startswith("أفادت وكالة الشاطئ")
    assert row.timestamp == "1589740200"


def test_fatalities_are_nobodys_unless_a_policy_is_chosen(table):
    row = table()[1].iloc[0]
    assert (row.fatalities, row.fatalities_low, row.fatalities_high) == ("", "3", "7")
    assert table(best="low")[1].fatalities[0] == "3"


def test_who_says_so_stands_at_the_end(table):
    rows = table()[1]
    assert list(rows.claimant) == ["مدير المستشفى", "(outlet)"]
    assert rows.chain[0] == "وكالة الشاطئ > سالم الفرجاني > مدير المستشفى"
    assert rows.also_told_by[0] == "(outlet)"


def test_what_has_no_label_is_counted(table):
    report, rows = table()
    assert list(rows.sub_event_type) == ["Air/drone strike", "Arrests"]
    assert dict(report.left_out)["without a label"] == 1


@pytest.mark.parametrize(
    ("kind", "mode", "label"),
    [
        ("ASSAULT", None, "Attack"),
        ("ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
        ("ASSAULT", "abduct", "Abduction/forced disappearance"),
        ("PROTEST", "demo", "Peaceful protest"),
        ("PROTEST", "riot", "Violent demonstration"),
        ("RETREAT", "ceasefire", "Agreement"),
    ],
)
def test_type_and_mode_give_the_label(table, record, kind, mode, label):
    assert table(recoded(record, type=kind, mode=mode))[1].sub_event_type[0] == label


@pytest.mark.parametrize(
    ("weapon", "label"), [("explosive.grenade", "Grenade"), ("unconventional.chemical", "Chemical weapon")]
)
def test_some_weapons_have_a_label_of_their_own(table, record, weapon, label):
    thrown = (m.Weapon(weapon, record.events[0].trigger),)
    assert table(recoded(record, mode="explosives", weapons=thrown))[1].sub_event_type[0] == label


def test_protesters_are_what_the_label_makes_them(table, record):
    row = table(recoded(record, type="PROTEST", mode="demo", targets=()))[1].iloc[0]
    assert (row.inter1, row.interaction, row.civilian_targeting) == ("6", "60", "")


def test_armed_sides_clash(table, record):
    fight = recoded(record, mode="firearms", targets=(m.Participant("e9", None),))
    assert table(fight)[1].event_type[0] == "Battles"


@pytest.mark.parametrize(
    ("first", "second", "both"), [("7", "1", "17"), ("1", "", "10"), ("2", "2", "22"), ("", "7", "")]
)
def test_interaction_puts_the_smaller_number_first(first, second, both):
    assert interaction(first, second) == both


def test_a_denied_strike_is_there_only_on_demand_and_says_so(table, record):
    denied = recoded(record, status="denied", same_as=None)
    others = msgspec.structs.replace(denied, events=denied.events[:1])
    assert len(table(others)[1]) == 0
    assert list(table(others, statuses="all")[1].status) == ["denied"]


def test_duckdb_reads_the_numbers(written):
    duckdb = pytest.importorskip("duckdb")
    path = written("acled", best="high")[1]["events"]
    assert duckdb.sql(
        f"select fatalities, latitude, year from read_csv('{path}') where iso = 434"
    ).fetchall() == [(7, 31.2089, 2020)]
