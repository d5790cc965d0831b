"""Groups of people: by ethnicity, by disability. Everything that counts or shows groups asks here which there are.

A grouping divides everybody into a group that a standard asks about, a group that it is compared with, and those of
whom nothing is known. No two groupings share a group id, because a count is named by its group.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from levelground.vocabulary import disability, ethnicity

BASIC, BROAD, FULL = 3, 5, 16


@dataclass(frozen=True)
class Grouping:
    """One way of dividing people into groups.

    `column` is the field that holds the code; `main` the group asked about, `reference` the one it is compared with.
    `finer` are the groups within `main`; `categories` the codes that are groups of their own at the full depth;
    `codes` gives for each code its basic group and the one below it; `missing` is the code of an empty cell.
    `words` is what tables of the grouping are called, `pair` names the two groups compared.
    """

    id: str
    column: str
    main: str
    reference: str
    unknown: str
    finer: tuple[str, ...]
    categories: tuple[str, ...]
    codes: Mapping[str, tuple[str, str]]
    missing: str
    words: str
    pair: str

    @property
    def basics(self) -> tuple[str, ...]:
        """The groups that every table shows."""
        return (self.reference, self.main, self.unknown)

    def at(self, depth: int) -> tuple[str, ...]:
        """The groups that a table of that depth shows: its own groups and every coarser one."""
        finer = self.finer if depth >= BROAD else ()
        return (*self.basics, *finer, *(self.categories if depth >= FULL else ()))

    def children(self, depth: int) -> dict[str, tuple[str, ...]]:
        """Which groups add up to which, down to a depth."""
        found: dict[str, tuple[str, ...]] = {"all": self.basics}
        if depth >= BROAD and self.finer:
            found[self.main] = self.finer
        if depth >= FULL and self.categories:
            for code, (_, group) in self.codes.items():
                found[group] = (*found.get(group, ()), code)
        return found

    def of(self, code: str | None, depth: int) -> tuple[str, ...]:
        """The groups at a depth that somebody of that code belongs to; none of a code that is not known."""
        known = code or self.missing
        shown = set(self.at(depth))
        return tuple(group for group in dict.fromkeys((*self.codes[known], known)) if group in shown)

    def is_group(self, name: str) -> bool:
        """Whether the name is one of its groups, at any depth."""
        return name in self.at(FULL)


ETHNICITY = Grouping(
    id="ethnicity",
    column="ethnic_category",
    main="bme",
    reference="white",
    unknown="unknown",
    finer=("mixed", "asian", "black", "other"),
    categories=tuple(category.value for category in ethnicity.EthnicCategory),
    codes={c.value: (ethnicity.GROUP_3[c], ethnicity.GROUP_5[c]) for c in ethnicity.EthnicCategory},
    missing=ethnicity.EthnicCategory.MISSING.value,
    words="by ethnic group",
    pair="BME and White",
)
DISABILITY = Grouping(
    id="disability",
    column="disability",
    main="disabled",
    reference="non_disabled",
    unknown="disability_unknown",
    finer=(),
    categories=(),
    codes={
        "disabled": ("disabled", "disabled"),
        "non_disabled": ("non_disabled", "non_disabled"),
        "not_declared": ("disability_unknown", "disability_unknown"),
        "": ("disability_unknown", "disability_unknown"),
    },
    missing="",
    words="by disability",
    pair="Disabled and non-disabled",
)
GROUPINGS: Mapping[str, Grouping] = {grouping.id: grouping for grouping in (ETHNICITY, DISABILITY)}


def recognise_survey(text: str) -> str | None:
    """The group that a survey file's label names: White or BME as a whole, one of the survey's ethnic groups, or staff
    with or without a lasting health condition; None where it is none of these."""
    return ethnicity.recognise_summary(text) or ethnicity.recognise(text) or disability.recognise_survey(text)


def label(group: str) -> str:
    """The words a page shows for a group id or a category code; the name itself where it is neither."""
    if group in disability.labels():
        return disability.labels()[group]
    return ethnicity.label(group) if ethnicity.is_group(group) or group == "all" else group
