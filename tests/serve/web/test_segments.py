from hypothesis import given
from hypothesis import strategies as st

from tawatur.serve.web.segments import Mark, pieces

TEXT = "قال الوزير إن الطريق مفتوح أمام القوافل"
ranges = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(lambda r: r[0] < r[1])


@given(st.lists(ranges, max_size=12), ranges)
def test_joined_the_pieces_are_the_text(spans, window):
    marks = [Mark(start, end, "content", f"s{n}") for n, (start, end) in enumerate(spans)]
    start, end = window
    found = list(pieces(TEXT, start, end, marks))
    assert "".join(piece.text for piece in found) == TEXT[start:end]
    at = start
    for piece in found:
        stop = at + len(piece.text)
        assert set(piece.marks) == {m for m in marks if m.start < stop and m.end > at}
        at = stop


def test_inner_marks_come_last():
    outer, inner = Mark(0, 20, "content", "s1"), Mark(5, 12, "content", "s2")
    middle = next(p for p in pieces(TEXT, 0, len(TEXT), [inner, outer]) if inner in p.marks)
    assert middle.marks == (outer, inner)
    assert middle.begins == (inner,)
