"""Office files as archives: a house template taken as it is, and a finished file that comes out the same every time."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from levelground.errors import InputError

CONTENT_TYPES = "[Content_Types].xml"
# What makes a template of an ordinary file is its declared type alone (ECMA-376-1, part 2, content types).
AS_DOCUMENT = {
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ),
    "pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    ),
}
TEMPLATES = {".docx": "docx", ".dotx": "docx", ".pptx": "pptx", ".potx": "pptx"}
MOST_BYTES = 200_000_000
# The first moment that a zip archive can write: files of the same content are then the same bytes.
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
CREATED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
EPOCH = rb"\g<1>1980-01-01T00:00:00Z\g<3>"


def template_kind(name: str) -> str:
    """Which form of the report a house template is for: docx or pptx.

    Raises
        InputError: by its name it is neither.
    """
    kind = TEMPLATES.get(PurePath(name).suffix.lower())
    if kind is None:
        raise InputError(
            f"--template {name}.",
            expected="a Word or PowerPoint file without macros: .docx, .dotx, .pptx or .potx.",
            do_this="save the house template in one of these forms.",
        )
    return kind


def as_document(name: str, content: bytes) -> bytes:
    """A house template as an ordinary document, whichever of the two it was saved as.

    Raises
        InputError: it is no such file, or it would unpack to more than a template ever holds.
    """
    before, after = (word.encode() for word in AS_DOCUMENT[template_kind(name)])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise zipfile.BadZipFile
            parts = {part: archive.read(part) for part in archive.namelist()}
        types = parts[CONTENT_TYPES].replace(before, after)
    except (zipfile.BadZipFile, KeyError) as error:
        raise unusable(name) from error
    if after not in types:
        raise unusable(name)
    return _zipped({**parts, CONTENT_TYPES: types})


def unusable(name: str) -> InputError:
    """The refusal of a template that is not what its name says."""
    return InputError(
        f"--template {name}, which is not a Word or PowerPoint file that can be opened.",
        expected="the house template as Word or PowerPoint saves it, without a password.",
        do_this="open it, save it again as .docx or .pptx, and give that file.",
    )


def settled(made: bytes) -> bytes:
    """The archive without the moment at which it was packed; workbooks inside it without that of their making."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return _zipped({name: _settled(name, archive.read(name)) for name in archive.namelist()})


def _settled(name: str, part: bytes) -> bytes:
    if not name.endswith(".xlsx"):
        return part
    with zipfile.ZipFile(io.BytesIO(part)) as archive:
        return _zipped({own: CREATED.sub(EPOCH, archive.read(own)) for own in archive.namelist()})


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            # What is compressed already is stored as it is.
            how = zipfile.ZIP_STORED if name.endswith((".png", ".xlsx", ".jpeg")) else zipfile.ZIP_DEFLATED
            entry = zipfile.ZipInfo(name, FIRST_MOMENT)
            entry.compress_type = how
            archive.writestr(entry, part)
    return out.getvalue()
