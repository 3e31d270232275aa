"""Settings from the environment: defaults for all, a secret made once, and every fault said at once."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from config import WrongSettings, read_settings


def test_without_a_single_setting_everything_has_a_default(tmp_path: Path) -> None:
    settings = read_settings({"INSTANCE_DIR": str(tmp_path / "new")})
    assert settings.database_url == f"sqlite:///{tmp_path / 'new' / 'tracker.sqlite'}"
    assert (settings.host, settings.port, settings.secure) == ("127.0.0.1", 8000, False)


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = read_settings({"INSTANCE_DIR": str(tmp_path)})
    path = tmp_path / "secret-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(first.secret_key) >= 32
    assert read_settings({"INSTANCE_DIR": str(tmp_path)}).secret_key == first.secret_key
    assert first.secret_key not in repr(first)


@pytest.mark.parametrize("address", ["postgres://someone@host/name", "postgresql://someone@host/name"])
def test_an_address_of_postgresql_is_taken_as_people_write_it(tmp_path: Path, address: str) -> None:
    settings = read_settings({"INSTANCE_DIR": str(tmp_path), "DATABASE_URL": address})
    assert settings.database_url == "postgresql+psycopg://someone@host/name"


def test_cookies_are_bound_to_https_where_people_use_it(tmp_path: Path) -> None:
    settings = read_settings({"INSTANCE_DIR": str(tmp_path), "PUBLIC_URL": "https://tracker.example.org/"})
    assert (settings.secure, settings.public_url) == (True, "https://tracker.example.org")


def test_all_faults_are_said_together_and_nothing_is_made(tmp_path: Path) -> None:
    wrong = {"PORT": "99999", "SECRET_KEY": "short", "PUBLIC_URL": "tracker", "PSEUDO_LANGUAGES": "yes"}
    with pytest.raises(WrongSettings) as refused:
        read_settings({"INSTANCE_DIR": str(tmp_path / "new"), **wrong})
    assert [line.split()[0] for line in str(refused.value).splitlines()] == [
        "SECRET_KEY",
        "PORT",
        "PUBLIC_URL",
        "PSEUDO_LANGUAGES",
    ]
    assert not (tmp_path / "new").exists()
