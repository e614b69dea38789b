"""How an expected reading is compared with a record: what the definition of a statement scores, no more.

A row of ``cases/*.toml`` holds ``id``, ``about``, ``text``, and of these what it asks for:

``total``    how many statements the text holds
``absent``   cues that no statement may have
``says``     the statements that must come out, each with the fields to compare; ``|`` separates readings that
             are equally right, a list of contents likewise; ``source = ""`` means that no words name it, and
             in ``chain`` ``"-"`` an unknown source, ``"?"`` any
``same``     groups of indices into ``says`` that must have one entity; ``differ``: that must not

Compared are words (folded, without marks of quotation). A preposition after the cue, a negation before it,
a complementiser or preposition that opens the content, and a glued بـ or لـ at its front count neither way.
"""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest

WORD = re.compile(r"(?:[^\W_]|[\u064b-\u0652\u0670\u0640])+")
FOLD = str.maketrans("أإآٱىةؤئ", "اااايهوي") | dict.fromkeys([0x640, 0x670, *range(0x64B, 0x653)])
OPENERS = frozenset(
    "ان انه انها انهم انهما انني انا بان بانه بانها بانهم لان لانه على علي عن الي في من".split()
)
PREPOSITIONS = frozenset("عن الي علي في من ب ل".split())
NEGATIONS = frozenset("لم لا لن ما ليس ليست".split())
PLAIN = ("form", "act", "commitment", "channel")


def words(text):
    return [word.group().translate(FOLD) for word in WORD.finditer(unicodedata.normalize("NFKC", text))]


def cue_words(text):
    found = words(text)
    while len(found) > 1 and found[-1] in PREPOSITIONS:
        found.pop()
    while len(found) > 1 and found[0] in NEGATIONS:
        found.pop(0)
    return found


def content_words(text):
    found = [word for word in words(text) if word not in {"ب", "ل"}]
    while len(found) > 1 and found[0] in OPENERS:
        found.pop(0)
    return found


def glued(word):
    yield word
    yield "ب" + word
    yield "ل" + word
    if word.startswith("ال"):
        yield "لل" + word[2:]


def alike(one, other):
    return one == other or one in glued(other) or other in glued(one)


def same_words(want, got):
    return len(want) == len(got) and want[1:] == got[1:] and (not want or alike(want[0], got[0]))


def share(want, got):
    common = len(set(want) & set(got))
    return 2 * common / (len(set(want)) + len(set(got))) if want or got else 1.0


def joined(spans):
    return " ".join(span.text for span in spans)


def named(entity, wanted):
    """Whether the entity's name holds all words of one of the readings."""
    if wanted == "?":
        return True
    if wanted == "-" or entity is None:
        return wanted == "-" and entity is None
    return any(covers(words(entity.name), one) for one in wanted.split("|"))


def covers(name, wanted):
    if wanted.startswith("="):
        return same_words(words(wanted), name)
    return all(any(alike(word, other) for other in name) for word in words(wanted))


def contents_of(want):
    listed = want.get("content", [])
    return [content_words(text) for text in ([listed] if isinstance(listed, str) else listed)]


def candidates(want, statements):
    cues = [cue_words(cue) for cue in want["cue"].split("|")]
    return [s for s in statements if any(same_words(cue, cue_words(joined(s.cue))) for cue in cues)]


def pick(want, statements):
    contents = contents_of(want) or [[]]

    def closeness(statement):
        got = content_words(joined(statement.content))
        return max(share(content, got) for content in contents)

    return max(candidates(want, statements), key=closeness, default=None)


def source_fault(want, statement):
    span = statement.source.span
    got = "" if span is None else span.text
    readings = [content_words(text) for text in want.split("|")]
    if any(same_words(reading, content_words(got)) for reading in readings):
        return None
    return f"source: want «{want}», got «{got}»"


