"""Who acts and who is acted upon: what stands around a verb, and around a verbal or event noun."""

from __future__ import annotations

from itertools import takewhile

from tawatur.codify.antecedents import agrees, antecedent, phrase_before
from tawatur.codify.drafts import Draft, Role
from tawatur.codify.kinds import fits
from tawatur.codify.lexicon import Light, Sense, light_of
from tawatur.codify.roles import roles_of
from tawatur.codify.scene import Chunk, Scene
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.nominals import Phrase

_OF_SENTENCE = 3  # chunks between a verb and its subject


def verb_arguments(scene: Scene, draft: Draft, first: int) -> None:
    """Fill the participants of a finite verb."""
    i, (begin, end) = draft.first, _with_joined(scene, draft)
    word, form, sense = scene.marking.words[i], draft.form, draft.sense
    chunks = _argument_chunks(scene, i + 1, end)
    subject = _subject_before(scene, i, begin, first)
    relative = subject is not None and scene.relative(begin)
    pronoun: Phrase | None = None
    if relative and word.suffix:
        pronoun, subject = subject, None
    nouns = [
        c.phrase for c in chunks
        if c.kind == "np" and c.phrase is not None and not scene.marking.words[c.first].conj
    ]  # fmt: skip
    if sense.direct:
        nouns = _apart(scene, nouns, end)
    if subject is None and nouns and _may_follow(form):
        subject = nouns.pop(0)
    if not relative and (word.conj or scene.marking.words[begin].stem == "كما"):
        before = _subject_of_clause_before(scene, begin, first)
        inherited = subject is None or not _agent_like(scene, subject)
        if before is not None and (inherited or _is_victim(scene, draft, subject, nouns, before)):
            nouns = nouns if subject is None else [subject, *nouns]
            subject = before
    if subject is not None and _is_deed(scene, subject):
        draft.deed, subject = subject.head, None
    objects = nouns[:1] if sense.direct else []
    draft.passive = (form is not None and form.voice == "passive") or scene.written_passive(i)
    _object_words(scene, draft, chunks)
    if _written_like_passive(draft, sense, subject, objects, word.suffix, scene):
        draft.passive = True
    if draft.passive or sense.subject == "t":
        draft.targets += roles_of(scene, draft, subject)
        draft.actors += _agents(scene, draft, chunks)
    elif sense.subject == "w":
        draft.actors += roles_of(scene, draft, subject)
    else:
        draft.actors += roles_of(scene, draft, subject)
        draft.targets += roles_of(scene, draft, pronoun) + [
            r for phrase in objects for r in roles_of(scene, draft, phrase) if _counts(draft, r)
        ]
    if sense.direct and word.suffix:
        draft.pronouns += "t"
    if form is not None and (form.person == 1 or scene.behind_pronoun(i)):
        draft.pronouns += "a"
    _complements(scene, draft, chunks)


def _with_joined(scene: Scene, draft: Draft) -> tuple[int, int]:
    """«دمر وخرب المنازل»: the clause of a verb, with that of a verb joined right behind it."""
    begin, end = draft.clause
    if end == draft.first + 1 and end < len(scene.marking.words) and scene.marking.words[end].conj == "و":
        first, last = scene.marking.sentences[draft.sentence]
        draft.clause = begin, scene.clause(end, first, last)[1]
    return draft.clause


def _apart(scene: Scene, nouns: list[Phrase], end: int) -> list[Phrase]:
    """«استقبل الأمير فلان معالي الوزير»: a form of address behind a name opens another phrase."""
    if len(nouns) != 1:
        return nouns
    phrase, words = nouns[0], scene.marking.words
    for k in range(phrase.head + 1, phrase.last):
        word = words[k]
        indefinite = not word.definite and not word.conj and not word.suffix
        if indefinite and word.classes & w.HONORIFIC and words[k - 1].classes & w.NAME:
            second = scene.phrase(k, end)
            if second is not None:
                first = Phrase(phrase.first, k, phrase.head, phrase.definite, phrase.classes, phrase.name)
                return [first, second]
    return nouns


