"""POLECAT, read back by pandas as its loaders do."""

import pandas as pd
import pytest

from tawatur.store.export.polecat import COLUMNS

# The header of the released files.
HEADER = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
    "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|"
    "Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|"
    "GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|"
    "Story Locations|Language|Version"
).split("|")


@pytest.fixture
def tables(written):
    def write(*records, **choice):
        report, paths = written("polecat", *records, **choice)
        kept = {"dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
        return report, pd.read_csv(paths["events"], sep="\t", **kept), pd.read_csv(paths["claims"], **kept)

    return write


def test_the_forty_columns_stand_in_their_order(tables, written):
    assert [column.name for column in COLUMNS] == HEADER
    assert len(HEADER) == 40
    assert list(tables()[1]) == HEADER
    lines = written("polecat")[1]["events"].read_text(encoding="utf-8").splitlines()
    assert {line.count("\t") for line in lines} == {39}


def test_the_cells_of_an_event(tables):
    _, events, _ = tables()
    row = events.set_index("Event ID").loc["خبر-1#v1"]
    assert list(row[["Event Date", "Event Type", "Event Mode", "Quad Code", "Contexts"]]) == [
        "2020-05-16", "ASSAULT", "drone", "MATERIAL CONFLICT", "military",
    ]  # fmt: skip
    assert list(row[["Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Name Raw"]]) == [
        "Mountain Forces", "Libya", "620", "REB", "قوات الجبل",
    ]  # fmt: skip
    assert row["Recipient Name Raw"] == "مدنيين; سوق في سرت"
    assert list(row[["Placename", "City", "Province", "Country", "GeoNames ID", "Raw Placename"]]) == [
        "Sirte", "Sirte", "None", "Libya", "2210554", "سرت",
    ]  # fmt: skip
    assert row["Intensity"] == "None"
    assert row["Story People"].startswith("سالم الفرجاني; وزير الدفاع")


def test_several_actors_share_a_cell(tables):
    row = tables()[1].set_index("Event ID").loc["خبر-1#v7"]
    assert row["Actor Name"] == "وزير الدفاع; رئيس الأركان"
    assert (row["Primary Actor Sector"], row["Actor Sectors"]) == ("GOV", "GOV; MIL")


def test_a_month_is_no_day(tables):
    assert tables()[1].set_index("Event ID").loc["خبر-1#v8", "Event Date"] == "None"


def test_claims_stand_beside_the_events(tables):
    report, events, claims = tables()
    assert set(claims["Event ID"]) == set(events["Event ID"])
    assert list(claims[claims["Event ID"] == "خبر-1#v1"].chain) == [
        "وكالة الشاطئ > سالم الفرجاني > مدير المستشفى", "(outlet)",
    ]  # fmt: skip
    assert dict(report.left_out) == {"called_for": 1, "denied": 1, "future": 1, "historical": 1}
    assert set(tables(statuses="all")[2].status) == {"actual", "called_for", "denied", "future"}
