"""The tree of weapons: what it says of PLOVER, CAMEO and ACLED, in the resources and in the documentation."""

from pathlib import Path

import pytest

import tawatur
from tawatur.codify import lexicon
from tawatur.language.lexicon import load

ROWS = load("codify/weapons.tsv", lexicon.WeaponRow)
PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")


def test_a_class_has_one_mode_and_one_label():
    told = {}
    for row in ROWS:
        assert told.setdefault(row.weapon, (row.mode, row.cameo, row.acled)) == (
            row.mode,
            row.cameo,
            row.acled,
        )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.form)
def test_the_page_on_exports_has_every_class_with_its_codes(row):
    (line,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{row.weapon}` |"))
    assert line.endswith(f"| {row.mode} | {row.cameo} | {row.acled or 'none'} |")


def test_a_weapon_is_named_by_its_words():
    record = tawatur.read_text("قتل خمسة مدنيين بقنابل عنقودية أطلقتها طائرة حربية على سوق المدينة أمس.")
    weapons = [weapon for event in record.events for weapon in event.weapons]
    assert {w.weapon_class for w in weapons} == {"explosive.cluster", "air.aircraft"}
    assert all(record.article.text[w.span.start : w.span.end] == w.span.text for w in weapons)
