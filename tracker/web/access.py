"""Who may open which address: declared at each view, checked before it runs, and nothing is open by default.

What a person may not see answers 404, exactly as what does not exist; what they may see but not do answers 403.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request

from tracker.domain.permissions import Action
from tracker.domain.vocabulary import PlanState
from tracker.models.plan import Plan
from tracker.services import loading, second_factors
from tracker.services.acting import Actor, actor_for
from tracker.web import identity
from tracker.web.carrying import ask_for_factor, ask_to_confirm, ask_to_sign_in

View = TypeVar("View", bound=Callable[..., Any])


class Door(StrEnum):
    """How an address is guarded."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    ADMINISTRATOR = "administrator"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a view declares; in a plan, `action` is what it lets a person do."""

    door: Door
    action: Action | None = None
    is_weighty: bool = False
    """Whether the person must have shown within 15 minutes that it is them."""
    before_factor: bool = False
    """Whether it opens before a needed second factor was shown: there it is set up or asked for."""

    def __str__(self) -> str:
        door = f"{self.door}: {self.action}" if self.action else str(self.door)
        return door + ", confirmed lately" * self.is_weighty + ", before the second factor" * self.before_factor


# What one must be able to see before "you may not do this" may be said about it.
SEEN_BY = {
    Action.RECORD_MEASUREMENT: Action.READ_MEASUREMENT,
    Action.REPORT_STATUS: Action.READ_MEASUREMENT,
    Action.REPORT_SPENDING: Action.READ_MEASUREMENT,
    Action.REVIEW: Action.READ_MEASUREMENT,
    Action.ADD_EVIDENCE: Action.READ_EVIDENCE,
    Action.VERIFY_EVIDENCE: Action.READ_EVIDENCE,
    Action.EDIT_PLAN: Action.READ_PLAN,
    Action.OPEN_PERIOD: Action.READ_PLAN,
    Action.READ_OVERVIEW: Action.READ_PLAN,
    Action.WRITE_REPORT: Action.READ_PLAN,
    Action.WRITE_SECTION: Action.READ_PLAN,
    Action.REMARK_DRAFT: Action.READ_PLAN,
    Action.REQUEST_EDITION: Action.READ_PLAN,
    Action.CONFIRM_EDITION: Action.READ_PLAN,
    Action.INVITE: Action.READ_PLAN,
    Action.READ_RECORD: Action.READ_PLAN,
    Action.EXPORT_EVIDENCE: Action.READ_PLAN,
}

# Endpoints of libraries, which cannot carry a declaration of their own; filled by the module that brings them.
OF_LIBRARIES: dict[str, Policy] = {"static": Policy(Door.PUBLIC)}


def _declare(policy: Policy) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access = policy  # type: ignore[attr-defined]  # a declaration travels with its view
        return view

    return mark


public = _declare(Policy(Door.PUBLIC))
signed_in = _declare(Policy(Door.SIGNED_IN))
signed_in_by_password = _declare(Policy(Door.SIGNED_IN, before_factor=True))
administrator = _declare(Policy(Door.ADMINISTRATOR))


def weighty(view: View) -> View:
    """Declare, above what else is declared, that whoever came here longer ago shows first that it is still them."""
    view.access = replace(view.access, is_weighty=True)  # type: ignore[attr-defined]  # as in `_declare`
    return view


def may(action: Action) -> Callable[[View], View]:
    """Declare that a view inside a plan lets a person do `action`.

    Its address names the plan as `<plan_code>` and other things as `<int:NAME_id>`; the view gets them loaded, as
    `plan` and `NAME`.
    """
    return _declare(Policy(Door.PLAN, action))


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    return getattr(app.view_functions[endpoint], "access", None) or OF_LIBRARIES.get(endpoint)


def init_app(app: Flask) -> None:
    app.before_request(guard)


def current_actor() -> Actor | None:
    """The signed-in person with their roles, read once a request."""
    if "actor" not in g:
        user = identity.person()
        g.actor = actor_for(user) if user is not None else None
    actor: Actor | None = g.actor
    return actor


def the_actor() -> Actor:
    """The signed-in person, in a view that declares that there is one."""
    actor = current_actor()
    if actor is None:
        abort(404)
    return actor


def owes_factor() -> bool:
    """Whether the signed-in person has a second factor and did not show it in this sign-in."""
    return not identity.has_factor() and second_factors.has_any(the_actor().user)


def guard() -> Any:
    """Let the request pass to its view with loaded things, or answer in its place."""
    if request.endpoint is None:
        return None
    policy = policy_of(current_app, request.endpoint)
    if policy is None:
        abort(404)
    if policy.door is Door.PUBLIC:
        return None
    actor = current_actor()
    if actor is None:
        return ask_to_sign_in()
    if not policy.before_factor and second_factors.is_needed(actor) and not identity.has_factor():
        return ask_for_factor(actor.user)
    if policy.door is Door.ADMINISTRATOR and not actor.user.is_administrator:
        abort(404)
    if policy.action is not None:
        _enter_plan(actor, policy.action)
    _load_of_installation()
    return ask_to_confirm() if policy.is_weighty and not identity.is_fresh() else None


def _enter_plan(actor: Actor, action: Action) -> None:
    arguments = request.view_args or {}
    plan = loading.plan_by_code(arguments.pop("plan_code"))
    seen_by = SEEN_BY.get(action, action)
    if plan is None or not actor.may(plan, seen_by):
        abort(404)
    g.plan = arguments["plan"] = plan
    owners = []
    for name in loading.IN_A_PLAN:
        if f"{name}_id" in arguments:
            thing = loading.in_plan(plan, name, arguments.pop(f"{name}_id"))
            owner = getattr(thing, "organisation_id", None)
            if thing is None or (owner is not None and not actor.may(plan, seen_by, owner)):
                abort(404)
            arguments[name] = thing
            owners.append(owner)
    if not all(actor.may(plan, action, owner) for owner in owners or [None]):
        abort(403)


def _load_of_installation() -> None:
    arguments = request.view_args or {}
    for name in loading.OF_THE_INSTALLATION:
        if f"{name}_id" in arguments:
            thing = loading.of_installation(name, arguments.pop(f"{name}_id"))
            arguments[name] = thing if thing is not None else abort(404)


def may_change(plan: Plan, action: Action = Action.EDIT_PLAN) -> bool:
    """Whether to show what leads to a change of the plan: not in one that is archived."""
    return can(action, plan=plan) and plan.state is not PlanState.ARCHIVED


def can(action: Action, organisation_id: int | None = None, plan: Plan | None = None) -> bool:
    """For templates: whether to show what leads to an act."""
    actor, plan = current_actor(), plan or g.get("plan")
    return bool(actor and plan and actor.may(plan, action, organisation_id))
