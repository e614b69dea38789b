"""Form, act, commitment, channel, addressee, negation and source kind of a statement."""

from __future__ import annotations

from tawatur.attribute.drafts import Draft
from tawatur.attribute.lexicon import ChannelPhrase, Knowledge, Necessity
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.phrases import Hit
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import BodyNoun, DocumentNoun, Outlet, is_joint
from tawatur.language.words import Word

_MEDIUM = {
    "agency": "agency",
    "newspaper": "report",
    "site": "report",
    "channel": "broadcast",
    "radio": "broadcast",
}
_MEDIUM_REACH = 6  # tokens of «لوكالة فرانس برس»
_DOCUMENT_REACH = 12  # tokens from «بيانا» to «قالت فيه»
# Acts on a thing: without a colon their marks hold a noun phrase.
_ON_A_THING = frozenset(["condemn", "reject", "welcome", "opine", "deny", "accuse", "describe"])
_IN_IT = frozenset(["فيه", "فيها", "خلاله", "خلالها"])
_LONG_NAME = 5  # words in marks
# Right before a cue these deny that anybody said so.
_NEGATIONS = frozenset(["لم", "لا", "لن", "ليس", "ليست", "ما", "دون", "عدم"])


def complete(marking: Marking, draft: Draft, knowledge: Knowledge) -> None:
    """Fill the fields that follow from the draft's words."""
    draft.act = draft.act or _act(marking, draft, knowledge.necessity)
    draft.commitment = draft.commitment if draft.commitment != "neutral" else draft.cue.commitment
    draft.negated = _negated(marking, draft)
    if draft.source_kind is None:
        draft.source_kind = kind_of(marking, draft.source)
    _channel(marking, draft, knowledge)
    _goes_on(marking, draft)


def _act(marking: Marking, draft: Draft, necessity: dict[str, Necessity]) -> str:
    complement = draft.complement
    if complement is None:
        return draft.cue.act
    act = draft.cue.frames.get("an" if complement.frame == "colon" else complement.frame, draft.cue.act)
    if act in ("affirm", "say") and complement.content < len(marking.words):
        need = necessity.get(marking.words[complement.content].stem)
        if need is not None and complement.frame in ("np", "ala", "ala_an", "an"):
            return need.act
    return act


def form_of(marking: Marking, draft: Draft) -> str:
    """direct, indirect, mixed, nominal, headline or label, by the complement and the marks in the content."""
    if draft.kind == "headline":
        return "headline"
    if draft.kind == "label":
        return "label"
    if draft.kind == "floating":
        return "direct"
    frame = draft.complement.frame if draft.complement is not None else "np" if draft.fixed else "an"
    if frame in ("quote", "colon"):
        return "mixed" if frame == "quote" and _woven_in(marking, draft) else "direct"
    marked = any(_marked(marking, a, b) for a, b in draft.content) or bool(
        draft.complement is not None and draft.complement.quoted and draft.content
    )
    if frame == "maf" or (draft.act == "describe" and frame == "bi"):
        return "label"
    if (frame.endswith("an") and frame != "an_np") or frame in ("subj", "hal") or draft.kind == "adverbial":
        return "mixed" if marked else "indirect"
    return "mixed" if _opens_marked(marking, draft) else "nominal"


def _woven_in(marking: Marking, draft: Draft) -> bool:
    """«قال «إن هناك …»»، «دانوا "هدم المنازل"»: marks without a colon whose words hang on the verb."""
    complement = draft.complement
    if complement is None or draft.kind == "adverbial" or marking.is_punct(complement.at, ":"):
        return False
    opens = bool(marking.words[complement.content].classes & w.COMP)
    return opens or (draft.cue.act in _ON_A_THING and not marking.words[complement.content].finite)


def _marked(marking: Marking, first: int, last: int) -> bool:
    """Whether a quotation that is no mere name lies in the range."""
    for i in range(max(first - 1, 0), last):
        quotation = marking.opening.get(i)
        if quotation is not None and quotation.close <= last + 1:
            if quotation.close - i > 4 or marking.has_finite(i + 1, quotation.close):
                return True
    return False


def _opens_marked(marking: Marking, draft: Draft) -> bool:
    """Whether a noun phrase begins with words in marks that are no name («ندد بـ"مجزرة بشعة"»)."""
    begin = draft.begin
    for i in range(max(begin - 1, 0), min(begin + 4, draft.end)):
        quotation = marking.opening.get(i)
        if quotation is None:
            continue
        inner = marking.words[i + 1 : quotation.close]
        if len(inner) > _LONG_NAME:
            return True
        return not any(word.classes & (w.ACTOR | w.COUNTRY | w.NAME | w.MEDIA) for word in inner) and not (
            len(inner) <= 2 and any(word.classes & w.BODY for word in inner)
        )
    return False


