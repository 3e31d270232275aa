"""What a process may do that opens files of strangers: little memory, little time, no network, no other program.

Limits are set by the process itself, before it reads a byte (requirement C4).
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
import sys

MEMORY = 1024 * 1024 * 1024
PROCESSOR_SECONDS = 15

# The numbers of system calls that are refused: socket, socketpair, connect, execve, execveat, ptrace.
REFUSED = {
    "x86_64": (0xC000003E, (41, 53, 42, 59, 322, 101)),
    "aarch64": (0xC00000B7, (198, 199, 203, 221, 281, 117)),
}
NO_NEW_PRIVILEGES, SET_FILTER, FILTER = 38, 22, 2
LOAD, EQUAL, ANSWER = 0x20, 0x15, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # REFUSE answers "operation not permitted"


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.c_char_p))


def confine() -> None:
    """Confine this process for the rest of its life."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (most, most))
    _filter_calls()
    sys.addaudithook(_refuse)


def _filter_calls() -> None:
    """Let the kernel refuse the calls; where it cannot, the hook below still stands."""
    if platform.machine() not in REFUSED or sys.platform != "linux":
        return
    machine, numbers = REFUSED[platform.machine()]
    lines = [_line(LOAD, 4), _line(EQUAL, machine, 0, len(numbers) + 1), _line(LOAD, 0)]
    lines += [_line(EQUAL, number, len(numbers) - at, 0) for at, number in enumerate(numbers)]
    lines += [_line(ANSWER, ALLOW), _line(ANSWER, REFUSE)]
    code = b"".join(lines)
    program = _Program(len(lines), ctypes.cast(ctypes.create_string_buffer(code, len(code)), ctypes.c_char_p))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(SET_FILTER, FILTER, ctypes.byref(program), 0, 0)


def _line(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_so, if_not, value)


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork")):
        raise PermissionError(event)
