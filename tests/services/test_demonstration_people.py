"""The accounts of the demonstration plan: one for each role, kept private, and each with something to do."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

from sqlalchemy import select

from tests.demonstrated import Demonstration
from tracker.models.database import db
from tracker.models.people import User
from tracker.services import one_time_codes, second_factors, waiting
from tracker.services.acting import actor_for
from tracker.services.demonstration import Loaded
from tracker.services.demonstration_people import new_password
from tracker.services.waiting import Task
from tracker.web.identity import verify

ROLES = ["administrator", "coordinator", "reviewer", "contributor", "contributor", "viewer"]


def accounts(demo: Demonstration) -> list[dict[str, str]]:
    with (demo.settings.instance / "demo-accounts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def person(email: str) -> User:
    return db.session.scalars(select(User).where(User.email == email)).one()


def tasks_of(demo: Demonstration, role: str) -> set[Task]:
    """What waits for the first account of a role."""
    email = next(row["email"] for row in accounts(demo) if row["role"] == role)
    return {task for work in waiting.for_person(actor_for(person(email))) for task, _count in work.tasks}


def test_the_file_of_accounts_is_private_and_lets_each_role_in(demo: Demonstration) -> None:
    path = demo.settings.instance / "demo-accounts.csv"
    rows = accounts(demo)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(rows[0]) == ["role", "email", "password", "totp_secret"]
    assert [row["role"] for row in rows] == ROLES
    assert all(row["email"].endswith("@demo.example") for row in rows)
    assert all(verify(row["password"], person(row["email"]).password)[0] for row in rows)
    assert person(rows[0]["email"]).is_administrator


def test_whoever_needs_a_second_factor_finds_the_key_of_an_app_in_the_file(demo: Demonstration) -> None:
    rows = accounts(demo)
    with_key = [row["role"] for row in rows if row["totp_secret"]]
    needing = [row["role"] for row in rows if second_factors.is_needed(actor_for(person(row["email"])))]
    assert with_key == needing == ["administrator", "coordinator"]
    app = second_factors.authenticator_of(person(rows[0]["email"]))
    assert app is not None
    assert one_time_codes.readable(app.secret, demo.settings.sealing_key) == rows[0]["totp_secret"]


def test_passwords_are_made_anew_for_each_person(demo: Demonstration) -> None:
    assert len({row["password"] for row in accounts(demo)}) == len(ROLES)
    assert len({new_password() for _ in range(20)}) == 20


def test_the_two_contributors_stand_for_two_organisations(demo: Demonstration) -> None:
    people = [person(row["email"]) for row in accounts(demo) if row["role"] == "contributor"]
    assert len({membership.organisation_id for each in people for membership in each.memberships}) == 2


def test_everybody_who_signs_in_finds_work(demo: Demonstration) -> None:
    assert {Task.MEND, Task.ENTER} <= tasks_of(demo, "contributor")
    assert Task.REVIEW in tasks_of(demo, "reviewer")
    assert Task.CHASE in tasks_of(demo, "coordinator")


def test_people_without_an_account_in_the_file_cannot_sign_in(demo: Demonstration) -> None:
    known = {row["email"] for row in accounts(demo)}
    others = [each for each in db.session.scalars(select(User)) if each.email not in known]
    assert len(others) == 2
    assert all(each.password is None for each in others)


def test_a_lost_file_of_accounts_is_said_and_no_password_is_changed(tmp_path: Path) -> None:
    lost = Loaded(is_new=False, accounts=tmp_path / "demo-accounts.csv")
    assert "is gone" in lost.said
    assert not lost.accounts.exists()
