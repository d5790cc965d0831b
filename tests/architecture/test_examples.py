"""The examples in docstrings give what they say."""

from __future__ import annotations

import doctest
import importlib

import pytest

from .tree import CORE, core_files

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def modules_with_examples() -> list[str]:
    """Every module of the core that shows an example."""
    found = [path for path in core_files() if ">>> " in path.read_text(encoding="utf-8")]
    return [".".join(path.relative_to(CORE.parent).with_suffix("").parts) for path in found]


@pytest.mark.parametrize("name", modules_with_examples())
def test_docstring_examples_hold(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name.removesuffix(".__init__")), optionflags=FLAGS)

    assert results.attempted > 0
    assert results.failed == 0
