"""Outputs appear whole or not at all; nobody else's files are touched; a killed run leaves the former report."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from levelground.cli import output
from levelground.errors import OutputError


def test_a_new_folder_holds_every_file_and_a_manifest(tmp_path: Path) -> None:
    output.publish(tmp_path / "out", {"a.txt": b"1", "deep/b.txt": b"2"})

    assert (tmp_path / "out" / "deep" / "b.txt").read_bytes() == b"2"
    assert (tmp_path / "out" / output.MANIFEST).is_file()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_earlier_report_is_replaced_whole(tmp_path: Path) -> None:
    output.publish(tmp_path / "out", {"old.txt": b"old"})

    output.publish(tmp_path / "out", {"new.txt": b"new"})

    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [output.MANIFEST, "new.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_files_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(OutputError, match="did not make"):
        output.publish(tmp_path, {"a.txt": b"1"})

    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(OutputError, match="which is a file"):
        output.check_target(tmp_path / "out")


def test_a_failure_while_writing_leaves_the_former_report(tmp_path: Path) -> None:
    output.publish(tmp_path / "out", {"old.txt": b"old"})

    with pytest.raises(TypeError):
        output.publish(tmp_path / "out", {"new.txt": b"new", "broken": None})  # type: ignore[dict-item]

    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [output.MANIFEST, "old.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_run_that_died_between_the_two_renames_is_put_back(tmp_path: Path) -> None:
    output.publish(tmp_path / "out", {"old.txt": b"old"})
    os.replace(tmp_path / "out", tmp_path / ".out.former")
    (tmp_path / ".out.new-dead").mkdir()

    output.check_target(tmp_path / "out")

    assert (tmp_path / "out" / "old.txt").read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_what_was_moved_aside_is_cleared_once_the_new_report_stands(tmp_path: Path) -> None:
    output.publish(tmp_path / "out", {"new.txt": b"new"})
    (tmp_path / ".out.former").mkdir()

    output.check_target(tmp_path / "out")

    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_single_file_is_replaced_whole(tmp_path: Path) -> None:
    output.publish_file(tmp_path / "deep" / "a.xlsx", b"1")
    output.publish_file(tmp_path / "deep" / "a.xlsx", b"2")

    assert (tmp_path / "deep" / "a.xlsx").read_bytes() == b"2"
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["a.xlsx"]


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="which is a folder"):
        output.publish_file(tmp_path, b"1")


def test_a_failed_single_file_leaves_the_former_one(tmp_path: Path) -> None:
    output.publish_file(tmp_path / "a.xlsx", b"1")

    with pytest.raises(TypeError):
        output.publish_file(tmp_path / "a.xlsx", None)  # type: ignore[arg-type]

    assert (tmp_path / "a.xlsx").read_bytes() == b"1"
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.slow
def test_a_killed_run_leaves_a_whole_report(tmp_path: Path) -> None:
    """A real process that publishes over and over is killed at odd moments; what stands there is always whole."""
    program = textwrap.dedent(
        """
        import sys, itertools
        from pathlib import Path
        from levelground.cli.output import publish
        for n in itertools.count():
            publish(Path(sys.argv[1]) / "out", {f"{name}.txt": str(n).encode() for name in "abcdefgh"})
        """
    )
    output.publish(tmp_path / "out", {f"{name}.txt": b"-1" for name in "abcdefgh"})
    for turn in range(12):
        process = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)])
        time.sleep(0.15 + turn * 0.013)
        process.send_signal(signal.SIGKILL)
        process.wait()

        output.check_target(tmp_path / "out")
        contents = {(tmp_path / "out" / f"{name}.txt").read_bytes() for name in "abcdefgh"}

        assert len(contents) == 1


def test_a_target_in_a_folder_that_does_not_exist_yet_is_fine(tmp_path: Path) -> None:
    output.check_target(tmp_path / "not" / "yet" / "out")

    assert not list(tmp_path.iterdir())
