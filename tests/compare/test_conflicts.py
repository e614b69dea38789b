"""Conflicts: two accounts of one happening that cannot both hold, slot by slot."""

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
