"""Conflicts: two accounts of one happening that cannot both hold, slot by slot."""

import pytest

from tawatur.compare.stage import compare

TOWN = "قالت وزارة الداخلية إن مسلحين هاجموا حاجزا للجيش الليبي في {} يوم الثلاثاء وقتلوا أربعة جنود."
OTHER = "وأعلنت هيئة الإسعاف أن مسلحين هاجموا حاجزا للجيش الليبي في {} يوم الثلاثاء وقتلوا أربعة جنود."


def slots(engine, read, **texts):
    return [one.slot for one in compare(read(**texts), engine.mark).conflicts]


def test_one_place_is_no_conflict(engine, read):
    texts = {"a": (TOWN.format("سرت"), "2021-03-03"), "b": (OTHER.format("سرت"), "2021-03-03")}
    assert not slots(engine, read, **texts)


def test_a_province_around_a_town_is_no_conflict(engine, read):
    texts = {"a": (TOWN.format("سرت"), "2021-03-03"), "b": (OTHER.format("ليبيا"), "2021-03-03")}
    assert not slots(engine, read, **texts)


def test_a_toll_of_another_year_is_no_conflict(engine, read):
    now = "قتل ثلاثة جنود في هجوم لمسلحين على ثكنة في بنغازي يوم الثلاثاء."
    then = "وكان سبعة جنود قتلوا في هجوم لمسلحين على ثكنة في بنغازي عام 2014."
    assert "number" not in slots(engine, read, a=(now, "2021-03-03"), b=(then, "2021-03-03"))


def test_two_towns_are_a_conflict(engine, read):
    a = "قالت وزارة الداخلية إن تنظيم الدولة الإسلامية هاجم ثكنة في بنغازي يوم الثلاثاء."
    b = "وأعلن الهلال الأحمر أن عناصر تنظيم الدولة الإسلامية هاجموا ثكنة في طرابلس فجر الثلاثاء."
    assert "place" in slots(engine, read, a=(a, "2021-03-03"), b=(b, "2021-03-03"))


def test_two_known_actors_are_a_conflict(engine, read):
    a = "قالت وزارة الداخلية إن حزب الله هاجم ثكنة في بنغازي يوم الثلاثاء."
    b = "وأعلن الهلال الأحمر أن حركة حماس هاجمت ثكنة في بنغازي يوم الثلاثاء."
    assert "actor" in slots(engine, read, a=(a, "2021-03-03"), b=(b, "2021-03-03"))


def test_two_days_are_a_conflict(engine, read):
    a = "قالت وزارة الداخلية إن تنظيم الدولة الإسلامية هاجم ثكنة في بنغازي يوم الاثنين."
    b = "وأعلن الهلال الأحمر أن تنظيم الدولة الإسلامية هاجم ثكنة في بنغازي يوم السبت."
    assert "date" in slots(engine, read, a=(a, "2021-03-03"), b=(b, "2021-03-03"))


def test_another_reception_on_another_day_is_no_conflict(engine, read):
    a = "استقبل الملك عبدالله الثاني في عمان يوم الاثنين وزير الخارجية الفرنسي."
    b = "واستقبل الملك عبدالله الثاني في عمان يوم الأربعاء رئيس الوزراء الياباني."
    assert not slots(engine, read, a=(a, "2021-03-03"), b=(b, "2021-03-03"))


def test_two_kinds_of_targets_of_one_attack_are_a_conflict(engine, read):
    a = "قالت وزارة الداخلية إن مسلحين هاجموا ثكنة في بنغازي يوم الثلاثاء وقتلوا أربعة جنود."
    b = "وأعلنت هيئة الإسعاف أن مسلحين هاجموا حافلة في بنغازي يوم الثلاثاء وقتلوا أربعة جنود."
    assert slots(engine, read, a=(a, "2021-03-03"), b=(b, "2021-03-03")) == ["target"]


def test_two_attacks_with_two_tolls_have_two_targets(engine, read):
    a = "قالت وزارة الداخلية إن مسلحين هاجموا ثكنة في بنغازي يوم الثلاثاء وقتلوا أربعة جنود."
    b = "وأعلنت هيئة الإسعاف أن مسلحين هاجموا حافلة في بنغازي يوم الثلاثاء وقتلوا سبعة عمال."
    assert "target" not in slots(engine, read, a=(a, "2021-03-03"), b=(b, "2021-03-03"))


