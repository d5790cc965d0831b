"""What a report is made from: one release, the definitions, names, and figures of earlier releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from levelground.disclosure.released import ReleasedFigure, ReleasedResult
from levelground.errors import DisclosureError
from levelground.measures.model import Definition
from levelground.reporting.tables import Selection
from levelground.vocabulary.organisations import Profile

STATUTORY = "statutory_return"
# What a paper on race equality is about; other standards have papers of their own.
IN_FULL = ("wres", "recruitment", "disparity", "model_employer", "pay_gap", "retention")
OWN = "Worked out again from the earlier snapshots among the same files"
GIVEN = "From the earlier release or counts return that was given with them"


@dataclass(frozen=True)
class ReportInput:
    """What a report is made from.

    `earlier` are figures of an earlier release or return, for last year's values where this release has none;
    `highlight` is the organisation to pick out where there are many; `profiles` say what organisations are like, so
    that others like it can be shown beside it; `in_full` names the frameworks that the board paper and the slides show
    measure by measure, the others being in their summary only.
    """

    released: ReleasedResult
    definitions: Mapping[str, Definition]
    organisations: Mapping[str, str]
    earlier: tuple[ReleasedFigure, ...] = ()
    highlight: str | None = None
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    in_full: tuple[str, ...] = IN_FULL
    selection: Selection = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.released.policy == STATUTORY:
            raise DisclosureError(
                "a statutory return as the input of a page.",
                expected="a result released for the readers of the page.",
                do_this="release the result again under the policy of its readers.",
            )
        object.__setattr__(self, "selection", Selection((*self.released.figures, *self.earlier)))

    @property
    def period(self) -> str:
        """The newest period of the release; of its staff, where patients of another period stand beside them."""
        staff = [figure.period for figure in self.released.figures if not self._is_of_patients(figure)]
        return max(staff or [figure.period for figure in self.released.figures])

    def _is_of_patients(self, figure: ReleasedFigure) -> bool:
        definition = self.definitions.get(figure.measure)
        return definition is not None and definition.framework == "patients"

    @property
    def notice(self) -> str:
        """The notices as one line for the banner."""
        return " ".join(self.released.notices)

    @property
    def title(self) -> str:
        """What stands first in the page's title where there is a notice: Synthetic data."""
        return "".join(f"{notice.partition(':')[0].rstrip('.')}: " for notice in self.released.notices[:1])

    @property
    def year_before(self) -> str:
        """Where the values of the year before come from, for the reader to judge by."""
        shown = [f for one in self.measured() for f in self.selection.of(one.id, self.newest(one))]
        before = {id(figure) for f in shown if (figure := self.selection.before(f)) is not None}
        own = sum(id(figure) in before for figure in self.released.figures)
        given = sum(id(figure) in before for figure in self.earlier)
        parts = [OWN] if own else []
        parts += [GIVEN] if given else []
        return "; ".join(parts) or "There are none in these files, and no earlier release or return was given"

    def newest(self, definition: Definition) -> str:
        """The newest period of a measure in this release."""
        return max(figure.period for figure in self.released.figures if figure.measure == definition.id)

    def measured(self) -> list[Definition]:
        """The definitions that this release has figures for."""
        present = {figure.measure for figure in self.released.figures}
        return [definition for definition in self.definitions.values() if definition.id in present]
