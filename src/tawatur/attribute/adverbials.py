"""«بحسب X»، «وفق ما ذكرت X»، «نقلا عن X»، «على حد قوله»: attribution hung on a clause.

Leading or in the middle of a clause the adverbial is the outermost source of the whole clause; behind a
reported clause it attributes what is left of it.
"""

from __future__ import annotations

from tawatur.attribute.complements import clause_complement
from tawatur.attribute.contents import cut, trim
from tawatur.attribute.drafts import Draft, Range
from tawatur.attribute.lexicon import Cue, CueAdverbial
from tawatur.attribute.objects import nominal_complement
from tawatur.attribute.sources import subject_after
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.phrases import Hit

_THAT_REACH = 24  # tokens from a document to what it says
# What is told once more by «كما قال»; what is done in words (كما رحب) is another statement.
_TELLING = frozenset(["say", "announce", "affirm", "explain", "note", "reveal", "relay", "describe"])


def find(marking: Marking, first: int, last: int, sentence: int) -> list[Draft]:
    """The adverbial attributions of a sentence, with source but without content."""
    found: list[Draft] = []
    i = first
    while i < last:
        draft = None
        for hit in sorted(marking.hits(i, "cue_adverbial"), key=lambda h: -h.last):
            draft = _draft(marking, hit, last)
            if draft is not None:
                break
        if draft is None:
            i += 1
            continue
        draft.sentence = sentence
        found.append(draft)
        i = max(i + 1, draft.cue_end)
    return found


def _draft(marking: Marking, hit: Hit, last: int) -> Draft | None:
    row = hit.row
    assert isinstance(row, CueAdverbial)
    cue = Cue(
        row.id, row.act, row.commitment, {}, {row.reach: frozenset()}, f"ar/cue_adverbials.tsv:{row.id}"
    )
    draft = Draft(
        "adverbial", cue, [(hit.first, hit.last)], hit.first, act=row.act, commitment=row.commitment
    )
    draft.rules.append(f"adverbial {row.kind}")
    draft.conj = hit.proclitic if hit.proclitic in ("و", "ف") else ""
    after = hit.last
    if hit.first > 0 and marking.words[hit.first - 1].classes & w.SPOKES:
        return None  # الناطق بلسان الجيش
    if hit.first > 0 and row.kind == "document_follows" and marking.words[hit.first - 1].classes & w.REL:
        return None  # بعض ما جاء في الاعترافات
    named = after + 1 if after < last and marking.words[after].classes & w.DEM else after  # لهذه القواعد
    if named < last and marking.words[named].stem in row.folded_not_followed_by:
        return None
    if row.kind == "suffix" and row.reach == "right":
        return _said_in_document(marking, draft, last)
    if row.kind == "suffix":
        draft.source_kind = "pronoun"
        return draft
    if row.kind == "verb_follows":
        return _with_verb(marking, draft, row, after, last)
    phrase = _source(marking, after, last)
    if phrase is None or (
        not phrase.classes & w.SPEAKER and (phrase.name is None or phrase.classes & (w.NOUN | w.MASDAR))
    ):
        return None
    if row.kind == "document_follows" and not phrase.classes & w.DOC:
        return None
    if phrase.name is None and phrase.classes & w.MASDAR and not phrase.classes & (w.DOC | w.BODY):
        return None  # وفقا لمتابعة سلوك الحزب
    draft.source = phrase
    return draft


def _with_verb(marking: Marking, draft: Draft, row: CueAdverbial, after: int, last: int) -> Draft | None:
    """«وفق ما ذكرت الوزارة»، «كما أعلنت الحكومة»: the draft with its verb and the subject behind it."""
    verb = _verb_after(marking, after, last)
    if verb is None:
        return None
    draft.cues = [(draft.first, verb + 1)]
    reading = next(
        r for r in marking.words[verb].readings if isinstance(r.row, Cue) and r.classes & w.CUE_VERB
    )
    inner = reading.row
    assert isinstance(inner, Cue)
    if inner.act == "describe" and marking.words[verb].suffix:
        return None  # سيرد على ما وصفه بالعدوان: a label
    draft.act = inner.act
    draft.feature = reading.feature  # type: ignore[assignment]
    behind = verb + 1
    while behind < last and marking.words[behind].classes & w.PREP and marking.words[behind].suffix:
        behind += 1  # ما أفاد به مسؤولون
    draft.source = subject_after(marking, behind, min(last, verb + 30), draft.feature)
    if row.form == "كما" and not _refers_back(marking, verb, inner, draft, last):
        return None  # كما أكد أن: a new sentence, not an attribution of the one before
    return draft


