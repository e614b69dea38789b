"""What a reader may ask of the events of one article: a call, a strike, an interview.

The article stands beside the project (``../shared/seed``) and never in it: without it these are skipped.
It is asked by where words stand in it (code points), by ids and by codes.
"""

from pathlib import Path

import pytest

import tawatur

ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "seed" / "sarraj-stoltenberg.txt"

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the article beside the project is not there")

SARRAJ, STOLTENBERG, NATO, GOVERNMENT = "p-serraj", "p-stoltenberg", "nato", "lby-gna"
OFFICE = 447  # where the media office is first said to speak
DAY = "2020-05-16"


@pytest.fixture(scope="module")
def record():
    return tawatur.read_text(ARTICLE.read_text(encoding="utf-8"), published=DAY)


@pytest.fixture(scope="module")
def event(record):
    """The event whose trigger covers this code point."""

    def at(position):
        (found,) = (e for e in record.events if e.trigger.start <= position < e.trigger.end)
        return found

    return at


def known(record, participants):
    return [record.entity(p.entity).known for p in participants]


def starts(participants):
    return [p.span.start for p in participants]


def cue(record, position):
    """The statement whose cue begins here."""
    (found,) = (s for s in record.statements if any(c.start == position for c in s.cue))
    return found


def chain(record, event):
    """Where the cues of the statements around an event begin, from the outermost."""
    statement = record.statement(event.statement)
    return [s.cue[0].start for s in record.around(statement)][::-1] if statement else []


def day(event):
    return event.date and (event.date.since[:10], event.date.until[:10])


def test_who_spoke_with_whom_and_how(record, event):
    headline, lead, body = event(24), event(72), event(562)
    assert (headline.type, headline.codes.plover, headline.codes.cameo) == ("CONSULT", "CONSULT/phone", "041")
    assert known(record, lead.actors) == [SARRAJ]
    assert known(record, lead.targets) == [STOLTENBERG]
    assert known(record, body.actors) == [SARRAJ, STOLTENBERG]
    assert {lead.same_as, body.same_as} == {headline.id}
    assert chain(record, body) == [OFFICE]
    assert not any(e.place for e in (headline, lead, body)), "the country is what they spoke of"


def test_what_was_agreed_and_who_says_so(record, event):
    agreed = [event(1438), event(1654)]
    office = cue(record, OFFICE).source.entity
    for one in agreed:
        assert (one.type, one.codes.cameo, one.status) == ("AGREE", "030", "actual")
        assert record.statement(one.statement).source.entity == office
    assert NATO in known(record, agreed[0].actors)


def test_who_is_asked_for_what(record, event):
    outcomes, embargo, parties = event(1008), event(1154), event(2124)
    assert {(e.type, e.codes.cameo) for e in (outcomes, embargo, parties)} == {("REQUEST", "100")}
    assert all(known(record, e.actors) == [STOLTENBERG] for e in (outcomes, embargo, parties))
    assert record.statement(outcomes.statement).source.entity == cue(record, OFFICE).source.entity
    assert starts(parties.targets) == [2204]
    assert parties.statement is None, "the outlet itself reports the interview"


def test_whose_concern_it_is_and_who_is_not_named(record, event):
    fighting = event(1129)
    assert fighting.type == "ASSAULT"
    assert starts(fighting.actors) == [1109]
    assert fighting.targets == (), "they fight beside somebody: against whom is not told"
    assert [s.source.entity for s in record.around(cue(record, 1078))] == [
        cue(record, 826).source.entity,
        cue(record, OFFICE).source.entity,
    ]
    aggressor = [e for e in record.entities if any(m.start <= 1138 < m.end for m in e.mentions)]
    assert not any(e.known for e in aggressor), "the article does not say who that is"


def test_what_was_destroyed_where_and_by_whom(record, event):
    strike = event(1759)
    assert (strike.type, strike.mode, strike.codes.cameo) == ("ASSAULT", "drone", "195")
    assert {w.weapon_class for w in strike.weapons} == {"air.uav", "missile.sam"}
    assert all(record.article.text[w.span.start : w.span.end] == w.span.text for w in strike.weapons)
    assert (starts(strike.actors), starts(strike.targets)) == ([1765], [1793])
    assert strike.place.span.start == 1855
    assert day(strike) == (DAY, DAY)


def test_who_claims_the_strike(record, event):
    told, again = event(1759), event(2014)
    assert (chain(record, told), chain(record, again)) == ([1717], [1911])
    assert again.same_as == told.id
    assert cue(record, 1911).channel == "social_post"
    assert cue(record, 1717).source.entity != cue(record, 1911).source.entity


def test_no_casualties_are_told(record):
    assert all(e.harm == () for e in record.events)
    assert not any(q.role in ("killed", "wounded") for q in record.quantities)


def test_what_is_promised(record, event):
    support = event(2336)
    assert (support.type, support.status) == ("SUPPORT", "future")
    assert known(record, support.targets) == [GOVERNMENT]
    assert starts(support.actors) == [2318]
    assert chain(record, support) == [2124]
