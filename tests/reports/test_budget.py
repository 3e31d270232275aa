"""Budget and spending in a report: the same amounts in the workbook and on paper, each currency apart."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from reports import codec
from reports.document_assets import Assets
from reports.document_page import html
from reports.language import Speech
from reports.money import said
from reports.snapshot import CommitmentLine, FundingLine, Snapshot, SpendingLine
from reports.workbook import workbook
from tests.reports import samples
from tracker.domain.money import BudgetState
from tracker.domain.texts import Multilingual

SOURCE = Multilingual({"en": "Budget law", "ru": "Закон о бюджете"})
FUNDING = tuple(
    FundingLine(donor=donor, amount=Decimal(amount), currency=currency, year=year, source=SOURCE)
    for donor, amount, currency, year in (
        (Multilingual(), "1250000.50", "KZT", 2023),
        (Multilingual(), "700", "KZT", 2024),
        (Multilingual({"en": "Donor"}), "500", "USD", 2023),
    )
)
SPENDING = tuple(
    SpendingLine(
        organisation=Multilingual({"en": "Shelter"}), period=Multilingual({"en": period}), here=period == "2023",
        amount=Decimal(amount), currency="KZT", source="Account 12",
    )
    for period, amount in (("2022", "100"), ("2023", "900"))
)  # fmt: skip


def with_money() -> Snapshot:
    """The rich sample; its first commitment has a budget, its second has none, of the others nobody said anything."""
    sample = samples.rich()
    first, *pillars = sample.pillars
    given, none, *rest = first.commitments
    given = replace(given, budget=BudgetState.ALLOCATED, funding=FUNDING, spending=SPENDING)
    lines: list[CommitmentLine] = [given, replace(none, budget=BudgetState.NONE_ALLOCATED), *rest]
    return replace(sample, pillars=(replace(first, commitments=tuple(lines)), *pillars))


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_the_stored_form_keeps_amounts_exactly() -> None:
    assert codec.from_bytes(codec.to_bytes(with_money())) == with_money()


@pytest.mark.trap("M52")
def test_paper_tells_each_currency_and_year_and_that_there_is_no_budget() -> None:
    page = plain(html(with_money(), Speech("en"), Assets()))
    for words in (
        "2023: 1,250,000.50 KZT, The state&#39;s own budget",
        "2023: 500 USD, Donor",
        "No budget allocated",
        "since the plan began: 1,000 KZT",
        "Shelter: Account 12",
    ):
        assert words in page
    for wrong in ("1,250,500.50", "1,751,200", "1,250,700.50"):
        assert wrong not in page


def test_an_amount_keeps_its_order_from_right_to_left() -> None:
    assert said(Speech("ar-XB"), Decimal(-5), "KZT").strip("\u200e").endswith("\xa0KZT")
    assert said(Speech("ar-XB"), Decimal(1500), "KZT").startswith("\u200e")
    assert said(Speech("en"), Decimal("1500.50"), "KZT") == "1,500.50\xa0KZT"


def test_paper_in_russian_groups_digits_its_own_way() -> None:
    page = plain(html(with_money(), Speech("ru"), Assets()))
    assert "1 250 000,50 KZT" in page


@pytest.mark.trap("M52")
def test_the_workbook_has_a_line_for_each_amount_and_for_each_commitment_without_one() -> None:
    book = load_workbook(io.BytesIO(workbook(with_money(), "en")))
    rows = list(book["Budget"].iter_rows(values_only=True))
    head = [str(each) for each in rows[0]]
    lines = [dict(zip(head, row, strict=True)) for row in rows[1:]]
    amounts = [(each["Amount"], each["Currency"], each["Year"]) for each in lines if each["Promised or spent"]]
    assert [(Decimal(str(amount)), currency, year) for amount, currency, year in amounts] == [
        (Decimal("1250000.5"), "KZT", 2023),
        (Decimal(700), "KZT", 2024),
        (Decimal(500), "USD", 2023),
        (Decimal(100), "KZT", None),
        (Decimal(900), "KZT", None),
    ]
    assert [each["Budget"] for each in lines if each["Code"] == "1.2"] == ["No budget allocated"]


def test_a_report_in_which_nobody_spoke_of_money_has_no_section_on_it() -> None:
    assert "Budget" not in load_workbook(io.BytesIO(workbook(samples.rich(), "en"))).sheetnames
    assert "part-budget" not in html(samples.rich(), Speech("en"), Assets())
