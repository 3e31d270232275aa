"""Amounts of money: exact, and never added across currencies or years."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import RuleBroken
from tracker.domain.money import Amount, checked, over_years, totals

AMOUNTS = st.lists(
    st.builds(
        Amount,
        st.sampled_from(["KZT", "USD", "EUR"]),
        st.sampled_from([2022, 2023]),
        st.decimals(0, 10**12, places=2),
    ),
    max_size=12,
)


@pytest.mark.trap("M52")
@given(AMOUNTS)
def test_each_currency_and_year_has_its_own_sum(amounts: list[Amount]) -> None:
    found = totals(amounts)
    assert len({(each.currency, each.year) for each in found}) == len(found)
    for each in found:
        same = [one.amount for one in amounts if (one.currency, one.year) == (each.currency, each.year)]
        assert each.amount == sum(same)
    assert totals(reversed(amounts)) == found, "the order of entry does not matter"


@pytest.mark.trap("M52")
def test_years_join_only_within_a_currency() -> None:
    rows = [Amount("KZT", 2022, Decimal(5)), Amount("KZT", 2023, Decimal("0.10")), Amount("USD", 2022, Decimal(7))]
    assert over_years(rows) == (Amount("KZT", None, Decimal("5.10")), Amount("USD", None, Decimal(7)))


@pytest.mark.parametrize("amount", ["0", "-1", "1.005", "1e15"])
def test_what_is_no_amount_of_a_budget_is_refused_at_its_field(amount: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        checked(Decimal(amount), may_be_zero=False)
    assert refused.value.field == "amount"


def test_amounts_keep_two_decimals_or_none() -> None:
    assert [str(checked(Decimal(each), may_be_zero=True)) for each in ("0", "12.50", "3.1", "700.00")] == [
        "0",
        "12.50",
        "3.10",
        "700",
    ]