def _said_in_document(marking: Marking, draft: Draft, last: int) -> Draft | None:
    """«أصدر الديوان بيانا جاء فيه: …»: what the document before the cue says behind it."""
    content = _behind(marking, draft.cues[0][1], last)
    first = marking.sentences[marking.layout.sentence_of(draft.first)][0]
    at = next((k for k in range(draft.first - 1, first - 1, -1) if marking.words[k].classes & w.DOC), None)
    if content is None or at is None:
        return None
    draft.source = noun_phrase(marking, at, draft.first, appositions=False)
    draft.content, draft.hard_end, draft.fixed = [content], content[1], True
    return draft


def _behind(marking: Marking, i: int, last: int) -> Range | None:
    """What a colon, marks or أن open at token ``i``; or None."""
    if i >= last:
        return None
    if not (marking.is_punct(i, ":") or i in marking.opening or marking.words[i].classes & w.COMP):
        return None
    start = i if i in marking.opening else i + 1
    quotation = marking.opening.get(start)
    end = quotation.close + 1 if quotation is not None and quotation.closed else last
    a, b = trim(marking, start, end)
    return (a, b) if a < b else None


def _source(marking: Marking, i: int, last: int) -> Phrase | None:
    if i < last and marking.words[i].prep == "ل" and not marking.words[i].classes & w.COMP:
        phrase = noun_phrase(marking, i + 1, last) if marking.tokens[i].folded == "ل" else None
        return phrase or _glued(marking, i, last)
    return noun_phrase(marking, i, last)


def _glued(marking: Marking, i: int, last: int) -> Phrase | None:
    """«وفقا للوزارة»، «وفقا لمصدر»: the phrase begins inside the word that carries the preposition."""
    word = marking.words[i]
    inner = noun_phrase(marking, i + 1, last, appositions=True) if not word.definite else None
    end = i + 1
    construct = word.classes & (w.BODY | w.DOC) and not word.definite
    if inner is not None and (construct or not inner.classes & w.MASDAR):
        end = inner.last
    elif word.definite:
        tail = noun_phrase(marking, i + 1, last)
        end = tail.last if tail is not None and marking.words[tail.head].definite else end
    name = inner.name if inner is not None else None
    return Phrase(i, end, i, True, word.classes, name)


def _refers_back(marking: Marking, verb: int, cue: Cue, draft: Draft, last: int) -> bool:
    """«انسحب الجنود، كما أعلنت الحكومة أمس»: whether the verb says nothing of its own behind its subject.

    At the head of a sentence «كما أعلنت» adds another statement.
    """
    subject = draft.source
    initial = draft.first == marking.sentences[marking.layout.sentence_of(draft.first)][0]
    if initial or draft.act not in _TELLING or subject is None:
        return False
    behind = subject.last
    return (
        clause_complement(marking, cue, verb + 1, last) is None
        and nominal_complement(marking, cue, behind, last, behind) is None
    )


def _verb_after(marking: Marking, i: int, last: int) -> int | None:
    for k in range(i, min(last, i + 3)):
        word = marking.words[k]
        if word.classes & w.CUE_VERB and not word.definite and not word.prep:
            return k
        if not word.classes & w.AUX and word.stem not in ("به", "قد", "ما"):
            return None
    return None


