"""The forms of money: an amount of a budget, what is known of a budget, an amount spent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FormField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from tracker.domain.money import BudgetState
from tracker.models.money import Funding
from tracker.models.plan import Commitment, Plan
from tracker.services import plans
from tracker.services.money import SAID, Promised
from tracker.web.countries import currencies
from tracker.web.fields import WholeField, key_of, organisation_choices
from tracker.web.forms import Needed, NumberField, TrackerForm, multilingual, texts
from tracker.web.words import word

DECIMALS = 2


def _money(first: Iterable[str]) -> list[tuple[str, str]]:
    """The currencies, those that are at hand first."""
    known = dict(currencies()[1:])
    near = [code for code in first if code in known]
    rest = [(code, name) for code, name in known.items() if code not in near]
    return [("", _("Choose")), *((code, known[code]) for code in near), *rest]


class FundingForm(TrackerForm):
    """An amount of a commitment's budget; made for the languages of a plan by `funding_form`."""

    donor = SelectField(_l("Who gives it"))
    amount = NumberField(_l("Amount"), [Needed()], decimals=DECIMALS)
    currency = SelectField(_l("Currency"), [Needed(_l("Choose the currency."))])
    year = WholeField(_l("Year"), [Needed()])
    source: FormField[Any]

    def promised(self) -> Promised:
        return Promised(
            donor_id=key_of(self.donor.data),
            amount=self.amount.data,
            currency=self.currency.data or "",
            year=self.year.data,
            source=multilingual(self.source),
        )


def funding_form(plan: Plan, funding: Funding | None, near: Iterable[str], *, stored: bool = False) -> FundingForm:
    """The form of one amount; `near` are the currencies that are offered first."""
    made: Any = type("FundingForm", (FundingForm,), {"source": texts(_l("Where this stands"), plan)})
    codes = list(near)
    data: dict[str, Any] = {"currency": codes[0] if codes else ""}
    known = list(plans.candidates(plan))
    if funding is not None:
        data = {"donor": str(funding.donor_id or ""), "amount": funding.amount, "currency": funding.currency,
                "year": funding.year, "source": dict(funding.source.texts)}  # fmt: skip
        known += [funding.donor] if funding.donor is not None and funding.donor not in known else []
    form: FundingForm = made(data=data, **({"formdata": None} if stored else {}))
    form.donor.choices = [("", _("The state's own budget")), *organisation_choices(known)]
    form.currency.choices = _money(codes)
    return form


class BudgetForm(TrackerForm):
    """What is known of a budget without amounts."""

    state = RadioField(_l("What is known of the budget?"), [InputRequired(_l("Choose one."))])

    def __init__(self, commitment: Commitment, **more: Any) -> None:
        super().__init__(data={"state": commitment.budget.value}, **more)
        self.state.choices = [(state.value, word(state)) for state in SAID]

    def said(self) -> BudgetState:
        return BudgetState(self.state.data)


class SpendingForm(TrackerForm):
    """An amount spent in the period."""

    amount = NumberField(_l("Amount spent in this period"), [Needed()], decimals=DECIMALS)
    currency = SelectField(_l("Currency"), [Needed(_l("Choose the currency."))])
    source = StringField(
        _l("Source"),
        [Needed(), Length(max=500, message=_l("This is too long: at most %(n)s characters.", n=500))],
        description=_l("Where it can be looked up: a budget report, an account, a letter of the ministry."),
    )

    def __init__(self, near: Iterable[str], *, only: bool = False, **more: Any) -> None:
        """`near` are the currencies that are offered first, or all where `only` they can be meant."""
        codes = list(near)
        super().__init__(**({"data": {"currency": codes[0] if codes else ""}} | more))
        self.currency.choices = [pair for pair in _money(codes) if not only or pair[0] in codes]

    def said(self) -> dict[str, Any]:
        return {"amount": self.amount.data, "currency": self.currency.data or "", "source": self.source.data or ""}
