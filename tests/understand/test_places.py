"""Places by name, by relation and by adjective: what they are, where they lie, what stays open."""

import gzip

import pytest

from tawatur.errors import PackError, UnreadableInput
from tawatur.language import packs, vocabulary
from tawatur.language.layout import lay_out
from tawatur.language.marking import Marking
from tawatur.language.phrases import PhraseFinder
from tawatur.language.words import Vocabulary
from tawatur.model import Article, Engine, Entity, Mention, Record
from tawatur.serve.gazetteer import import_gazetteer
from tawatur.understand.gazetteer import Gazetteer
from tawatur.understand.gazetteer_dump import arabic_names
from tawatur.understand.places import places


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


@pytest.fixture(scope="module")
def language():
    return Vocabulary(vocabulary.readings()), PhraseFinder(vocabulary.phrases())


@pytest.fixture
def read(gazetteer, language):
    def read_text(text, entities=(), outlet=None):
        article = Article("a", text, outlet=outlet)
        record = Record(article, Engine("0", "0"), entities=tuple(entities))
        return places(record, Marking(lay_out(text), *language), gazetteer)

    return read_text


def found(record):
    """Every place as (name, country, precision, relation), and those that stay open with None."""
    return {
        (e.name, e.codes.country, e.place.precision, e.place.relation)
        for e in record.entities
        if e.place is not None
    }


def named(record, name):
    (entity,) = [e for e in record.entities if e.name == name]
    return entity


# ------------------------------------------------------------------ the gazetteer


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("مصراته", "LY"),
        ("تاجورا", "LY"),
        ("واشنطن", "US"),
        ("الخرطوم", "SD"),
        ("دير الزور", "SY"),
        ("قاعدة الوطية الجوية", "LY"),
        ("الجولان", "SY"),
        ("عمان", "JO"),
        ("عُمان", "OM"),
        ("خاركيف", "UA"),
    ],
)
def test_a_name_alone_finds_the_place_the_news_means(gazetteer, name, country):
    assert gazetteer.lookup(name).iso2 == country


def test_the_country_around_it_decides_between_places_of_one_name(gazetteer):
    assert gazetteer.lookup("طرابلس", "LB").iso2 == "LB"
    assert gazetteer.lookup("طرابلس", "LY").iso2 == "LY"
    assert gazetteer.lookup("القنيطرة", "MA").name_en == "Kenitra"


def test_no_such_place_is_none(gazetteer):
    assert gazetteer.lookup("قصر الأوهام البعيد") is None


def test_words_that_lead_to_names_are_none(gazetteer):
    assert gazetteer.lookup("المدينة") is None
    assert gazetteer.lookup("مدينة") is None


def test_every_class_of_the_tables_is_known(gazetteer):
    kinds = {site.kind for key in gazetteer._by_key for site in gazetteer.sites(key)}
    assert kinds <= set(gazetteer.words.classes)
    heads = {kind for classes in gazetteer.words.features.values() for kind in classes}
    assert heads - {"vague"} <= set(gazetteer.words.classes)


def test_every_country_has_its_capital_and_its_middle(gazetteer):
    for iso2 in "LY EG SD SY YE IQ JO PS LB SA AE OM QA BH KW TN DZ MA MR SO DJ TR IR US RU UA FR GB".split():
        assert gazetteer.capital(iso2) is not None, iso2
        assert gazetteer.country(iso2) is not None, iso2


def test_places_of_our_own_lie_where_their_country_lies(gazetteer):
    for key in gazetteer._by_key:
        for site in gazetteer.sites(key):
            middle = gazetteer.country(site.iso2)
            if site.curated and middle and site.iso2 not in {"US", "RU", "CA", "CN", "FR", "ES", "NO"}:
                assert abs(site.lat - middle.lat) < 16 and abs(site.lon - middle.lon) < 25, site  # noqa: PT018


# ------------------------------------------------------------------ names in a text


def test_a_libyan_story_names_libyan_places(read):
    record = read("أعلنت القوات الليبية أنها دخلت بلدتي تيجي وبدر، ثم تقدمت نحو ترهونة وبني وليد.")
    assert {(e.name, e.codes.country) for e in record.entities} == {
        ("تيجي", "LBY"),
        ("بدر", "LBY"),
        ("ترهونة", "LBY"),
        ("بني وليد", "LBY"),
    }


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("اندلع حريق في مرفأ طرابلس شمالي لبنان صباح اليوم.", "LBN"),
        ("توقفت الرحلات في طرابلس بعد أن أعلنت السلطات الليبية حظر التجول.", "LBY"),
        ("وصل الوفد اللبناني إلى طرابلس للقاء التجار.", "LBN"),
    ],
)
def test_tripoli_is_the_one_of_the_story(read, text, country):
    assert country in {e.codes.country for e in read(text).entities if "طرابلس" in e.name}


