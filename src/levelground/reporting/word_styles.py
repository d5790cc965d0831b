"""The styles of the board paper in Word: ours where there is no template, and where a template lacks one."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from levelground.reporting.paper import LANGUAGE

if TYPE_CHECKING:
    from docx.document import Document


def add_styles(document: Document, *, replace: bool) -> None:
    """Give the document our styles: all of them, or only those that it lacks; its language is British English.

    Parameters
        replace: put ours in the place of those of the same name
    """
    from docx.oxml.parser import parse_xml

    # see: tests/unit/reporting/test_word.py::test_a_template_keeps_its_own_styles
    ours = parse_xml(files(__package__).joinpath("templates/word-styles.xml").read_bytes())
    theirs = document.styles.element
    defaults, *styles = ours
    if replace:
        theirs.replace(theirs[0], defaults)
    known = {_name(style): style for style in theirs.style_lst}
    ids = {style.styleId: known[_name(style)].styleId for style in styles if _name(style) in known and not replace}
    for style in styles:
        own = known.get(_name(style))
        if own is None:
            theirs.append(_rebased(style, ids))
        elif replace:
            theirs.replace(own, style)
    _speak_british_english(theirs)


def _name(style: Any) -> str:
    return str(style.name_val).lower()


def _rebased(style: Any, ids: Mapping[str, str]) -> Any:
    """The style based on the template's own, which may have another id."""
    for link in (style.basedOn, style.next):
        if link is not None:
            link.val = ids.get(link.val, link.val)
    return style


def _speak_british_english(styles: Any) -> None:
    from docx.oxml.ns import qn

    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def style_ids(document: Document) -> dict[str, str]:
    """The ids of the document's styles by their names, as Word's menu shows them."""
    from docx.styles import BabelFish

    return {BabelFish.internal2ui(style.name_val): style.styleId for style in document.styles.element.style_lst}
