"""The word for what would come of the rates of the past: project."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from levelground.cli.messages import Progress
from levelground.cli.output import check_target, publish
from levelground.cli.releasing import LEDGER, LedgerFile, now
from levelground.cli.words.figures import tell
from levelground.disclosure.pipeline import ReleasedPipeline, release_pipeline
from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest
from levelground.errors import InputError
from levelground.measures.pipeline import LADDER, Ladder
from levelground.statistics.pipeline import Change, Scenario

if TYPE_CHECKING:
    from levelground.extracts.folder import Folder

ALL = "all"


def project(given: argparse.Namespace) -> int:
    """A projection of the pay bands from a folder's yearly snapshots, and a scenario beside it."""
    from levelground.extracts.folder import read_folder
    from levelground.reporting import projection

    _check(given)
    asked = _asked(given.scenario) if given.scenario else None
    progress = Progress(silent=given.json)
    folder = read_folder(Path(given.folder), progress=progress)
    file = LedgerFile(Path(given.ledger) if given.ledger else Path(given.folder) / LEDGER)
    pipeline = _released(folder, given.policy, file, progress)
    scenario = _scenario(asked, pipeline.ladder, given.scenario_from)
    progress("projecting")
    goal = None if given.goal is None else given.goal / 100
    wanted = projection.Wanted(given.years, given.seed, scenario, goal)
    report = projection.pipeline_projection(pipeline, folder.organisation, wanted)
    data = json.dumps(projection.as_data(report), indent=1, ensure_ascii=False) + "\n"
    if given.out:
        from levelground.reporting.projection_page import projection_html

        made = {"projection.html": projection_html(report), "projection.json": data}
        publish(Path(given.out), {name: text.encode() for name, text in made.items()})
    sys.stdout.write(data if given.json else projection.plain_text(report) + "\n")
    return tell(folder.findings, as_json=given.json)


def board_projection(folder: Folder, progress: Progress) -> bytes:
    """The page that a board would ask for: ten years on, and moving up at parity beside the rates of the past.

    It remembers nothing and nothing is remembered of it: for a trust that does not exist.
    """
    from levelground.reporting import projection
    from levelground.reporting.projection_page import projection_html

    pipeline = _released(folder, "board", LedgerFile(None), progress)
    wanted = projection.Wanted(10, 1, _scenario((Change.PROGRESS, ALL), pipeline.ladder, 1), None)
    return projection_html(projection.pipeline_projection(pipeline, folder.organisation, wanted)).encode()


def _released(folder: Folder, policy: str, file: LedgerFile, progress: Progress) -> ReleasedPipeline:
    from levelground.measures.catalogue.loader import populations
    from levelground.measures.movements import moves

    progress("counting who joined, moved up and left")
    found = moves(folder, populations()["workforce"])
    progress("the gate: the finest ladder that may be shown")
    pipeline, ledger = release_pipeline(found, request=ReleaseRequest(POLICIES[policy], now()), ledger=file.read())
    file.write(ledger)
    return pipeline


def _scenario(asked: tuple[Change, str] | None, ladder: Ladder, from_year: int) -> Scenario | None:
    return Scenario(asked[0], _step(ladder, asked[1]), from_year) if asked else None


def _check(given: argparse.Namespace) -> None:
    """Refuse before any work is done what could not be answered."""
    if given.out:
        check_target(Path(given.out))
    numbers = 1 <= given.years <= 30 and given.seed >= 0 and 1 <= given.scenario_from <= given.years
    if not numbers or not (given.goal is None or 0 < given.goal < 100):
        raise InputError(
            "a number out of range.",
            expected="--years 1 to 30, --seed 0 or more, --scenario-from within the years, --goal between 0 and 100.",
            do_this="correct it; the goal is a percentage.",
        )


def _asked(text: str) -> tuple[Change, str]:
    change, _, band = text.partition(":")
    if change not in set(Change) or (band or ALL) not in (*LADDER, ALL):
        raise InputError(
            f"the scenario '{text}'.",
            expected=f"one of {', '.join(Change)}, a colon, and a band ({', '.join(LADDER)}) or all.",
            do_this="write for example --scenario appoint:8a.",
        )
    return Change(change), band or ALL


def _step(ladder: Ladder, band: str) -> int | None:
    """The step that holds the band; None for all of them."""
    return None if band == ALL else next(place for place, step in enumerate(ladder) if band in step)
