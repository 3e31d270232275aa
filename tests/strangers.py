"""Files as strangers send them: with a word hidden wherever a format has a place for one, and hostile ones."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, PngImagePlugin

CANARY = "canary"
HIDDEN = b"canary-hidden"


def pixels(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    made = Image.new(mode, size, "white")
    made.paste("darkred", (0, 0, size[0] // 2, size[1]))
    return made


def exif(orientation: int = 1) -> Image.Exif:
    """Where it was taken, by whom, and how it is to be turned."""
    found = Image.Exif()
    found[0x010E], found[0x013B], found[0x0112] = f"{CANARY}-description", f"{CANARY}-artist", orientation
    place = found.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (43.0, 14.0, 20.0), "E", (76.0, 53.0, 10.0)
    place[29] = f"{CANARY}-date"
    return found


def photo(size: tuple[int, int] = (64, 48), orientation: int = 1) -> bytes:
    """A JPEG with a place, a remark and something behind its end."""
    made = io.BytesIO()
    pixels(size).save(made, "JPEG", exif=exif(orientation), comment=HIDDEN, xmp=b"<x>canary-xmp</x>")
    return made.getvalue() + HIDDEN


def drawing() -> bytes:
    made, said = io.BytesIO(), PngImagePlugin.PngInfo()
    said.add_text("Author", f"{CANARY}-author")
    said.add_itxt("XML:com.adobe.xmp", f"<x>{CANARY}-xmp</x>")
    pixels(mode="RGBA").save(made, "PNG", pnginfo=said, exif=exif())
    return made.getvalue() + HIDDEN


def webp() -> bytes:
    made = io.BytesIO()
    pixels().save(made, "WEBP", exif=exif(), xmp=b"<x>canary-xmp</x>")
    return made.getvalue()


def heic() -> bytes:
    import pillow_heif  # noqa: PLC0415 - large, and needed here alone

    made = io.BytesIO()
    pillow_heif.from_pillow(pixels()).save(made, exif=exif().tobytes(), quality=80)
    return made.getvalue()


def pdf() -> bytes:
    """A page with a text and a photo, and a canary in everything a PDF can hide."""
    made = pikepdf.Pdf.new()
    made.add_blank_page(page_size=(300, 300))
    page = made.pages[0]
    image = made.make_stream(photo())
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 64, 48
    image.ColorSpace, image.BitsPerComponent, image.Filter = Name.DeviceRGB, 8, Name.DCTDecode
    image.Metadata = made.make_stream(HIDDEN)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im0=image))
    page.Contents = made.make_stream(
        b"BT /F1 12 Tf 20 200 Td (Women trained: 120) Tj ET q 64 0 0 48 20 20 cm /Im0 Do Q"
    )
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(CANARY)))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 10, 10]), Contents=String(f"{CANARY}-note"))
    page.Annots = Array([made.make_indirect(note)])
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{CANARY}')")))
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{CANARY}')"))
    made.Root.PieceInfo = Dictionary(App=Dictionary(Private=String(CANARY)))
    made.attachments["canary.txt"] = pikepdf.AttachedFileSpec(made, HIDDEN, filename="canary.txt")
    made.docinfo["/Author"] = f"{CANARY}-author"
    with made.open_metadata() as meta:
        meta["dc:description"] = f"{CANARY}-xmp"
    out = io.BytesIO()
    made.save(out, compress_streams=False)
    return out.getvalue() + b"% " + HIDDEN


def office(text: str = "Women trained: 120", **more: str) -> bytes:
    """A DOCX with a deleted word, an author and a remark."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    gone = f"<w:del><w:r><w:delText>{CANARY}-deleted</w:delText></w:r></w:del>"
    body = f"<w:document {space}><w:body><w:p>{gone}<w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    part = f'<Override PartName="/word/document.xml" ContentType="{kinds}"/>'
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}">{part}</Types>',
        "word/document.xml": body,
        "docProps/core.xml": f"<a>{CANARY}-author</a>",
        **more,
    }
    return zipped(parts)


def zipped(parts: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def unpacked(content: bytes) -> bytes:
    """Everything in a file, raw and with its packed streams opened, for a search of hidden words."""
    found = [content]
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as opened:
            for each in opened.objects:
                found.append(repr(each).encode())
                if isinstance(each, pikepdf.Stream):
                    found.append(each.read_raw_bytes())
                    if each.get("/Filter") != Name.DCTDecode:
                        found.append(each.read_bytes())
    return b"".join(found)
