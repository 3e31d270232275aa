"""Money of commitments: what is promised, what was spent, and that nobody adds tenge to dollars."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.browsing import Browser
from tests.world import World
from tracker.domain.money import BudgetState
from tracker.domain.vocabulary import PeriodState
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.money import Funding, Spending
from tracker.models.people import User
from tracker.services import snapshots

Opens = Callable[[User], Browser]
AMOUNT = {"amount": "1,250,000.50", "currency": "KZT", "year": "2023", "source-en": "Budget law"}


def promise(browser: Browser, world: World, commitment: int = 0, **fields: str) -> None:
    browser.open(f"/plans/test-plan/commitments/{world.commitments[commitment].id}/funding")
    browser.press("Add the amount", AMOUNT | fields)


def spend(browser: Browser, world: World, **fields: str) -> None:
    browser.open(spending_of(world))
    browser.press("Store the amount", {"amount": "900", "currency": "KZT", "source": "Account 12"} | fields)


def spending_of(world: World, organisation: str = "shelter") -> str:
    what, who = world.commitments[0].id, getattr(world, organisation).id
    return f"/plans/test-plan/periods/{world.period_2023.id}/commitments/{what}/spending/{who}"


@pytest.mark.trap("M52")
def test_amounts_of_two_currencies_and_years_stand_apart(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    promise(clara, world)
    promise(clara, world, amount="500", currency="USD", donor=str(world.donor.id))
    promise(clara, world, amount="749,999.50", year="2023")
    promise(clara, world, amount="3", year="2024")
    page = clara.open("/plans/test-plan/money")
    assert "2023: 2,000,000 KZT 2024: 3 KZT 2023: 500 USD" in page.main.replace("\xa0", " ").replace(".00", "")
    db.session.rollback()
    assert world.commitments[0].budget is BudgetState.ALLOCATED
    page = clara.open(f"/plans/test-plan/commitments/{world.commitments[0].id}")
    assert "1,250,000.50 KZT" in page.main.replace("\xa0", " ")
    assert "The state's own budget" in page.main
    assert "Donor" in page.main


def test_amounts_are_written_as_the_language_writes_them(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    promise(clara, world)
    page = clara.open("/plans/test-plan/money?lang=ru")
    assert "1 250 000,50 KZT" in page.main.replace("\xa0", " ").replace("\u202f", " ")


def test_that_no_budget_is_allocated_is_said_and_seen(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    page = clara.open(f"/plans/test-plan/commitments/{world.commitments[1].id}/funding")
    assert "Budget not stated" in page.main
    clara.press("Store this", {"state": "none_allocated"})
    assert "No budget allocated" in clara.page.main
    assert "No budget allocated" in clara.open("/plans/test-plan/money").main
    promise(clara, world, commitment=1)
    assert "Budget allocated" in clara.page.main
    assert "Then say which it is" not in clara.page.main
    clara.follow(next(label for label in clara.page.links() if label.startswith("Change: 1,250,000.50")))
    clara.press("Take this amount off")
    assert "Budget not stated" in clara.page.main
    db.session.rollback()
    assert db.session.scalars(select(Funding)).one().archived_at is not None, "it is archived, not deleted"
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.subject.in_(("funding", "commitment")))).all()
    assert acts == ["state_budget", "add_funding", "take_off_funding"]


@pytest.mark.parametrize(("fields", "told"), [
    ({"amount": ""}, "Amount: Please fill this in."),
    ({"amount": "0"}, "An amount is above 0. Where nothing is given, say so instead."),
    ({"amount": "1.005"}, "Write the amount in full, with two decimals at most."),
    ({"year": "23"}, "Write the year in four digits."),
    ({"currency": ""}, "Choose the currency."),
])  # fmt: skip
def test_what_is_no_amount_is_refused_at_its_field(
    browser_of: Opens, world: World, fields: dict[str, str], told: str
) -> None:
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/commitments/{world.commitments[0].id}/funding")
    page = clara.press("Add the amount", AMOUNT | fields, status=422)
    assert page.errors() == [told]


def test_two_coordinators_correct_one_amount_and_the_second_sees_both(browser_of: Opens, world: World) -> None:
    clara, daria = browser_of(world.clara), browser_of(world.daria)
    promise(clara, world)
    address = f"/plans/test-plan/funding/{db.session.scalars(select(Funding)).one().id}"
    clara.open(address)
    daria.open(address)
    clara.press("Save", {"amount": "2"})
    page = daria.press("Save", {"amount": "3"}, status=409)
    assert page.value("amount") == "3"
    daria.press("Save")
    db.session.rollback()
    assert db.session.scalars(select(Funding)).one().amount == Decimal(3)


def test_an_organisation_says_what_it_spent_with_its_source(browser_of: Opens, world: World) -> None:
    amina = browser_of(world.amina)
    amina.open(f"/plans/test-plan/commitments/{world.commitments[0].id}")
    amina.follow("Enter what was spent in 2023")
    page = amina.press("Store the amount", {"amount": "0", "currency": "KZT"}, status=422)
    assert page.errors() == ["Source: Please fill this in."]
    amina.press("Store the amount", {"source": "Account 12"})
    assert "0 KZT" in amina.page.main.replace("\xa0", " "), "a zero is an answer"
    page = amina.press("Store the amount", {"amount": "5", "currency": "KZT", "source": "Again"}, status=422)
    assert page.errors() == ["There is already an amount in KZT. Correct that one."]
    amina.open(spending_of(world) + "?currency=KZT")
    amina.press("Store the amount", {"amount": "70.25"})
    db.session.rollback()
    row = db.session.scalars(select(Spending)).one()
    assert (row.amount, row.source, row.author) == (Decimal("70.25"), "Account 12", world.amina)


def test_nobody_else_sees_or_enters_what_an_organisation_spent(browser_of: Opens, world: World) -> None:
    spend(browser_of(world.amina), world)
    galym = browser_of(world.galym)
    assert "900" not in galym.open("/plans/test-plan/money").main
    assert "900" not in galym.open(f"/plans/test-plan/commitments/{world.commitments[0].id}").main
    galym.open(spending_of(world), status=404)
    browser_of(world.bota).open(spending_of(world, "bridge"), status=404)
    assert "900" in browser_of(world.rahima).open("/plans/test-plan/money").main
    browser_of(world.clara).open(spending_of(world), status=403)
    row = db.session.scalars(select(Spending)).one()
    galym.open(spending_of(world, "ministry"))
    sent = {**galym.page.values(galym.page.forms()[0])}
    assert galym.client.post(f"/plans/test-plan/spending/{row.id}/take-off", data=sent).status_code == 404


def test_a_closed_period_takes_no_amount(browser_of: Opens, world: World) -> None:
    amina = browser_of(world.amina)
    amina.open(spending_of(world))
    world.period_2023.state = PeriodState.CLOSED
    db.session.commit()
    page = amina.press("Store the amount", {"amount": "5", "currency": "KZT", "source": "Account"}, status=422)
    assert "closed" in page.errors()[0]
    assert db.session.scalars(select(Spending)).all() == []


def test_an_amount_that_was_taken_off_can_be_entered_again(browser_of: Opens, world: World) -> None:
    amina = browser_of(world.amina)
    spend(amina, world)
    amina.open(spending_of(world) + "?currency=KZT")
    amina.press("Take this amount off")
    assert "900" not in amina.page.main
    spend(amina, world, amount="901")
    db.session.rollback()
    assert db.session.scalars(select(Spending)).one().amount == Decimal(901)


def test_a_report_tells_budget_and_spending_of_each_commitment(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    promise(clara, world)
    promise(clara, world, amount="500", currency="USD", donor=str(world.donor.id))
    spend(browser_of(world.amina), world)
    line = snapshots.take(world.plan, world.period_2023).pillars[0].commitments[0]
    assert [(each.amount, each.currency, each.year) for each in line.funding] == [
        (Decimal("1250000.50"), "KZT", 2023),
        (Decimal(500), "USD", 2023),
    ]
    assert [(each.here, each.amount) for each in line.spending] == [(True, Decimal(900))]
    before = snapshots.take(world.plan, world.period_2022).pillars[0].commitments[0]
    assert before.spending == (), "what was spent later is in no earlier report"
