"""`tracker database` and `tracker ready`, as somebody types them; and a version that meets tables of a newer one."""

from __future__ import annotations

import subprocess
import sys

import pytest
from flask import Flask

from config import ROOT, Settings
from tests.faults import database_away
from tests.stamped import stamp, stamped
from tests.test_cli import run
from tracker.services import schema

__all__ = ["stamped"]  # a fixture of another file
NEWER = "which this version of the tracker does not know"


def test_tables_of_this_version_are_said_to_be_so(settings: Settings, stamped: None) -> None:
    said = run(settings, "database", "status")
    assert said.exit_code == 0
    assert said.output == f"The database stands at revision {schema.known()[0]}, as this version needs.\n"


def test_older_tables_are_told_and_no_worker_starts_on_them(app: Flask, settings: Settings, stamped: None) -> None:
    stamp(app, "0001")
    for words in (["database", "status"], ["worker"]):
        said = run(settings, *words)
        assert said.exit_code == 1
        assert f"stands at revision 0001; this version needs {schema.known()[0]}" in said.output


@pytest.mark.parametrize("words", [["audit", "verify"], ["worker"], ["database", "status"], ["database", "upgrade"]])
def test_nothing_is_done_with_tables_of_a_newer_version(
    app: Flask, settings: Settings, stamped: None, words: list[str]
) -> None:
    stamp(app, "ffff")
    said = run(settings, *words)
    assert said.exit_code == 1
    assert NEWER in said.output


def test_no_page_is_served_from_tables_of_a_newer_version(app: Flask, settings: Settings, stamped: None) -> None:
    stamp(app, "ffff")
    environment = {"INSTANCE_DIR": str(settings.instance), "DATABASE_URL": settings.database_url, "PATH": ""}
    command = [sys.executable, "-c", "import run"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert NEWER in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_missing_is_named_line_by_line(settings: Settings, stamped: None) -> None:
    whole = run(settings, "ready")
    assert whole.exit_code == 0, whole.output
    assert "database: ok\ntables: ok\n" in whole.output


def test_a_database_that_is_away_is_named(settings: Settings, app: Flask) -> None:
    with app.app_context(), database_away():
        assert schema.unknown() == ""  # pages say so and go on when it is back; they do not fail to start
