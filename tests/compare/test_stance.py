"""Whether two headlines agree."""

import pytest

from tawatur.compare.headlines import headline_meaning
from tawatur.compare.meaning import weights
from tawatur.compare.stance import stance
from tawatur.model import Article

PAIRS = [
    ("ارتفاع أسعار القمح في أسواق العوينة", "صعود أسعار القمح في أسواق العوينة", "agree"),
    ("ارتفاع أسعار القمح في أسواق العوينة", "انخفاض أسعار القمح في أسواق العوينة", "disagree"),
    ("البلدية توافق على بناء جسر جديد", "البلدية ترفض بناء جسر جديد", "disagree"),
    ("اتفاق على إعادة فتح المعبر الشمالي", "لا اتفاق على إعادة فتح المعبر الشمالي", "disagree"),
    ("مقتل ثلاثة عمال في انهيار مبنى", "مقتل سبعة عمال في انهيار مبنى", "disagree"),
    ("افتتاح معرض الكتاب في العوينة", "منتخب الشباب يستعد للبطولة", "other"),
]


@pytest.mark.parametrize(("a", "b", "wanted"), PAIRS)
def test_headlines_agree_or_not(engine, a, b, wanted):
    meanings = []
    for text in (a, b):
        article = Article("h", text)
        meanings.append(headline_meaning(engine.read(article), engine.mark(article), len(text)))
    assert stance(*meanings, weights([[[one] for one in meanings]])) == wanted