def place(marking: Marking, adverbial: Draft, drafts: list[Draft]) -> None:
    """Give an adverbial its content and its place among the statements of its sentence."""
    first, last = marking.sentences[adverbial.sentence]
    end = adverbial.behind_source
    enclosing = _enclosing(drafts, adverbial)
    inside = [d for d in drafts if d.sentence == adverbial.sentence and d is not adverbial]
    floor, ceiling = first, last
    quotation = marking.quotation_of[adverbial.first]
    if quotation is not None and quotation.closed:
        floor, ceiling = max(floor, quotation.open + 1), min(ceiling, quotation.close)
    waiting = _waiting(inside, adverbial)
    carrier = _carrier(marking, inside, adverbial)
    if adverbial.fixed:
        _take_in(adverbial, inside)
    elif carrier is not None:
        adverbial.content, adverbial.parent = list(carrier.content), carrier
        adverbial.rules.append("behind whoever carries it: inner")
    elif waiting is not None:
        _between(marking, adverbial, waiting, end)
    elif (
        _leads(marking, adverbial, floor, enclosing)
        and trim(marking, end, ceiling)[0] < trim(marking, end, ceiling)[1]
    ):
        _leading(marking, adverbial, inside, end, floor, ceiling)
    else:
        _trailing(marking, adverbial, inside, enclosing, floor)


def _take_in(adverbial: Draft, inside: list[Draft]) -> None:
    """Put the statements that stand in the first range of the content under the adverbial."""
    for a, b in adverbial.content[:1]:
        for d in inside:
            if d.parent is None and a <= d.first < b:
                d.parent = adverbial


def _enclosing(drafts: list[Draft], adverbial: Draft) -> Draft | None:
    best: Draft | None = None
    for d in drafts:
        if any(a <= adverbial.first < b for a, b in d.content) and (best is None or d.begin >= best.begin):
            best = d
    return best


def _waiting(inside: list[Draft], adverbial: Draft) -> Draft | None:
    """The statement whose cue stands before the adverbial and whose content behind it."""
    for d in inside:
        if (
            d.complement is not None
            and d.cues[0][1] <= adverbial.first < d.complement.at
            and d.kind == "verb"
        ):
            return d
        if d.source is not None and d.source.last <= adverbial.first < d.first and d.kind == "verb":
            return d
    return None


def _carrier(marking: Marking, inside: list[Draft], adverbial: Draft) -> Draft | None:
    """«…، بحسب وكالة كذا، نقلا عن تقرير»: the adverbial right before that carries the words of this one."""
    if not adverbial.cue.id.startswith("naql"):
        return None
    for d in inside:
        end = d.source.last if d.kind == "adverbial" and d.source is not None else -1
        if (
            end >= 0
            and end <= adverbial.first <= end + 1
            and all(marking.is_punct(k, "،,") for k in range(end, adverbial.first))
        ):
            return d
    return None


def _between(marking: Marking, adverbial: Draft, host: Draft, end: int) -> None:
    """Between a source or cue and what it governs: outer for وفق and بحسب, inner for نقلا عن."""
    if adverbial.cue.id == "ala_lisan":  # one act with two cues: the person is the one who speaks
        host.cues.append(adverbial.cues[0])
        host.source, host.source_kind = adverbial.source, None
        adverbial.content = []
        return
    if adverbial.cue.id.startswith("naql"):
        adverbial.content = list(host.content)
        adverbial.parent = host
        return
    ranges = [trim(marking, _opening(host), adverbial.first), trim(marking, end, host.end)]
    adverbial.content = [r for r in ranges if r[0] < r[1]]
    adverbial.parent, host.parent = host.parent, adverbial
    adverbial.rules.append("between source and content: outer")


def _opening(host: Draft) -> int:
    """The first token of a reported clause: of its own subject, where that stands before the cue."""
    if host.source is None or host.kind != "verb" or host.source_kind == "dropped":
        return host.first
    return min(host.first, host.source.first)


def _leads(marking: Marking, adverbial: Draft, floor: int, enclosing: Draft | None) -> bool:
    at = adverbial.first
    while at > floor and (
        marking.tokens[at - 1].folded in ("و", "ف") or marking.words[at - 1].stem in ("لكن", "كما")
    ):
        at -= 1
    joined = adverbial.conj == "و" and at > floor and marking.is_punct(at - 1, "،,")
    if at == floor or adverbial.conj == "ف" or joined or _only_islands(marking, floor, at):
        return True  # «…، وبحسب المعلومات فإن»: nothing that trails its clause is joined to it
    return enclosing is not None and trim(marking, enclosing.begin, at)[1] <= enclosing.begin


