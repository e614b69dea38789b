"""Who and what an article names: people, bodies and documents, each once, with its characters."""

import pytest

from tawatur.model import Article
from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings


@pytest.fixture(scope="module")
def read():
    engine = Engine.load(Settings(offline=True))
    return lambda text: engine.read(Article("a", text))


def named(record, *types):
    """The names in the text, as they are written, of the entities of these types."""
    text = record.article.text
    found = [
        (m.start, text[m.start : m.end])
        for e in record.entities
        for m in e.mentions
        if e.type in types and m.form == "name"
    ]
    return [words for _, words in sorted(found)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("التقى وزير النقل المصري سامي عبد الحليم نظيره الأردني.", ["سامي عبد الحليم"]),
        ("وصل للرئيس السوري ماجد الحوراني وفد كبير.", ["ماجد الحوراني"]),
        ("كرّم المعرض الدكتور أحمد التوفيق مدير المكتبة.", ["أحمد التوفيق"]),
        ("شارك في اللقاء الخبير الاقتصادي أمين فارس وآخرون.", ["أمين فارس"]),
        ("استقبل الأمير خليفة بن سالم آل مكتوم الوفد.", ["خليفة بن سالم آل مكتوم"]),
        ("حضرت رئيسة كتلة «الغد» في البرلمان العراقي، النائبة هناء عبد الواحد.", ["هناء عبد الواحد"]),
        ("مثّل النادي كل من علي بن أبي طالب الزهراني وسعد ناصر.", ["علي بن أبي طالب الزهراني", "سعد ناصر"]),
    ],
)
def test_people_are_named_behind_an_office_or_by_a_given_name(read, text, people):
    assert named(read(text), "PER") == people


@pytest.mark.parametrize(
    "text",
    [
        "أغلقت الشرطة شارع الملك فيصل وسط المدينة.",
        "نقل المصابون إلى مستشفى جمال عبد الناصر.",
        "فاز الفريق الكروي الأول في المباراة.",
        "غنت مغنية شهيرة في الحفل.",
        "وصلت السفينة قبل غروب الشمس بساعة.",
        "سجلت الصادرات أول زيادة في عامين.",
        "تقع المنطقة بين أبو ظبي ودبي.",
    ],
)
def test_what_is_only_called_after_somebody_or_only_described_is_no_person(read, text):
    assert named(read(text), "PER") == []


def test_a_surname_is_met_again_and_is_the_same_person(read):
    record = read("وصل المخرج ماجد الحوراني إلى القاهرة. وزار الحوراني المتحف، ثم غادر مع سالم.")
    (person,) = [e for e in record.entities if e.name == "ماجد الحوراني"]
    assert [record.article.text[m.start : m.end] for m in person.mentions if m.form == "name"] == [
        "ماجد الحوراني",
        "الحوراني",
    ]


def test_a_role_is_its_characters_and_names_the_known_body(read):
    record = read("التقى الأمين العام للأمم المتحدة سامي الحوراني الوفد.")
    (person,) = [e for e in record.entities if e.type == "PER"]
    (role,) = [r for r in person.roles if r.span]
    assert (role.title, role.body) == ("الأمين العام للأمم المتحدة", "الأمم المتحدة")
    assert record.article.text[role.span.start : role.span.end] == role.title


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("افتتحت وزارة الصحة القطرية مركزا جديدا.", ["وزارة الصحة القطرية"]),
        ("انتخب حزب العدالة والتنمية أمينا عاما.", ["حزب العدالة والتنمية"]),
        ("تسلمت اللجنة الدولية للصليب الأحمر الجثامين.", ["اللجنة الدولية للصليب الأحمر"]),
        ("انضم اللاعب إلى شركة «نور الفرات» أمس.", ["شركة «نور الفرات»"]),
        ("التقى وزير الخارجية الفرنسي الوفد.", []),
        ("اشترت شركة كبيرة المبنى.", []),
        ("وصلت القافلة إلى محافظة الأحساء.", []),
        ("اجتمعت المنظمات الإنسانية في المدينة.", []),
        ("عبرت السفن قناة السويس.", []),
        ("تشهد منطقة الشرق الأوسط موجة حر.", []),
    ],
)
def test_bodies_are_named_by_what_closes_their_head(read, text, bodies):
    assert named(read(text), "ORG", "GROUP") == bodies


def test_one_entity_for_one_row_whatever_it_is_called(read):
    record = read(
        "قصفت جماعة «بوكو حرام» القرية. وتقاتل حركة بوكو حرام الجيش النيجيري، وانشق عن بوكو حرام فصيل."
    )
    known = [e for e in record.entities if e.known == "boko-haram"]
    assert len(known) == 1
    assert known[0].type == "GROUP"
    assert len(known[0].mentions) == 3


def test_a_name_that_several_bear_has_no_row(read):
    record = read("فاز حزب العدالة والتنمية في الانتخابات.")
    (party,) = [e for e in record.entities if e.type == "ORG"]
    assert party.known is None


def test_documents_with_a_number_or_a_name_are_entities(read):
    record = read(
        "ينص القرار 1701 على ذلك، ويستند قرار مجلس الأمن رقم 2254 إلى بيان جنيف. واتفاق الطائف أقدم."
    )
    assert named(record, "DOC")[:2] == ["القرار 1701", "قرار مجلس الأمن رقم 2254"]


def test_codes_stand_where_the_resources_have_them(read):
    record = read("وصلت البعثة إلى مقر الأمم المتحدة. وأعلن الجيش المصري الخبر.")
    by_id = {e.known: e.codes for e in record.entities if e.known}
    assert by_id["un"].sector == "IGO"
    assert by_id["egy-army"].country == "EGY"


def test_ids_follow_the_first_mention_and_every_mention_is_characters(read):
    text = "وزارت سارة الحوراني بيروت. والتقى سامي حداد وفد الأمم المتحدة في بيروت. وشكرت الحوراني الوفد."
    record = read(text)
    people = [e for e in record.entities if e.type in ("PER", "ORG")]
    firsts = [min(m.start for m in e.mentions) for e in people]
    assert firsts == sorted(firsts)
    assert all(text[m.start : m.end].strip() for e in record.entities for m in e.mentions)
    assert record == read(text)
