"""Dimensions of a plan with their categories, and by which of them an indicator is broken down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain.breakdown import BROKEN_DOWN, COUNTS, Layout, is_category
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Multilingual, message
from tracker.models.database import db
from tracker.models.indicator import Category, Dimension, Indicator
from tracker.models.plan import Plan
from tracker.services import audit, clock, editing, levels
from tracker.services.acting import Actor

FEWEST = 2
CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, kw_only=True)
class CategoryFacts:
    """One category as it is wanted: `key` is that of a stored one, None for a new one; out of use it is archived."""

    key: int | None
    name: Multilingual
    in_use: bool = True
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class DimensionFacts:
    """A dimension as it is wanted, its categories in their order."""

    name: Multilingual
    is_complete: bool
    categories: Sequence[CategoryFacts]


def of_plan(plan: Plan, *, archived: bool = False) -> list[Dimension]:
    """The dimensions in use, or those that are archived."""
    is_archived = Dimension.archived_at.is_not(None) if archived else Dimension.archived_at.is_(None)
    query = select(Dimension).where(Dimension.plan_id == plan.id, is_archived).order_by(Dimension.id)
    return list(db.session.scalars(query.options(selectinload(Dimension.categories))))


def in_use(dimension: Dimension) -> list[Category]:
    """The categories that are offered, in their order."""
    return [each for each in dimension.categories if each.archived_at is None]


def asked(indicator: Indicator) -> list[Dimension]:
    """The dimensions by which an indicator is broken down; none for a kind that has no parts."""
    if indicator.kind not in BROKEN_DOWN:
        return []
    return sorted((each for each in indicator.dimensions if each.archived_at is None), key=lambda each: each.id)


def layout(dimension: Dimension, *, also: Iterable[str] = ()) -> Layout:
    """A dimension as the arithmetic knows it; `also` names archived categories that hold values."""
    kept = set(also)
    rows = [each for each in dimension.categories if each.archived_at is None or each.code in kept]
    return Layout(
        dimension=dimension.code, categories=tuple(each.code for each in rows), is_complete=dimension.is_complete
    )


def add(actor: Actor, plan: Plan, facts: DimensionFacts, *, code: str = "") -> Dimension:
    """Add a dimension with its categories. Raises RuleBroken for the total or the unknown rest among them."""
    _begin(actor, plan)
    _check(plan, facts)
    taken = set(db.session.scalars(select(Dimension.code).where(Dimension.plan_id == plan.id)))
    dimension = Dimension(
        plan_id=plan.id,
        code=_free(code, "dimension", taken),
        name=facts.name,
        is_complete=facts.is_complete,
    )
    db.session.add(dimension)
    _arrange(plan, dimension, facts.categories)
    audit.record("add_dimension", dimension, actor=actor.user, plan=plan, after=_said(dimension))
    return dimension


def change(actor: Actor, plan: Plan, dimension: Dimension, facts: DimensionFacts, *, version: int | None) -> Dimension:
    """Change names, order and use of categories; what holds values keeps its code. Raises RuleBroken and Stale."""
    _begin(actor, plan)
    editing.require_version(dimension, version)
    _check(plan, facts)
    before = _said(dimension)
    name = editing.texts_kept(dimension.name, facts.name, plan.languages)
    _arrange(plan, dimension, facts.categories)
    editing.apply(dimension, {"name": name, "is_complete": facts.is_complete})
    audit.record("change_dimension", dimension, actor=actor.user, plan=plan, before=before, after=_said(dimension))
    return dimension


def archive(actor: Actor, plan: Plan, dimension: Dimension) -> None:
    """Take a dimension out of use; what was reported by it stays, and it can be restored."""
    _begin(actor, plan)
    dimension.archived_at = dimension.archived_at or clock.now()
    audit.record("archive_dimension", dimension, actor=actor.user, plan=plan)


def restore(actor: Actor, plan: Plan, dimension: Dimension) -> None:
    """Put an archived dimension back to use."""
    _begin(actor, plan)
    dimension.archived_at = None
    audit.record("restore_dimension", dimension, actor=actor.user, plan=plan)


def crosses(indicator: Indicator) -> tuple[Dimension, Dimension] | None:
    """The two dimensions that are asked for together, in the order of their codes; None where they are not."""
    found = sorted(asked(indicator), key=lambda each: each.code)
    return (found[0], found[1]) if indicator.is_crossed and len(found) == 2 and indicator.kind in COUNTS else None


def choose(
    actor: Actor, plan: Plan, indicator: Indicator, keys: Iterable[int], *, crossed: bool = False, version: int | None
) -> Indicator:
    """Say by what an indicator is broken down: by several, each for itself or two of them crossed, or by nothing.

    Raises RuleBroken at its field, and Stale.
    """
    _begin(actor, plan)
    editing.require_version(indicator, version)
    if indicator.kind not in BROKEN_DOWN:
        raise RuleBroken(message(N_("Only what is counted or divided has parts: this indicator has none.")))
    found = {each.id: each for each in [*of_plan(plan), *indicator.dimensions]}
    if not set(keys) <= set(found):
        raise RuleBroken(message(N_("Choose dimensions of this plan.")), "dimensions")
    wanted = [found[key] for key in sorted(set(keys))]
    _check_crossing(indicator, len(wanted), crossed=crossed)
    values: dict[str, Any] = {"dimensions": wanted, "is_crossed": crossed}
    before, after = editing.changed(indicator, values)
    editing.apply(indicator, values)
    audit.record("change_indicator", indicator, actor=actor.user, plan=plan, before=before, after=after)
    return indicator


def _check_crossing(indicator: Indicator, number: int, *, crossed: bool) -> None:
    """A crossing is one of two dimensions, and of counts: shares of pairs have denominators that nobody has."""
    if crossed and indicator.kind not in COUNTS:
        raise RuleBroken(message(N_("Only counts are crossed. Break this one down by each dimension.")), "crossed")
    if crossed and number != 2:
        raise RuleBroken(message(N_("Choose exactly two dimensions to cross them.")), "crossed")


def _begin(actor: Actor, plan: Plan) -> None:
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)


def _check(plan: Plan, facts: DimensionFacts) -> None:
    levels.require_default_text(plan, facts.name, "name")
    offered = [each for each in facts.categories if each.in_use]
    if len(offered) < FEWEST:
        raise RuleBroken(message(N_("A dimension has at least two categories. Write their names.")))
    for each in facts.categories:
        levels.require_default_text(plan, each.name, "categories")
        for word in each.name.texts.values():
            if not is_category(word):
                sentence = N_("“%(word)s” is no category: the total and the unknown rest are there by themselves.")
                raise RuleBroken(message(sentence, word=word))
    names = [each.name.texts.get(plan.default_language, "").casefold() for each in offered]
    if len(set(names)) < len(names):
        raise RuleBroken(message(N_("Two categories have the same name.")))


def _arrange(plan: Plan, dimension: Dimension, rows: Sequence[CategoryFacts]) -> None:
    """Give the categories their names, order and use; those that no row names are left as they are, at the end."""
    stored = {each.id: each for each in dimension.categories}
    for position, row in enumerate(rows):
        category = stored.get(row.key or 0)
        if category is None:
            taken = {each.code for each in dimension.categories}
            category = Category(code=_free(row.code, "category", taken), name=row.name)
            dimension.categories.append(category)
        category.name = editing.texts_kept(category.name, row.name, plan.languages)
        category.position = position
        category.archived_at = None if row.in_use else category.archived_at or clock.now()


def _free(wanted: str, stem: str, taken: set[str]) -> str:
    """The code that is wanted, if it is one and free; else one made of a number."""
    if CODE.fullmatch(wanted) and is_category(wanted) and wanted not in taken:
        return wanted
    return next(code for number in range(1, len(taken) + 2) if (code := f"{stem}-{number}") not in taken)


def _said(dimension: Dimension) -> dict[str, Any]:
    """What the record of acts keeps of a dimension."""
    rows = [[each.code, dict(each.name.texts), each.archived_at is None] for each in dimension.categories]
    return {"name": dict(dimension.name.texts), "is_complete": dimension.is_complete, "categories": rows}
