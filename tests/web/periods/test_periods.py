"""Reporting periods: opened alone or in bulk, closed, opened again for a reason, locked for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.browsing import Browser
from tests.entries import measured
from tests.world import World
from tracker.domain.vocabulary import Frequency, PeriodState, State
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.measurement import Assignment, ReportingPeriod
from tracker.models.people import User
from tracker.services import assignments, periods
from tracker.web.periods.forms import due_after

Opens = Callable[[User], Browser]
BASE = "/plans/test-plan/periods"
OUTSIDE = "This date lies outside the plan, which runs from 1 January 2022 to 31 December 2025."


def stored() -> list[ReportingPeriod]:
    db.session.expire_all()
    return db.session.query(ReportingPeriod).order_by(ReportingPeriod.starts_on, ReportingPeriod.ends_on).all()


def test_the_years_that_are_missing_are_opened_at_once(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    page = clara.open(f"{BASE}/open/yearly")
    assert "2022:" not in page.main, "it is open already"
    page = clara.press("Open the periods")
    assert "2 periods are open." in page.text
    assert [each.code for each in stored()] == ["2022", "2023", "2024", "2025"]
    last = stored()[-1]
    assert (last.name.texts, last.due_on) == ({"en": "2025", "ru": "2025"}, date(2026, 3, 31))


def test_halves_and_quarters_have_names_in_the_languages_of_the_plan(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open(f"{BASE}/open/half_yearly")
    clara.press("Open the periods", {"chosen": ["2023-06-30"], "months": "1"})
    half = next(each for each in stored() if each.code == "2023 H1")
    assert half.name.texts["en"] == "First half of 2023"
    assert "ru" in half.name.texts
    assert (half.starts_on, half.ends_on, half.due_on) == (date(2023, 1, 1), date(2023, 6, 30), date(2023, 7, 31))
    clara.open(f"{BASE}/open/quarterly")
    clara.press("Open the periods", {"chosen": ["2024-12-31"]})
    assert stored()[-1].name.texts["en"] == "Fourth quarter of 2024"


def test_years_begin_with_the_first_month_of_the_plan(browser_of: Opens, world: World) -> None:
    world.plan.year_starts_month = 7
    db.session.commit()
    page = browser_of(world.clara).open(f"{BASE}/open/yearly")
    assert "2021/22: 1 January 2022 to 30 June 2022 (a short one, months covered: 6)" in page.main
    assert "2022/23: 1 July 2022 to 30 June 2023" in page.main


def test_no_period_chosen_is_told(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open(f"{BASE}/open/yearly")
    page = clara.press("Open the periods", {"chosen": []}, status=422)
    assert page.errors() == ["Choose at least one period."]


@pytest.mark.parametrize(("ends_on", "months", "due"), [
    (date(2023, 12, 31), 3, date(2024, 3, 31)),
    (date(2023, 12, 31), 2, date(2024, 2, 29)),
    (date(2023, 6, 30), 1, date(2023, 7, 31)),
    (date(2023, 6, 15), 1, date(2023, 7, 15)),
    (date(2023, 2, 28), 0, date(2023, 2, 28)),
])  # fmt: skip
def test_a_due_date_stays_at_the_end_of_its_month(ends_on: date, months: int, due: date) -> None:
    assert due_after(ends_on, months) == due


def test_a_period_with_dates_of_its_own_leads_to_who_answers(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open(f"{BASE}/new")
    page = clara.press("Open the period", {"name-en": "First five months", "code": "5m", "starts_on": "2022-01-01",
                                           "ends_on": "2022-05-31", "due_on": "2022-07-01"})  # fmt: skip
    assert page.heading == "Who answers for what"


@pytest.mark.parametrize(("fields", "told"), [
    ({"starts_on": "2021-06-01"}, OUTSIDE),
    ({"ends_on": "2026-06-01", "due_on": "2026-07-01"}, OUTSIDE),
    ({"ends_on": "2023-12-01"}, "The end lies before the start."),
    ({"due_on": "2024-02-01"}, "Values are due after the period has ended."),
    ({"code": "2023"}, "There is a period with this short name already."),
    ({"starts_on": "2023-01-01", "ends_on": "2023-12-31"}, "There is a period with these dates already."),
    ({"due_on": "31 March"}, "This is no date. Write it like 2024-03-31."),
    ({"name-en": ""}, "Name: Please fill this in."),
])  # fmt: skip
def test_a_period_that_cannot_be_is_refused(browser_of: Opens, world: World, fields: dict[str, str], told: str) -> None:
    clara = browser_of(world.clara)
    clara.open(f"{BASE}/new")
    dates = {"starts_on": "2024-02-01", "ends_on": "2024-12-31", "due_on": "2025-01-31"}
    filled = {"name-en": "A year", "code": "y"} | dates
    page = clara.press("Open the period", filled | fields, status=422)
    assert page.errors() == [told]
    assert len(stored()) == 2


def test_a_closed_period_is_opened_again_only_with_a_reason(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open(f"{BASE}/{world.period_2022.id}")
    clara.follow("What is open, and closing")
    page = clara.press("Close the period", {"for_all": "Nobody was asked yet"})
    assert "2022 is closed: no more values are taken." in page.text
    clara.follow("Open it again")
    page = clara.press("Open it again", status=422)
    assert page.errors() == ["Say why the period is opened again."]
    page = clara.press("Open it again", {"reason": "The ministry sent its figures late"})
    assert "2022 is open again." in page.text
    assert "The ministry sent its figures late" in page.main
    acts = db.session.query(AuditEntry).filter(AuditEntry.subject == "reporting_period").order_by(AuditEntry.id).all()
    assert [(each.act, each.reason) for each in acts] == [
        ("close_period", ""), ("reopen_period", "The ministry sent its figures late"),
    ]  # fmt: skip


def test_a_locked_period_stays_as_it_is(browser_of: Opens, world: World) -> None:
    world.period_2022.state = PeriodState.LOCKED
    db.session.commit()
    clara = browser_of(world.clara)
    page = clara.open(f"{BASE}/{world.period_2022.id}")
    assert "This period is locked" in page.main
    assert "Say who answers for what" not in page.links()
    told = "This period is locked: an edition of its report was issued. It stays as it is."
    clara.open(f"{BASE}/{world.period_2022.id}/reopen")
    assert clara.press("Open it again", {"reason": "Please"}, status=422).errors() == [told]
    clara.open(f"{BASE}/{world.period_2022.id}/edit")
    assert clara.press("Save", {"due_on": "2024-01-01"}, status=422).errors() == [told]
    clara.open(f"{BASE}/{world.period_2022.id}/assign")
    assert clara.press("Save", {"answers": []}, status=422).errors() == [told]
    assert stored()[0].state is PeriodState.LOCKED


def test_two_coordinators_change_a_due_date_and_the_second_is_told(browser_of: Opens, world: World) -> None:
    clara, daria = browser_of(world.clara), browser_of(world.daria)
    for each in (clara, daria):
        each.open(f"{BASE}/{world.period_2022.id}/edit")
    clara.press("Save", {"due_on": "2023-04-15"})
    page = daria.press("Save", {"due_on": "2023-05-01"}, status=409)
    assert "15 April 2023" in page.main
    assert page.value("due_on") == "2023-05-01"


def test_the_responsible_organisations_answer_from_the_start(browser_of: Opens, world: World) -> None:
    world.indicators["centres"].responsible = [world.bridge]
    world.indicators["seats"].responsible = [world.bridge]
    world.indicators["seats"].frequency = Frequency.QUARTERLY
    world.indicators["law"].responsible = [world.ministry]
    world.indicators["law"].frequency = Frequency.ONCE
    db.session.commit()
    clara = browser_of(world.clara)
    clara.open(f"{BASE}/open/yearly")
    clara.press("Open the periods")
    answers = {p.code: {(a.indicator.code, a.organisation.code)
                        for a in db.session.query(Assignment).filter_by(period_id=p.id)} for p in stored()}  # fmt: skip
    assert answers["2024"] == {("centres", "bridge"), ("seats", "bridge")}
    assert answers["2025"] == {("centres", "bridge"), ("seats", "bridge"), ("law", "ministry")}, (
        "once: by its last date"
    )


def test_what_is_reported_yearly_is_not_due_in_each_quarter(world: World) -> None:
    centres = world.indicators["centres"]
    quarter = ReportingPeriod(plan_id=world.plan.id, code="Q", name=world.plan.title, starts_on=date(2024, 10, 1),
                              ends_on=date(2024, 12, 31), due_on=date(2025, 1, 31))  # fmt: skip
    assert assignments.is_due(world.plan, centres, world.period_2022)
    assert not assignments.is_due(world.plan, centres, quarter)
    centres.frequency = Frequency.QUARTERLY
    assert assignments.is_due(world.plan, centres, quarter)


def test_everybody_reads_the_periods_and_only_coordinators_open_them(browser_of: Opens, world: World) -> None:
    page = browser_of(world.amina).open(BASE)
    assert "Open new periods" not in page.links()
    amina = browser_of(world.amina)
    for address in ("new", "open/yearly", f"{world.period_2022.id}/edit", f"{world.period_2022.id}/assign"):
        amina.open(f"{BASE}/{address}", status=403)
    amina.open(f"{BASE}/{world.period_2022.id}")
    for who in (world.viktor, world.olga):
        browser_of(who).open(BASE, status=404)


def test_a_period_of_another_plan_is_not_found(browser_of: Opens, world: World) -> None:
    world.period_2023.plan_id = world.foreign_plan.id
    db.session.commit()
    clara = browser_of(world.clara)
    for act in ("", "/edit", "/assign", "/reopen"):
        clara.open(f"{BASE}/{world.period_2023.id}{act}", status=404)


@pytest.mark.parametrize("language", ["ru", "ar-XB"])
def test_the_pages_open_in_other_languages(browser_of: Opens, world: World, language: str) -> None:
    clara = browser_of(world.clara)
    for address in ("", "/new", "/open/quarterly", f"/{world.period_2022.id}", f"/{world.period_2022.id}/assign"):
        clara.open(f"{BASE}{address}?lang={language}")


def test_the_list_says_how_many_reports_are_in(world: World) -> None:
    measured(world.indicators["centres"], world.period_2022, world.shelter, world.amina, "3")
    measured(world.indicators["reached"], world.period_2022, world.shelter, world.amina, "3", state=State.DRAFT)
    assert periods.counts(world.plan)[world.period_2022.id] == (1, 10)
