"""The forms about organisations, people and roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, Field, SelectField, StringField
from wtforms.validators import Length, ValidationError

from tracker.domain.vocabulary import OrganisationKind, Role
from tracker.models.people import Organisation
from tracker.models.plan import Plan
from tracker.services.organisations import Particulars
from tracker.services.people_roles import Post
from tracker.web import languages
from tracker.web.countries import countries
from tracker.web.forms import Needed, TrackerForm, multilingual, texts
from tracker.web.words import choices, word

NAME_LANGUAGES = ("en", "ru", "kk", "fr", "ar")
TOO_LONG = _l("This text is too long: at most %(n)s characters.", n=200)


class OrganisationForm(TrackerForm):
    """An organisation as it stands in every plan."""

    name = texts(_l("Name"), NAME_LANGUAGES)
    code = StringField(
        _l("Code"),
        [Needed(_l("Enter a code.")), Length(max=40, message=_l("This code is too long: at most 40 characters."))],
        description=_l("Short, in small letters, for files and sheets: women-league."),
    )
    kind = SelectField(_l("Kind"), [Needed(_l("Choose the kind."))])
    country = SelectField(_l("Country"))

    def __init__(self, organisation: Organisation | None = None, **more: Any) -> None:
        super().__init__(data=_stored(organisation), **more)
        self.kind.choices = choices(OrganisationKind, empty=_("Choose") if organisation is None else None)
        self.country.choices = [("", _("None, or several")), *countries()]
        self.name[self.current].flags.required = True  # not really: one language is enough, so no one is "optional"

    @property
    def current(self) -> str:
        """The language in which the name is asked for first."""
        here = languages.chosen().split("-")[0]
        return here if here in NAME_LANGUAGES else NAME_LANGUAGES[0]

    def particulars(self) -> Particulars:
        kind = OrganisationKind(self.kind.data)
        return Particulars(self.code.data or "", multilingual(self.name), kind, self.country.data or "")


def _stored(organisation: Organisation | None) -> dict[str, Any]:
    if organisation is None:
        return {}
    facts = {"code": organisation.code, "kind": organisation.kind.value, "country": organisation.country}
    return facts | {"name": dict(organisation.name.texts)}


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen where a role is given."""

    plans: Sequence[Plan]
    organisations: Sequence[Organisation]
    roles: Sequence[Role] = tuple(Role)

    def plan(self, key: str | None) -> Plan | None:
        return next((each for each in self.plans if str(each.id) == key), None)

    def organisation(self, key: str | None) -> Organisation | None:
        return next((each for each in self.organisations if str(each.id) == key), None)


class RoleForm(TrackerForm):
    """A role in a plan for an organisation; where there is one plan only, it is not asked for."""

    plan = SelectField(_l("Plan"))
    role = SelectField(_l("Role"))
    organisation = SelectField(_l("Organisation"), description=_l("Only a viewer may stand for none."))
    needs_role = True

    def __init__(self, offer: Offer, **more: Any) -> None:
        super().__init__(**more)
        self.offer = offer
        self.role.choices = [("", _("Choose")), *((each.value, word(each)) for each in offer.roles)]
        self.organisation.choices = [("", _("None")), *map(_named, offer.organisations)]
        titles = [(str(each.id), f"{languages.shown(each.title).text} ({each.code})") for each in offer.plans]
        self.plan.choices = titles if len(titles) == 1 and self.needs_role else [("", _("Choose")), *titles]

    def validate_plan(self, field: Field) -> None:
        if not field.data and (self.needs_role or self.role.data):
            raise ValidationError(_("Choose the plan."))

    def validate_role(self, field: Field) -> None:
        if not field.data and (self.needs_role or self.plan.data):
            raise ValidationError(_("Choose the role."))

    def post(self) -> Post | None:
        """What was chosen; None where no role was."""
        plan = self.offer.plan(self.plan.data)
        if plan is None or not self.role.data:
            return None
        return Post(plan, Role(self.role.data), self.offer.organisation(self.organisation.data))


def _named(organisation: Organisation) -> tuple[str, str]:
    return str(organisation.id), f"{languages.shown(organisation.name).text} ({organisation.code})"


class PersonForm(TrackerForm):
    """Who a person is."""

    name = StringField(_l("Name"), [Needed(_l("Enter the name.")), Length(max=200, message=TOO_LONG)])
    language = SelectField(_l("Language"), description=_l("Of the pages, until the person chooses another one."))

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.language.choices = [(code, languages.NAMES[code]) for code in languages.offered()]

    def facts(self) -> dict[str, Any]:
        """What was typed, by the names that services use."""
        return {"name": self.name.data or "", "language": self.language.data}


class ChangePersonForm(PersonForm):
    """What an administrator may change about a person."""

    is_administrator = BooleanField(
        _l("Administrator of this installation"),
        description=_l("Manages organisations, people and roles. This alone shows the content of no plan."),
    )

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"is_administrator": self.is_administrator.data}


class InvitationForm(PersonForm, RoleForm):
    """Somebody new in a plan."""

    email = EmailField(
        _l("E-mail"),
        [Needed(_l("Enter the e-mail.")), Length(max=255, message=_l("This e-mail is too long."))],
        description=_l("The person signs in with it. Nothing is sent to it."),
        render_kw={"dir": "ltr", "autocomplete": "off"},
    )

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"email": self.email.data or ""}


class NewPersonForm(InvitationForm, ChangePersonForm):
    """Somebody new in the installation, with a first role if one is chosen."""

    needs_role = False
