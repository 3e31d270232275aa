"""Organisations, people and accounts of the demonstration plan. Its people are roles; nobody real is among them."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import OrganisationKind, Role
from tracker.models.people import Organisation, User
from tracker.models.plan import Plan
from tracker.services import demonstration_library as library
from tracker.services import one_time_codes, organisations, passwords, people, people_roles, second_factors
from tracker.services.acting import Actor, actor_for

CONSONANTS, VOWELS = "bdfghjkmnprstvz", "aeiou"
WITH_FACTOR = ("administrator", Role.COORDINATOR.value)
WORDS, SHAPE = 5, (CONSONANTS, VOWELS, CONSONANTS, VOWELS, CONSONANTS)


Account = tuple[str, str, str, str]
"""Role, e-mail, password, and the key of the app that makes codes where the role needs a second factor."""


@dataclass(frozen=True)
class Cast:
    """Who takes part: organisations by code, people by the key of the data file, and the accounts that sign in."""

    organisations: dict[str, Organisation]
    people: dict[str, User]
    accounts: tuple[Account, ...]

    def actor(self, key: str) -> Actor:
        return actor_for(self.people[key])

    def contributor(self, organisation: str) -> Actor:
        """The person who enters for an organisation."""
        row = next(
            r for r in library.rows("people.csv") if (r["role"], r["organisation"]) == ("contributor", organisation)
        )
        return self.actor(row["key"])


def gather(hash_password: Callable[[str], str], sealing_key: str) -> Cast:
    """Add the organisations that are not there yet, and the people, each with a password made for this installation.

    Whoever needs a second factor gets an app's key, made at random like the password.
    """
    known = {row["code"]: _organisation(row) for row in library.rows("organisations.csv")}
    found, accounts = {}, []
    for row in library.rows("people.csv"):
        secret = new_password() if row["signs_in"] == "yes" else ""
        found[row["key"]] = people.add_person(
            None,
            email=row["email"],
            name=row["name"],
            language=row["language"],
            is_administrator=row["role"] == "administrator",
            is_demonstration=True,
            password_hash=hash_password(secret) if secret else None,
        )
        if secret:
            key = _app_of(found[row["key"]], sealing_key) if row["role"] in WITH_FACTOR else ""
            accounts.append((row["role"], row["email"], secret, key))
    return Cast(known, found, tuple(accounts))


def give_roles(cast: Cast, plan: Plan) -> None:
    for row in library.rows("people.csv"):
        person, organisation = cast.people[row["key"]], cast.organisations.get(row["organisation"])
        if row["role"] != "administrator":
            people_roles.give(None, person, plan, Role(row["role"]), organisation)


def new_password() -> str:
    """Five made-up syllables that can be read out and typed on a telephone; about 75 bits."""
    made = "-".join("".join(secrets.choice(signs) for signs in SHAPE) for _ in range(WORDS))
    passwords.check(made)
    return made


def _app_of(person: User, sealing_key: str) -> str:
    sealed = one_time_codes.new_secret(sealing_key)
    second_factors.add_authenticator(person, sealed)
    return one_time_codes.readable(sealed, sealing_key)


def written(accounts: tuple[Account, ...]) -> str:
    """The file of accounts; `totp_secret` is what an authenticator app is told, in the roles that need one."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(("role", "email", "password", "totp_secret"))
    lines.writerows(accounts)
    return out.getvalue()


def _organisation(row: dict[str, str]) -> Organisation:
    there = organisations.by_code(row["code"])
    if there is not None:
        return there
    what = organisations.Particulars(
        code=row["code"],
        name=Multilingual({"en": row["name_en"], "ru": row["name_ru"]}),
        kind=OrganisationKind(row["kind"]),
        country=row["country"],
    )
    return organisations.add(None, what, is_demonstration=row["invented"] == "yes")