def faults_of(want, statement, record):
    """Everything in which the statement is not the one that is wanted."""
    if "source" in want and (fault := source_fault(want["source"], statement)):
        yield fault
    if "kind" in want and statement.source.kind not in want["kind"].split("|"):
        yield f"kind: want {want['kind']}, got {statement.source.kind}"
    got = content_words(joined(statement.content))
    if "content" in want and not any(same_words(content, got) for content in contents_of(want)):
        yield f"content: want «{want['content']}», got «{statement.text}»"
    for field in PLAIN:
        if field in want and getattr(statement, field) not in want[field].split("|"):
            yield f"{field}: want {want[field]}, got {getattr(statement, field)}"
    if "negated" in want and statement.negated is not want["negated"]:
        yield f"negated: want {want['negated']}, got {statement.negated}"
    if "verbatim" in want and bool(statement.verbatim) is not want["verbatim"]:
        yield f"verbatim: want {want['verbatim']}, got {[span.text for span in statement.verbatim]}"
    yield from entity_faults(want, statement, record)


def entity_faults(want, statement, record):
    if "addressee" in want:
        yield from entities_fault(
            "addressee", want["addressee"], [record.entity(i) for i in statement.addressee]
        )
    if "chain" in want:
        yield from entities_fault("chain", want["chain"], list(record.chain(statement)))


def entities_fault(field, wanted, got):
    if len(wanted) != len(got) or not all(named(e, w) for e, w in zip(got, wanted, strict=True)):
        yield f"{field}: want {wanted}, got {[entity and entity.name for entity in got]}"


def identity_faults(case, found):
    for key, wanted in (("same", True), ("differ", False)):
        for group in case.get(key, []):
            entities = [found[i].source.entity for i in group if found[i] is not None]
            if (len(set(entities)) == 1) is not wanted or None in entities:
                yield f"{key}: the sources of statements {group} are {entities}"


def shown(statement):
    cue = joined(statement.cue)
    source = statement.source.span.text if statement.source.span else f"({statement.source.kind})"
    return f"[{cue}] {source} ⟵ «{statement.text}» {statement.form} {statement.act} parent={statement.parent}"


def faults(case, record):
    """All faults of a record against a case, as lines."""
    left, found = list(record.statements), []
    for want in case.get("says", []):
        statement = pick(want, left)
        found.append(statement)
        if statement is None:
            yield f"missing: «{want['cue']}»"
            continue
        left.remove(statement)
        for fault in faults_of(want, statement, record):
            yield f"«{want['cue']}» {fault}"
    yield from identity_faults(case, found)
    for cue in case.get("absent", []):
        yield from (f"too many: {shown(s)}" for s in candidates({"cue": cue}, record.statements))
    if "total" in case and case["total"] != len(record.statements):
        yield f"total: want {case['total']}, got {len(record.statements)}"


def dishonest(record):
    """Spans that are not the characters they name."""
    text = record.article.text
    for statement in record.statements:
        source = () if statement.source.span is None else (statement.source.span,)
        for span in (*statement.cue, *statement.content, *statement.verbatim, *source):
            if text[span.start : span.end] != span.text or not span.text:
                yield f"span {span.start}-{span.end} is «{text[span.start : span.end]}», says «{span.text}»"


def misprints(case):
    """Words of an expected reading that its text does not hold."""
    text = content_words(case["text"])
    for want in case.get("says", []):
        readings = [*want["cue"].split("|"), *want.get("source", "").split("|")]
        listed = want.get("content", [])
        readings += [listed] if isinstance(listed, str) else listed
        for word in (word for reading in readings for word in content_words(reading)):
            if not any(alike(word, other) or other in {"و" + word, "ف" + word} for other in text):
                yield f"the case asks for «{word}», which its text does not hold"


@pytest.fixture
def examine():
    """A function that reads a case through the public door and fails with everything that is wrong."""
    import tawatur

    def run(case):
        text = case["text"].strip()
        record = tawatur.read_text(text, published=case.get("published"), outlet=case.get("outlet"))
        wrong = [*misprints(case), *faults(case, record), *dishonest(record)]
        if wrong:
            read = [shown(s) for s in record.statements] or ["nothing"]
            pytest.fail("\n  ".join([case["about"], text, *wrong, "read:", *read]), pytrace=False)

    return run


def pytest_collection_modifyitems(items):
    """Cases that the rules cannot read yet are expected to fail, for the reason given in cases/unread.toml."""
    unread = tomllib.loads((Path(__file__).parent / "cases" / "unread.toml").read_text(encoding="utf-8"))
    for item in items:
        case = getattr(item, "callspec", None)
        if case is not None and Path(item.path).parent == Path(__file__).parent and case.id in unread:
            item.add_marker(pytest.mark.xfail(reason=unread[case.id], strict=True))
