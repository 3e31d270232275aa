"""A picture made anew from its pixels alone: where it was taken, with what, and every remark stay behind."""

from __future__ import annotations

import io

from PIL import Image, ImageCms, ImageOps

from tracker.derived import Made, Outcome, Refused

MOST_PIXELS = 60_000_000
LARGEST, PREVIEW = 4096, 1000
FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/webp": ("WEBP",),
    "image/heic": ("HEIF",),
}
GPS = 0x8825


def of_image(media_type: str, content: bytes) -> Outcome:
    """A copy and a preview. Raises Refused where the picture is none or too large."""
    if media_type == "image/heic":
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - a large library, needed by few

        register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # counted here, before anything is decoded
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS[media_type]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("pixels")
            removed = hidden_in(picture)
            pixels = pixels_of(picture)
    except (OSError, SyntaxError, ValueError, KeyError):
        raise Refused("damaged") from None
    kind = "image/png" if media_type == "image/png" or pixels.mode == "RGBA" else "image/jpeg"
    return Outcome([Made("copy", kind, written(pixels, kind), removed), preview(pixels)])


def hidden_in(picture: Image.Image) -> list[str]:
    """Words for what a picture carries besides its pixels."""
    exif, info = picture.getexif(), picture.info
    found = {
        "place": GPS in exif,
        "camera": bool(exif),
        "remarks": any(key in info for key in ("xmp", "XML:com.adobe.xmp", "comment", "photoshop", "metadata"))
        or bool(getattr(picture, "text", None)),
        "frames": getattr(picture, "n_frames", 1) > 1,
    }
    return [word for word, is_there in found.items() if is_there]


def pixels_of(picture: Image.Image) -> Image.Image:
    """The pixels the right way up, in the colours of the web, at most 4096 wide and high."""
    profile = picture.info.get("icc_profile")
    picture.draft("RGB", (LARGEST, LARGEST))
    picture.thumbnail((LARGEST, LARGEST))
    upright = ImageOps.exif_transpose(picture)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    plain = upright.convert("RGBA" if has_alpha else "RGB")
    if profile and upright.mode == "RGB":
        plain = _of_the_web(plain, profile)
    made = Image.new(plain.mode, plain.size)
    made.paste(plain)
    return made


def _of_the_web(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        of_camera = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, of_camera, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture


def written(pixels: Image.Image, kind: str) -> bytes:
    made = io.BytesIO()
    if kind == "image/png":
        pixels.save(made, "PNG", optimize=False)
    else:
        pixels.convert("RGB").save(made, "JPEG", quality=88)
    return made.getvalue()


def preview(pixels: Image.Image) -> Made:
    """A small picture on white, always a JPEG."""
    small = pixels.copy()
    small.thumbnail((PREVIEW, PREVIEW))
    ground = Image.new("RGB", small.size, "white")
    ground.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    made = io.BytesIO()
    ground.save(made, "JPEG", quality=70)
    return Made("preview", "image/jpeg", made.getvalue())
