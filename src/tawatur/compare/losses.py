"""What a telling lost on its way: the source is gone, the verb is stronger, a denial was not carried.

A loss is one telling beside its sister. That a headline asserts what its own text attributes is a loss, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawatur.compare.conflicts import Group
from tawatur.compare.types import Claim, Conflict, Loss, LossKind, Telling


def losses(groups: Sequence[Group], found: Sequence[Conflict]) -> list[Loss]:
    """What the tellings of each claim lost."""
    by_id = {group.claim.id: group for group in groups}
    lost: list[Loss] = []
    for group in groups:
        lost += _as_fact(group.claim)
        lost += _headlines(group.claim)
        lost += _verbs(group.claim)
    for conflict in found:
        if conflict.slot == "happened":
            lost += _denials(by_id[conflict.a], by_id[conflict.b])
    return lost


def _as_fact(claim: Claim) -> Iterator[Loss]:
    """Texts that print in their own voice what other texts give a source for."""
    sourced = [one for one in claim.told if one.chain and not one.headline]
    if not sourced:
        return
    for text in claim.unsourced_texts:
        one = next(t for t in claim.told if t.article in text.split("+"))
        beside = sourced[0]
        yield _loss("told_as_fact", claim, one, beside, f"«{beside.chain[-1]}» says it there, nobody here")


def _headlines(claim: Claim) -> Iterator[Loss]:
    """Headlines that assert what their own article attributes."""
    for one in claim.told:
        body = [t for t in claim.told if t.article == one.article and not t.headline]
        if one.headline and not one.chain and body and all(t.chain for t in body):
            yield _loss(
                "headline_asserts", claim, one, body[0], f"the body gives it to «{body[0].chain[-1]}»"
            )


def _verbs(claim: Claim) -> Iterator[Loss]:
    """«زعم» in one text, «أكد» in another, of the same source."""
    for doubted in claim.told:
        for one in claim.told:
            if (
                doubted.commitment == "distance"
                and one.commitment != "distance"
                and one.act in ("affirm", "reveal", "explain")
                and one.article != doubted.article
                and doubted.chain[-1:] == one.chain[-1:]
            ):
                yield _loss("stronger_verb", claim, one, doubted, f"{doubted.act} there, {one.act} here")


def _denials(a: Group, b: Group) -> Iterator[Loss]:
    """Articles that tell a claim and nothing of its denial."""
    claim, denial = (b, a) if any(one.denies for one in a.told) else (a, b)
    carriers = {one.article for one in denial.claim.told}
    beside = denial.claim.told[0]
    who = beside.chain[-1] if beside.chain else beside.article
    for article in dict.fromkeys(one.article for one in claim.claim.told):
        if article not in carriers:
            one = next(t for t in claim.claim.told if t.article == article)
            yield _loss("denial_missing", claim.claim, one, beside, f"«{who}» denies it there")


def _loss(kind: LossKind, claim: Claim, one: Telling, beside: Telling, why: str) -> Loss:
    return Loss(kind, claim.id, one.article, one.span, beside.article, beside.span, beside.chain, why)
