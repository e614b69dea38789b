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


DEAD = "قتل {} في انفجار سيارة مفخخة بسوق شعبية وسط الموصل."


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("تسعة أشخاص", "ستة أشخاص", True),
        ("تسعة أشخاص", "ثلاثة أطفال", False),  # a part
        ("تسعة أشخاص", "12 طفلا", True),  # a part that is more than the whole
        ("أربعة شرطيين", "مسلح واحد", False),  # two groups
        ("نحو مئة شخص", "97 شخصا", False),
        ("نحو مئة شخص", "140 شخصا", True),
        ("أكثر من 50 شخصا", "60 شخصا", False),
        ("أكثر من 50 شخصا", "40 شخصا", True),
        ("20 شخصا على الأقل", "27 شخصا على الأقل", True),  # two counts, each with its floor
        ("عشرات الأشخاص", "120 شخصا", False),
        ("أربعة جنود أتراك", "ستة جنود سوريين", False),
    ],
)
def test_a_number_is_asked_what_it_counts(engine, read, a, b, apart):
    texts = {"a": f"قالت الشرطة إنه {DEAD.format(a)}", "b": f"وأعلن الهلال الأحمر أنه {DEAD.format(b)}"}
    assert ("number" in slots(engine, read, **texts)) is apart


def test_the_dead_of_a_year_are_no_toll_of_a_day(engine, read):
    a = "قالت الشرطة إن تسعة أشخاص قتلوا في انفجار سيارة مفخخة وسط الموصل."
    b = "وأعلن الهلال الأحمر أن 300 شخص قتلوا في انفجار سيارات مفخخة وسط الموصل منذ بداية العام."
    assert not slots(engine, read, a=a, b=b)


def test_bodies_found_are_not_all_the_dead(engine, read):
    a = "قالت الشرطة إن تسعين شخصا قتلوا في غرق سفينة قبالة صفاقس."
    b = "وأعلن الهلال الأحمر انتشال 24 جثة بعد غرق سفينة قبالة صفاقس."
    assert not slots(engine, read, a=a, b=b)


def test_who_took_part_is_counted_over_wordings(engine, read):
    a = "تظاهر عشرة آلاف شخص في صفاقس يوم الأحد احتجاجا على الغلاء، بحسب النقابات."
    b = "وقالت الشرطة إن عدد المشاركين في مسيرة صفاقس يوم الأحد لم يتجاوز ألفين."
    assert slots(engine, read, a=(a, "2021-03-07"), b=(b, "2021-03-07")) == ["number"]


def test_prices_and_contracts_are_lists(engine, read):
    a = "بلغت قيمة العقد الأول ستة ملايين دولار. وبلغت قيمة العقد الثاني تسعة ملايين دولار."
    b = "وأعلنت البلدية أن قيمة العقد الأول بلغت سبعة ملايين دولار."
    assert not slots(engine, read, a=a, b=b)


def test_what_is_refused_is_not_what_is_told(engine, read):
    a = "قالت وزارة الدفاع إن تنظيم الدولة الإسلامية سيطر على مدينة الرقة."
    b = "وقال محافظ الرقة إن تنظيم الدولة الإسلامية لم يسيطر على مدينة الرقة."
    found = compare(read(a=a, b=b), engine.mark)
    assert [(one.slot, one.updates) for one in found.conflicts] == [("happened", False)]
    assert not any({one.article for one in claim.told} == {"a", "b"} for claim in found.claims)


def test_two_hours_are_a_conflict(engine, read):
    a = "قالت وزارة الداخلية إن تنظيم الدولة الإسلامية هاجم ثكنة في بنغازي عند الساعة السادسة مساء الثلاثاء."
    b = "وأعلن الهلال الأحمر أن تنظيم الدولة الإسلامية هاجم ثكنة في بنغازي عند الساعة التاسعة مساء الثلاثاء."
    assert "date" in slots(engine, read, a=(a, "2021-03-03"), b=(b, "2021-03-03"))


def test_two_quarters_of_one_town_are_a_conflict(engine, read):
    told = "إن سيارة مفخخة انفجرت قرب فندق في حي {} ببغداد يوم الجمعة، ما أسفر عن مقتل خمسة أشخاص."
    texts = {
        "a": (f"قالت الشرطة {told.format('الكرادة')}", "2021-03-06"),
        "b": (f"قال مصدر طبي {told.format('الجادرية')}", "2021-03-06"),
    }
    assert slots(engine, read, **texts) == ["place"]


def test_an_update_is_told_in_its_sequence_and_replaces_the_old_number(engine, read):
    told = "مقتل {} مهاجرين في غرق قارب قبالة صفاقس يوم الاثنين."
    texts = {
        "b": (f"أعلن خفر السواحل التونسي {told.format('خمسة')}", "2021-03-03"),
        "a": (f"أعلن خفر السواحل التونسي {told.format('ثلاثة')}", "2021-03-02"),
        "c": (f"وأكد ناجون {told.format('تسعة')}", "2021-03-03"),
    }
    found = compare(read(**texts), engine.mark).conflicts
    assert [(c.updates, [t.article for t in c.tellings]) for c in found] == [
        (True, ["a", "b"]),
        (False, ["b", "c"]),
    ]
    assert found[0].why == "killed: 3 on 2021-03-02, 5 on 2021-03-03; the same source later"


def test_who_admits_later_what_he_denied_goes_on(engine, read):
    deed = "مقتل القيادي أبو سالم في غارة على مدينة الرقة"
    texts = {
        "a": (f"نفى حزب الله {deed}.", "2021-03-02"),
        "b": (f"أعلن حزب الله {deed}.", "2021-03-05"),
    }
    (found,) = compare(read(**texts), engine.mark).conflicts
    assert (found.slot, found.updates) == ("happened", True)
    assert [one.article for one in found.tellings] == ["a", "b"]


def test_who_condemns_what_another_denies_has_not_told_it(engine, read):
    a = "نفى حزب الله قصف مستشفى الرقة يوم الثلاثاء."
    b = "أدانت منظمة الصحة العالمية قصف مستشفى الرقة يوم الثلاثاء."
    assert not slots(engine, read, a=a, b=b)