def _negated(marking: Marking, draft: Draft) -> bool:
    """Whether a negation stands right before the verb («لم يعلن»)."""
    if draft.kind != "verb" or draft.first == 0:
        return False
    before = marking.words[draft.first - 1]
    return before.stem in _NEGATIONS and bool(before.classes & (w.NEG | w.CONJ | w.PREP))


def kind_of(marking: Marking, source: Phrase | None) -> str:
    """The source kind of GUIDE: by the head of the phrase and by whether a name stands in it."""
    if source is None:
        return "dropped"
    classes = source.classes
    head = marking.words[source.head]
    if is_joint(head) or (source.joined and classes & (w.BODY | w.COUNTRY | w.ROLE | w.NAME)):
        return "joint"
    if classes & w.DOC and not classes & w.BODY:
        return "document"
    if classes & w.ANON and (not classes & (w.ROLE | w.BODY) or not source.definite):
        return "anonymous"
    if classes & w.GENERIC:
        return "generic"
    if classes & (w.BODY | w.COUNTRY | w.MEDIA):
        return "organisation"
    if source.name is not None and (classes & (w.ROLE | w.HONORIFIC | w.NAME) or not classes):
        return "named"
    if classes & w.ACTOR:
        return "organisation"
    if classes & (w.ROLE | w.SPOKES | w.HONORIFIC):
        if not source.definite or (not head.definite and source.last == source.head + 1):
            return "anonymous" if not classes & w.PLURAL else "generic"
        return "role"
    return "named" if source.name is not None else "organisation"


def _channel(marking: Marking, draft: Draft, knowledge: Knowledge) -> None:
    """The channel told between the cue and what it governs, before the cue, or by who speaks."""
    low, high = draft.first, draft.complement.at if draft.complement is not None else draft.first
    if draft.cue.act == "relay" and draft.kind == "verb":  # what stands behind عن is the inner source's
        high = next((i for i in range(low, high) if marking.words[i].stem == "عن"), high)
    if draft.kind in ("verb", "participle", "noun"):
        begin = max(draft.first - 8, marking.sentences[draft.sentence][0]) if draft.kind != "noun" else low
        for i in (*range(low, high), *range(begin, low)):
            if _in_relative(marking, low, i):
                continue  # الذي سيمثل أمام المحكمة
            for hit in marking.hits(i, "channel"):
                row = hit.row
                assert isinstance(row, ChannelPhrase)
                if draft.channel == "none" or draft.channel_at is None:
                    draft.channel, draft.channel_at = row.channel, i
                    draft.rules.append(f"ar/channels.tsv:{row.form}")
                    _addressee_after(marking, draft, hit, high, row.addressee)
                break
        if draft.kind != "noun" or draft.complement is not None:
            _medium_addressed(marking, draft, low, high)
    elif draft.kind == "adverbial" and draft.source is not None:
        behind, last = draft.source.last, marking.sentences[draft.sentence][1]
        if behind < last and marking.words[behind].prep == "ل":
            _medium_addressed(marking, draft, behind, min(behind + _MEDIUM_REACH, last))
    if draft.channel == "none":
        draft.channel = _written_before(marking, draft)
    if draft.channel == "none" and draft.source is not None:
        draft.channel = _channel_of_source(marking, draft.source, knowledge.media)


def _in_relative(marking: Marking, first: int, i: int) -> bool:
    """Whether a relative clause that no comma has ended stands between two tokens."""
    for k in range(i, first, -1):
        if marking.tokens[k].kind == "punct":
            return False
        word = marking.words[k]
        if word.classes & w.REL and word.stem.startswith("ال"):
            return True
    return False


def _written_before(marking: Marking, draft: Draft) -> str:
    """«أصدرت بيانا قالت فيه»، «تقدمت بشكوى اتهمت فيها»: the channel of what the pronoun stands for."""
    behind = draft.first + 1
    if draft.kind != "verb" or behind >= len(marking.words):
        return "none"
    if marking.words[behind].stem not in _IN_IT or marking.words[draft.first].conj:
        return "none"
    begin = max(marking.sentences[draft.sentence][0], draft.first - _DOCUMENT_REACH)
    for i in range(draft.first - 1, begin - 1, -1):
        channel = _channel_of_document(marking.words[i])
        if channel:
            return channel
    return "none"


def _channel_of_document(word: Word) -> str:
    rows = (reading.row for reading in word.readings)
    return next((row.channel for row in rows if isinstance(row, DocumentNoun) and row.channel), "")


def _goes_on(marking: Marking, draft: Draft) -> None:
    """«قال في بيان …، مشيرا إلى …»: who goes on in the same paragraph does so on the same occasion."""
    before = draft.through
    if before is None or before.parent is not draft.parent or draft.kind == "adverbial":
        return
    layout = marking.layout
    if draft.channel == "none" and layout.paragraph_of(before.first) == layout.paragraph_of(draft.first):
        draft.channel = before.channel
        if before.sentence == draft.sentence and not draft.addressees and before.channel != "none":
            draft.addressees = list(before.addressees)


