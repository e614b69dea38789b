"""Rival words: what the outlets call one and the same thing."""

from tawatur.compare.stage import compare

RAID = "قتل الجيش المصري أربعة {} في مدينة العريش يوم الثلاثاء خلال حملة مداهمات."


def words(engine, read, **texts):
    """Thing → outlet → its wordings."""
    found = compare(read(**texts), engine.mark)
    return {
        one.thing: {use.outlet: {u.wording for u in one.uses if u.outlet == use.outlet} for use in one.uses}
        for one in found.wordings
    }


def test_each_outlet_keeps_its_word(engine, read):
    found = words(engine, read, a=RAID.format("إرهابيين"), b=RAID.format("مسلحين"))
    assert found == {"fighters": {"a": {"إرهابيون"}, "b": {"مسلحون"}}}


def test_a_use_is_told_with_its_characters_and_its_telling(engine, read):
    (one,) = compare(read(a=RAID.format("إرهابيين"), b=RAID.format("مسلحين")), engine.mark).wordings
    assert [(use.article, use.span.text) for use in one.uses] == [("a", "إرهابيين"), ("b", "مسلحين")]
    assert one.slot == "wording"
    assert all(use.telling.start <= use.span.start < use.telling.end for use in one.uses)


def test_one_word_in_all_texts_is_no_choice(engine, read):
    assert not words(engine, read, a=RAID.format("مسلحين"), b=RAID.format("مسلحين"))


def test_who_uses_both_words_has_chosen_none(engine, read):
    both = f"الجيش يقتل أربعة إرهابيين في مدينة العريش خلال مداهمات\n\n{RAID.format('مسلحين')}"
    assert not words(engine, read, a=both, b=RAID.format("مسلحين"))


def test_the_dead_of_two_sides_are_two_things(engine, read):
    a = "سقط ثلاثة شهداء من الجيش العراقي في معركة الفلوجة يوم الجمعة."
    b = "سقط ثلاثة قتلى من تنظيم الدولة الإسلامية في معركة الموصل يوم الجمعة."
    assert not words(engine, read, a=a, b=b)


def test_two_tolls_are_of_two_things(engine, read):
    a = "سقط ثلاثة شهداء في غارة على سوق بلدة زمار يوم الجمعة."
    b = "سقط تسعة قتلى في غارة على سوق بلدة زمار يوم الجمعة."
    assert not words(engine, read, a=a, b=b)


def test_whose_word_it_is_stands_beside_it(engine, read):
    a = "قالت وزارة الداخلية إن الجيش المصري قتل أربعة إرهابيين في مدينة العريش خلال حملة مداهمات."
    (one,) = compare(read(a=a, b=RAID.format("مسلحين")), engine.mark).wordings
    assert [use.chain for use in one.uses] == [("وزارة الداخلية",), ()]


def test_who_is_alone_with_its_word(engine, read):
    texts = {"a": RAID.format("إرهابيين"), "b": RAID.format("مسلحين"), "c": RAID.format("مسلحين")}
    (one,) = compare(read(**texts), engine.mark).wordings
    assert one.alone == {"إرهابيون"}
    (pair,) = compare(read(a=texts["a"], b=texts["b"]), engine.mark).wordings
    assert not pair.alone


def test_an_attack_and_an_operation(engine, read):
    a = "تواصل العدوان السعودي على صنعاء يوم الخميس لليوم السابع."
    b = "تواصلت العملية العسكرية السعودية على صنعاء يوم الخميس لليوم السابع."
    assert words(engine, read, a=a, b=b) == {"attack": {"a": {"عدوان"}, "b": {"عملية عسكرية"}}}
