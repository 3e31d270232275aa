"""The first page after signing in: the plans one works on, or straight to the only one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker.domain.vocabulary import Role
from tracker.models.plan import Plan
from tracker.services import backing_up, plans, waiting
from tracker.services.waiting import PlanWork, Task
from tracker.web import access

blueprint = Blueprint("home", __name__)

# Where the work of a role is done; of several roles the first in this order leads.
PLACES = {
    Role.COORDINATOR: "overview.show",
    Role.CONTRIBUTOR: "work.show",
    Role.REVIEWER: "reviewing.queue",
    Role.VIEWER: "editions.index",
}
TASK_PLACES = {
    Task.MEND: "work.show",
    Task.ENTER: "work.show",
    Task.REPORT: "work.show",
    Task.REVIEW: "reviewing.queue",
    Task.CHASE: "overview.show",
    Task.CONFIRM: "editions.index",
    Task.WRITE: "writing.mine",
    Task.READ_DRAFT: "writing.mine",
}


@blueprint.get("/")
@access.signed_in
def show() -> str | Response:
    actor = access.the_actor()
    works = waiting.for_person(actor)
    only = first_page(works[0]) if len(works) == 1 and not actor.user.is_administrator else ""
    if only:
        return redirect(only)
    more: dict[str, Any] = {"may_create": plans.may_create(actor), "archived": plans.of_person(actor, archived=True)}
    if actor.user.is_administrator:
        more["key_is_beside_data"] = current_app.extensions["settings"].key_is_beside_data
        more["last_backup"] = backing_up.last(current_app.extensions["settings"])
    return render_template("home/show.html", works=works, first_page=first_page, task_page=task_page, **more)


def first_page(work: PlanWork) -> str:
    """The page on which somebody with these roles works."""
    return next((page for role in PLACES if role in work.roles and (page := _page(PLACES[role], work.plan))), "")


def task_page(task: Task, plan: Plan) -> str:
    return _page(TASK_PLACES[task], plan)


def _page(endpoint: str, plan: Plan) -> str:
    return url_for(endpoint, plan_code=plan.code)
