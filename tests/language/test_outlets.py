import datetime as dt

import pytest

from tawatur.language.outlets import outlets


@pytest.fixture(scope="module")
def known():
    return outlets()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("رويترز", ["reuters"]),
        ("وكالة رويترز", ["reuters"]),
        ("قناة الميادين", ["mayadeen"]),
        ("صحيفة الشرق الأوسط", ["asharq-alawsat"]),
        ("سبأ", ["saba-sanaa", "saba-aden"]),
        ("موقع رويترز", ["reuters"]),
        ("إذاعة رويترز", []),
        ("صحيفة «الغارديان» البريطانية", ["guardian"]),
        ("صحيفة الغارديان المصرية", []),
        ('قناة "كان" الإسرائيلية', ["makan"]),
        ("لا أحد", []),
        ("", []),
    ],
)
def test_an_outlet_by_its_name(known, name, found):
    assert [outlet.id for outlet in known.named(name)] == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://www.saba.ye/ar/news3093912.htm", "saba-sanaa"),
        ("https://www.sabanew.net/story/ar/99", "saba-aden"),
        ("https://arabic.cnn.com/middle-east", "cnn-arabic"),
        ("https://edition.cnn.com", "cnn"),
        ("almanar.com.lb", "almanar"),
        ("https://nobody.example/1", None),
        ("", None),
    ],
)
def test_an_outlet_by_its_address(known, address, found):
    outlet = known.at(address)
    assert (outlet and outlet.id) == found


@pytest.mark.parametrize(
    ("outlet", "day", "speaks"),
    [
        ("almanar", dt.date(2020, 5, 16), "hezbollah"),
        ("saba-sanaa", dt.date(2014, 1, 1), "YEM"),
        ("saba-sanaa", dt.date(2020, 5, 16), "houthis"),
        ("saba-sanaa", dt.date(2015, 1, 10), None),
        ("saba-sanaa", None, None),
        ("saba-aden", dt.date(2020, 5, 16), "yem-gov"),
        ("mayadeen", dt.date(2020, 5, 16), None),
        ("reuters", None, None),
        ("anadolu", None, "TUR"),
    ],
)
def test_whose_own_voice_it_is(known, outlet, day, speaks):
    assert known.own_voice(outlet, day) == speaks


def test_owner_and_operator_are_no_side(known):
    assert {tie.tie for tie in known.ties("reuters")} == {"owner"}
    assert all(tie.source for tie in known.ties("anadolu"))
