import csv
from pathlib import Path

import pytest

from tawatur.understand.quantities import quantities_in
from tawatur.understand.quantity_amounts import Amount

EXAM = Path(__file__).with_name("quantities_exam.tsv")
EXAM_FLOOR = 59


def told(text):
    """Best (or low-high), noun and role of every count."""
    return [(q.best if q.best is not None else (q.low, q.high), q.of, q.role) for q in quantities_in(text)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "مقتل مدني وإصابة ثلاثة آخرين في قصف على الحي القديم",
            [(1, "مدني", "killed"), (3, "آخرين", "wounded")],
        ),
        ("أسفر الهجوم عن قتيلين وخمسة جرحى", [(2, "قتيلين", "killed"), (5, "جرحى", "wounded")]),
        ("أدى القصف إلى سقوط قتيل وجريحين", [(1, "قتيل", "killed"), (2, "جريحين", "wounded")]),
        ("استشهد أربعة فلسطينيين وأصيب 17 آخرون", [(4, "فلسطينيين", "killed"), (17, "آخرون", "wounded")]),
        ("قتل 19 شخصا في السوق وأصيب ٤٣", [(19, "شخصا", "killed"), (43, None, "wounded")]),
        ("إن خمسة جنود لقوا مصرعهم ليلا", [(5, "جنود", "killed")]),
        ("لقي طفلان وامرأة حتفهم حرقا", [(2, "طفلان", "killed"), (1, "امرأة", "killed")]),
        ("مقتل أحد عناصر الشرطة في الكمين", [(1, "عناصر", "killed")]),
        ("مقتل 7 من عناصر الحرس", [(7, "عناصر", "killed")]),
        ("الجنود الخمسة قتلوا فجرا", [(5, "الجنود", "killed")]),
        ("نزح مليون ونصف المليون شخص", [(1_500_000, "شخص", "displaced")]),
        ("وقوع عشرين مقاتلا في الأسر", [(20, "مقاتلا", "captured")]),
        ("ثلاثة بحارة في عداد المفقودين", [(3, "بحارة", "missing")]),
        ("اعتقلت الشرطة 30 محتجا", [(30, "محتجا", "arrested")]),
        ("ألقت الشرطة القبض على 30 محتجا", [(30, "محتجا", "arrested")]),
        ("الإفراج عن 15 أسيرا", [(15, "أسيرا", "released")]),
        ("إنقاذ ستة أشخاص من الغرق", [(6, "أشخاص", "rescued")]),
        ("دمرت الطائرات ثلاث دبابات ومنزلا", [(3, "دبابات", "destroyed"), (1, "منزلا", "destroyed")]),
        ("أسقط الجيش طائرتين مسيرتين", [(2, "طائرتين", "downed")]),
        ("ضبط سبعة مهربين", [(7, "مهربين", "arrested")]),
        ("ضبط سبع بنادق", [(7, "بنادق", "seized")]),
        ("سجلت الوزارة 500 إصابة جديدة بفيروس كورونا", [(500, "إصابة", "infected")]),
        ("هناك غارتان على الموقع", [(2, "غارتان", None)]),
        ("قرض بقيمة ثلاثة مليارات دولار", [(3_000_000_000, "دولار", None)]),
        ("قصف الطيران بسبعة صواريخ", [(7, "صواريخ", None)]),
    ],
)
def test_counts_nouns_and_roles(text, counts):
    assert told(text) == counts


@pytest.mark.parametrize(
    ("text", "low", "best", "high", "approximate"),
    [
        ("12 قتيلا", 12, 12, 12, False),
        ("نحو 12 قتيلا", None, 12, None, True),
        ("12 قتيلا تقريبا", None, 12, None, True),
        ("أكثر من 12 قتيلا", 13, 12, None, True),
        ("ما يربو على 12 قتيلا", 13, 12, None, True),
        ("ما لا يقل عن اثني عشر قتيلا", 12, 12, None, False),
        ("مقتل 12 جنديا على الأقل", 12, 12, None, False),
        ("أقل من 12 قتيلا", None, None, 11, False),
        ("لا يتجاوز 12 قتيلا", None, 12, 12, False),
        ("بين 12 و20 قتيلا", 12, None, 20, False),
        ("بين 20 و30 ألف نازح", 20_000, None, 30_000, False),
        ("خمسة أو ستة قتلى", 5, None, 6, False),
        ("عشرات القتلى", 20, None, 99, False),
        ("مئات القتلى", 200, None, 999, False),
        ("آلاف النازحين", 2000, None, 9999, False),
        ("عشرات الآلاف من النازحين", 20_000, None, 99_999, False),
        ("بضعة قتلى", 3, None, 9, False),
        ("عشرون ونيف من القتلى", 21, None, 29, False),
    ],
)
def test_bounds(text, low, best, high, approximate):
    (q,) = quantities_in(text)
    assert (q.low, q.best, q.high, q.approximate) == (low, best, high, approximate)


