"""The forms of a report: which were asked for, the house templates for them, and the files that come out."""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from levelground.cli.messages import Progress
from levelground.errors import InputError

if TYPE_CHECKING:
    from levelground.reporting.body import Body
    from levelground.reporting.document import ReportInput

# What each form is called in the folder of a report, and what it is for.
FILES = {
    "html": ("report.html", "read this in a browser, or print it"),
    "docx": ("board-paper.docx", "the board paper, to be edited in Word"),
    "pdf": ("board-paper.pdf", "the board paper, to be read and sent round"),
    "xlsx": ("workbook.xlsx", "the tables"),
    "pptx": ("slides.pptx", "slides with charts that can be edited"),
}
# A board answers for its own organisation: these say what one board should ask and decide.
OF_ONE_ORGANISATION = ("docx", "pdf", "pptx")


@dataclass(frozen=True)
class Forms:
    """The forms that were asked for, and the trust's own templates, by form, as ordinary documents.

    `in_full` are the frameworks that paper and slides show measure by measure; None for the usual ones.
    """

    names: tuple[str, ...]
    templates: Mapping[str, bytes] = field(default_factory=dict)
    in_full: tuple[str, ...] | None = None


EVERY_FORM = Forms(tuple(FILES))


def forms_asked(given: argparse.Namespace) -> Forms:
    """The forms of --format and the templates of --template, checked before anything is worked out.

    Raises
        InputError: there is no such form, a template cannot be opened, or nothing that was asked for would use it.
    """
    names = _names(given.format)
    templates = dict(_template(Path(name), names) for name in given.template)
    if len(templates) < len(given.template):
        raise InputError(
            "two templates for the same form.",
            expected="at most one --template for Word and one for PowerPoint.",
            do_this="leave one of them out.",
        )
    return Forms(names, templates, _in_full(given.in_full))


def _names(text: str) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    unknown = [name for name in asked if name not in FILES]
    if unknown or not asked:
        raise InputError(
            f"--format {text}.",
            expected=f"one or more of {', '.join(FILES)}, with commas between them.",
            do_this=f"correct {', '.join(unknown)}." if unknown else "name a form, or leave --format out.",
        )
    return asked


def _in_full(text: str | None) -> tuple[str, ...] | None:
    from levelground.measures.catalogue.loader import FRAMEWORKS

    if text is None:
        return None
    asked = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",")))
    unknown = [name for name in asked if name not in FRAMEWORKS]
    if unknown:
        raise InputError(
            f"--in-full {text}.",
            expected=f"one or more of {', '.join(FRAMEWORKS)}, with commas between them.",
            do_this=f"correct {', '.join(map(repr, unknown))}.",
        )
    return asked


def _template(path: Path, names: tuple[str, ...]) -> tuple[str, bytes]:
    from levelground.reporting.archive import as_document, template_kind, unusable

    kind = template_kind(path.name)
    if kind not in names:
        raise InputError(
            f"--template {path.name}, without {kind} among the forms.",
            expected=f"a template for a form that is asked for: {', '.join(names)}.",
            do_this=f"add {kind} to --format, or leave the template out.",
        )
    content = as_document(path.name, path.read_bytes())
    try:
        _open(kind, content)
    except (KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise unusable(path.name) from error
    return kind, content


def _open(kind: str, content: bytes) -> None:
    """Open the template as the libraries will: what they cannot read is refused now and not at the end."""
    import docx
    import pptx

    if kind == "docx":
        docx.Document(io.BytesIO(content))
    elif not len(pptx.Presentation(io.BytesIO(content)).slide_layouts):
        raise ValueError


def check_forms(forms: Forms, organisations: Iterable[str]) -> None:
    """Refuse a board paper of many organisations, before a release is made for it.

    Raises
        InputError: there are several organisations, and a form was asked for that is of one.
    """
    many = len(set(organisations))
    single = [name for name in forms.names if name in OF_ONE_ORGANISATION]
    if many > 1 and single:
        raise InputError(
            f"{many} organisations, and --format {','.join(forms.names)}.",
            expected=f"one organisation for {', '.join(single)}: a board answers for its own.",
            do_this="ask for html and xlsx, or give the counts of one organisation.",
        )


def documents(material: ReportInput, forms: Forms, progress: Progress) -> dict[str, bytes]:
    """The files of the forms that were asked for; what they share is worked out and drawn once."""
    from levelground.reporting.body import body
    from levelground.reporting.document import report_html
    from levelground.reporting.workbook import workbook

    made: dict[str, bytes] = {}
    one = len({figure.organisation for figure in material.released.figures}) == 1
    drawn = body(material) if one and set(forms.names) - {"xlsx"} else None
    if "html" in forms.names:
        made["html"] = report_html(material, drawn).encode()
    if "xlsx" in forms.names:
        progress("workbook")
        made["xlsx"] = workbook(material)
    if drawn is not None:
        made |= _of_one_organisation(material, drawn, forms, progress)
    return {FILES[name][0]: content for name, content in made.items()}


def _of_one_organisation(material: ReportInput, drawn: Body, forms: Forms, progress: Progress) -> dict[str, bytes]:
    from levelground.reporting.paper import paper
    from levelground.reporting.pdf import board_pdf
    from levelground.reporting.slides import slides
    from levelground.reporting.word import board_docx

    made: dict[str, bytes] = {}
    asked = [name for name in forms.names if name in OF_ONE_ORGANISATION]
    if asked:
        progress(f"board paper and slides: {', '.join(asked)}")
    if "docx" in asked:
        made["docx"] = board_docx(paper(material, drawn), forms.templates.get("docx"))
    if "pdf" in asked:
        made["pdf"] = board_pdf(paper(material, drawn))
    if "pptx" in asked:
        made["pptx"] = slides(material, drawn, forms.templates.get("pptx"))
    return made
