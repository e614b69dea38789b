"""Claims and their counts over a few made-up articles."""

import pytest

from tawatur.compare.stage import compare

LEAD = "قتل ثلاثة صيادين في غرق مركبهم قبالة ساحل العوينة فجر الأربعاء"


@pytest.fixture(scope="module")
def told(engine, read):
    """The claim that holds these words."""

    def found(words, **texts):
        comparison = compare(read(**texts), engine.mark)
        return comparison, next(
            claim for claim in comparison.claims if any(words in one.span.text for one in claim.told)
        )

    return found


def test_two_sources_are_two_ways(told):
    comparison, claim = told(
        "ثلاثة صيادين",
        a="أعلن خفر السواحل مقتل ثلاثة صيادين في غرق مركبهم قبالة ساحل العوينة فجر الأربعاء.",
        b="وقال اتحاد الصيادين إن ثلاثة صيادين قتلوا لدى غرق مركبهم الصغير قرب ساحل العوينة.",
    )
    assert claim.named == 2
    assert claim.unsourced == 0
    assert {way.chain for way in claim.ways} == {("خفر السواحل",), ("اتحاد الصيادين",)}
    assert comparison.scope.words == "in the texts loaded"


def test_one_wording_is_one_source_by_whatever_name(told):
    _, claim = told(
        "ثلاثة صيادين",
        a="أعلن خفر السواحل مقتل ثلاثة صيادين في غرق مركبهم قبالة ساحل العوينة فجر الأربعاء.",
        b="وقال اتحاد الصيادين إن ثلاثة صيادين قتلوا في غرق مركبهم قبالة ساحل العوينة فجر الأربعاء.",
    )
    assert (claim.named, claim.named_most) == (1, 2)
    assert claim.lineage == ("a and b tell it in the same words",)


def test_one_source_in_two_texts_is_one_way(told):
    _, claim = told(
        "ثلاثة صيادين",
        a="أعلن خفر السواحل مقتل ثلاثة صيادين في غرق مركبهم قبالة ساحل العوينة فجر الأربعاء.",
        b="وأوضح خفر السواحل أن ثلاثة صيادين قتلوا لدى غرق مركبهم قبالة ساحل العوينة.",
    )
    assert claim.named == 1
    assert claim.common_link == "خفر السواحل"
    assert claim.cut == ("خفر السواحل",)


def test_a_text_that_drops_the_source_is_unsourced_and_no_second_source(told):
    comparison, claim = told(
        "ثلاثة صيادين",
        a="أعلن خفر السواحل مقتل ثلاثة صيادين في غرق مركبهم قبالة ساحل العوينة فجر الأربعاء.",
        b=f"{LEAD}. وخيم الحزن على البلدة الساحلية الصغيرة طوال النهار.",
    )
    assert (claim.named, claim.unsourced) == (1, 1)
    loss = next(one for one in comparison.losses if one.kind == "told_as_fact")
    assert (loss.article, loss.beside, loss.sources) == ("b", "a", ("خفر السواحل",))


def test_another_number_is_another_claim_and_a_conflict(told):
    comparison, claim = told(
        "ثلاثة صيادين",
        a="أعلن خفر السواحل مقتل ثلاثة صيادين في غرق مركبهم قبالة ساحل العوينة فجر الأربعاء.",
        b="وقال اتحاد الصيادين إن خمسة صيادين قتلوا في غرق مركبهم قبالة ساحل العوينة فجر الأربعاء.",
    )
    assert claim.named == 1
    conflict = comparison.conflicts[0]
    assert (conflict.slot, conflict.updates) == ("number", False)
    assert claim.id in (conflict.a, conflict.b)


def test_a_toll_that_rises_over_days_is_an_update(told):
    comparison, _ = told(
        "ثلاثة صيادين",
        a=("أعلن خفر السواحل مقتل ثلاثة صيادين في غرق مركبهم قبالة ساحل العوينة.", "2021-03-03"),
        b=("أعلن خفر السواحل مقتل خمسة صيادين في غرق مركبهم قبالة ساحل العوينة.", "2021-03-05"),
    )
    assert [one.updates for one in comparison.conflicts] == [True]


def test_a_denial_stands_against_what_it_denies(told):
    comparison, claim = told(
        "إغلاق المصنع",
        a="أعلنت شركة الأسمنت إغلاق المصنع القديم في مدينة العوينة نهاية العام.",
        b="ونفى رئيس البلدية إغلاق المصنع القديم في مدينة العوينة نهاية العام.",
        c="وقالت شركة الأسمنت إن إغلاق المصنع القديم في مدينة العوينة سيكون نهاية العام.",
    )
    assert claim.named == 1
    assert [one.slot for one in comparison.conflicts] == ["happened"]
    missing = {one.article for one in comparison.losses if one.kind == "denial_missing"}
    assert missing == {"a", "c"}


