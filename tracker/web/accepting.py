"""How a form is answered: done, refused at its fields, or shown beside what somebody else stored meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import render_template, request

from tracker.domain.errors import AlreadyExists, RuleBroken
from tracker.web.conflicts import Conflict, version_sent
from tracker.web.forms import TrackerForm

Done = TypeVar("Done")


def accepted(form: TrackerForm, act: Callable[[], Done]) -> Done | None:
    """What a sent and valid form asks for, done; None where there is none, or the refusal now stands in the form.

    Lets Stale through: the view shows the conflict.
    """
    if not form.validate_on_submit():
        return None
    try:
        return act()
    except (AlreadyExists, RuleBroken) as error:
        form.refuse(error)
        return None


def form_page(
    template: str, form: TrackerForm, *, thing: Any = None, clash: Conflict | None = None, **more: Any
) -> tuple[str, int]:
    """The page of a form with what was typed; after a conflict it carries the stored version, so it can be sent."""
    status = 409 if clash else 422 if form.errors else 200
    version = None
    if thing is not None:
        version = version_sent() if request.method == "POST" and clash is None else thing.version
    page = render_template(template, form=form, thing=thing, clash=clash, version=version, **more)
    return page, status
