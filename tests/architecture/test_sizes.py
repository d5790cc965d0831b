"""Functions and files stay small enough to be read at one sitting; names say what is inside."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .tree import ROOT, core_files, name_of, python_files, syntax

BODY_LINES = 40
FILE_LINES = 400
# What is longer, with its length. Exact in both directions: an entry that no longer applies is taken out, and a new one
# is not a way round the rule. The list may only shrink, so MOST_EXCEPTIONS is lowered with it.
LONG_FUNCTIONS: dict[str, int] = {}
LONG_FILES: dict[str, int] = {}
MOST_EXCEPTIONS = 0
FORBIDDEN_NAMES = {
    "util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "service", "services", "signals",
}  # fmt: skip


def functions() -> Iterator[tuple[str, int]]:
    """Each function of the product and its tools with the lines of its body, the docstring counted."""
    for path in python_files():
        if name_of(path).startswith("tests/"):
            continue  # a journey may tell a long story; its file still has a limit
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name_of(path)}::{node.name}", (node.end_lineno or 0) - node.body[0].lineno + 1


def test_no_function_body_is_longer_than_its_limit() -> None:
    assert {name: lines for name, lines in functions() if lines > BODY_LINES} == LONG_FUNCTIONS


def test_no_file_is_longer_than_its_limit() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}

    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == LONG_FILES


def test_the_list_of_exceptions_only_shrinks() -> None:
    assert len(LONG_FUNCTIONS) + len(LONG_FILES) == MOST_EXCEPTIONS


def test_no_module_has_a_name_that_hides_what_is_inside() -> None:
    hiding = [
        name_of(path) for path in python_files() if {*path.relative_to(ROOT).with_suffix("").parts} & FORBIDDEN_NAMES
    ]

    assert not hiding, f"a noun is missing for: {hiding}"


def test_every_public_function_says_what_it_gives() -> None:
    silent = [
        f"{name_of(path)}::{name}"
        for path in core_files()
        if not path.stem.startswith("_") or path.stem == "__init__"
        for name, node in _public(syntax(path))
        if not ast.get_docstring(node) and not _is_only_a_shape(node)
    ]

    assert not silent, f"a docstring is missing: {silent}"


def _public(
    parent: ast.Module | ast.ClassDef, prefix: str = ""
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    for node in parent.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield f"{prefix}{node.name}", node
        if isinstance(node, ast.ClassDef):
            yield from _public(node, f"{prefix}{node.name}.")


def _is_only_a_shape(node: ast.AST) -> bool:
    """A protocol's method with `...` for a body names somebody else's function, for example one of DB-API."""
    body = getattr(node, "body", [])
    return len(body) == 1 and isinstance(body[0], ast.Expr) and getattr(body[0].value, "value", None) is Ellipsis
