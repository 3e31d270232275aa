"""The forms of a plan and of its upper levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FormField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import PlanState, Theme
from tracker.models.people import Organisation
from tracker.models.plan import Outcome, Pillar, Plan
from tracker.services.plans import NewPlan, PlanFacts
from tracker.web import countries
from tracker.web.fields import DayField, WholeField, key_of, organisation_choices
from tracker.web.forms import Needed, TrackerForm, multilingual, texts
from tracker.web.languages import shown
from tracker.web.words import choices, word

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def too_long(most: int) -> Length:
    return Length(max=most, message=_l("This is too long: at most %(n)s characters.", n=most))


class PlanBasics(TrackerForm):
    """What every plan has from its first day."""

    code = StringField(
        _l("Code"),
        [Needed(_l("Enter a code.")), too_long(40)],
        description=_l("Short, in small letters; it stands in addresses and file names. For instance kz-2022."),
        render_kw={"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"},
    )
    country = SelectField(_l("Country"), [Needed(_l("Choose the country."))])
    generation = WholeField(
        _l("Which plan of the country is it?"),
        [Needed(), NumberRange(1, 20, _l("Write a whole number from 1 to 20."))],
        default=1,
        description=_l("1 for the first national action plan, 2 for the second."),
    )
    starts_on = DayField(_l("First day"), [Needed(_l("Enter the first day."))])
    ends_on = DayField(_l("Last day"), [Needed(_l("Enter the last day."))])
    year_starts_month = SelectField(
        _l("First month of its year"), default="1", description=_l("Yearly periods begin with this month.")
    )
    languages = SelectMultipleField(
        _l("Languages"),
        description=_l("Every text of the plan and of its report can be written in each of them."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    default_language = SelectField(
        _l("Default language"), description=_l("It stands in where a text is not written in the language asked for.")
    )
    currency = SelectField(_l("Currency"))

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.country.choices = [("", _("Choose")), *countries.countries()]
        self.year_starts_month.choices = countries.months()
        self.languages.choices = countries.plan_languages()
        self.default_language.choices = countries.plan_languages()
        self.currency.choices = countries.currencies()

    def validate_code(self, field: Field) -> None:
        if not CODE.fullmatch(field.data or ""):
            raise ValidationError(_("Use small letters a to z, figures and single hyphens, for instance kz-2022."))

    def chosen_languages(self) -> list[str]:
        """The languages in the order of the list, the default one first."""
        first = self.default_language.data or ""
        return [first, *(code for code in self.languages.data or () if code != first)]

    def basics(self) -> dict[str, Any]:
        names = ("code", "country", "generation", "starts_on", "ends_on", "default_language", "currency")
        said = {name: self[name].data for name in names}
        return said | {"languages": self.chosen_languages(), "year_starts_month": int(self.year_starts_month.data)}


class NewPlanForm(PlanBasics):
    """A plan begins: its title in the default language, and for whom its creator coordinates it."""

    title = StringField(
        _l("Title"),
        [Needed(_l("Enter the title.")), too_long(300)],
        description=_l("In the plan's default language; the others follow later."),
    )
    organisation = SelectField(
        _l("Your organisation"),
        [Needed(_l("Choose the organisation."))],
        description=_l("You become the plan's coordinator for it, and it becomes the lead organisation."),
    )

    def __init__(self, organisations: Sequence[Organisation], **more: Any) -> None:
        super().__init__(**more)
        named = organisation_choices(organisations)
        self.organisation.choices = named if len(named) == 1 else [("", _("Choose")), *named]

    def new_plan(self) -> NewPlan:
        title = Multilingual({self.default_language.data or "": self.title.data or ""})
        return NewPlan(title=title, **self.basics())


class PlanForm(PlanBasics):
    """All facts of a plan; made for one plan by `plan_form`, since its languages decide which fields there are."""

    title: FormField[Any]
    act_title: FormField[Any]
    where_to_get_help: FormField[Any]
    lead = SelectField(_l("Lead organisation"))
    parent = SelectField(
        _l("Part of the plan"), description=_l("For the plan of a city or province: the national one.")
    )
    act_date = DayField(_l("Date of adoption"))
    contact = StringField(
        _l("Contact"), [too_long(200)], description=_l("Printed on the report: an office, not a person.")
    )
    small_count_threshold = WholeField(
        _l("Hide counts below"),
        [Needed(), NumberRange(3, 10, _l("Write a whole number from 3 to 10."))],
        default=5,
        description=_l(
            "Of sensitive indicators only: 5 hides 1 to 4 in every report, "
            "and the numbers from which they could be worked out."
        ),
    )
    suppress_zeros = BooleanField(
        _l("Hide zeros too"), description=_l("Where “nobody” would also tell something about a person.")
    )

    def facts(self) -> PlanFacts:
        return PlanFacts(
            title=multilingual(self.title),
            act_title=multilingual(self.act_title),
            where_to_get_help=multilingual(self.where_to_get_help),
            lead_id=key_of(self.lead.data),
            parent_id=key_of(self.parent.data),
            act_date=self.act_date.data,
            contact=self.contact.data or "",
            small_count_threshold=self.small_count_threshold.data or 5,
            suppress_zeros=bool(self.suppress_zeros.data),
            **self.basics(),
        )


def plan_form(
    plan: Plan, organisations: Sequence[Organisation], parents: Sequence[Plan], *, stored: bool = False
) -> PlanForm:
    """The form of one plan's facts; `stored` leaves out what was sent and shows what is kept."""
    languages = list(dict.fromkeys([plan.default_language, *plan.languages]))
    fields = {
        "title": texts(_l("Title"), languages, required=True),
        "act_title": texts(_l("Adopting act"), languages),
        "where_to_get_help": texts(_l("Where to get help"), languages, long=True),
    }
    kind: Any = type("PlanForm", (PlanForm,), fields)
    form: PlanForm = kind(data=_facts(plan), **({"formdata": None} if stored else {}))
    known = [plan.lead] if plan.lead is not None and plan.lead not in organisations else []
    form.lead.choices = [("", _("Not set")), *organisation_choices([*organisations, *known])]
    form.parent.choices = [("", _("None")), *((str(each.id), _titled(each)) for each in parents)]
    if plan.parent_id is not None and plan.parent_id not in {each.id for each in parents}:
        form.parent.choices.append((str(plan.parent_id), _("A plan in which you have no role")))
    return form


