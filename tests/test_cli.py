"""The `tracker` command, as somebody types it: what it prints, what it refuses, with which exit code."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from config import Settings
from tests.demonstrated import Demonstration
from tests.world import World
from tracker.cli import main
from tracker.domain.vocabulary import EditionState, FileFormat
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.reporting import Edition
from tracker.services import rendering, second_factors


def run(settings: Settings, *words: str, typed: str = "") -> Result:
    environment = {
        "INSTANCE_DIR": str(settings.instance),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "FACTOR_KEY": settings.factor_key,
    }
    return CliRunner().invoke(main, list(words), env=environment, input=typed)


@pytest.fixture
def _quick_files(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = {
        FileFormat.XLSX: lambda _snapshot, code, _drawn: f"xlsx {code}".encode(),
        FileFormat.PDF: lambda _snapshot, code, _drawn: code.encode(),
    }
    monkeypatch.setattr(rendering, "DRAWN_BY", drawn)


ISSUE = ("report", "issue", "test-plan", "--period", "2023", "--language", "en", "--as", "clara@example.org")
ACCEPT = ("--accept-open", "Seen by both.")


@pytest.mark.usefixtures("_quick_files")
def test_two_people_issue_an_edition_and_its_files_are_copied_out(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    issued = run(settings, *ISSUE, *ACCEPT, "--confirmed-by", "rahima@example.org")
    assert issued.exit_code == 0, issued.output
    assert "Edition 1 is issued: test-plan_2023_edition-1_en.pdf" in issued.output

    copied = run(settings, "report", "files", "test-plan", "--edition", "1", "--out", str(tmp_path))
    assert copied.exit_code == 0
    db.session.expire_all()
    edition = db.session.scalars(select(Edition)).one()
    assert edition.state is EditionState.ISSUED
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}
    assert found == {file.file_name: file.sha256 for file in edition.files}


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        ("clara@example.org", "You requested this edition."),
        ("amina@example.org", "Your role in this plan does not include this."),
        ("nobody@example.org", "Nobody with the address nobody@example.org may sign in."),
    ],
)
def test_one_person_or_the_wrong_one_issues_nothing(
    world: World, settings: Settings, second: str, sentence: str
) -> None:
    refused = run(settings, *ISSUE, *ACCEPT, "--confirmed-by", second)
    assert refused.exit_code == 1
    assert sentence in refused.output
    assert db.session.scalars(select(Edition)).all() == []


def test_nothing_is_issued_while_a_check_is_open_and_each_is_named(world: World, settings: Settings) -> None:
    refused = run(settings, *ISSUE, "--confirmed-by", "rahima@example.org")
    assert refused.exit_code == 1
    assert "Open: Sections that are not written: lessons: Nothing is written." in refused.output
    assert "Checks that are still open: " in refused.output
    assert db.session.scalars(select(Edition)).all() == []


def test_files_that_were_damaged_on_the_disk_are_not_copied(
    demo: Demonstration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = hashlib.sha256
    monkeypatch.setattr("tracker.services.issuing.hashlib.sha256", lambda content: damaged(content + b"?"))
    refused = run(demo.settings, "report", "files", "demo-kz", "--edition", "1", "--out", str(tmp_path))
    assert refused.exit_code == 1
    assert "do not match their hash" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_an_edition_that_was_not_issued_has_no_files(demo: Demonstration, tmp_path: Path) -> None:
    refused = run(demo.settings, "report", "files", "demo-kz", "--edition", "9", "--out", str(tmp_path))
    assert (refused.exit_code, refused.output.strip()) == (1, "The plan has no issued edition of this number.")


def test_the_first_administrator_gets_a_link_and_no_password(world: World, settings: Settings) -> None:
    added = run(settings, "user", "add", "first@example.org", "--name", "First", "--administrator")
    assert added.exit_code == 0, added.output
    assert "http://127.0.0.1:8000/invitation/" in added.output
    person = db.session.scalars(select(User).where(User.email == "first@example.org")).one()
    assert (person.is_administrator, person.password) == (True, None)


def test_a_weak_password_is_refused_and_nobody_is_added(world: World, settings: Settings) -> None:
    words = ("user", "add", "first@example.org", "--name", "First", "--password-stdin")
    refused = run(settings, *words, typed="short\n")
    assert refused.exit_code == 1
    assert db.session.scalars(select(User).where(User.email == "first@example.org")).all() == []


def test_loading_the_demonstration_plan_again_says_so(demo: Demonstration) -> None:
    again = run(demo.settings, "demo")
    assert again.exit_code == 0, again.output
    assert "is there already" in again.output


def test_all_wrong_settings_are_said_together() -> None:
    wrong = {"PORT": "none", "DATABASE_URL": "mysql://x", "MAX_UPLOAD_MB": "0"}
    refused = CliRunner().invoke(main, ["demo"], env=wrong)
    assert refused.exit_code == 1
    assert all(name in refused.output for name in wrong)


def test_whoever_lost_every_second_factor_is_helped_at_the_server(world: World, settings: Settings) -> None:
    taken = run(settings, "user", "remove-factors", "ADAM@example.org")
    assert taken.exit_code == 0, taken.output
    assert "no second factor any more" in taken.output
    db.session.expire_all()
    assert not second_factors.has_any(world.adam)
    assert run(settings, "user", "remove-factors", "adam@example.org").exit_code == 1
    assert run(settings, "user", "remove-factors", "nobody@example.org").exit_code == 1
