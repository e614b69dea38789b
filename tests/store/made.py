"""Records made by hand: an article, and who is made to say what in it."""

from tawatur import model as m
from tawatur.read import Options, from_bytes

ENGINE = m.Engine("1", "r1", settings="s")
NEWER = m.Engine("2", "r2", settings="s")


def article(text, name="a", **more):
    return next(iter(from_bytes(text.encode(), f"{name}.txt", Options(**more))))


def record(text, name="a", *, says=(), events=(), engine=ENGINE, **more):
    """``says``: (who, act, words); ``events``: (type, actor, target); all of them words of the text."""
    base = article(text, name, **more)
    names = dict.fromkeys([who for who, *_ in says] + [n for _, *ns in events for n in ns])
    ids = {name: f"e{i}" for i, name in enumerate(names, start=1)}

    def span(words):
        start = text.index(words)
        return base.span(start, start + len(words))

    entities = tuple(
        m.Entity(ids[n], "PER", n, mentions=(m.Mention(span(n).start, span(n).end, "name"),)) for n in names
    )
    statements = tuple(
        m.Statement(
            f"s{i}", (span(who),), m.Source("named", ids[who], span(who)), (span(words),), "indirect", act,
            channel="speech",
        )
        for i, (who, act, words) in enumerate(says, start=1)
    )  # fmt: skip
    made = tuple(
        m.Event(
            f"v{i}", span(actor), kind, actors=(m.Participant(ids[actor], span(actor)),),
            targets=(m.Participant(ids[target], span(target)),), statement="s1" if says else None,
        )
        for i, (kind, actor, target) in enumerate(events, start=1)
    )  # fmt: skip
    return m.Record(base, engine, entities=entities, statements=statements, events=made)