def test_two_known_targets_are_a_conflict(engine, read):
    a = "قالت وزارة الداخلية إن تنظيم الدولة الإسلامية هاجم الجيش العراقي في الموصل يوم الثلاثاء."
    b = "وأعلن الهلال الأحمر أن تنظيم الدولة الإسلامية هاجم قوات البيشمركة في الموصل يوم الثلاثاء."
    assert "target" in slots(engine, read, a=(a, "2021-03-03"), b=(b, "2021-03-03"))


def test_two_classes_of_weapons_are_a_conflict(engine, read):
    a = "قالت وزارة الداخلية إن حزب الله هاجم ثكنة في بنغازي بطائرة مسيرة يوم الثلاثاء."
    b = "وأعلن الهلال الأحمر أن حزب الله هاجم ثكنة في بنغازي بقذائف هاون يوم الثلاثاء."
    assert "weapon" in slots(engine, read, a=(a, "2021-03-03"), b=(b, "2021-03-03"))


def test_a_drone_is_an_aircraft(engine, read):
    a = "قالت وزارة الداخلية إن حزب الله هاجم ثكنة في بنغازي بطائرة مسيرة يوم الثلاثاء."
    b = "وأعلن الهلال الأحمر أن حزب الله هاجم ثكنة في بنغازي بطائرة يوم الثلاثاء."
    assert "weapon" not in slots(engine, read, a=(a, "2021-03-03"), b=(b, "2021-03-03"))


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("إن الحريق نجم عن تماس كهربائي", "إن سبب الحريق عمل متعمد", True),
        ("إن الطائرة تحطمت بسبب خلل فني", "إن الطائرة تحطمت بسبب سوء الأحوال الجوية", True),
        ("إن الطائرة تحطمت بسبب خلل فني", "إن الطائرة تحطمت بسبب عطل في المحرك", False),
        ("إن الطائرة تحطمت بسبب خلل فني", "إن القطار توقف بسبب سوء الأحوال الجوية", False),
        ("إن الطائرة تحطمت بسبب خلل فني", "إن الطائرة تحطمت بسبب أمر لم يعرف بعد", False),
    ],
)
def test_causes_of_two_kinds_are_a_conflict(engine, read, a, b, apart):
    texts = {"a": f"قالت وزارة النقل {a}.", "b": f"وقال مدير شركة الطيران {b}."}
    assert ("cause" in slots(engine, read, **texts)) is apart


def test_two_parties_that_blame_each_other_are_a_conflict_of_actor(engine, read):
    a = "اتهم الجيش السوري تنظيم الدولة الإسلامية بقصف مستشفى حلب الجامعي يوم الثلاثاء."
    b = "واتهمت وزارة الصحة التركية الجيش السوري بقصف مستشفى حلب الجامعي يوم الثلاثاء."
    assert "actor" in slots(engine, read, a=(a, "2021-03-03"), b=(b, "2021-03-03"))


def test_two_numbers_in_one_mouth_are_parts(engine, read):
    text = "قالت وزارة التعليم إن 40 طالبا تخرجوا في المدرسة أمس. وأضافت أن 25 طالبا تخرجوا في المدرسة اليوم."
    assert not slots(engine, read, a=text, b=text.replace("أمس", "البارحة"))


def test_two_numbers_in_two_mouths_of_one_article_are_a_conflict(engine, read):
    text = (
        "قالت وزارة الصحة إن سبعة عمال قتلوا في انهيار المنجم في الفجيرة. "
        "وأعلنت نقابة عمال المناجم أن 12 عاملا قتلوا في انهيار المنجم في الفجيرة."
    )
    assert slots(engine, read, a=text) == ["number"]


def test_parts_that_make_the_sum_are_no_conflict(engine, read):
    a = "قالت وزارة الصحة إن ثلاثة جنود وخمسة مدنيين قتلوا في هجوم على السوق في سرت."
    b = "وأعلن الهلال الأحمر مقتل ثمانية أشخاص في هجوم على السوق في سرت."
    assert "number" not in slots(engine, read, a=a, b=b)


def test_lengths_are_not_compared(engine, read):
    a = "فاز العداء سالم بذهبية سباق 800 متر في البطولة العربية لألعاب القوى في الدوحة."
    b = "فاز العداء سالم بذهبية سباق 1500 متر في البطولة العربية لألعاب القوى في الدوحة."
    assert not slots(engine, read, a=a, b=b)
