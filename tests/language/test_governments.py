import datetime as dt
from pathlib import Path

import pytest

from tawatur.language.governments import Governments, governments
from tawatur.language.offices import Offices
from tawatur.language.outlets import Outlets
from tawatur.language.packs import check

PACK = Path(__file__).parents[1] / "packs" / "divided-country"


@pytest.mark.parametrize(
    ("capital", "day", "named"),
    [
        ("القاهرة", dt.date(2020, 5, 16), "EGY"),
        ("واشنطن", dt.date(2020, 5, 16), "USA"),
        ("صنعاء", dt.date(2012, 1, 1), "YEM"),
        ("صنعاء", dt.date(2020, 5, 16), "yem-gov-sanaa"),
        ("عدن", dt.date(2020, 5, 16), "yem-gov"),
        ("طرابلس", dt.date(2020, 5, 16), "lby-gna"),
        ("طرابلس", dt.date(2023, 5, 16), "lby-gnu"),
        ("الخرطوم", dt.date(2022, 1, 1), "SDN"),
        ("الخرطوم", dt.date(2023, 9, 1), None),
        ("بورتسودان", dt.date(2024, 1, 1), "sdn-gov"),
        ("كابول", dt.date(2021, 8, 15), None),
        ("مصراتة", dt.date(2020, 5, 16), None),
    ],
)
def test_a_capital_names_the_one_government_in_it(capital, day, named):
    assert governments().named_by(capital, day) == named


def test_no_code_is_shipped_for_who_governs_a_divided_country():
    known = governments()
    assert known.cameo("lby-gna", dt.date(2020, 5, 16)) is None
    assert known.cameo("houthis", dt.date(2020, 5, 16)) is None
    assert known.cameo("isr-army", dt.date(2020, 5, 16)) == "ISRMIL"
    assert known.cameo("nobody", None) is None


def test_a_pack_gives_codes_for_a_time():
    assert check(PACK) == []
    known = Governments((PACK,))
    assert known.cameo("pack-river", dt.date(2020, 5, 16)) == "LBYREB"
    assert known.cameo("pack-river", dt.date(2021, 5, 16)) == "LBYGOV"
    assert known.cameo("pack-river", dt.date(2018, 5, 16)) is None
    assert known.cameo("pack-river", None) is None


def test_a_pack_brings_rivals_and_organs():
    offices, outlets = Offices((PACK,)), Outlets((PACK,))
    (office,) = offices.title("رئيس حكومة الشمال").offices
    day = dt.date(2020, 6, 1)
    assert [(t.holder, t.recognised_by) for t in offices.holders(office.id, day)] == [
        ("p-pack-salwan", "un"),
        ("p-pack-dahi", "pack-river"),
    ]
    (outlet,) = outlets.named("إذاعة صوت المرجان")
    assert outlets.own_voice(outlet.id, day) == "pack-river"
    assert outlets.own_voice(outlet.id, dt.date(2021, 1, 1)) is None
