"""run.py: the words, what it refuses, and what it must not need."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from .tree import ROOT, syntax

RUN = ROOT / "run.py"
ISSUE_WORDS = ["setup", "demo", "test", "check", "fix", "docs", "lock"]


@pytest.fixture(scope="module")
def run() -> ModuleType:
    """run.py as a module."""
    spec = importlib.util.spec_from_file_location("run", RUN)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def called(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(RUN), *words], capture_output=True, text=True, check=False, encoding="utf-8"
    )


def test_the_words_are_those_promised_each_with_one_sentence(run: ModuleType) -> None:
    assert list(run.WORDS) == ISSUE_WORDS
    assert all(sentence and not sentence.endswith(".") for sentence, _ in run.WORDS.values())


def test_no_word_gives_help() -> None:
    done = called()

    assert done.returncode == 0
    assert all(word in done.stdout for word in ISSUE_WORDS)


@pytest.mark.parametrize("words", [("frobnicate",), ("test", "--slowly"), ("demo", "--port", "many")])
def test_what_is_not_understood_gives_help_and_exit_2(words: tuple[str, ...]) -> None:
    done = called(*words)

    assert done.returncode == 2
    assert "usage: run.py" in done.stderr
    assert "Not understood:" in done.stderr


def test_run_py_needs_the_standard_library_only() -> None:
    imports = [node for node in ast.walk(syntax(RUN)) if isinstance(node, ast.Import | ast.ImportFrom)]
    roots = {name.name.split(".")[0] for node in imports if isinstance(node, ast.Import) for name in node.names}
    roots |= {(node.module or "").split(".")[0] for node in imports if isinstance(node, ast.ImportFrom)}

    assert roots <= set(sys.stdlib_module_names)


def test_an_old_python_can_read_run_py_as_far_as_the_sentence() -> None:
    tree = ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 7))

    kinds = [type(node) for node in tree.body]
    refusal = kinds.index(ast.If)
    # Only the docstring and imports stand before it; annotations that an old Python cannot evaluate stand after.
    assert set(kinds[:refusal]) == {ast.Expr, ast.Import, ast.ImportFrom}
    assert "Levelground needs Python 3.11 or newer" in ast.unparse(tree.body[refusal])


def test_no_program_is_started_through_a_shell() -> None:
    text = RUN.read_text(encoding="utf-8")

    assert not re.search(r"shell=True|os\.system|os\.popen", text)


def test_windows_programs_are_sought_where_windows_puts_them() -> None:
    text = RUN.read_text(encoding="utf-8")

    assert '"Scripts" if os.name == "nt" else "bin"' in text


def test_a_changed_requirement_file_is_installed_again(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / ".venv").mkdir()
    for name in ("core", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("one==1\n")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path / ".venv")

    before = run._requirements_installed("core")
    run._mark("core")
    after = run._requirements_installed("core")
    (tmp_path / "requirements" / "core.txt").write_text("one==2\n")
    changed = run._requirements_installed("core")

    assert (before, after, changed) == (False, True, False)


def test_what_tests_need_serves_a_demo_too(run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / ".venv").mkdir()
    for name in ("core", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("one==1\n")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path / ".venv")

    run._mark("dev")

    assert run._requirements_installed("core")
    assert run._requirements_installed("dev")


def test_the_makefile_forwards_every_word() -> None:
    rule = re.search(r"^(.+):\n\t\$\(PYTHON\) run\.py \$@", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert rule
    assert rule[1].split() == ISSUE_WORDS


def test_the_build_runs_checks_and_all_tests_and_counts_a_missing_browser_as_failure() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert "CI=true" in script
    assert "python3 run.py check" in script
    assert re.search(r"python3 run\.py test(?! --quick)", script)
