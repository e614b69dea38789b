"""Paradigms of all verb classes, written out by hand, and the laws that hold for every verb."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.language.conjugation import before_pronoun, conjugate, participles, passive, phrase_forms

# perfect, imperfect | perfect 3ms 3fs 3md 3fd 3mp 3fp 1s 1p
PERFECT = """
قال يقول | قال قالت قالا قالتا قالوا قلن قلت قلنا
باع يبيع | باع باعت باعا باعتا باعوا بعن بعت بعنا
كان يكون | كان كانت كانا كانتا كانوا كن كنت كنا
مات يموت | مات ماتت ماتا ماتتا ماتوا متن مت متنا
أفاد يفيد | أفاد أفادت أفادا أفادتا أفادوا أفدن أفدت أفدنا
أدان يدين | أدان أدانت أدانا أدانتا أدانوا أدن أدنت أدنا
دان يدين | دان دانت دانا دانتا دانوا دن دنت دنا
استفاد يستفيد | استفاد استفادت استفادا استفادتا استفادوا استفدن استفدت استفدنا
احتاج يحتاج | احتاج احتاجت احتاجا احتاجتا احتاجوا احتجن احتجت احتجنا
أكد يؤكد | أكد أكدت أكدا أكدتا أكدوا أكدن أكدت أكدنا
أعلن يعلن | أعلن أعلنت أعلنا أعلنتا أعلنوا أعلن أعلنت أعلنا
لفت يلفت | لفت لفتت لفتا لفتتا لفتوا لفتن لفت لفتنا
وصف يصف | وصف وصفت وصفا وصفتا وصفوا وصفن وصفت وصفنا
اتهم يتهم | اتهم اتهمت اتهما اتهمتا اتهموا اتهمن اتهمت اتهمنا
انتقد ينتقد | انتقد انتقدت انتقدا انتقدتا انتقدوا انتقدن انتقدت انتقدنا
رد يرد | رد ردت ردا ردتا ردوا رددن رددت رددنا
أصر يصر | أصر أصرت أصرا أصرتا أصروا أصررن أصررت أصررنا
أمر يأمر | أمر أمرت أمرا أمرتا أمروا أمرن أمرت أمرنا
احتج يحتج | احتج احتجت احتجا احتجتا احتجوا احتججن احتججت احتججنا
انضم ينضم | انضم انضمت انضما انضمتا انضموا انضممن انضممت انضممنا
استهلّ يستهل | استهل استهلت استهلا استهلتا استهلوا استهللن استهللت استهللنا
استمَع يستمع | استمع استمعت استمعا استمعتا استمعوا استمعن استمعت استمعنا
نفى ينفي | نفى نفت نفيا نفتا نفوا نفين نفيت نفينا
دعا يدعو | دعا دعت دعوا دعتا دعوا دعون دعوت دعونا
خشي يخشى | خشي خشيت خشيا خشيتا خشوا خشين خشيت خشينا
رأى يرى | رأى رأت رأيا رأتا رأوا رأين رأيت رأينا
تمنى يتمنى | تمنى تمنت تمنيا تمنتا تمنوا تمنين تمنيت تمنينا
ادعى يدعي | ادعى ادعت ادعيا ادعتا ادعوا ادعين ادعيت ادعينا
حيا يحيي | حيا حيت حييا حيتا حيوا حيين حييت حيينا
أنبأ ينبئ | أنبأ أنبأت أنبآ أنبأتا أنبؤوا أنبأوا أنبأن أنبأت أنبأنا
جاء يجيء | جاء جاءت جاءا جاءتا جاؤوا جاءوا جئن جئت جئنا
أساء يسيء | أساء أساءت أساءا أساءتا أساؤوا أساءوا أسأن أسأت أسأنا
ساء يسوء | ساء ساءت ساءا ساءتا ساؤوا ساءوا سؤن سؤت سؤنا
تساءل يتساءل | تساءل تساءلت تساءلا تساءلتا تساءلوا تساءلن تساءلت تساءلنا
آمن يؤمن | آمن آمنت آمنا آمنتا آمنوا آمن آمنت آمنا
آل يؤول | آل آلت آلا آلتا آلوا ألن ألت ألنا
اطمأن يطمئن | اطمأن اطمأنت اطمأنا اطمأنتا اطمأنوا اطمأن اطمأنت اطمأنا
"""
# imperfect 3ms 3fs 1s 1p 3md 3fd 3mp 3fp | what لم leaves that is written otherwise
IMPERFECT = """
قال يقول | يقول تقول أقول نقول يقولان تقولان يقولون يقلن | يقل تقل أقل نقل يقولا تقولا يقولوا
خاف يخاف | يخاف تخاف أخاف نخاف يخافان تخافان يخافون يخفن | يخف تخف أخف نخف يخافا تخافا يخافوا
أشار يشير | يشير تشير أشير نشير يشيران تشيران يشيرون يشرن | يشر تشر أشر نشر يشيرا تشيرا يشيروا
أكد يؤكد | يؤكد تؤكد أؤكد نؤكد يؤكدان تؤكدان يؤكدون يؤكدن | يؤكدا تؤكدا يؤكدوا
أمل يأمل | يأمل تأمل آمل نأمل يأملان تأملان يأملون يأملن | يأملا تأملا يأملوا
أعلن يعلن | يعلن تعلن أعلن نعلن يعلنان تعلنان يعلنون يعلن | يعلنا تعلنا يعلنوا
أصر يصر | يصر تصر أصر نصر يصران تصران يصرون يصررن | يصرا تصرا يصروا
وعد يعد | يعد تعد أعد نعد يعدان تعدان يعدون يعدن | يعدا تعدا يعدوا
نفى ينفي | ينفي تنفي أنفي ننفي ينفيان تنفيان ينفون ينفين | ينف تنف أنف ننف ينفيا تنفيا ينفوا
دعا يدعو | يدعو تدعو أدعو ندعو يدعوان تدعوان يدعون يدعون | يدع تدع أدع ندع يدعوا تدعوا يدعوا
رأى يرى | يرى ترى أرى نرى يريان تريان يرون يرين | ير تر أر نر يريا تريا يروا
أتى يأتي | يأتي تأتي آتي نأتي يأتيان تأتيان يأتون يأتين | يأت تأت آت نأت يأتيا تأتيا يأتوا
قرأ يقرأ | يقرأ تقرأ أقرأ نقرأ يقرآن تقرآن يقرؤون يقرأون يقرأن | يقرآ تقرآ يقرؤوا يقرأوا
هنأ يهنئ | يهنئ تهنئ أهنئ نهنئ يهنئان تهنئان يهنئون يهنئن | يهنئا تهنئا يهنئوا
شاء يشاء | يشاء تشاء أشاء نشاء يشاءان تشاءان يشاؤون يشاءون يشأن | يشأ تشأ أشأ نشأ يشاءا تشاءا يشاؤوا يشاءوا
جاء يجيء | يجيء تجيء أجيء نجيء يجيئان تجيئان يجيئون يجئن | يجئ تجئ أجئ نجئ يجيئا تجيئا يجيئوا
"""
PASSIVE = """
قال يقول | قيل قيلت قيلا قيلتا قيلوا يقال تقال يقالان تقالان يقالون يقالا تقالا يقالوا
أفاد يفيد | أفيدت أفيدا أفيدتا أفيدوا يفاد تفاد يفادان تفادان يفادون يفادا تفادا يفادوا
نفى ينفي | نفي نفيتا ينفى تنفى
دعا يدعو | دعي دعيت دعيا دعيتا يدعى تدعى يدعيان تدعيان يدعيا تدعيا
طالب يطالب | طولب طولبت طولبا طولبتا طولبوا
تداول يتداول | تدوول تدوولت تدوولا تدوولتا تدوولوا
نادى ينادي | نودي نوديت نوديا نوديتا نودوا ينادى تنادى
سأل يسأل | سئل سئلت سئلا سئلتا سئلوا
وصف يصف | يوصف توصف يوصفان توصفان يوصفون يوصفا توصفا يوصفوا
أنبأ ينبئ | أنبئت أنبئا أنبئتا أنبئوا ينبأ تنبأ ينبآن تنبآن ينبؤون ينبأون ينبآ تنبآ ينبؤوا ينبأوا
أكد يؤكد |
"""
# participle | other forms | those that stand as حال
PARTICIPLES = """
مؤكد | مؤكد مؤكدان مؤكدتان مؤكدون | مؤكدا مؤكدة مؤكدين مؤكدتين مؤكدات
منبه | منبه منبهان منبهتان منبهون | منبها منبهة منبهين منبهتين منبهات
مشير | مشير مشيران مشيرتان مشيرون | مشيرا مشيرة مشيرين مشيرتين مشيرات
نافي | ناف نافي نافيان نافيتان نافون | نافيا نافية نافيين نافيتين نافيات نافين
مهنئ | مهنئ مهنئان مهنئتان مهنئون | مهنئا مهنئة مهنئين مهنئتين مهنئات
مسيء | مسيء مسيئان مسيئتان مسيئون | مسيئا مسيئة مسيئين مسيئتين مسيئات
"""


def table(lines: str) -> list[tuple[list[str], ...]]:
    return [tuple(cell.split() for cell in line.split("|")) for line in lines.strip().splitlines()]


def texts(forms, tense=None) -> list[str]:
    return list(dict.fromkeys(form.text for form in forms if tense in (None, form.tense)))


def unique(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))


@pytest.mark.parametrize(("verb", "expected"), table(PERFECT))
def test_perfect(verb, expected):
    assert texts(conjugate(*verb), "perfect") == unique(expected)


@pytest.mark.parametrize(("verb", "imperfect", "jussive"), table(IMPERFECT))
def test_imperfect_and_what_the_jussive_leaves(verb, imperfect, jussive):
    forms = conjugate(*verb)
    assert texts(forms, "imperfect") == unique(imperfect)
    assert texts(forms, "jussive") == unique(jussive)


@pytest.mark.parametrize(("verb", "expected"), table(PASSIVE))
def test_passive_gives_only_what_is_written_unlike_the_active(verb, expected):
    forms = passive(*verb)
    assert texts(forms) == expected
    assert all(form.voice == "passive" and form.person == 3 for form in forms)


@pytest.mark.parametrize(("participle", "others", "circumstantial"), table(PARTICIPLES))
def test_participles(participle, others, circumstantial):
    forms = participles(participle[0])
    assert texts(f for f in forms if f.circumstantial) == circumstantial
    assert sorted(texts(forms)) == sorted(others + circumstantial)


def test_two_classes_written_alike_are_both_given():
    assert {"استمررنا", "استمرنا"} <= set(texts(conjugate("استمر", "يستمر")))


def test_features_tell_who_the_subject_is():
    features = {(f.text, f.person, f.number, f.gender) for f in conjugate("أكد", "يؤكد")}
    assert ("أكدت", 3, "s", "f") in features
    assert ("أكدت", 1, "s", None) in features
    assert ("أكدا", 3, "d", "m") in features
    assert ("تؤكدان", 3, "d", "f") in features
    assert ("نؤكد", 1, "p", None) in features


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نفى", ("نفا",)),
        ("إدانة", ("إدانت",)),
        ("أعلنوا", ("أعلنو",)),
        ("ادعاء", ("ادعاء", "ادعاؤ", "ادعائ")),
        ("مجيء", ("مجيئ",)),
        ("نبأ", ("نبأ", "نبؤ", "نبئ")),
        ("قول", ("قول",)),
    ],
)
def test_before_pronoun(text, expected):
    assert before_pronoun(text) == expected


def test_a_phrase_is_inflected_by_its_first_word():
    forms = phrase_forms("لفت النظر", "يلفت", "لافت")
    assert {"لفت النظر", "لفتت النظر", "يلفتون النظر", "لافتة النظر"} <= set(forms)
    assert len(set(forms)) == len(forms)
    assert phrase_forms("وصف", "يصف")[:2] == ("وصف", "وصفت")
    assert phrase_forms("على ثقة") == ("على ثقة",)


ROOT = st.text("بتجحخدرزسشصضطعغفقكلمنه", min_size=3, max_size=3)


@given(ROOT)
def test_every_sound_verb_has_its_full_paradigm(root):
    perfect, imperfect = root, "ي" + root
    forms = conjugate(perfect, imperfect)
    assert len(set(forms)) == len(forms) == 8 + 8 + 3
    assert all(form.text for form in forms)


@given(ROOT)
def test_forms_are_the_same_on_every_call(root):
    assert conjugate(root, "ي" + root) == conjugate(root, "ي" + root)
