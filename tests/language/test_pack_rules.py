"""What the linter says of rows that do not fit each other."""

import pytest

from tawatur.errors import PackError
from tawatur.language.packs import check
from tawatur.understand.gazetteer import Gazetteer

COLUMNS = {
    "names/actors.tsv": ("id", "type", "name", "country", "sector", "cameo", "ambiguous"),
    "names/offices.tsv": ("id", "of", "class", "name", "seats"),
    "names/tenures.tsv": ("office", "holder", "from", "to", "as_of", "rival", "recognised_by", "source"),
    "names/capitals.tsv": ("country", "capital", "of", "from", "source"),
    "names/codes.tsv": ("actor", "cameo", "from", "to", "source"),
    "outlets/outlets.tsv": ("id", "name", "kind", "country", "source"),
    "outlets/ties.tsv": ("outlet", "tie", "of", "from", "to", "source"),
    "places/repairs.tsv": ("name", "iso2", "class", "lat", "lon"),
}


@pytest.fixture
def lint(tmp_path):
    def lint_rows(**tables):
        entries = []
        for key, rows in tables.items():
            folder, name = key.split("_", 1)
            path = f"{folder}/{name}.tsv"
            (tmp_path / folder).mkdir(exist_ok=True)
            lines = [COLUMNS[path], *(row.split("|") for row in rows)]
            (tmp_path / path).write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
            entries.append(f'[[file]]\npath = "{path}"\nlicence = "CC0-1.0"\nsource = "a newsroom"\n')
        (tmp_path / "MANIFEST.toml").write_text("".join(entries), encoding="utf-8")
        return check(tmp_path)

    return lint_rows


@pytest.mark.parametrize(
    ("table", "row", "problem"),
    [
        ("names_actors", "a-1|THING|هيئة المرجان|LBY|||", "type 'THING' is no type of entities"),
        ("names_actors", "a-1|ORG|هيئة المرجان|XYZ|||", "country 'XYZ' is no iso3"),
        ("names_actors", "a-1|ORG|هيئة المرجان|LBY|KING||", "sector 'KING' is no sector"),
        ("names_actors", "a-1|ORG|هيئة المرجان|LBY|GOV|LBYKNG|", "cameo 'LBYKNG' is no country with roles"),
        (
            "names_actors",
            "a-1|ORG|هيئة المرجان|LBY|||المرجان",
            "the ambiguous 'المرجان' is none of its names",
        ),
        ("names_actors", "a-1|ORG|حركة حماس|PSE|||", "shares the name «حركه حماس» with hamas"),
        ("names_actors", "|ORG|هيئة المرجان|LBY|||", "has no id"),
        ("names_offices", "x:chair|nowhere|chair|رئيس هيئة المرجان|", "of 'nowhere' is no id"),
        ("names_offices", "x:chair|un|king|رئيس هيئة المرجان|", "class 'king' is no office class"),
        ("names_offices", "x:chair|un|chair|رئيس هيئة المرجان|two", "seats 'two' is neither many nor empty"),
        ("names_tenures", "un:king|p-guterres|2020|||||", "office 'un:king' is no id of names/offices.tsv"),
        ("names_tenures", "un:spokesman|p-nobody|2013-05|2013-06||||", "holder 'p-nobody' is no person"),
        ("names_tenures", "un:spokesman|p-dujarric|2020-13|||||", "from '2020-13' is no YYYY"),
        ("names_tenures", "un:spokesman|p-dujarric|2020-02-30|||||", "from '2020-02-30' is no YYYY"),
        ("names_tenures", "un:spokesman|p-dujarric|2020|2019-05||||", "to 2019-05 lies before from 2020"),
        ("names_tenures", "un:spokesman|p-dujarric|2020|2021|2022|||", "has an end and as_of"),
        ("names_tenures", "un:spokesman|p-dujarric|2020|||1||", "a rival tenure has no source"),
        ("names_tenures", "un:spokesman|p-haq|2016|2017||||", "holder 'p-haq' is no person"),
        (
            "names_tenures",
            "RUS:foreign-minister|p-peskov|2016|2017||||",
            "p-lavrov and p-peskov hold RUS:foreign-minister at one time",
        ),
        ("names_capitals", "LBY|بنغازي|nobody|2014|a newsroom", "of 'nobody' is no id"),
        ("names_capitals", "LBY|بنغازي|lby-hor|2014|", "has no source"),
        ("names_codes", "houthis|YEMREB||2020|a manual", "a code has no day it holds from"),
        ("names_codes", "houthis|YEMREB|2015||", "has no source"),
        ("outlets_outlets", "o-1|صوت المرجان|gazette|LBY|own imprint", "kind 'gazette' is no kind"),
        ("outlets_outlets", "o-1|صوت المرجان|radio|LBY|", "has no source"),
        ("outlets_outlets", "o-1|قناة المنار|channel|LBN|own imprint", "shares the name «قناه المنار»"),
        ("outlets_ties", "almanar|friend|LBN|||a newsroom", "tie 'friend' is no tie"),
        ("outlets_ties", "almanar|side|someone|||a newsroom", "the side 'someone' is no id"),
        ("places_repairs", "تل المرجان|LY|spaceport|32.1|13.2", "class 'spaceport' is no place class"),
    ],
)
def test_what_does_not_fit(lint, table, row, problem):
    assert any(problem in line for line in lint(**{table: [row]}))


def test_an_international_code_and_roles_are_sound(lint):
    rows = ["a-1|ORG|هيئة المرجان|LBY|GOV|LBYGOVMED|", "a-2|ORG|رابطة المرجان||IGO|IGOUNO|"]
    assert lint(names_actors=rows) == []


def test_ids_stand_once(lint):
    rows = ["a-1|ORG|هيئة المرجان|LBY|||", "a-1|ORG|رابطة المرجان|LBY|||"]
    assert lint(names_actors=rows) == [
        "names/actors.tsv:3: has the id of line 2; keep one row, or give it another id"
    ]


def test_rivals_and_handovers_are_no_overlap(lint):
    people = ["p-a|PER|سلوان المرجاني|LBY|||", "p-b|PER|ضاحي السنديان|LBY|||"]
    office = ["x:chair|un|chair|رئيس هيئة المرجان|"]
    handover = ["x:chair|p-a|2019|2020-05||||", "x:chair|p-b|2020-05-10|2021||||"]
    rivals = ["x:chair|p-a|2019|2020-05||1|un|a newsroom", "x:chair|p-b|2020-01|2021||1||a newsroom"]
    for rows in (handover, rivals):
        assert lint(names_actors=people, names_offices=office, names_tenures=rows) == []


def test_a_file_that_packs_do_not_reach(tmp_path):
    (tmp_path / "ar").mkdir()
    (tmp_path / "ar/landmarks.tsv").write_text("form\tfrom\tnote\n")
    (tmp_path / "MANIFEST.toml").write_text(
        '[[file]]\npath = "ar/landmarks.tsv"\nlicence = "CC0-1.0"\nsource = "a newsroom"\n'
    )
    assert "packs cannot add to this file" in check(tmp_path)[0]


def test_reading_with_a_place_of_an_unknown_class_says_so(tmp_path, lint):
    lint(places_repairs=["تل المرجان|LY|spaceport|32.1|13.2"])
    with pytest.raises(PackError, match="unknown class 'spaceport'"):
        Gazetteer.load((tmp_path,))