def _titled(plan: Plan) -> str:
    return f"{shown(plan.title).text} ({plan.code})"


def _facts(plan: Plan) -> dict[str, Any]:
    same = ("code", "country", "generation", "starts_on", "ends_on", "languages", "default_language", "currency",
            "act_date", "contact", "small_count_threshold", "suppress_zeros")  # fmt: skip
    return {name: getattr(plan, name) for name in same} | {
        "title": dict(plan.title.texts),
        "act_title": dict(plan.act_title.texts),
        "where_to_get_help": dict(plan.where_to_get_help.texts),
        "year_starts_month": str(plan.year_starts_month),
        "lead": str(plan.lead_id or ""),
        "parent": str(plan.parent_id or ""),
    }


class StateForm(TrackerForm):
    """Where a plan stands, and who may read its issued editions."""

    state = RadioField(_l("State"))
    is_public = BooleanField(
        _l("Issued editions are public"),
        description=_l(
            "Everybody can then read and download the issued editions of this plan, without signing in. "
            "Drafts, measurements and evidence stay closed."
        ),
    )

    def __init__(self, plan: Plan, **more: Any) -> None:
        super().__init__(data={"state": plan.state.value, "is_public": plan.is_public}, **more)
        self.state.choices = choices(PlanState)


class PillarForm(TrackerForm):
    """A pillar; made for a plan by `level_form`."""

    code = StringField(_l("Code"), [Needed(_l("Enter a code.")), too_long(20)], description=_l("For instance P5."))
    theme = SelectField(
        _l("Pillar of resolution 1325"),
        description=_l("Reports can always be grouped by it. Leave it open if the commitments below differ."),
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.theme.choices = [("", _("Several: each commitment says its own")), *((t.value, word(t)) for t in Theme)]


class OutcomeForm(TrackerForm):
    """An outcome; made for a plan by `level_form`."""

    code = StringField(_l("Code"), [Needed(_l("Enter a code.")), too_long(20)], description=_l("For instance O1.2."))
    pillar = SelectField(_l("Pillar"))


def level_form(
    plan: Plan, kind: type[TrackerForm], thing: Pillar | Outcome | None, *, stored: bool = False, **start: Any
) -> Any:
    """The form of a pillar or an outcome, with a title in each language of the plan."""
    data = dict(start)
    if thing is not None:
        data = {"code": thing.code, "title": dict(thing.title.texts)}
        data |= {"theme": thing.theme.value if thing.theme else ""} if isinstance(thing, Pillar) else {}
        data |= {"pillar": str(thing.pillar_id)} if isinstance(thing, Outcome) else {}
    made: Any = type(kind.__name__, (kind,), {"title": texts(_l("Title"), plan, required=True)})
    return made(data=data, **({"formdata": None} if stored else {}))