def _agent_like(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase behind a joined verb can act: not the town that is stormed."""
    if scene.marking.words[phrase.head].suffix:
        return False  # وصادرت حواسيبه
    return not scene.kinds(phrase) <= {"place", "thing", "abstract"}


def _is_victim(
    scene: Scene, draft: Draft, phrase: Phrase | None, nouns: list[Phrase], before: Phrase
) -> bool:
    """«نفذت القوات حملة واعتقلت العمدة»: a joined verb's only phrase is whom the force before acts on."""
    if phrase is None or nouns or not draft.sense.direct or draft.sense.type not in ("COERCE", "ASSAULT"):
        return False
    form = draft.form
    if form is None or form.voice == "passive" or not agrees(scene, before, draft.first):
        return False
    return "force" in scene.kinds(before) and "force" not in scene.kinds(phrase)


def _is_deed(scene: Scene, phrase: Phrase) -> bool:
    """«غارات استهدفت»: whether a subject is itself an event, whose actor then is the verb's."""
    word = scene.marking.words[phrase.head]
    return bool(word.classes & w.EVENT) and any(
        isinstance(r.row, Sense) and r.feature is None for r in word.readings
    )


def _argument_chunks(scene: Scene, first: int, limit: int) -> list[Chunk]:
    """The chunks behind a trigger, up to where another clause begins."""
    found: list[Chunk] = []
    for chunk in scene.chunks(first, limit):
        if chunk.kind == "verb" and chunk.first == first and scene.marking.words[first].conj:
            continue  # دمر وخرب المنازل
        if chunk.kind in ("comp", "rel", "verb"):
            break
        found.append(chunk)
    return found


def _may_follow(form: Form | None) -> bool:
    """Whether a verb of this form can have its subject behind it: it shows no number."""
    return form is None or form.number == "s"


def _subject_before(scene: Scene, i: int, begin: int, first: int) -> Phrase | None:
    """The subject that precedes the verb in its clause, or the noun that a relative clause hangs on."""
    marking = scene.marking
    if scene.relative(begin) and begin > first:
        return antecedent(scene, begin, max(first, scene.clause(begin - 1, first, begin)[0]))
    if i == begin and _shows_number(marking.words[i]) and i - 1 > first and marking.is_punct(i - 1, "،,"):
        return phrase_before(scene, i, scene.clause(i - 1, first, i)[0])  # السراج وستولتنبرغ، بحثا
    if i == begin or marking.words[i].conj:
        return None
    return phrase_before(scene, i, begin)


def _shows_number(word: w.Word) -> bool:
    """Whether every reading as a verb is dual or plural, so that its subject precedes it."""
    forms = [r.feature for r in word.readings if isinstance(r.feature, Form)]
    return bool(forms) and all(form.number != "s" for form in forms)


def _subject_of_clause_before(scene: Scene, begin: int, first: int) -> Phrase | None:
    """«اعتقلت القوات … وصادرت»: the subject of the clause before, for a joined verb that names none."""
    at = begin
    while at > first:
        start, end = scene.clause(at - 1, first, at)
        for k in range(start, end):
            if scene.verbal(k) and not scene.marking.words[k].classes & w.AUX:
                before = _subject_before(scene, k, start, first)
                if before is not None:
                    return before
                behind = next((c.phrase for c in _argument_chunks(scene, k + 1, end) if c.kind == "np"), None)
                if behind is not None and _agent_like(scene, behind):
                    return behind
                break
        at = start
    return None


def _written_like_passive(
    draft: Draft, sense: Sense, subject: Phrase | None, objects: list[Phrase], suffix: str, scene: Scene
) -> bool:
    """«قتل جندي»: an active form whose only phrase is who suffers it."""
    if draft.passive or not sense.direct or subject is None or objects or suffix or "subject" in sense.guards:
        return False
    kinds = scene.kinds(subject)
    if draft.idiom >= 0:
        return False
    if scene.counts(subject.first):
        return sense.need == "t"  # قتل عشرة من المسلحين: who is counted suffers
    if draft.form is not None and draft.form.number == "p" and "force" in kinds:
        return False  # مدنيون قتلوا: what more than one suffer is told by who they are
    if "force" in kinds and "person" not in kinds:
        return False  # a body of troops acts, though what it hits was not found
    return sense.need == "t" or not kinds & {"force", "party", "abstract"}


def _object_words(scene: Scene, draft: Draft, chunks: list[Chunk]) -> None:
    """Note whether the words that the sense asks for stand where they must; they are no participant."""
    wanted = draft.sense.guards.get("object")
    if wanted is None:
        return
    for chunk in chunks:
        if (
            chunk.prep == "ل"
            and draft.sense.direct
            and scene.marking.tokens[chunk.first].folded not in wanted
        ):
            continue  # قدم طلبا للمساعدة
        heads = scene.heads(chunk.phrase) if chunk.phrase is not None else ()
        for k in sorted({chunk.first, *heads}):
            word, token = scene.marking.words[k], scene.marking.tokens[k]
            with_article = "ال" + word.stem if word.definite else word.stem
            if {token.folded, word.stem, with_article} & wanted:
                draft.idiom = k
                if k == draft.first + 1 and not word.prep:
                    draft.last = k + 1
                return


def _counts(draft: Draft, role: Role) -> bool:
    """Whether an object is one acted upon; words of the idiom (النار، القبض) are not."""
    if draft.sense.type not in ("ASSAULT", "COERCE", "MOBILIZE", "AID", "RETREAT", "SANCTION"):
        return "abstract" not in role.kinds
    wanted = draft.sense.guards.get("target", frozenset(["concrete", "weapon"]))
    return fits(role.kinds, wanted) or "object" not in draft.sense.guards


def _complements(scene: Scene, draft: Draft, chunks: list[Chunk]) -> None:
    """The participants behind the prepositions of the frame."""
    sense = draft.sense
    for chunk in chunks:
        if chunk.kind != "pp" or chunk.prep not in sense.prepositions:
            continue
        if chunk.phrase is None:
            draft.pronouns += "t" if chunk.last == chunk.first + 1 else ""
            continue
        kinds = scene.kinds(chunk.phrase)
        if chunk.prep in ("في", "ب", "من") and "place" in kinds:
            continue
        if "abstract" in kinds:
            continue
        if chunk.prep == "بين":
            draft.actors += roles_of(scene, draft, chunk.phrase)
        else:
            draft.targets += roles_of(scene, draft, chunk.phrase)


def _agents(scene: Scene, draft: Draft, chunks: list[Chunk]) -> list[Role]:
    """«على يد»، «من قبل»، «برصاص»: who does it, behind a passive or a noun."""
    agents = scene.knowledge.words["agent"]
    for chunk in chunks:
        if chunk.kind != "pp":
            continue
        head = chunk.phrase.head if chunk.phrase is not None else chunk.last - 1
        word = scene.marking.words[head]
        glued = scene.marking.tokens[head].folded
        if glued not in agents and word.stem not in agents:
            continue
        phrase = scene.phrase(head + 1, draft.clause[1])
        if phrase is not None:
            return roles_of(scene, draft, phrase)
    return []


def _possessor(scene: Scene, draft: Draft, chunks: list[Chunk]) -> list[Role]:
    """«هجوم لمسلحين»، «غارة للتحالف»: whose deed an indefinite noun is, right behind it."""
    word, sense = scene.marking.words[draft.first], draft.sense
    if word.definite or word.suffix or draft.targets or "ل" in sense.prepositions:
        return []
    if not chunks or chunks[0].prep != "ل" or chunks[0].phrase is None:
        return []
    kinds = scene.kinds(chunks[0].phrase)
    able = {"a": {"force", "party", "person"}, "p": {"force", "party", "person"}, "e": {"force"}}
    if "thing" in kinds or not kinds & able.get(sense.genitive, set()):
        return []
    return roles_of(scene, draft, chunks[0].phrase)


def noun_arguments(scene: Scene, draft: Draft, first: int, last: int) -> None:
    """Fill the participants of a verbal or event noun."""
    marking, i, end = scene.marking, draft.first, draft.clause[1]
    word, sense = marking.words[i], draft.sense
    j, adjective = _past_adjectives(scene, i, end)
    draft.last = i + 1
    genitive = None
    if j == i + 1 and not word.definite and not word.suffix and j < end and not marking.words[j].prep:
        genitive = scene.phrase(j, end)
    chunks = _argument_chunks(scene, genitive.last if genitive else j, end)
    _note_words(scene, draft, genitive)
    if draft.idiom < 0:
        _object_words(scene, draft, chunks)
    own = takewhile(lambda c: not scene.marking.words[c.first].conj, chunks[:_OF_SENTENCE])
    nouns = [c.phrase for c in own if c.kind == "np" and c.phrase is not None]
    if genitive is not None:
        _place_genitive(scene, draft, genitive, chunks, nouns)
    if adjective is not None and sense.genitive in ("a", "e", "p"):
        draft.actors.append(_adjective_role(adjective))
    if not draft.actors:
        draft.actors += _agents(scene, draft, chunks) or _possessor(scene, draft, chunks)
    _complements(scene, draft, chunks)
    if word.suffix:
        draft.pronouns += "t" if draft.sense.genitive in ("t", "v") else "a"
        _owner(scene, draft, first)
    _carried(scene, draft, first, last)


def _past_adjectives(scene: Scene, i: int, end: int) -> tuple[int, int | None]:
    """The token behind the adjectives of a noun, and the one among them that names a country or people."""
    marking, noun = scene.marking, scene.marking.words[i]
    masdar = scene.marking.words[i].classes & w.MASDAR and not noun.definite
    j, named = i + 1, None
    while j < end:
        word = marking.words[j]
        if word.conj or word.prep or word.definite != (noun.definite or bool(noun.suffix)):
            break
        if not word.classes & (w.ADJECTIVE | w.NISBA):
            break
        if word.classes & (w.ROLE | w.GENERIC | w.BODY | w.COUNTRY) and not noun.definite:
            break
        if masdar and word.classes & w.NISBA and _names_person(word, noun):
            break
        if word.classes & w.NISBA and _of_country(word):
            named = j
        j += 1
    return j, named


def _names_person(word: w.Word, noun: w.Word) -> bool:
    """«مقتل فلسطيني»: a nisba that agrees with no masculine masdar as well as it names a person."""
    senses = [r.row for r in noun.readings if isinstance(r.row, Sense)]
    return any(s.genitive in ("t", "v") for s in senses) and not word.stem.endswith("ه")


def _of_country(word: w.Word) -> bool:
    return any(
        r.classes & w.NISBA and (hasattr(r.row, "iso3") or getattr(r.row, "of", "")) for r in word.readings
    )


def _adjective_role(i: int) -> Role:
    return Role(i, i + 1, i, frozenset(["party", "force"]))


def _note_words(scene: Scene, draft: Draft, genitive: Phrase | None) -> None:
    wanted = draft.sense.guards.get("object")
    if wanted is None:
        return
    for k in range(draft.first + 1, (genitive.head if genitive else draft.first + 1) + 1):
        if not 0 <= k < len(scene.marking.words):
            continue
        word = scene.marking.words[k]
        if {scene.marking.tokens[k].folded, word.stem, "ال" + word.stem} & wanted:
            draft.idiom = k
            draft.last = k + 1 if draft.sense.genitive in ("w", "n") and k == draft.first + 1 else draft.last
            return


def _place_genitive(
    scene: Scene, draft: Draft, genitive: Phrase, chunks: list[Chunk], nouns: list[Phrase]
) -> None:
    """«قصف الجيش» or «قصف المدينة»: what the genitive is, by its kind and by what follows it."""
    role, kinds = draft.sense.genitive, scene.kinds(genitive)
    if role == "e" and scene.marking.words[draft.first].prep == "ل":
        role = "t"  # مستعد لدعم الحكومة
    if role in ("w", "n", ""):
        return
    followed = [p for p in nouns if not scene.kinds(p) & {"abstract"}]
    lam = chunks[0].phrase if chunks and chunks[0].prep == "ل" else None  # دعم المملكة للشرعية
    if (
        role in ("t", "e")
        and kinds & {"force", "party", "person"}
        and "thing" not in kinds
        and (followed or lam)
    ):
        behind = followed[0] if followed else lam
        assert behind is not None
        draft.actors += roles_of(scene, draft, genitive)
        draft.targets += roles_of(scene, draft, behind)
    elif role == "a" or (role == "e" and kinds & {"force", "party"} and not kinds & {"place", "thing"}):
        if "abstract" not in kinds:
            draft.actors += roles_of(scene, draft, genitive)
    elif role == "p" and kinds & {"force", "party"} and "place" not in kinds:
        draft.actors += roles_of(scene, draft, genitive)
    elif "abstract" not in kinds or draft.sense.need != "t":
        draft.targets += [r for r in roles_of(scene, draft, genitive) if _counts(draft, r)]


def _owner(scene: Scene, draft: Draft, first: int) -> None:
    """«عدوانه على غزة»: the pronoun goes back to the subject of its clause or of the one before."""
    begin = draft.clause[0]
    for k in range(draft.first - 1, begin - 1, -1):
        if scene.verbal(k):
            subject = _subject_of(scene, k, begin, first, draft.first)
            break
    else:
        subject = phrase_before(scene, draft.first, begin) or _subject_of_clause_before(scene, begin, first)
    roles = roles_of(scene, draft, subject)
    if draft.sense.genitive in ("t", "v"):
        draft.targets += roles if not draft.targets else []
    elif draft.sense.genitive in ("a", "e") and not draft.actors:
        draft.actors += roles


def _subject_of(scene: Scene, k: int, begin: int, first: int, limit: int) -> Phrase | None:
    """The subject of the verb at ``k``, before it or between it and ``limit``."""
    before = _subject_before(scene, k, begin, first)
    if before is not None:
        return before
    behind = [c.phrase for c in _argument_chunks(scene, k + 1, limit) if c.kind == "np"]
    if behind:
        return behind[0]
    return _subject_of_clause_before(scene, begin, first) if scene.marking.words[k].conj else None


def _carried(scene: Scene, draft: Draft, first: int, last: int) -> None:
    """The verb that carries the noun: before it (شن هجوما), or hung on it (هجوم شنه، الذي نفذته)."""
    begin, end = draft.clause
    for k in range(draft.first - 1, begin - 1, -1):
        if scene.verbal(k) and not scene.marking.words[k].classes & w.AUX:
            draft.governor = k
            light = light_of(scene.marking.words[k])
            if light is not None and carries(scene, draft.first, light):
                _give(scene, draft, light, _subject_of(scene, k, begin, first, draft.first))
            break
    if not draft.actors and _any_of(scene, draft.first - 1, "ready"):
        draft.actors += roles_of(scene, draft, phrase_before(scene, draft.first - 1, begin))  # مستعد لدعم …
    if not draft.actors or draft.sense.genitive == "a":
        at = _relative_verb(scene, end, last) or _hung(scene, draft, end)
        if at is not None:
            _carried_on(scene, draft, at, first, last)


def _any_of(scene: Scene, i: int, kind: str) -> bool:
    return i >= 0 and scene.marking.tokens[i].folded in scene.knowledge.words[kind]


def carries(scene: Scene, i: int, light: Light) -> bool:
    """«قام بهجوم», but not «ألقى القبض عليهم بعد هجوم»: whether the noun is what the light verb governs."""
    word, before = scene.marking.words[i], scene.marking.words[i - 1]
    if word.prep:
        return word.prep in light.behind or (word.prep == "ل" and bool(word.classes & w.MASDAR))
    if not before.classes & w.PREP or before.suffix or before.stem in light.behind:
        return True
    return before.stem == "من" and i > 1 and scene.counts(i - 2)  # وجه عددا من الضربات


def _relative_verb(scene: Scene, end: int, last: int) -> int | None:
    """The verb behind the relative pronoun that ends the clause of a noun (الذي كان قد شنه)."""
    if end >= last or not scene.relative(end):
        return None
    at = end + 1
    while at < last and scene.marking.words[at].classes & w.AUX:
        at += 1
    return at if at < last else None


def _carried_on(scene: Scene, draft: Draft, at: int, first: int, last: int) -> None:
    """Take in what the relative clause of a light verb tells of the event."""
    light = light_of(scene.marking.words[at])
    if light is None:
        return
    draft.reach = scene.clause(at, first, last)[1]
    if draft.governor is None or light_of(scene.marking.words[draft.governor]) is None:
        draft.governor = at
    back = at + 1 < draft.reach and scene.marking.tokens[at + 1].folded in ("بها", "به", "بهما")
    if scene.marking.words[at].suffix or back:  # شنها، قام بها
        chunks = _argument_chunks(scene, at + 1 + back, draft.reach)
        _give(scene, draft, light, next((c.phrase for c in chunks if c.kind == "np"), None))
        _complements(scene, draft, chunks)


def _hung(scene: Scene, draft: Draft, end: int) -> int | None:
    """A light verb with a pronoun right behind the noun's phrase: a relative clause without الذي."""
    for k in range(draft.first + 1, min(draft.first + 5, end)):
        word = scene.marking.words[k]
        if word.suffix and word.classes & w.VERB and light_of(word) is not None:
            return k
    return None


def _give(scene: Scene, draft: Draft, light: Light, subject: Phrase | None) -> None:
    """The light verb's subject in the place that the verb gives it."""
    if subject is None or "abstract" in scene.kinds(subject):
        return
    if light.subject == "target" and not draft.targets:
        draft.targets += roles_of(scene, draft, subject)
    elif light.subject in ("actor", "announcer") and not draft.actors:
        if light.subject == "announcer" and not _own_deed(scene, draft, subject):
            return
        if draft.sense.id.startswith("قتل") and light.subject == "announcer":
            return
        draft.actors += roles_of(scene, draft, subject)


def _own_deed(scene: Scene, draft: Draft, subject: Phrase) -> bool:
    """«أعلنت الشرطة اعتقال …»: whether who announces an act of force is who did it."""
    return draft.sense.type in ("COERCE", "MOBILIZE", "RETREAT", "SANCTION") and bool(
        scene.kinds(subject) & {"force", "party"}
    )
