import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.language.layout import lay_out
from tawatur.language.quotations import pair
from tawatur.language.tokens import tokenize


def contents(text):
    layout = lay_out(text)
    return [layout.span(q.first, q.last).text + ("" if q.closed else "…") for q in layout.quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال “نعم” وغادر", ["نعم"]),
        ("قال ”نعم“ وغادر", ["نعم"]),
        ("قال ”نعم” وغادر", ["نعم"]),
        ("قال »نعم« وغادر", ["نعم"]),
        ('قال «نعم" وغادر', ["نعم"]),
        ('قال "نعم” وغادر', ["نعم"]),
        ('قال:"نعم"، وغادر', ["نعم"]),
        ('قال " نعم " وغادر', ["نعم"]),
        ('قال" نعم "وغادر', ["نعم"]),
        ("قال ''نعم'' وغادر", ["نعم"]),
        ("قال ``نعم'' وغادر", ["نعم"]),
        ("قال 'نعم' وغادر", ["نعم"]),
        ('قال ""نعم"" وغادر', ["نعم"]),
        ('قال \u200f"\u200fنعم\u200f"\u200f وغادر', ["نعم"]),
        ("بيان الـ”حلف”، ولـ”حكومة الوفاق”", ["حلف", "حكومة الوفاق"]),
        ('بيان ل"حزب الوسط" أمس', ["حزب الوسط"]),
        ('صحيفة "الراية""الوطن"', ["الراية", "الوطن"]),
        ('قال "إن حزب "الوسط" فاز" أمس', ['إن حزب "الوسط" فاز', "الوسط"]),
        ('قال «إن حزب "الوسط" فاز» أمس', ['إن حزب "الوسط" فاز', "الوسط"]),
        ("قال “إن الـ(حلف) جاد” أمس", ["إن الـ(حلف) جاد", "حلف"]),
        ("قال الوزير (نعم) وغادر", []),
        ("قال «نعم» (لا) وغادر", ["نعم"]),
        ('قال "سنعود إلى البيت.\nوغادر المكان', ["سنعود إلى البيت.…"]),
        ('قال "سنعود.\nولن ننسى" ثم غادر', ["سنعود.\nولن ننسى"]),
        ('قال "سنعود.\n"ولن ننسى" ثم غادر', ["سنعود.…", "ولن ننسى"]),
        ('غادر المكان" ثم عاد', []),
        ("التقى Jean O'Neil في 5' فقط", []),
        ('قال "نعم"...', ["نعم"]),
        ('قال "...نعم"', ["...نعم"]),
        ('""', []),
    ],
)
def test_marks_are_paired_by_place(text, expected):
    assert contents(text) == expected


def test_depth_and_indices():
    outer, inner = lay_out('قال «إن "الوسط" فاز»').quotations
    assert (outer.open, outer.close, outer.depth) == (1, 7, 0)
    assert (inner.open, inner.close, inner.depth, inner.content) == (3, 5, 1, range(4, 5))


def test_without_text_a_gap_is_a_gap():
    (quotation,) = pair(tokenize("قال “نعم” وغادر"))
    assert quotation.content == range(2, 3)


@given(st.lists(st.sampled_from([*"\"“”«»'()", " ", " ", "نعم", ":", ".", "\n", "الـ", "و"]), max_size=40))
def test_quotations_nest(pieces):
    layout = lay_out("".join(pieces))
    around = []
    for q in layout.quotations:
        assert q.open < q.first < q.last <= q.close <= len(layout.tokens)
        while around and around[-1].close <= q.open:
            around.pop()
        assert q.depth == len(around)
        assert all(q.last <= outer.last for outer in around)
        around.append(q)
