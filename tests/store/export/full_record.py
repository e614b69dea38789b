"""A record with every slot of an event filled, made by hand."""

from tawatur import model as m

TEXT = """سوق في سرت تحت القصف

أفادت وكالة الشاطئ، نقلا عن الناطق باسم الإسعاف سالم الفرجاني، أن مدير المستشفى أكد مقتل سبعة مدنيين وجرح نحو عشرين في غارة شنتها طائرة مسيّرة لقوات الجبل على سوق في سرت يوم السبت.

وقُتل ثلاثة أشخاص في القصف على السوق يوم السبت.

ونفت قوات الجبل أن تكون قد ضربت السوق.

ودعت الحكومة الليبية إلى نشر قوات في المدينة، وستجتمع لجنة الأزمة غدا.

وكانت قوات الجبل قد حاصرت المدينة عام 2016.

والتقى وزير الدفاع ورئيس الأركان السفير التركي في طرابلس يوم الأحد.

وأوقفت الشرطة صحفيين خلال نيسان."""

ENTITIES = (
    m.Entity("e1", "ORG", "وكالة الشاطئ"),
    m.Entity("e2", "PER", "سالم الفرجاني", roles=(m.Role("الناطق باسم الإسعاف"),)),
    m.Entity("e3", "ANON", "مدير المستشفى", codes=m.ActorCodes("LBY", "MED")),
    m.Entity("e4", "GROUP", "قوات الجبل", "Mountain Forces", "mountain", m.ActorCodes("LBY", "REB", "LBYREB")),
    m.Entity("e5", "FAC", "سوق في سرت"),
    m.Entity("e6", "GPE", "سرت", "Sirte", codes=m.ActorCodes("LBY"), ids=m.EntityIds(geonames="2210554"),
             place=m.Place(31.2089, 16.5887, 1)),
    m.Entity("e7", "ORG", "الحكومة الليبية", codes=m.ActorCodes("LBY", "GOV")),
    m.Entity("e8", "PER", "وزير الدفاع", codes=m.ActorCodes("LBY", "GOV"), roles=(m.Role("وزير الدفاع"),)),
    m.Entity("e9", "PER", "رئيس الأركان", codes=m.ActorCodes("LBY", "MIL")),
    m.Entity("e10", "PER", "السفير التركي", "Ambassador of Türkiye", codes=m.ActorCodes("TUR", "GOV", "TURGOV"),
             ids=m.EntityIds(wikidata="Q4115189")),
    m.Entity("e11", "GPE", "طرابلس", "Tripoli", codes=m.ActorCodes("LBY"), place=m.Place(32.8874, 13.1873, 1)),
    m.Entity("e12", "ORG", "الشرطة", codes=m.ActorCodes("LBY", "COP")),
    m.Entity("e13", "GROUP", "صحفيون", codes=m.ActorCodes("LBY", "JRN")),
    m.Entity("e14", "GROUP", "مدنيون", codes=m.ActorCodes("LBY", "CVL")),
)  # fmt: skip