@pytest.mark.parametrize(
    "text",
    [
        "لم تعلن السلطات عدد الضحايا",
        "لم ترد أنباء عن وقوع ضحايا",
        "لم تسفر الغارة عن إصابة أي شخص",
        "مقتل جنود في الكمين",
        "مقتل قائد الجيش في كمين",
        "اعتمد المجلس القرار 2510 بشأن ليبيا في 12 شباط 2020",
        "ارتفعت الأسعار 14 في المئة وانخفض الإنتاج 3% خلال ثلاثة أيام",
        "قال أمين عام الحزب إن بلدان المنطقة ترفض ذلك",
        "وصل الوفد اليوم الاثنين عند الساعة 10:30",
        "عقد اجتماع في عام 2019 للمرة الثالثة",
    ],
)
def test_none_told_is_none(text):
    assert quantities_in(text) == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("قتل 31 شخصا على الأقل، بينهم 7 أطفال وامرأتان، في الغارة", ["q1", "q1"]),
        ("أصيب 12 شخصا بينهم ثلاثة في حال الخطر", ["q1"]),
        ("اعتقل 12 مواطنا بينهم فتاة من المدينة", ["q1"]),
        ("قتل تسعة مدنيين. وكان بين القتلى ثلاثة أطفال", ["q1"]),
    ],
)
def test_what_is_part_of_a_count(text, parts):
    whole, *rest = quantities_in(text)
    assert whole.subset_of is None
    assert [q.subset_of for q in rest] == parts
    assert {q.role for q in rest} == {whole.role}


def test_a_count_out_of_a_whole():
    dead, riders = quantities_in("قتل أربعة أشخاص من أصل 20 راكبا")
    assert (dead.role, dead.subset_of) == ("killed", riders.id)
    assert (riders.best, riders.role, riders.subset_of) == (20, None, None)


def test_a_part_is_never_larger_than_its_whole():
    assert [q.subset_of for q in quantities_in("قتل ثلاثة جنود بينهم 12 ضابطا")] == [None, None]


def test_the_second_count_of_another_role_is_no_part():
    dead, children, hurt = quantities_in("قتل 10 أشخاص بينهم طفلان وأصيب 20")
    assert (children.subset_of, hurt.subset_of, hurt.role) == (dead.id, None, "wounded")


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("ارتفع عدد القتلى إلى 45 على الأقل", "القتلى"),
        ("بلغت حصيلة الشهداء في القطاع 45", "الشهداء"),
        ("ارتفعت حصيلة الجرحى في المدينة إلى نحو 45", "الجرحى"),
        ("أعلنت الوزارة أن عدد القتلى تجاوز المئة", "القتلى"),
    ],
)
def test_totals_name_what_they_count(text, of):
    assert [q.of for q in quantities_in(text)] == [of]


@pytest.mark.parametrize(
    "text", ["مقتل وإصابة 40 شخصا", "سقط 40 شخصا بين قتيل وجريح", "سقوط 40 قتيلا وجريحا"]
)
def test_the_dead_and_wounded_together_are_casualties(text):
    assert [(q.best, q.role) for q in quantities_in(text)] == [(40, "casualties")]


def test_who_kills_is_not_killed():
    assert told("قتل جندي إسرائيلي شابا فلسطينيا") == [(1, "جندي", None), (1, "شابا", "killed")]


def test_spans_are_the_words_without_glued_particles():
    text = "أُعلن أمس عن مقتل أربعة وبإصابة نحو خمسين شخصا وثلاثة جنود"
    for q in quantities_in(text):
        assert text[q.span.start : q.span.end] == q.span.text
    assert [q.span.text for q in quantities_in(text)] == ["أربعة", "نحو خمسين شخصا", "ثلاثة جنود"]


def test_a_bound_of_a_range_keeps_the_other_side():
    assert Amount(0, 20, None, 99).bounded("least") == Amount(0, 20, None, None)


def _passes(row):
    found = quantities_in(row["phrase"])
    mains = [q for q in found if q.subset_of is None]
    main = next((q for q in mains if q.role == "killed"), mains[0] if mains else None)
    if main is None:
        return row["role"] == "none" and not row["low"] + row["best"] + row["high"]
    parts = "|".join(f"{_cell(q.best)}:{q.of}" for q in found if q.subset_of == main.id)
    got = (_cell(main.low), _cell(main.best), _cell(main.high), str(int(main.approximate)))
    words = (main.of or "", main.role or "none", parts)
    return (*got, *words) == tuple(row[c] for c in "low best high approximate of role subset".split())


def _cell(value):
    return "" if value is None else f"{value:g}" if value != int(value) else str(int(value))


def test_the_exam():
    with EXAM.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [{k: v or "" for k, v in row.items()} for row in rows]
    failed = [row["phrase"] for row in rows if not _passes(row)]
    assert len(rows) - len(failed) >= EXAM_FLOOR, failed
