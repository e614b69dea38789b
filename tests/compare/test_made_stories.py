"""Two made-up stories, of three and of five articles; every number was worked out by hand before it was measured.

THREE: a fire in a mill. The ministry says two workers died; one paper carries that with the ministry, one prints it as
fact, and the union tells of another toll and another cause.

FIVE: a strike on a camp. «sana» is the agency's text, which two papers take over, one without saying so. The office
claims, the observatory tells the same on its own, and the army denies; one paper makes «زعم» into «أكد».
"""

import pytest

from tawatur.compare.stage import compare

THREE = {
    "a": (
        (
            "حريق في مطحنة الدقيق بالعوينة\n\n"
            "أعلنت وزارة الصناعة مقتل عاملين في حريق اندلع في مطحنة الدقيق بالعوينة مساء الاثنين. "
            "وقالت الوزارة إن الحريق نجم عن تماس كهربائي."
        ),
        "2021-03-02",
    ),
    "b": (
        (
            "مقتل عاملين في حريق مطحنة الدقيق بالعوينة\n\n"
            "قتل عاملان في حريق شب في مطحنة الدقيق بالعوينة ليل الاثنين. وأغلقت الشوارع المؤدية إلى المكان."
        ),
        "2021-03-02",
    ),
    "c": (
        (
            "نقابة المطاحن تطالب بالتحقيق\n\n"
            "قالت نقابة عمال المطاحن إن أربعة عمال قتلوا في حريق مطحنة الدقيق بالعوينة. "
            "وأضافت النقابة أن سبب الحريق إهمال الصيانة."
        ),
        "2021-03-02",
    ),
}
AGENCY = (
    "أعلن المكتب الإعلامي في رملة الجديدة مقتل ستة نازحين في غارة على مخيم الزيتون فجر الأحد. "
    "وقال المكتب إن الغارة أصابت خيمة تستخدم مدرسة لأطفال المخيم، وإن فرق الإسعاف نقلت الجرحى إلى مستشفى البلدة. "
    "وزعم المكتب أن الطائرة أقلعت من قاعدة الجسر العسكرية قبل ساعة من الغارة."
)
FIVE = {
    "d": (f"غارة على مخيم الزيتون\n\nرملة الجديدة - رويترز: {AGENCY}", "2021-05-09"),
    "e": (f"قتلى في مخيم الزيتون\n\n{AGENCY}", "2021-05-09"),
    "f": (
        (
            "المرصد يحصي ضحايا مخيم الزيتون\n\n"
            "قال مرصد الحدود إن ستة من النازحين قتلوا جراء غارة استهدفت مخيم الزيتون صباح الأحد. "
            "ودعا المرصد إلى تحقيق مستقل."
        ),
        "2021-05-09",
    ),
    "g": (
        (
            "الجيش ينفي قصف مخيم الزيتون\n\n"
            "نفى الجيش مقتل نازحين في غارة على مخيم الزيتون فجر الأحد. وقال إن طائراته لم تحلق في ذلك اليوم."
        ),
        "2021-05-10",
    ),
    "h": (
        (
            "الطائرة أقلعت من قاعدة الجسر\n\n"
            "أكد المكتب الإعلامي في رملة الجديدة أن الطائرة المغيرة أقلعت من قاعدة الجسر العسكرية. "
            "وكان الأهالي قد شيعوا أمس ضحاياهم في مقبرة البلدة وسط حزن كبير. "
            "وقتل ستة نازحين في الغارة على مخيم الزيتون فجر الأحد."
        ),
        "2021-05-10",
    ),
}


@pytest.fixture(scope="module")
def three(engine, read):
    return compare(read(**THREE), engine.mark)


@pytest.fixture(scope="module")
def five(engine, read):
    return compare(read(**FIVE), engine.mark)


def claim(comparison, words):
    return next(
        c for c in comparison.claims if any(words in one.span.text for one in c.told if not one.headline)
    )


def slots(comparison):
    return sorted(one.slot for one in comparison.conflicts)


def lost(comparison, kind):
    return {one.article for one in comparison.losses if one.kind == kind}


def test_three_the_toll_of_the_ministry_and_the_paper_that_prints_it_as_fact(three):
    toll = claim(three, "مقتل عاملين")
    assert {one.article for one in toll.told} == {"a", "b"}
    assert (toll.named, toll.unsourced, toll.unsourced_texts) == (1, 1, ("b",))
    assert "b" in lost(three, "told_as_fact")


def test_three_the_union_tells_of_another_toll_and_another_cause(three):
    other = claim(three, "أربعة عمال")
    assert (other.named, other.unsourced) == (1, 0)
    assert other.common_link == "نقابة عمال المطاحن"
    assert slots(three) == ["cause", "number"]


def test_five_two_carriers_are_one_text(five):
    assert [one.articles for one in five.copies] == [("d", "e")]
    assert five.copies[0].origin.name == "رويترز"


def test_five_the_toll_has_two_named_ways_and_one_paper_prints_it_as_fact(five):
    toll = claim(five, "ستة نازحين")
    assert {one.article for one in toll.told} == {"d", "e", "f", "h"}
    assert (toll.named, toll.unsourced_texts) == (2, ("h",))
    assert {way.chain[-1] for way in toll.ways} == {"المكتب الإعلامي", "مرصد الحدود"}
    assert toll.common_link is None


def test_five_the_denial_stands_against_the_toll_and_who_did_not_carry_it(five):
    assert "happened" in slots(five)
    assert lost(five, "denial_missing") >= {"d", "f", "h"}


def test_five_a_doubt_became_a_certainty(five):
    (loss,) = [one for one in five.losses if one.kind == "stronger_verb"][:1]
    assert (loss.article, loss.beside) == ("h", "d")
    assert "claim there, affirm here" in loss.why


def test_five_a_headline_asserts_what_its_body_attributes(five):
    assert "h" in lost(five, "headline_asserts")
