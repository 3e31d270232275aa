"""Opens one file of a stranger and makes of it what readers may have. A program of its own: `python -m tracker.derive`.

In: a line of JSON with the media type, then the bytes. Out: a line of JSON, then what was made, one after the other.
The file is refused where it cannot be read at all; what cannot be made of it is left out, with the reason.
"""

from __future__ import annotations

import json
import sys

from tracker.confine import confine
from tracker.derived import LONGEST, Made, Outcome, Refused


def derive(media_type: str, content: bytes) -> Outcome:
    """What readers may have of a file. Raises Refused."""
    if media_type.startswith("image/"):
        from tracker.derive_image import of_image  # noqa: PLC0415 - only what this file needs is loaded

        return of_image(media_type, content)
    if media_type == "application/pdf":
        from tracker.derive_pdf import of_pdf  # noqa: PLC0415

        return of_pdf(content)
    if media_type.startswith("text/"):
        text = decoded(content)
        return Outcome([Made("copy", media_type, text.encode()), Made("text", "text/plain", text[:LONGEST].encode())])
    from tracker.derive_office import of_office  # noqa: PLC0415

    return of_office(media_type, content)


def decoded(content: bytes) -> str:
    """A text as characters, whichever of the usual ways it is written in; byte order marks are gone."""
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1251", "latin-1"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("damaged")


def main() -> None:
    confine()
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    try:
        outcome = derive(asked["media_type"], content)
        said = {"note": outcome.note, "made": [_said(each) for each in outcome.made]}
    except Refused as refused:
        outcome, said = Outcome(), {"refused": str(refused)}
    except MemoryError:
        outcome, said = Outcome(), {"refused": "too_much"}
    except BaseException:  # noqa: BLE001 - whatever a parser throws at a hostile file, the answer is a sentence
        outcome, said = Outcome(), {"refused": "damaged"}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + b"".join(each.content for each in outcome.made))
    sys.stdout.buffer.flush()


def _said(made: Made) -> dict[str, object]:
    return {"use": made.use, "media_type": made.media_type, "size": len(made.content), "removed": made.removed}


if __name__ == "__main__":
    main()
