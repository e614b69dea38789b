"""Stories: articles gathered one by one, each with the reason for its place."""

from tawatur.compare.stories import Stories, stories

PORT = (
    "افتتاح رصيف جديد في ميناء العوينة\n\nافتتح وزير النقل رصيفا جديدا في ميناء العوينة يستقبل السفن الكبيرة."
)
PORT_TOO = "وزير النقل يفتتح رصيفا في ميناء العوينة\n\nقال وزير النقل إن رصيف ميناء العوينة الجديد يستقبل السفن الكبيرة."
WHEAT = "ارتفاع أسعار القمح\n\nارتفعت أسعار القمح في أسواق الحبوب العالمية لليوم الثالث على التوالي."


def test_what_shares_rare_words_is_one_story(read):
    placed = stories(read(a=(PORT, "2021-03-03"), b=(WHEAT, "2021-03-03"), c=(PORT_TOO, "2021-03-04")))
    assert [(one.article, one.story) for one in placed] == [("a", "a"), ("b", "b"), ("c", "a")]
    reason = placed[2].reason
    assert reason.beside == "a"
    assert reason.days == 1
    assert reason.words
    assert placed[0].reason is None


def test_after_days_it_is_another_story(read):
    placed = stories(read(a=(PORT, "2021-03-03"), b=(PORT_TOO, "2021-03-09")))
    assert [one.story for one in placed] == ["a", "b"]


def test_articles_come_one_by_one(read):
    growing = Stories()
    for record in read(a=(PORT, "2021-03-03"), b=(PORT_TOO, "2021-03-03")):
        last = growing.add(record).membership
    assert last.story == "a"


def test_the_sample_is_one_story_and_the_strike(sample):
    placed = {one.article: one.story for one in stories(sample)}
    assert len({placed[name] for name in placed if name != "minbar-albadiya"}) == 1
