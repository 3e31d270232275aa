"""Find the libraries that no Python package brings: Pango and its kin for the PDF, libmagic for file types.

Found means loaded, not merely listed. What is missing is installed where this account may do so (root, or
sudo without a password); elsewhere one sentence names the packages.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys

LIBRARIES = {  # the name a program loads: the package of Debian and Ubuntu that brings it
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
    "libmagic.so.1": "libmagic1",
}


def ensure() -> None:
    """Return when everything loads; install what is missing, or end with the sentence that says how."""
    packages = missing_packages()
    if not packages:
        return
    privilege = _privilege()
    if privilege is None or not shutil.which("apt-get"):
        sys.exit(_please_install(packages))
    print(f"* Installing system packages: {' '.join(packages)} …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = [*privilege, "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*apt, "update"], env=quiet, check=False)
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL, check=False)
    still = missing_packages()
    if still:
        sys.exit(_please_install(still))


def missing_packages() -> list[str]:
    missing = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        missing.append("python3-venv")
    return missing


def _loads(library: str) -> bool:
    if sys.platform != "linux":
        return True  # their names differ elsewhere; WeasyPrint says itself what it cannot find
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _privilege() -> list[str] | None:
    """What to put before a command that needs root; None if this account may not."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _please_install(packages: list[str]) -> str:
    return f"Please have these system packages installed and try again: sudo apt-get install {' '.join(packages)}"