def test_an_attitude_is_its_speakers_own(told):
    _, claim = told(
        "بوقف",
        a="طالب اتحاد الصيادين بوقف الصيد الجائر في مياه العوينة فورا.",
        b="وطالبت جمعية البيئة بوقف الصيد الجائر في مياه العوينة فورا.",
    )
    assert len({one.article for one in claim.told}) == 1


def test_spans_are_the_articles_own_characters(engine, sample):
    texts = {record.article.id: record.article.text for record in sample}
    for claim in compare(sample, engine.mark).claims:
        for one in claim.told:
            assert texts[one.article][one.span.start : one.span.end] == one.span.text


def test_words_of_one_meaning_make_one_claim(told):
    _, claim = told(
        "مهربين",
        a="أعلنت الشرطة توقيف أربعة مهربين في ميناء العوينة.",
        b="وقالت الجمارك إن أربعة مهربين اعتقلوا في ميناء العوينة ليلا.",
    )
    assert {one.article for one in claim.told} == {"a", "b"}
    assert claim.named == 2


def test_a_mere_toll_goes_with_every_telling_of_it(told):
    _, claim = told(
        "وفاة تسعة عمال",
        a="قالت وزارة النقل إن السائق لم يتوقف عند الإشارة، مما أدى إلى وفاة تسعة عمال.",
        b="وأعلن الهلال الأحمر مقتل تسعة عمال في تصادم قطار وحافلة على معبر السكة عند مدخل العوينة الشمالي.",
    )
    assert {one.article for one in claim.told} == {"a", "b"}


def test_another_toll_is_another_claim(told):
    _, claim = told(
        "وفاة تسعة عمال",
        a="قالت وزارة النقل إن السائق لم يتوقف عند الإشارة، مما أدى إلى وفاة تسعة عمال.",
        b="وأعلن الهلال الأحمر مقتل خمسة عمال في تصادم قطار وحافلة على معبر السكة عند مدخل العوينة الشمالي.",
    )
    assert {one.article for one in claim.told} == {"a"}


def test_the_circumstance_of_an_utterance_is_no_claim(engine, read):
    comparison = compare(
        read(
            a="قال وزير النقل بدر العمري عقب استقباله وفد شركة الملاحة أمس إن الميناء سيفتح غدا.",
            b="قال عضو الوفد سالم الهلالي عقب استقباله وفد شركة الملاحة أمس إن الأجور سترتفع.",
        ),
        engine.mark,
    )
    texts = [one.span.text for claim in comparison.claims for one in claim.told]
    assert not any("استقباله" in text for text in texts)


def test_what_a_verb_takes_with_fi_is_no_claim_of_its_own(engine, read):
    comparison = compare(
        read(a="شرعت الشركة في تنفيذ مشروع الميناء الجديد شرق المدينة. وقتل عامل في انهيار جدار قديم هناك."),
        engine.mark,
    )
    texts = [one.span.text for claim in comparison.claims for one in claim.told]
    assert "انهيار جدار قديم هناك" in texts
    assert not any(text.startswith("تنفيذ") for text in texts)


def test_a_long_title_in_common_makes_no_claim_of_two(engine, read):
    title = "المستشار في الديوان السلطاني المشرف العام على الهيئة الدكتور سالم الجابري"
    comparison = compare(
        read(a=f"زار {title} أمس مخيم النازحين.", b=f"والتقى {title} اليوم سفير النرويج."), engine.mark
    )
    assert all(len({one.article for one in claim.told}) == 1 for claim in comparison.claims)


def test_the_second_is_not_the_first(engine, read):
    comparison = compare(
        read(
            a="وصلت أول طائرة إغاثة نرويجية إلى مطار العوينة أمس.",
            b="وصلت طائرة إغاثة نرويجية ثانية إلى مطار العوينة اليوم.",
            c="هبطت الطائرة الأولى للإغاثة النرويجية في مطار العوينة، ووصلت أول طائرة إغاثة إلى مطار العوينة.",
        ),
        engine.mark,
    )
    home = {one.article: claim.id for claim in comparison.claims for one in claim.told}
    assert home["a"] == home["c"] != home["b"]


def test_rumours_are_no_named_source(told):
    _, claim = told(
        "سيغلق",
        a="وزادت التكهنات بأن الميناء القديم سيغلق أبوابه نهاية العام.",
        b="وقال وزير النقل إن الميناء القديم سيغلق أبوابه نهاية العام.",
    )
    assert {one.article for one in claim.told} == {"a", "b"}
    assert [way.chain for way in claim.ways] == [("وزير النقل",)]
    assert claim.unsourced == 0


def test_a_statement_of_nobody_is_no_second_source(told):
    _, claim = told(
        "سيغلق",
        a="وقال وزير النقل بدر العمري إن الميناء القديم سيغلق أبوابه نهاية العام أمام السفن.",
        b="وجاء في بيان أن الميناء القديم سيغلق أبوابه نهاية العام الحالي.",
    )
    assert {one.article for one in claim.told} == {"a", "b"}
    assert claim.named == 1
