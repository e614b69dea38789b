"""Naming: what each outlet calls each actor."""

from tawatur.compare.naming import naming


def names(found, actor):
    return {
        (name.outlet, name.form): name
        for one in found.actors
        if actor in (one.actor, one.name)
        for name in one.names
    }


def test_one_government_has_several_names(engine, sample):
    given = names(naming(sample, engine.mark), "حكومة الوفاق الوطني")
    assert ("دفاتر المشرق", "حكومة السراج") in given
    assert given["بوابة المرسى", "حكومة الوفاق"].count == 2


def test_a_name_that_takes_sides_is_marked(engine, sample):
    given = names(naming(sample, engine.mark), "مجموعة فاغنر")
    assert given["دفاتر المشرق", "مرتزقة فاغنر"].contested
    assert not given["الرقيب اليوم", "مجموعة فاغنر"].contested


def test_every_name_has_its_sentence(engine, sample):
    texts = {record.article.id: record.article.text for record in sample}
    for actor in naming(sample, engine.mark).actors:
        for name in actor.names:
            sentence = name.sentence
            assert texts[name.article][sentence.start : sentence.end] == sentence.text
            assert sentence.start <= name.span.start < sentence.end


def test_every_name_has_its_reason(engine, sample):
    given = names(naming(sample, engine.mark), "ينس ستولتنبرغ")
    assert given["أوراس بريس", "ستولتنبرغ"].why == "a name of p-stoltenberg in the lexicon"
    assert given["بوابة المرسى", "الأمين العام"].why == "through «ستولتنبرغ»"
    assert "this office to «ينس ستولتنبرغ»" in given["أوراس بريس", "أمينه العام ينس ستولتنبرغ"].why