def _only_islands(marking: Marking, first: int, last: int) -> bool:
    """«وفيما يتعلق بالحدود، بحسب الصحيفة، …»: whether no clause stands before the adverbial yet."""
    opens = marking.words[first].classes & w.PREP or marking.words[first].prep
    return bool(opens) and not any(
        word.classes & (w.COMP | w.REL) or (word.finite and not word.classes & w.NOMINAL)
        for word in marking.words[first + 1 : last]
    )


def _leading(
    marking: Marking, adverbial: Draft, inside: list[Draft], end: int, floor: int, ceiling: int
) -> None:
    for d in inside:
        if adverbial.conj and d.first < adverbial.first and floor <= d.begin and not d.fixed:
            cut(d, adverbial.first)
    start = end
    while start < ceiling and (
        marking.is_punct(start, "،,:") or marking.tokens[start].folded in phrase_words("itself")
    ):
        start += 1  # وفقا للمصدر نفسه، فإن
    source = adverbial.source
    further = source is not None and (source.classes & w.DOC or marking.words[start].classes & w.REL)
    if further and not _that(marking, start):
        start = _that_behind(marking, start, min(ceiling, start + _THAT_REACH))
    if start < ceiling and _that(marking, start):
        start += 1
    marks = marking.opening.get(start)
    stop = max(ceiling, marks.close) if marks is not None and marks.closed else ceiling
    for d in inside:
        joined = d.kind == "participle" or (d.conj and d.kind == "verb")
        if d.first >= start and d.parent is None and joined:
            stop = min(stop, d.first)
            break
    a, b = trim(marking, start, stop)
    adverbial.content = [(a, b)] if a < b else []
    _take_in(adverbial, inside)
    adverbial.rules.append("leads the clause: outer")


def _that_behind(marking: Marking, start: int, limit: int) -> int:
    """«جاء في بيان لها نشر أمس أن»، «…: "…"»: where أن, a colon or marks open what a document says."""
    for i in range(start, limit):
        if _that(marking, i):
            return i
        if marking.is_punct(i, ":"):
            return i + 1
    return start


def _that(marking: Marking, i: int) -> bool:
    """Whether أن, إن or فإن opens a clause at ``i``."""
    return bool(marking.words[i].classes & w.COMP) or marking.words[i].stem in ("فان", "ان")


def _trailing(
    marking: Marking, adverbial: Draft, inside: list[Draft], enclosing: Draft | None, floor: int
) -> None:
    start = floor
    stop = adverbial.first
    owner = enclosing
    ends = [d for d in inside if d.end <= stop and d.end >= stop - 2 and d.first < stop]
    if owner is None and ends:
        owner = ends[-1]
    if (
        owner is not None
        and owner.end >= stop - 2
        and (_says_again(adverbial) or _same_document(marking, owner, adverbial))
    ):
        owner.cues.append(adverbial.cues[0])  # قال …، على حد وصفه: one act with two cues
        owner.commitment = adverbial.commitment if adverbial.commitment != "neutral" else owner.commitment
        owner.content = [(a, min(b, stop)) for a, b in owner.content if a < stop]
        return
    if owner is not None and owner.begin < stop:
        outer = adverbial.source is not None and adverbial.source.classes & w.MEDIA
        if outer and owner.parent is None and owner.first >= floor:
            adverbial.content = [trim(marking, _opening(owner), stop)]
            adverbial.parent, owner.parent = owner.parent, adverbial
            adverbial.rules.append("a medium behind the clause it carries: outer")
        else:
            begin = max(owner.begin, _clause_back(marking, stop, owner.begin, within=True))
            adverbial.content = [trim(marking, begin, stop)]
            adverbial.parent = owner
            adverbial.rules.append("behind what is said: inner")
        for d in inside:
            if d.kind != "adverbial" and d.end > stop and d.first < stop and d is owner:
                d.content = [(a, min(b, stop)) for a, b in d.content if a < stop]
        return
    start = max(start, _clause_back(marking, stop, floor))
    a, b = trim(marking, start, stop)
    behind = _behind_dash(marking, adverbial) or _behind_comma(marking, adverbial, inside, (a, b))
    if adverbial.source_kind == "pronoun" and b - a < 2:
        return
    adverbial.content = [(a, b)] if a < b else []
    if behind is not None and a < b:
        adverbial.content.append(behind)
    _take_in(adverbial, inside)
    adverbial.rules.append("behind its clause")