def _channel_of_source(marking: Marking, source: Phrase, media: dict[str, str]) -> str:
    if _is_programme(marking, source):
        return "none"
    word = marking.words[source.head]
    if channel := _channel_of_document(word):
        return channel
    for reading in word.readings:
        if (
            isinstance(reading.row, BodyNoun)
            and source.classes & w.MEDIA
            and (known := media.get(fold_word(reading.row.form)))
        ):
            return known
    outlet = outlet_in(marking, source.first, source.last)
    if outlet is not None and source.classes & (w.MEDIA | w.ACTOR | w.BODY) and not source.classes & w.ROLE:
        return _MEDIUM.get(outlet.kind, "none")
    return "none"


def _is_programme(marking: Marking, source: Phrase) -> bool:
    """«برنامج الأغذية العالمي»: a body whose first word means a medium elsewhere."""
    hits = [h for h in marking.hits_at.get(source.head, ()) if h.lexicon in ("body", "actor", "outlet")]
    longest = max(hits, key=lambda hit: hit.last, default=None)
    kind = getattr(longest.row, "kind", "") if longest is not None else ""
    return longest is not None and longest.lexicon != "outlet" and kind not in ("media", "agency")


def outlet_in(marking: Marking, first: int, last: int) -> Outlet | None:
    """The medium named between two tokens."""
    for i in range(first, last):
        for hit in marking.hits(i, "outlet"):
            if hit.last <= last and isinstance(hit.row, Outlet):
                return hit.row
    return None


def _addressee_after(marking: Marking, draft: Draft, hit: Hit, limit: int, kind: str) -> None:
    """The other party, where the channel phrase names or calls for one (ar/channels.tsv tells how)."""
    if not kind:
        return
    if kind == "self":
        phrase = governed(marking, hit.last - 1, limit)
        if phrase is not None:
            draft.addressees.append(phrase)
        return
    phrase = noun_phrase(marking, hit.last, limit) if hit.last < limit else None
    if phrase is not None and phrase.classes & w.SPEAKER | (phrase.name is not None):
        draft.addressees.append(phrase)


def governed(marking: Marking, i: int, limit: int) -> Phrase | None:
    """The phrase that the preposition at ``i``, bare or glued to a word, governs."""
    word = marking.words[i]
    if not word.prep or marking.tokens[i].folded.lstrip("وف") == word.prep:
        marks = marking.opening.get(i + 1)
        return noun_phrase(marking, i + 1, min(limit, marks.close + 1) if marks is not None else limit)
    inner = noun_phrase(marking, i + 1, limit)
    return Phrase(
        i,
        inner.last if inner is not None else i + 1,
        i,
        True,
        word.classes,
        inner.name if inner is not None else None,
    )


def _told(marking: Marking, draft: Draft, i: int) -> bool:
    """Whether ل at ``i`` stands right behind the verb or its subject, not in a title (أمين عام لجامعة)."""
    if any(hit.last == i for k in range(max(draft.first, i - 4), i) for hit in marking.hits(k, "channel")):
        return True  # في خطاب للشعب
    word, before = marking.words[i], marking.words[i - 1]
    if before.classes & w.ADJECTIVE and word.classes & w.BODY and not word.classes & w.MEDIA:
        return False  # الأمين العام لجامعة الدول: a title goes on
    behind = draft.first + 1
    if draft.source is not None and draft.source.first > draft.first:
        behind = draft.source.last if i >= draft.source.last else behind
    return i >= behind and all(
        marking.words[k].classes & (w.TIME | w.ADV) or marking.tokens[k].kind == "punct"
        for k in range(behind, i)
    )


def _medium_addressed(marking: Marking, draft: Draft, low: int, high: int) -> None:
    """«قال لـ«صحيفة»»: the addressee is the medium, the channel an interview; with an agency, agency."""
    for i in range(low, high):
        word = marking.words[i]
        if draft.source is not None and draft.source.first <= i < draft.source.last:
            continue
        if i > 0 and any(hit.last == i for hit in marking.hits(i - 1, "cue_adverbial")):
            continue  # وفقا لوكالة
        if (word.prep != "ل" and marking.tokens[i].folded != "ل") or draft.addressees:
            continue
        phrase = governed(marking, i, high)
        if phrase is None:
            continue
        outlet = outlet_in(marking, phrase.first, phrase.last)
        medium = (
            outlet is not None
            or phrase.classes & w.MEDIA
            or (i + 1 in marking.opening and not phrase.classes & w.SPEAKER)
        )
        if not medium:
            if "to" in draft.cue.guards and phrase.classes & w.SPEAKER and _told(marking, draft, i):
                draft.addressees.append(phrase)
            continue
        draft.addressees.append(phrase)
        if draft.channel in ("none", "press_statement") and draft.channel_at is None:
            draft.channel = "agency" if outlet is not None and outlet.kind == "agency" else "interview"
            draft.channel_at = i
        return
