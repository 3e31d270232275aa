"""Install what the project needs into .venv: `install.py run` for the application, `install.py dev` for its tests.

Only the standard library is used, since nothing else is there yet. What is already installed is left alone,
so that a second start needs no network and takes no time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
LOCKS = ROOT / "requirements"
OLDEST_PYTHON = (3, 11)
SETS = {"run": ["run"], "dev": ["dev", "run"]}  # a test environment also runs the application


def main(wanted: str) -> None:
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("The tracker needs Python 3.11 or newer; set PYTHON=/path/to/python3.11 and try again.")
    system_libraries.ensure()
    if _stamp("dev").is_file():
        wanted = "dev"  # whoever has tested here once will again
    if not any(_stamp(name).is_file() and _stamp(name).read_text() == _state(name) for name in _enough(wanted)):
        _make_environment()
        _install_packages(wanted)
    _compile_translations()


def _enough(wanted: str) -> list[str]:
    """The sets of packages that hold everything in the wanted one."""
    return [name for name, holds in SETS.items() if wanted in holds]


def _stamp(name: str) -> Path:
    return VENV / f"installed-{name}"


def _state(name: str) -> str:
    """What an installation depends on: the locked versions, the Python, and where the project lies."""
    import tomllib  # noqa: PLC0415 - an older Python has no such module, and is told so before

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locks = (LOCKS / "uv.txt", LOCKS / f"{name}.txt")
    content = b"".join(lock.read_bytes() for lock in locks) + repr(project).encode()
    digest = hashlib.sha256(content).hexdigest()
    return f"{digest}\n{sys.version}\n{ROOT}\n"


def _make_environment() -> None:
    """Make .venv, or make it anew if it belongs to another Python or another folder."""
    belongs = VENV / "belongs-to"
    owner = f"{sys.version}\n{ROOT}\n"
    if PYTHON.is_file() and belongs.is_file() and belongs.read_text() == owner:
        return
    _say("Making the Python environment in .venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    _run(sys.executable, "-m", "venv", str(VENV))
    belongs.write_text(owner)


def _install_packages(wanted: str) -> None:
    _say("Installing the locked Python packages")
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    _run(*pip, "install", "--require-hashes", "-r", str(LOCKS / "uv.txt"))
    uv = [str(UV), "pip"]
    here = ["--quiet", "--python", str(PYTHON)]
    for name in SETS:
        _stamp(name).unlink(missing_ok=True)
    _run(*uv, "sync", *here, "--compile-bytecode", "--require-hashes", str(LOCKS / f"{wanted}.txt"))
    project = ["--no-deps", "--no-build-isolation", "--offline", "-C", "editable_mode=compat", "-e", str(ROOT)]
    _run(*uv, "install", *here, *project)
    _stamp(wanted).write_text(_state(wanted))


def _compile_translations() -> None:
    """Compile each catalogue that is newer than what was made of it."""
    for catalogue in sorted(ROOT.glob("translations/*/LC_MESSAGES/*.po")):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.is_file() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            pybabel = str(VENV / "bin" / "pybabel")
            _run(pybabel, "--quiet", "compile", "-i", str(catalogue), "-o", str(compiled))


def _say(what: str) -> None:
    print(f"* {what} …", flush=True)


def _run(*command: str) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    if subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode:
        sys.exit(f"This step of the installation failed: {' '.join(command)}")


if __name__ == "__main__":
    main(sys.argv[1])
