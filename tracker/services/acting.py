"""Who acts, and what their memberships allow."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from tracker.domain.errors import NotAllowed
from tracker.domain.permissions import Action, Part, Reach, reach
from tracker.domain.texts import N_, message
from tracker.models.database import db
from tracker.models.people import Membership, User
from tracker.models.plan import Plan


@dataclass(frozen=True)
class Actor:
    """A signed-in person with their roles in all plans."""

    user: User
    parts: tuple[Part, ...]

    def reach(self, plan: Plan, action: Action) -> Reach:
        return reach(self.parts, plan.id, action)

    def may(self, plan: Plan, action: Action, organisation_id: int | None = None) -> bool:
        """Whether they may do it to what belongs to an organisation; None asks whether they may do it to anything."""
        right = self.reach(plan, action)
        return bool(right) if organisation_id is None else right.covers(organisation_id)

    def require(self, plan: Plan, action: Action, organisation_id: int | None = None) -> None:
        """Raises NotAllowed where they may not."""
        if not self.may(plan, action, organisation_id):
            raise NotAllowed(message(N_("Your role in this plan does not include this.")))

    def organisations(self, plan: Plan) -> frozenset[int]:
        """The organisations they stand for in a plan."""
        return frozenset(p.organisation_id for p in self.parts if p.plan_id == plan.id and p.organisation_id)


def actor_for(user: User) -> Actor:
    """The user with the memberships that are in force."""
    rows = db.session.scalars(
        select(Membership)
        .where(Membership.user_id == user.id, Membership.archived_at.is_(None))
        .order_by(Membership.id)
    )
    return Actor(user, tuple(Part(row.role, row.plan_id, row.organisation_id) for row in rows))
