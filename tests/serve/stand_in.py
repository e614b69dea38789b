"""A stand-in for the engine, so that the command line is tested apart from the reading.

Run as a program it is the command line over that engine.
"""

import sys
import types

import msgspec

from tawatur import model as m

BODY = "ذكر مكتب المحافظ أن المحافظ أكد أمام المدير أن الجسر سيفتح غدا. ونفت الشركة وقوع أي تأخير. وقيل إن العمل انتهى."


def install():
    """Put the stand-in where the pipeline is looked for."""
    module = types.ModuleType("tawatur.run.pipeline")
    module.Engine = Engine
    module.encode = msgspec.json.encode
    module.identity = lambda _settings: m.Engine("0", "0")
    module.schema = lambda: msgspec.json.schema(m.Record)
    sys.modules["tawatur.run.pipeline"] = module


class Engine:
    """Gives the statements of BODY to every article that holds it, and breaks on «عطل»."""

    @classmethod
    def load(cls, _settings):
        """The engine."""
        return cls()

    def read(self, article):
        """A record made by hand."""
        if "عطل" in article.text:
            raise ValueError("a fault\nof ours")
        if "قاطع" in article.text:
            raise KeyboardInterrupt
        return record(article)


def record(article):
    """The record of an article that may hold BODY."""
    engine, at = m.Engine("0", "0"), article.text.find(BODY)
    if at < 0:
        return m.Record(article, engine, notes=("nothing said here",))

    def span(words, after=0):
        start = article.text.index(words, at + after)
        return article.span(start, start + len(words))

    def mention(words, through=None, after=0):
        s = span(words, after)
        return m.Mention(s.start, s.end, "role", through)

    office, governor = span("مكتب المحافظ"), span("المحافظ أكد")
    governor = article.span(governor.start, governor.end - 4)
    entities = (
        m.Entity("e1", "ORG", office.text, mentions=(mention(office.text),)),
        m.Entity(
            "e2", "PER", "سالم الحمدي", known="salim",
            mentions=(m.Mention(governor.start, governor.end, "role", f"{office.start + 5}-{office.end}"),),
        ),
        m.Entity("e3", "PER", "المدير", mentions=(mention("المدير"),)),
    )  # fmt: skip
    statements = (
        m.Statement(
            "s1", (span("ذكر"),), m.Source("organisation", "e1", office),
            (span("المحافظ أكد أمام المدير أن الجسر سيفتح غدا"),), "indirect", "say",
            channel="press_statement", rule="verb+an cue_verbs.tsv:dhakara", confidence=0.9,
        ),
        m.Statement(
            "s2", (span("أكد"),), m.Source("role", "e2", governor), (span("الجسر سيفتح غدا"),),
            "indirect", "affirm", addressee=("e3",), parent="s1", rule="verb+an cue_verbs.tsv:akkada",
            confidence=0.75, alternatives=(m.Alternative("source", "المدير", "stands behind a preposition"),),
        ),
        m.Statement(
            "s3", (span("نفت"),), m.Source("organisation", None, span("الشركة")),
            (span("وقوع أي تأخير"),), "nominal", "deny", negated=True, commitment="distance",
        ),
        m.Statement("s4", (span("قيل"),), m.Source("agentless"), (span("العمل انتهى"),), "indirect", "say", rule="ar/cues.tsv:qila; agentless"),
    )  # fmt: skip
    return m.Record(article, engine, entities=entities, statements=statements, notes=("one line\ndoubtful",))


if __name__ == "__main__":
    install()
    from tawatur.serve.cli import main

    main()