def record(article_id="خبر-1", url="https://alshati.example/news/1", outlet="صحيفة الساحل", text=TEXT):
    """The record; ``text`` may have more behind TEXT."""

    def span(words, after=0):
        start = text.index(words, after)
        return m.Span(start, start + len(words), words)

    def who(entity, words, after=0):
        return m.Participant(entity, span(words, after))

    def said(statement_id, cue, source, content, act, parent=None, **more):
        return m.Statement(statement_id, (span(cue),), m.Source(source[0], source[1], span(source[2])),
                           (span(content),), "indirect", act, parent=parent, confidence=0.9, **more)  # fmt: skip

    raid = "مقتل سبعة مدنيين وجرح نحو عشرين في غارة شنتها طائرة مسيّرة لقوات الجبل على سوق في سرت يوم السبت"
    statements = (
        said("s1", "أفادت", ("named", "e1", "وكالة الشاطئ"), f"أن مدير المستشفى أكد {raid}", "relay"),
        said("s2", "نقلا عن", ("named", "e2", "الناطق باسم الإسعاف سالم الفرجاني"), f"مدير المستشفى أكد {raid}", "say", "s1"),
        said("s3", "أكد", ("role", "e3", "مدير المستشفى"), raid, "affirm", "s2", commitment="endorse"),
        said("s4", "ونفت", ("named", "e4", "قوات الجبل"), "تكون قد ضربت السوق", "deny"),
        said("s5", "ودعت", ("organisation", None, "الحكومة الليبية"), "نشر قوات في المدينة", "call_for"),
    )  # fmt: skip
    quantities = (
        m.Quantity("q1", span("سبعة مدنيين"), 7, 7, 7, of="مدنيين", role="killed"),
        m.Quantity("q2", span("نحو عشرين"), 15, 20, 25, approximate=True, role="wounded"),
        m.Quantity("q3", span("ثلاثة أشخاص"), 3, 3, 3, role="killed"),
    )
    saturday = m.DateRange("2020-05-16", "2020-05-16")
    sirte = who("e6", "سرت", text.index("على سوق في"))
    strike = {"type": "ASSAULT", "mode": "drone", "place": sirte, "date": saturday}
    uav = m.Weapon("air.uav", span("طائرة مسيّرة"))
    market = who("e5", "سوق في سرت", text.index("على سوق"))
    events = (
        m.Event("v1", span("غارة"), contexts=("military",), actors=(who("e4", "قوات الجبل"),),
                targets=(who("e14", "مدنيين"), market), weapons=(uav,),
                harm=(m.Harm("killed", "q1"), m.Harm("wounded", "q2")), statement="s3",
                codes=m.EventCodes("ASSAULT/drone", "195"), rule="codify/triggers.tsv:غارة", confidence=0.8, **strike),
        m.Event("v2", span("وقُتل"), targets=(m.Participant(None, span("ثلاثة أشخاص")),),
                harm=(m.Harm("killed", "q3"),), same_as="v1", confidence=0.7, **strike),
        m.Event("v3", span("ضربت"), actors=(who("e4", "قوات الجبل", text.index("ونفت")),), status="denied",
                statement="s4", same_as="v1", **strike),
        m.Event("v4", span("نشر"), "MOBILIZE", "troops", status="called_for", statement="s5"),
        m.Event("v5", span("وستجتمع"), "CONSULT", status="future", date=m.DateRange("2020-05-18", "2020-05-18")),
        m.Event("v6", span("حاصرت"), "COERCE", "restrict", actors=(who("e4", "قوات الجبل", text.index("وكانت")),),
                historical=True, date=m.DateRange("2016-01-01", "2016-12-31")),
        m.Event("v7", span("والتقى"), "CONSULT", "visit", actors=(who("e8", "وزير الدفاع"), who("e9", "رئيس الأركان")),
                targets=(who("e10", "السفير التركي"),), place=who("e11", "طرابلس"),
                date=m.DateRange("2020-05-17", "2020-05-17"), codes=m.EventCodes("CONSULT/visit", "042"), confidence=1.0),
        m.Event("v8", span("وأوقفت"), "COERCE", "arrest", actors=(who("e12", "الشرطة"),),
                targets=(who("e13", "صحفيين"),), date=m.DateRange("2020-04-01", "2020-04-30")),
    )  # fmt: skip
    paragraphs, at = [], 0
    for block in text.split("\n\n"):
        paragraphs.append(m.Part("paragraph" if at else "title", at, at + len(block)))
        at += len(block) + 2
    article = m.Article(
        article_id, text, url, outlet, "ar", title=span("سوق في سرت تحت القصف"), parts=tuple(paragraphs),
        published=m.Published("2020-05-17T21:30+03:00", "minute", "+03:00", "given"),
    )  # fmt: skip
    return m.Record(
        article,
        m.Engine("0.1.0", "made"),
        entities=ENTITIES,
        statements=statements,
        quantities=quantities,
        events=events,
    )
