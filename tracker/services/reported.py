"""What was reported, seen from outside an entry: the evidence of many entries at once, and the decisions on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from tracker.domain.vocabulary import EvidenceClass, Step, Verification
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.measurement import Measurement, Review
from tracker.services.acting import Actor
from tracker.services.evidence import Support, may_see

DECISIONS = (Step.VERIFY, Step.RETURN)


def supports(
    actor: Actor, column: InstrumentedAttribute[int | None], ids: Collection[int]
) -> dict[int, tuple[Support, ...]]:
    """The evidence of entries, named by a column of the links, in one query.

    Of an item that the person may not open stands only who holds it, unless it is public; if it was rejected, nothing.
    """
    links = db.session.scalars(
        select(EvidenceLink)
        .join(EvidenceLink.evidence)
        .where(column.in_(ids), EvidenceLink.archived_at.is_(None), Evidence.archived_at.is_(None))
        .options(joinedload(EvidenceLink.evidence).joinedload(Evidence.organisation))
        .options(joinedload(EvidenceLink.evidence).joinedload(Evidence.plan))
        .order_by(EvidenceLink.id)
    )
    found: dict[int, list[Support]] = defaultdict(list)
    for link in links:
        item, sees = link.evidence, may_see(actor, link.evidence)
        if sees or item.verification is not Verification.REJECTED:
            is_hidden = not sees and item.visibility is not EvidenceClass.PUBLIC
            found[getattr(link, column.key)].append(Support(link, item, is_hidden))
    return {key: tuple(each) for key, each in found.items()}


def decisions(rows: Collection[Measurement]) -> Sequence[Review]:
    """The decisions on some measurements with their remarks, the newest first; for who may see the measurements."""
    query = (
        select(Review)
        .where(Review.measurement_id.in_([row.id for row in rows]), Review.step.in_(DECISIONS))
        .options(joinedload(Review.reviewer))
        .order_by(Review.at.desc(), Review.id.desc())
    )
    return db.session.scalars(query).all()