def test_without_support_a_name_keeps_its_candidates(read):
    place = named(read("سمع دوي انفجار في مدينة أريحا ليلا."), "أريحا").place
    assert place.lat is None
    assert {candidate.country for candidate in place.candidates} == {"SYR", "PSE"}


def test_a_mention_leaves_its_clitics_out(read):
    text = "وانتقل الوزير للخرطوم، فبورتسودان، وببغداد التقى نظيره."
    record = read(text)
    assert [text[m.start : m.end] for e in record.entities for m in e.mentions] == [
        "لخرطوم",
        "بورتسودان",
        "بغداد",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("وصل سالم الخليل أمس حاملا رسالة.", "الخليل"),
        ("نشرت المجلة عشر صور جميلة للحديقة.", "صور"),
        ("يبقى العالم طالبا في العلم ما عاش.", "العلم"),
        ("ألقى الوزير كلمة وسأل عنه الحاضرين.", "عنه"),
        ("كتبت صحيفة الرياض عن الموسم.", "الرياض"),
        ("زار مناطق جديدة من المتحف.", "جديدة"),
        ("بدأ موسم السفر للحج مبكرا.", "لحج"),
        ("أطعمة غنية بالصلصات الكريمية.", "الكريمية"),
    ],
)
def test_names_and_common_words_are_no_places(read, text, place):
    assert place not in {e.name for e in read(text).entities}


def test_a_common_word_is_a_place_behind_a_head_word(read):
    record = read("احتفل أهالي مدينة صور اللبنانية بالعيد، وقصدوا مدينة الخليل الفلسطينية.")
    assert {("صور", "LBN"), ("الخليل", "PSE")} <= {(e.name, e.codes.country) for e in record.entities}


def test_what_the_article_shows_once_holds_for_the_title(read):
    record = read("حريق كبير يلتهم سوق جنين\n\nقال الدفاع المدني الفلسطيني إن سوقا في مدينة جنين احترقت.")
    assert len(named(record, "جنين").mentions) == 2


def test_a_town_nobody_listed_is_named_without_coordinates(read):
    place = named(read("سقطت قذيفة قرب قرية زغنطوطة شرقي حلب."), "زغنطوطة").place
    assert place.lat is None
    assert place.candidates == ()


# ------------------------------------------------------------------ relations, heads, adjectives


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("دارت معارك في ضواحي طرابلس الليبية.", ("ضواحي طرابلس", "LBY", 2, "near")),
        ("سقط صاروخ بالقرب من سرت.", ("القرب من سرت", "LBY", 2, "near")),
        ("توغلت الدبابات جنوب غرب حلب.", ("جنوب غرب حلب", "SYR", 2, "direction")),
        ("قصفت الطائرات ريف إدلب.", ("ريف إدلب", "SYR", 4, "part_of")),
        ("انتشر الجنود في شمال العراق.", ("شمال العراق", "IRQ", 5, "part_of")),
        ("تظاهر المئات وسط بيروت.", ("وسط بيروت", "LBN", 1, "part_of")),
    ],
)
def test_a_relation_makes_a_place_of_its_own(read, text, place):
    assert place in found(read(text))


def test_the_base_of_a_relation_is_named_too(read):
    assert ("طرابلس", "LBY", 1, "at") in found(read("دارت معارك في ضواحي طرابلس الليبية."))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("أقلعت الطائرة من مطار معيتيقة.", "مطار معيتيقة", "FAC"),
        ("اقتحمت القوات مخيم جنين.", "مخيم جنين", "FAC"),
        ("عبرت الشاحنات معبر رفح.", "معبر رفح", "FAC"),
        ("غرق القارب في البحر المتوسط.", "البحر المتوسط", "LOC"),
        ("تجول السياح في محافظة المنيا.", "محافظة المنيا", "GPE"),
    ],
)
def test_the_head_word_tells_what_it_is(read, text, name, kind):
    entity = named(read(text), name)
    assert entity.type == kind
    assert entity.place.lat is not None


def test_a_port_of_a_known_town_lies_near_it(read):
    assert ("ميناء غزة", "PSE", 2, "near") in found(read("ترسو القوارب في ميناء غزة كل مساء."))


def test_the_capital_by_its_adjective_is_the_city(read):
    record = read("هز انفجار العاصمة الليبية فجرا، وأغلقت طرابلس مدارسها. وعاد الهدوء إلى العاصمة ظهرا.")
    entity = named(record, "طرابلس")
    assert [(m.form, m.through) for m in entity.mentions] == [
        ("nominal", None),
        ("name", None),
        ("nominal", f"{entity.mentions[1].start}-{entity.mentions[1].end}"),
    ]


