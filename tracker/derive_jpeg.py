"""A JPEG without what it carries besides its picture, and not one pixel changed: for photos inside a PDF."""

from __future__ import annotations

START, END, SCAN = 0xD8, 0xD9, 0xDA
KEPT_OF_APPLICATIONS = (0xE0, 0xEE)  # its resolution, and in which colours it is written
REMARK = 0xFE


def without_remarks(photo: bytes) -> bytes:
    """Only the segments that a decoder needs, up to the end of the picture. Raises ValueError for what is no JPEG."""
    if photo[:2] != bytes((0xFF, START)):
        raise ValueError("no JPEG")
    kept, at = bytearray(photo[:2]), 2
    while True:
        if at + 2 > len(photo) or photo[at] != 0xFF:
            raise ValueError("cut off")
        sign = photo[at + 1]
        if sign == 0xFF:  # a filling byte
            at += 1
            continue
        if sign == END:
            return bytes(kept + bytes((0xFF, END)))
        after = at + 2 + int.from_bytes(photo[at + 2 : at + 4], "big")
        is_kept = sign != REMARK and (not 0xE0 <= sign <= 0xEF or sign in KEPT_OF_APPLICATIONS)
        if is_kept:
            kept += photo[at:after] if sign != 0xE0 else _without_thumbnail(photo[at:after])
        at = after
        if sign == SCAN:
            after = _end_of_scan(photo, at)
            kept += photo[at:after]
            at = after


def _without_thumbnail(segment: bytes) -> bytes:
    if segment[4:9] != b"JFIF\0":
        return b""
    return segment[:2] + (16).to_bytes(2, "big") + segment[4:16] + b"\0\0"


def _end_of_scan(photo: bytes, at: int) -> int:
    """Where the next sign stands: within a scan, a sign is no 0 and no restart."""
    while at + 1 < len(photo):
        at = photo.find(b"\xff", at)
        if at < 0 or at + 1 >= len(photo):
            break
        if photo[at + 1] not in (0, *range(0xD0, 0xD8)):
            return at
        at += 2
    raise ValueError("cut off")
