"""The forms of an Arabic verb and of its participle, as news writes them: without vowels, with hamza.

A verb is given by its citation forms, perfect and imperfect of the third person masculine
singular («أفاد», «يفيد»); its class (sound, doubled, hollow, defective) is read off their letters.
Two classes are written alike in the pattern است + two letters (استمر, استمع): without a mark both
sets of forms are given, a final shadda («استمرّ») or any vowel mark («استمَع») settles it.
Clitics (و، ف، س، object pronouns) are not added here; :func:`before_pronoun` gives the shape a
form takes in front of a pronoun.

Rules: W. Wright, A Grammar of the Arabic Language, vol. I, §§ 120-178 (weak verbs), 53-119 (strong).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

Tense = Literal["perfect", "imperfect", "jussive", "participle"]
Voice = Literal["active", "passive"]
Number = Literal["s", "d", "p"]
Gender = Literal["m", "f"]
VerbClass = Literal["sound", "doubled", "hollow", "defective"]


class Form(Struct, frozen=True, gc=False):
    """One written form and what it says of its subject.

    ``jussive`` stands for every form the particles لم and لن leave without its ن or its weak letter;
    where it is written like the imperfect it is not repeated. The imperfect 3fs is also the 2ms.
    ``circumstantial`` marks the participles that can stand as حال (مؤكدا، مؤكدة، مؤكدين).
    """

    text: str
    tense: Tense
    person: Literal[1, 3] | None
    number: Number
    gender: Gender | None
    voice: Voice = "active"
    circumstantial: bool = False


class _Stems(Struct, frozen=True):
    """The shapes of a stem: alone, before ت, before ا, before و, before a consonant, and cut short.

    ``seated``: a final hamza before و sits on its own vowel; false for رأوا, whose و is a radical's remnant.
    """

    bare: str
    before_t: str
    before_a: str
    before_w: str
    closed: str
    short: str | None = None
    seated: bool = True


_SHADDA = "\u0651"
_MARKS = "".join(chr(c) for c in range(0x064B, 0x0653)) + "\u0670"
_INFIXES = "تطد"  # the ت of pattern VIII, and what it becomes after emphatics and after ز
_ASSIMILATED = "تطدذث"  # a first radical that has swallowed the ت of pattern VIII: اتهم، اطلع، ادخر

_PERFECT: tuple[tuple[str, str, Literal[1, 3], Number, Gender | None], ...] = (
    ("", "bare", 3, "s", "m"),
    ("ت", "before_t", 3, "s", "f"),
    ("ا", "before_a", 3, "d", "m"),
    ("تا", "before_t", 3, "d", "f"),
    ("وا", "before_w", 3, "p", "m"),
    ("ن", "closed", 3, "p", "f"),
    ("ت", "closed", 1, "s", None),
    ("نا", "closed", 1, "p", None),
)
_IMPERFECT: tuple[tuple[str, str, str, Literal[1, 3], Number, Gender | None], ...] = (
    ("ي", "", "bare", 3, "s", "m"),
    ("ت", "", "bare", 3, "s", "f"),
    ("أ", "", "bare", 1, "s", None),
    ("ن", "", "bare", 1, "p", None),
    ("ي", "ان", "before_a", 3, "d", "m"),
    ("ت", "ان", "before_a", 3, "d", "f"),
    ("ي", "ون", "before_w", 3, "p", "m"),
    ("ي", "ن", "closed", 3, "p", "f"),
)
_JUSSIVE: tuple[tuple[str, str, str, Literal[1, 3], Number, Gender | None], ...] = (
    ("ي", "", "short", 3, "s", "m"),
    ("ت", "", "short", 3, "s", "f"),
    ("أ", "", "short", 1, "s", None),
    ("ن", "", "short", 1, "p", None),
    ("ي", "ا", "before_a", 3, "d", "m"),
    ("ت", "ا", "before_a", 3, "d", "f"),
    ("ي", "وا", "before_w", 3, "p", "m"),
)
_PARTICIPLE: tuple[tuple[str, Number, Gender, bool], ...] = (
    ("ة", "s", "f", True),
    ("ان", "d", "m", False),
    ("ين", "d", "m", True),
    ("تان", "d", "f", False),
    ("تين", "d", "f", True),
    ("ات", "p", "f", True),
)


@lru_cache(maxsize=4)  # the passive asks again for the forms just made
def conjugate(perfect: str, imperfect: str) -> tuple[Form, ...]:
    """All active forms of the verb, without repetition, in the order of the paradigm.

    >>> [form.text for form in conjugate("قال", "يقول") if form.tense == "perfect"][:5]
    ['قال', 'قالت', 'قالا', 'قالتا', 'قالوا']
    """
    past, present = _plain(perfect), _plain(imperfect)
    forms: list[Form] = []
    for kind in _classes(perfect, imperfect):
        forms += _inflect_perfect(_perfect_stems(past, present, kind), "active")
        forms += _inflect_imperfect(_imperfect_stems(present, kind), "active")
    return tuple(dict.fromkeys(forms))


def passive(perfect: str, imperfect: str) -> tuple[Form, ...]:
    """The third-person passive forms that are written unlike every active form (قيل، يقال، نفي، طولب)."""
    past, present = _plain(perfect), _plain(imperfect)
    kind = _classes(perfect, imperfect)[0]
    active = {form.text for form in conjugate(perfect, imperfect)}
    past, present = _passive_perfect(past, kind), _passive_imperfect(past, present, kind)
    # A passive hollow verb keeps its long vowel in every third person, so it inflects like a sound one.
    shape: VerbClass = "sound" if kind == "hollow" else kind
    forms = _inflect_perfect(_perfect_stems(past, present, shape), "passive")
    forms += _inflect_imperfect(_imperfect_stems(present, shape), "passive")
    kept = (f for f in forms if f.text not in active and f.person == 3 and not _feminine_plural(f))
    return tuple(dict.fromkeys(kept))


def participles(participle: str) -> tuple[Form, ...]:
    """All forms of a participle given as masculine singular; a defective one ends in ي (نافي، داعي).

    >>> [form.text for form in participles("مؤكد") if form.circumstantial]
    ['مؤكدا', 'مؤكدة', 'مؤكدين', 'مؤكدتين', 'مؤكدات']
    """
    bare = _plain(participle)
    plural = bare.removesuffix("ي")
    singulars = (plural, bare)  # the same text twice unless defective: ناف and النافي
    accusative = bare if bare[-1] in "أى" else _seat(bare, "ا")[0]
    forms = [_participle(text, "s", "m", circumstantial=False) for text in singulars]
    forms.append(_participle(accusative, "s", "m"))
    for suffix, number, gender, hal in _PARTICIPLE:
        forms += [_participle(t, number, gender, circumstantial=hal) for t in _seat(bare, suffix)]
    forms += [_participle(t, "p", "m", circumstantial=False) for t in _seat(plural, "ون")]
    forms += [_participle(t, "p", "m") for t in _seat(plural, "ين")]
    return tuple(dict.fromkeys(forms))


def phrase_forms(phrase: str, imperfect: str = "", participle: str = "") -> tuple[str, ...]:
    """A phrase in all forms of the verb it begins with; as it stands when no imperfect is given.

    >>> phrase_forms("لفت النظر", "يلفت", "لافت")[1]
    'لفتت النظر'
    """
    if not imperfect:
        return (phrase,)
    perfect, _, rest = phrase.partition(" ")
    forms = [form.text for form in conjugate(perfect, imperfect)]
    if participle:
        forms += [form.text for form in participles(participle)]
    return tuple(dict.fromkeys(f"{form} {rest}".rstrip() for form in forms))


def before_pronoun(text: str) -> tuple[str, ...]:
    """The shapes of a verb form or noun in front of an attached pronoun: نفى → نفا(ه), إدانة → إدانت(ه)."""
    if text.endswith("ة"):
        return (text[:-1] + "ت",)
    if text.endswith("ى"):
        return (text[:-1] + "ا",)
    if text.endswith("وا"):
        return (text[:-1],)
    if text.endswith("اء"):
        return (text, text[:-1] + "ؤ", text[:-1] + "ئ")
    if text.endswith("يء"):
        return (text[:-1] + "ئ",)
    if text.endswith("أ"):
        return (text, text[:-1] + "ؤ", text[:-1] + "ئ")
    return (text,)


def _plain(citation: str) -> str:
    """The letters alone, with آ opened to أا so that its two radicals can be told apart."""
    return "".join(c for c in citation if c not in _MARKS).replace("آ", "أا")


def _written(text: str) -> str:
    """What the rules built, as it is spelt: a hamza on alef and a long a, or two hamzas, make آ."""
    return text.replace("أأ", "أا").replace("أا", "آ") if "أ" in text else text


def _classes(perfect: str, imperfect: str) -> tuple[VerbClass, ...]:
    past, present = _plain(perfect), _plain(imperfect)
    if past[-1] in "ىاي" or present[-1] in "ىوي":
        return ("defective",)
    if past[-2] == "ا" and present[-2] in "اوي":
        return ("hollow",)
    if past.startswith("است") and len(past) == 5:
        if _SHADDA in perfect[-2:]:
            return ("doubled",)
        return ("sound",) if any(c in _MARKS for c in perfect) else ("doubled", "sound")
    return ("doubled",) if _SHADDA in perfect[-2:] or _doubled(past, present) else ("sound",)


def _doubled(past: str, present: str) -> bool:
    """Whether the last letter stands for two: رد، أصر (يصر)، احتج، انضم، احمر، اطمأن."""
    if past[0] == "أ" and len(past) == 3:
        return len(present) == 3
    if past[0] == "ا" and len(past) == 4:
        return past[1] not in _ASSIMILATED
    if past[0] == "ا" and len(past) == 5:
        return past[1] not in "ن" + _ASSIMILATED and past[2] not in _INFIXES
    return len(past) == 2


def _perfect_stems(past: str, present: str, kind: VerbClass) -> _Stems:
    if kind == "defective":
        base = past[:-1]
        weak = "و" if past.endswith("ا") and present.endswith("و") else "ي"
        if past.endswith("ي"):
            return _Stems(past, past, past, base, past)
        return _Stems(past, base, base + weak, base, base + weak, seated=False)
    if kind == "doubled":
        return _Stems(past, past, past, past, past + past[-1])
    if kind == "hollow":
        last = past[-1]
        if last == "ء":
            last = "أ" if len(past) > 3 else "ؤ" if present[-2] == "و" else "ئ"
        return _Stems(past, past, past, past, past[:-2] + last)
    return _Stems(past, past, past, past, past)


def _imperfect_stems(present: str, kind: VerbClass) -> _Stems:
    body = present[1:]
    if kind == "defective":
        base = body[:-1]
        full = body if body[-1] in "يو" else base + "ي"
        return _Stems(body, full, full, base, full, base, seated=False)
    if kind == "doubled":
        return _Stems(body, body, body, body, body + body[-1])
    if kind == "hollow":
        last = body[-1]
        if last == "ء":
            last = {"ي": "ئ", "و": "ؤ", "ا": "أ"}[body[-2]]
        cut = body[:-2] + last
        return _Stems(body, body, body, body, cut, cut)
    return _Stems(body, body, body, body, body)


def _passive_perfect(past: str, kind: VerbClass) -> str:
    letters = list(past)
    if kind == "hollow":
        letters[-2] = "ي"
    elif kind == "defective":
        letters[-1] = "ي"
    elif letters[-1] == "أ":
        letters[-1] = "ئ"
    if len(past) == 3 and letters[1] == "أ":
        letters[1] = "ئ"
    if kind != "hollow" and len(past) == 4 and letters[1] == "ا":
        letters[1] = "و"
    if kind != "hollow" and len(past) == 5 and past[0] == "ت" and past[2] == "ا" and past[3] != "ء":
        letters[2] = "و"
    return "".join(letters)


def _passive_imperfect(past: str, present: str, kind: VerbClass) -> str:
    letters = list(present)
    if len(past) == 3 and past[0] == "و" and present[1] != "و":
        letters.insert(1, "و")  # يصف → يوصف
    if kind == "hollow":
        letters[-2] = "ا"
    elif kind == "defective":
        letters[-1] = "ى"
    elif letters[-1] == "ئ":
        letters[-1] = "أ"
    return "".join(letters)


def _inflect_perfect(stems: _Stems, voice: Voice) -> list[Form]:
    return [
        Form(text, "perfect", person, number, gender, voice)
        for suffix, slot, person, number, gender in _PERFECT
        for text in _join(getattr(stems, slot), suffix, slot, stems)
    ]


def _inflect_imperfect(stems: _Stems, voice: Voice) -> list[Form]:
    return list(_prefixed(stems, _IMPERFECT, "imperfect", voice)) + list(
        _prefixed(stems, _JUSSIVE, "jussive", voice)
    )


def _prefixed(
    stems: _Stems,
    table: Iterable[tuple[str, str, str, Literal[1, 3], Number, Gender | None]],
    tense: Tense,
    voice: Voice,
) -> Iterator[Form]:
    for prefix, suffix, slot, person, number, gender in table:
        stem: str | None = getattr(stems, slot)
        if stem is None:
            continue
        for text in _join(prefix + stem, suffix, slot, stems):
            yield Form(text, tense, person, number, gender, voice)


def _join(stem: str, suffix: str, slot: str, stems: _Stems) -> tuple[str, ...]:
    """Stem and ending as written; in the closed slot ن+ن and ت+ت are written once."""
    if slot == "closed" and stem[-1] == suffix[0]:
        return (_written(stem + suffix[1:]),)
    return _seat(stem, suffix) if stems.seated else (_written(stem + suffix),)


def _seat(stem: str, suffix: str) -> tuple[str, ...]:
    """Stem and ending, the final hamza on the seat its neighbours ask for; before و both seats in use."""
    if suffix and stem.endswith("ء"):
        if stem[-2] == "ي":
            return (_written(stem[:-1] + "ئ" + suffix),)
        if suffix[0] == "و":
            return (_written(stem[:-1] + "ؤ" + suffix), _written(stem + suffix))
    if stem.endswith("أ") and suffix[:1] == "و":
        return (_written(stem[:-1] + "ؤ" + suffix), _written(stem + suffix))
    return (_written(stem + suffix),)


def _participle(text: str, number: Number, gender: Gender, *, circumstantial: bool = True) -> Form:
    return Form(text, "participle", None, number, gender, circumstantial=circumstantial)


def _feminine_plural(form: Form) -> bool:
    return form.number == "p" and form.gender == "f"