def _says_again(adverbial: Draft) -> bool:
    """«على حد وصفه»، «وفق تعبيرهم»: the pronoun of who just spoke; «برأيهم» may be the opinion of others."""
    return adverbial.source_kind == "pronoun" and (
        adverbial.act != "opine" or adverbial.cue.id.startswith("ala_hadd")
    )


def _same_document(marking: Marking, owner: Draft, adverbial: Draft) -> bool:
    """«ذكرت الوثيقة أن …، وفقا للوثيقة»: whether the adverbial names once more the document that speaks."""
    said, again = owner.source, adverbial.source
    if (
        said is None
        or again is None
        or not said.classes & again.classes & w.DOC
        or again.last - again.first > 1
    ):
        return False
    head = marking.words[again.head]
    return head.definite and marking.words[said.head].stem == head.stem


def _behind_dash(marking: Marking, adverbial: Draft) -> Range | None:
    """«استهدفت الغارة حيا -وفق المتحدث- ما أدى»: between dashes the clause goes on behind the second."""
    last = marking.sentences[adverbial.sentence][1]
    end = adverbial.behind_source
    if (
        adverbial.first == 0
        or not marking.is_punct(adverbial.first - 1, "-–—")
        or end >= last
        or not marking.is_punct(end, "-–—")
    ):
        return None
    a, b = trim(marking, end + 1, last)
    return (a, b) if a < b else None


def _behind_comma(marking: Marking, adverbial: Draft, inside: list[Draft], before: Range) -> Range | None:
    """«فإن هذه المشاهد، وفق الخبير، تسهم في …»، «يعني ذلك، وفقا للتقرير، أن»: the rest of the clause.

    Its subject waits for a verb, or its verb for what the preposition, number or أن behind the comma brings.
    """
    end = adverbial.behind_source
    last = marking.sentences[adverbial.sentence][1]
    if end + 1 >= last or not marking.is_punct(end, "،,") or not marking.is_punct(adverbial.first - 1, "،,"):
        return None
    word = marking.words[end + 1]
    verb = any(each.finite and not each.classes & w.NOMINAL for each in marking.words[slice(*before)])
    brings = word.classes & (w.COMP | w.PREP) or word.prep or marking.tokens[end + 1].kind == "number"
    waits = not verb and word.finite and not word.classes & w.NOMINAL
    other = marking.hits(end + 1, "outlet_opener") or marking.hits(end + 1, "cue_adverbial")
    if word.conj or not (waits or brings) or other:
        return None
    stop = min((d.first for d in inside if d.first > end), default=last)
    for k in range(end + 2, stop):
        after = marking.words[k]
        if marking.is_punct(k - 1, "،,") and (after.conj or after.classes & (w.CONJ | w.CUE_PART)):
            stop = k
            break
    a, b = trim(marking, end + 1, stop)
    return (a, b) if a < b else None


def _clause_back(marking: Marking, stop: int, floor: int, *, within: bool = False) -> int:
    """Back from the adverbial to the sentence's start, or to the last new main clause (، و + finite verb).

    ``within`` another's words حيث begins the clause that somebody else answers for.
    """
    for i in range(stop - 3, floor, -1):
        word = marking.words[i]
        if (
            word.conj == "و"
            and word.finite
            and not word.classes & w.NOMINAL
            and marking.tokens[i - 1].kind == "punct"
        ):
            return i
        if within and word.stem == "حيث" and marking.is_punct(i - 1, "،,"):
            return i + 1
    return floor