def test_territory_by_its_adjective_is_the_country(read):
    assert named(read("دخلت الشاحنات الأراضي التركية."), "تركيا").known == "TUR"


# ------------------------------------------------------------------ what the record has already


def test_ids_of_the_record_stay_and_the_place_joins_its_entity(read):
    text = "قالت تركيا إنها ستفتح المعبر. وتقع أنقرة في قلب تركيا."
    turkey = Entity("e4", "GPE", "تركيا", known="TUR", mentions=(Mention(5, 10, "name"),))
    record = read(text, [turkey])
    assert record.entities[0].id == "e4"
    assert len(record.entities[0].mentions) == 2
    assert record.entities[0].place.precision == 6
    assert named(record, "أنقرة").id == "e5"


def test_a_state_named_by_its_capital_is_not_put_into_the_city(read):
    state = Entity("e1", "GPE", "واشنطن", known="USA", mentions=(Mention(5, 11, "name"),))
    record = read("قالت واشنطن إنها تراقب الوضع.", [state])
    assert [e.place.precision for e in record.entities] == [6]


def test_a_body_that_speaks_is_no_place(read):
    body = Entity("e1", "ORG", "البيت الأبيض", mentions=(Mention(5, 17, "name"),))
    assert read("أعلن البيت الأبيض موقفه.", [body]).entities == (body,)


def test_the_same_text_gives_the_same_places(read):
    text = "قصفت الطائرات ريف إدلب ومحيط سراقب، ثم عادت إلى قاعدة حميميم قرب اللاذقية."
    assert read(text) == read(text)


# ------------------------------------------------------------------ a user's own places

DUMP = "9000001\tWadi al Wahm\tWadi al Wahm\tWadi,وادي الوهم,وادى الوهم,وادی\t31.5\t14.25\tP\tPPL\tLY\t\t77\t\t\t\t1200\t\t40\tAfrica/Tripoli\t2020-01-01"  # fmt: skip


def test_a_geonames_dump_becomes_part_of_a_pack(tmp_path):
    file, pack = tmp_path / "LY.txt", tmp_path / "libya"
    file.write_text(f"{DUMP}\n" + DUMP.replace("وادي الوهم,وادى الوهم,وادی", "Oued") + "\n", encoding="utf-8")
    assert "1 places" in import_gazetteer(file, pack)
    assert packs.check(pack) == []
    site = Gazetteer.load([pack]).lookup("وادي الوهم")
    assert (site.iso2, site.geonames, site.population) == ("LY", "9000001", 1200)


def test_importing_twice_gives_the_same_bytes(tmp_path):
    file, pack = tmp_path / "LY.txt.gz", tmp_path / "libya"
    file.write_bytes(gzip.compress(f"{DUMP}\n".encode()))
    import_gazetteer(file, pack)
    table = (pack / "places" / "gazetteer.tsv.gz").read_bytes()
    import_gazetteer(file, pack)
    assert (pack / "places" / "gazetteer.tsv.gz").read_bytes() == table
    assert packs.check(pack) == []


def test_a_table_of_villages_becomes_part_of_a_pack(tmp_path):
    file, pack = tmp_path / "villages.tsv", tmp_path / "mine"
    file.write_text("name\tlat\tlon\nخربة الغزلان\t33.1\t36.2\n", encoding="utf-8")
    import_gazetteer(file, pack, country="sy", licence="CC0-1.0", source="a survey of mine")
    assert Gazetteer.load([pack]).lookup("خربة الغزلان").iso2 == "SY"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name\tlat\nخربة\t33\n", "lacks the column lon"),
        ("name\tlat\tlon\tiso2\nخربة\tشمال\t36\tSY\n", "no degrees"),
        ("name\tlat\tlon\tiso2\nخربة\t136\t33\tSY\n", "latitude comes first"),
        (f"{DUMP}\nbroken\n", "a GeoNames dump has 19"),
    ],
)
def test_a_broken_list_says_where_it_breaks(tmp_path, content, says):
    file = tmp_path / "places.tsv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(PackError, match=says):
        import_gazetteer(file, tmp_path / "pack")


def test_a_list_without_arabic_names_is_no_gazetteer(tmp_path):
    file = tmp_path / "FR.txt"
    file.write_text(DUMP.replace("وادي الوهم,وادى الوهم,وادی", "Oued") + "\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="no place with an Arabic name"):
        import_gazetteer(file, tmp_path / "pack")


def test_names_in_other_languages_of_the_script_are_left_out():
    assert arabic_names(["London", "لندن", "لەندەن", "لنڈن"]) == ["لندن"]
