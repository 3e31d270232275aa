"""The tree of the demonstration plan: real objectives and series, illustrative commitments and targets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.domain.money import BudgetState
from tracker.domain.rules import default_rules
from tracker.domain.series import Target
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import Direction, Frequency, Kind, PlaceRule, PlanState, TargetSpan, Theme
from tracker.models.database import db
from tracker.models.indicator import Category, Dimension, Indicator
from tracker.models.plan import Commitment, Outcome, Plan
from tracker.services import commitments, earlier, indicators, levels, libraries, money, people_roles, plans, targets
from tracker.services import demonstration_library as library
from tracker.services.acting import Actor
from tracker.services.commitments import CommitmentFacts
from tracker.services.demonstration_people import Cast, give_roles
from tracker.services.earlier import Earlier
from tracker.services.indicators import Answering, IndicatorFacts
from tracker.services.plans import NewPlan, PlanFacts
from tracker.services.targets import Promise

NO_BASELINE: dict[str, Any] = {"value": None, "numerator": None, "denominator": None, "on": None, "unknown": False}


def grow(cast: Cast) -> Plan:
    """The plan with its people, tree, indicators, baselines, targets and the values from before it began."""
    said = library.table("plan.toml")
    plan = _begun(cast, said)
    coordinator = cast.actor("coordinator-1")
    _facts(coordinator, plan, cast, said["plan"])
    for theme in (Theme.CROSS_CUTTING,):
        title = next(library.text(each["title"]) for each in said["pillar"] if each["theme"] == theme)
        levels.add_pillar(coordinator, plan, code="P5", title=title, theme=theme)
    db.session.refresh(plan)
    parents: dict[str, Commitment | Outcome] = {}
    for each in said["outcome"]:
        parents[each["code"]] = levels.add_outcome(
            coordinator,
            plan,
            code=each["code"],
            title=library.text(each["title"]),
            pillar_id=_pillar(plan, each["pillar"]),
        )
    for each in said["commitment"]:
        commitment = commitments.add(coordinator, plan, _commitment(plan, cast, parents, each))
        money.state_budget(coordinator, plan, commitment, BudgetState(each.get("budget", BudgetState.NONE_ALLOCATED)))
        parents[each["code"]] = commitment
    _indicators(coordinator, plan, cast, parents)
    plans.set_state(coordinator, plan, PlanState.ACTIVE, public=True, version=plan.version)
    return plan


def _begun(cast: Cast, said: dict[str, Any]) -> Plan:
    """Only an administrator or a coordinator begins a plan, and coordinates it then; this one hands it on."""
    titles = {Theme(each["theme"]): library.text(each["title"]) for each in said["pillar"]}
    lead = cast.organisations[said["plan"]["lead"]]
    plan = plans.create(
        cast.actor("administrator"), NewPlan(**_new(said["plan"])), organisation_id=lead.id, pillar_titles=titles
    )
    plan.is_demonstration = True
    for membership in people_roles.of_person(cast.people["administrator"]):
        people_roles.end(None, membership)
    give_roles(cast, plan)
    return plan


def _new(said: dict[str, Any]) -> dict[str, Any]:
    same = ("code", "country", "generation", "starts_on", "ends_on", "languages", "default_language", "currency")
    return {name: said[name] for name in same} | {"title": library.text(said["title"]), "year_starts_month": 1}


def _facts(coordinator: Actor, plan: Plan, cast: Cast, said: dict[str, Any]) -> None:
    facts = PlanFacts(
        **_new(said),
        lead_id=cast.organisations[said["lead"]].id,
        parent_id=None,
        act_title=library.text(said["act_title"]),
        act_date=None,  # adopted in December 2021; the day is not in our source
        contact=said["contact"],
    )
    plans.change(coordinator, plan, facts, version=plan.version)


def _pillar(plan: Plan, theme: str) -> int:
    return next(each.id for each in plan.pillars if each.theme == theme)


def _commitment(
    plan: Plan, cast: Cast, parents: dict[str, Commitment | Outcome], said: dict[str, Any]
) -> CommitmentFacts:
    outcome = parents.get(said["under"])
    return CommitmentFacts(
        pillar_id=outcome.pillar_id if outcome is not None else _pillar(plan, said["under"]),
        outcome_id=outcome.id if outcome is not None else None,
        code=said["code"],
        text=library.text(said["text"]),
        theme=None,
        lead_id=cast.organisations[said["lead"]].id,
        supporting_ids=[cast.organisations[code].id for code in said["supporting"]],
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        references=said["references"],
        is_illustrative=True,
    )


def _indicators(coordinator: Actor, plan: Plan, cast: Cast, parents: dict[str, Commitment | Outcome]) -> None:
    said = library.table("indicators.toml")
    dimensions = {each["code"]: _dimension(plan, each) for each in said["dimension"]}
    categories = categories_of(said)
    for each in said["indicator"]:
        each = filled_in(each, said["official"])  # noqa: PLW2901 - the same row, with what all official ones share
        kind, facts = Kind(each["kind"]), _indicator_facts(each)
        indicator = indicators.add(
            coordinator, plan, parents[each["under"]], kind, facts, reference=each.get("title_from", "")
        )
        indicator.dimensions = [dimensions[code] for code in each.get("dimensions", ())]
        _answering(coordinator, plan, cast, indicator, each)
        targets.change(
            coordinator, plan, indicator, _promise(each, plan), version=indicator.version, reason="First promise."
        )
        if "official" in each:
            before = list(_earlier(each, plan, categories))
            earlier.replace_all(coordinator, plan, indicator, before, version=indicator.version)


def filled_in(said: dict[str, Any], official: dict[str, Any]) -> dict[str, Any]:
    """A row with what it shares with others: source and method of official series, the wording of a library."""
    made = dict(said)
    if "official" in said:
        has_target = "final" in said
        made |= {"responsible": ["demo-figures"], "source": official["source"]}
        made["method"] = official["method" if has_target else "method_without_target"]
        year = said["baseline_year"]
        value = str(library.values(said["official"])[year])
        made["baseline"] = {"value": value, "on": library.last_day(year), "source": official["source"]}
    if "title_from" in said:
        entry = libraries.find(said["title_from"])
        made["title"] = {code: entry.text.texts[code] for code in ("en", "ru", "kk")} if entry else {}
    return made


def categories_of(said: dict[str, Any]) -> dict[str, dict[str, str]]:
    """For each dimension our cell (such as `sex:f`) by the code of the source."""
    return {
        each["code"]: {one["published"]: f"{each['code']}:{one['code']}" for one in each["categories"]}
        for each in said["dimension"]
    }


def _dimension(plan: Plan, said: dict[str, Any]) -> Dimension:
    made = Dimension(plan_id=plan.id, code=said["code"], name=library.text(said["name"]))
    for position, one in enumerate(said["categories"]):
        made.categories.append(Category(code=one["code"], name=library.text(one["name"]), position=position))
    db.session.add(made)
    return made


def _indicator_facts(said: dict[str, Any]) -> IndicatorFacts:
    kind = Kind(said["kind"])
    time_rule, place_rule = default_rules(kind, events=said.get("events", False))
    texts = {name: library.text(said.get(name)) for name in ("title", "definition", "method", "source", "unit")}
    return IndicatorFacts(
        code=said["code"],
        **texts,
        means=Multilingual(),
        decimals=said.get("decimals", 0),
        per=said.get("per", 100),
        time_rule=time_rule,
        place_rule=PlaceRule(said["place_rule"]) if "place_rule" in said else place_rule,
        contains_baseline=said.get("contains_baseline", False),
        scale=[library.text(step) for step in said.get("scale", ())],
        is_illustrative="final" in said or "official" not in said,
    )


def _answering(coordinator: Actor, plan: Plan, cast: Cast, indicator: Indicator, said: dict[str, Any]) -> None:
    answering = Answering(
        responsible_ids=[cast.organisations[code].id for code in said["responsible"]],
        frequency=Frequency(said.get("frequency", "yearly")),
        weight=said.get("weight", 1),
        is_sensitive=said.get("is_sensitive", False),
    )
    indicators.set_answering(coordinator, plan, indicator, answering, version=indicator.version)


def _promise(said: dict[str, Any], plan: Plan) -> Promise:
    known = said.get("baseline", {})
    baseline: dict[str, Any] = NO_BASELINE | ({"unknown": True} if known == "unknown" else dict(known))
    numbers = {name: _number(baseline[name]) for name in ("value", "numerator", "denominator")}
    return Promise(
        **numbers,
        unknown=baseline["unknown"],
        on=baseline["on"],
        source=library.text(baseline.get("source")),
        direction=Direction(said["direction"]) if "direction" in said else None,
        targets=tuple(_targets(said, plan)),
    )


def _targets(said: dict[str, Any], plan: Plan) -> Iterator[Target]:
    if "final" not in said:
        return
    for year, value in said.get("periods", {}).items():
        yield Target(due_on=date(int(year), 12, 31), value=Decimal(value))
    yield Target(
        due_on=said.get("final_on", plan.ends_on),
        value=Decimal(said["final"]),
        span=TargetSpan(said.get("span", "period")),
        is_final=True,
    )


def _number(typed: str | None) -> Decimal | None:
    return None if typed is None else Decimal(typed)


def _earlier(said: dict[str, Any], plan: Plan, categories: dict[str, dict[str, str]]) -> Iterator[Earlier]:
    official = said["official"]
    found = {(year, ""): value for year, value in library.values(official).items()}
    for dimension in said.get("dimensions", ()):
        found |= library.parts(official, categories[dimension])
    for (year, cell), value in sorted(found.items()):
        if year < plan.starts_on.year:
            yield Earlier(
                name=str(year), starts_on=date(year, 1, 1), ends_on=library.last_day(year), value=value, cell=cell
            )
