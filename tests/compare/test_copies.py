"""Copies: sentences taken over almost word for word, in whatever order, inside whatever else."""

import pytest

from tawatur.compare import copies
from tawatur.language.layout import lay_out
from tawatur.model import Article

A = (
    "أعلنت بلدية المرسى أن أشغال توسعة الميناء ستبدأ مطلع الشهر المقبل بكلفة عشرين مليون دينار.\n\n"
    "وقال رئيس البلدية إن المشروع سيوفر مئتي فرصة عمل لشباب المدينة ويختصر زمن تفريغ السفن إلى النصف.\n\n"
    "وأضاف أن شركة محلية فازت بالعقد بعد منافسة شاركت فيها سبع شركات من داخل البلاد وخارجها."
)
LONGER = (
    "في سياق آخر، ناقش مجلس الإقليم مساء أمس ميزانية العام الجديد وسط خلاف على بنود الطرق والجسور.\n\n"
    + A
    + "\n\nوكانت المدينة شهدت في الصيف الماضي انقطاعات متكررة في الكهرباء أثارت غضب السكان والتجار."
)
REWRITTEN = (
    "تستعد المرسى لبدء توسيع مينائها أول الشهر القادم، في مشروع تبلغ كلفته عشرين مليون دينار وفق البلدية.\n\n"
    "ويأمل رئيسها أن يجد مئتا شاب عملا في المشروع الذي رسا على شركة من البلاد نافستها ست شركات أخرى."
)


def body(name, text):
    return copies.body(Article(name, text), lay_out(text))


def test_a_text_inside_a_longer_one_is_a_copy():
    found = copies.align(body("a", A), body("b", LONGER))
    assert copies.is_copy(found)
    assert found.share == 1


def test_order_does_not_matter():
    turned = "\n\n".join(reversed(A.split("\n\n")))
    assert copies.is_copy(copies.align(body("a", A), body("b", turned)))


def test_a_rewrite_is_no_copy():
    assert not copies.is_copy(copies.align(body("a", A), body("b", REWRITTEN)))


def test_candidates_are_pairs_that_share_shingles():
    bodies = [body("a", A), body("b", REWRITTEN), body("c", LONGER)]
    assert copies.candidates(bodies) == [(0, 2)]


def test_a_report_that_carries_two_texts_is_in_two_groups():
    assert copies.groups(4, [(0, 1), (1, 2), (1, 3), (2, 3)]) == [(0, 1), (1, 2, 3)]
    assert copies.groups(3, []) == []


def test_what_is_cut_and_added_is_told():
    cut = A.replace(" بكلفة عشرين مليون دينار", "").replace("سبع شركات", "ثماني شركات")
    found = copies.carried(copies.align(body("a", A), body("b", cut)))
    texts = {span.text for span in (*found.only_here, *found.only_there)}
    assert {"بكلفة عشرين مليون دينار", "سبع", "ثماني"} <= texts


def test_boilerplate_is_nobodys_text(read):
    a, b = read(a=A + "\n\nاقرأ أيضا: أسعار الخبز ترتفع في أسواق العاصمة", b=A)
    found = copies.align(copies.body(a.article, lay_out(a.article.text)), body("b", b.article.text))
    assert found.share == pytest.approx(1)
