"""Events of single sentences, read through the public door; the tables behind them; one happening told twice."""

import tomllib
from pathlib import Path

import pytest

import tawatur
from tawatur import model as m
from tawatur.codify import lexicon
from tawatur.language.lexicon import load
from tawatur.serve.event_lines import event_lines, note
from tawatur.serve.terminal import Look

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def read(text, published=None):
    return tawatur.read_text(text, published=published)


def words(participants):
    return [p.span.text for p in participants]


def day(date):
    return date.since[:10] if date and date.since[:10] == date.until[:10] else None


def slots(record, event):
    statement = record.statement(event.statement)
    source = record.entity(statement.source.entity) if statement else None
    return {
        "trigger": event.trigger.text, "type": event.type, "mode": event.mode, "status": event.status,
        "actors": words(event.actors), "targets": words(event.targets),
        "place": event.place.span.text if event.place else None, "date": day(event.date),
        "claimant": source.name if source else None, "historical": event.historical,
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_case(case):
    record = read(case["text"], case.get("published"))
    found = [slots(record, event) for event in record.events]
    for wanted in case.get("says", []):
        full = {"status": "actual", **wanted}
        assert any(all(got[k] == v for k, v in full.items()) for got in found), (full, found)
    assert not {got["type"] for got in found} & set(case.get("absent", []))


def test_spans_are_the_characters_of_the_article():
    record = read("قالت الوزارة إن الجيش قصف المدينة، واعتقل ثلاثة صحفيين.", "2024-05-16")
    for event in record.events:
        spans = [event.trigger, *(p.span for p in (*event.actors, *event.targets))]
        assert all(record.article.text[s.start : s.end] == s.text for s in spans)
        assert all(record.entity(p.entity) for p in (*event.actors, *event.targets))


def test_a_joined_verb_has_the_actor_of_the_one_before():
    record = read("داهمت الشرطة منزل الناشط وصادرت هاتفه واعتقلته.")
    assert {tuple(words(e.actors)) for e in record.events if e.type == "COERCE"} == {("الشرطة",)}


def test_headline_and_lead_are_one_happening():
    text = "الجيش يقصف مواقع المسلحين\n\nقصف الجيش مواقع المسلحين في ريف حلب مساء أمس، وقال شهود إن القصف استمر ساعتين."
    first, *later = read(text, "2024-05-16").events
    assert first.same_as is None
    assert later[0].same_as == first.id
    assert day(first.date) == day(later[0].date) == "2024-05-15"


def test_a_count_is_the_harm_of_its_event():
    record = read("قتل خمسة جنود وأصيب عشرة في هجوم شنه مسلحون على حاجز للجيش أمس.", "2024-05-16")
    killed = next(e for e in record.events if e.trigger.text == "قتل")
    best = {q.id: q.best for q in record.quantities}
    assert ("killed", 5) in {(h.role, best.get(h.quantity)) for h in killed.harm}


def test_the_weapon_that_is_used_gives_the_mode_not_the_one_that_is_hit():
    used = read("استهدفت طائرة مسيرة سيارة القائد أمس.").events[0]
    assert (used.mode, used.codes.cameo, used.weapons[0].weapon_class) == ("drone", "195", "air.uav")
    hit = read("دمر الجيش دبابة للمتمردين أمس.").events[0]
    assert (hit.mode, [w.weapon_class for w in hit.weapons]) == ("destroy", ["armour.tank"])


def test_participants_have_the_codes_that_words_tell():
    record = read("قصف الجيش الأردني مواقع المهربين.")
    (event,) = record.events
    assert record.entity(event.actors[0].entity).codes == m.ActorCodes("JOR", "MIL", "JORMIL")


def test_nothing_is_found_in_nothing():
    assert read("جلس الشيخ تحت الشجرة وشرب قهوته.").events == ()


# ---------------------------------------------------------------- tables


class Mode(lexicon.Struct):
    type: str
    mode: str = ""


class Cameo(lexicon.Struct):
    cameo: str
    type: str


class Context(lexicon.Struct):
    context: str


ROWS = [*load("codify/triggers.tsv", lexicon.TriggerRow), *load("codify/acts.tsv", lexicon.ActEvent)]
MODES = {(row.type, row.mode) for row in load("codify/modes.tsv", Mode)}


def test_every_trigger_has_codes_of_the_manual():
    cameo = {row.cameo: row.type for row in load("codify/cameo.tsv", Cameo)}
    contexts = {row.context for row in load("codify/contexts.tsv", Context)}
    for row in ROWS:
        assert (row.type, row.mode) in MODES
        assert set(row.contexts) <= contexts
        assert not row.cameo or cameo[row.cameo] == row.type, row


def test_frames_and_guards_hold_only_known_words():
    guards = {
        "need",
        "target",
        "actor",
        "object",
        "subject",
        "adj",
        "next",
        "behind",
        "before",
        "not",
        "not_before",
        "glued",
        "light",
    }
    for row in load("codify/triggers.tsv", lexicon.TriggerRow):
        names = {item.partition(":")[0] for item in row.guard.split()}
        assert names <= guards | lexicon.FLAGS, row
        frame = {item.partition("=")[0] for item in row.frame.split()}
        assert frame <= {"obj", "gen", "subj", *lexicon.PREPOSITIONS}, row


def test_ids_of_triggers_are_their_own():
    ids = [row.id for row in load("codify/triggers.tsv", lexicon.TriggerRow)]
    assert len(ids) == len(set(ids))


def test_modes_of_weapons_are_modes_of_assault():
    assert {("ASSAULT", row.mode) for row in load("codify/weapons.tsv", lexicon.WeaponRow)} <= MODES


# ---------------------------------------------------------------- lines


def test_an_event_is_a_line_and_a_note():
    record = read("قال الناطق إن الجيش قصف المدينة أمس.", "2024-05-16")
    line, english = event_lines(record, Look())
    assert line == "v1  الناطق ‖ الجيش → ASSAULT/heavy-weapons «قصف» → المدينة  at المدينة  2024-05-15"
    assert english == "    According to الناطق: bombardment by الجيش against المدينة, at المدينة, 2024-05-15."


def test_a_note_names_who_carries_the_claim():
    record = read("نقلت وكالة رويترز عن مسؤول قوله إن الشرطة اعتقلت عشرة متظاهرين.")
    (event,) = (e for e in record.events if e.type == "COERCE")
    assert note(record, event).startswith("According to مسؤول, as carried by ")


def test_a_note_does_not_say_that_what_is_announced_happened():
    record = read("سيزور الرئيس العراقي طهران الأسبوع المقبل.", "2024-05-16")
    assert note(record, record.events[0]).startswith("announced: visit by الرئيس العراقي")


# ---------------------------------------------------------------- background


ARTICLE = """الجيش يقصف مواقع المسلحين

قال ناطق باسم الجيش أمس إن طائراته قصفت مواقع المسلحين في ريف حلب.

وأعلنت الوزارة اعتقال قائد المجموعة. وهاجم المسلحون قافلة للجيش. وانتقد نواب العملية بعد قصف قرية مجاورة.
"""


def test_in_an_article_a_main_clause_is_news_and_what_is_looked_back_to_is_not():
    told = {e.trigger.text: e.historical for e in read(ARTICLE, "2024-05-16").events}
    assert told["قصفت"] is told["اعتقال"] is told["هاجم"] is False
    assert told["قصف"] is True


def test_a_sentence_that_stands_alone_needs_a_day_a_place_or_a_count():
    (event,) = read("هاجم المسلحون قافلة للجيش.").events
    assert event.historical is True


def test_what_is_to_come_does_not_take_the_day_of_what_was():
    record = read("ستدعم الحكومة الاتفاق الذي أبرم في مارس الماضي.", "2024-05-16")
    assert all(e.date is None for e in record.events if e.status == "future")
