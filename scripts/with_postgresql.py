"""Run a command with TEST_DATABASE_URL naming a new, empty PostgreSQL server that is thrown away afterwards.

The server listens on no network, only on a socket in its own folder, and its data are gone when the command
ends. It refuses to run as root; there it is started as the first of the accounts `postgres` and `nobody` that exists.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

THROW_AWAY = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def main(command: list[str]) -> int:
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    owner = _owner()
    if owner:
        shutil.chown(folder, owner)
    data = str(folder / "data")
    try:
        _run(owner, f"{programs}/initdb", "-D", data, "-U", "tracker", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"{THROW_AWAY} -c unix_socket_directories={folder}"
        _run(owner, f"{programs}/pg_ctl", "-D", data, "-l", str(folder / "log"), "-o", options, "-w", "start")
        address = f"postgresql+psycopg://tracker@/postgres?host={folder}"
        return subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": address}, check=False).returncode
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            _run(owner, f"{programs}/pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


def _programs() -> str:
    """The folder of PostgreSQL's server programs, the newest where there are several."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    if not installed and not on_path:
        sys.exit("PostgreSQL's server programs were not found; have the package postgresql installed and try again.")
    return str(Path(on_path).parent if on_path else installed[-1].parent)


def _owner() -> str | None:
    """Who the server runs as: this account, or one without rights when this is root."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name for account in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in accounts)


def _run(owner: str | None, *command: str) -> None:
    """Run a server program, and show what it said only if it fails."""
    become = (
        ["setpriv", "--reuid", owner, "--regid", str(pwd.getpwnam(owner).pw_gid), "--clear-groups"] if owner else []
    )
    with tempfile.TemporaryFile() as said:  # not a pipe: the server would hold it open
        program = subprocess.run(
            [*become, *command], cwd="/", stdout=said, stderr=said, stdin=subprocess.DEVNULL, check=False
        )
        if program.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{said.read().decode()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
