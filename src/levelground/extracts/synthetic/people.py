"""The people of a synthetic trust, year by year: most stay, some leave, some join."""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Generic, TypeVar

from levelground.extracts.synthetic.planted import (
    BAND_5_NURSE,
    BME_MIX,
    CAMPAIGN_MIX,
    PLANTED,
    POSTS,
    WHITE_MIX,
    Post,
)

T = TypeVar("T")
DIRECTORATES = (
    "Medicine", "Surgery and Critical Care", "Women and Children", "Community Services", "Diagnostics and Therapies",
    "Estates and Facilities", "Corporate Services", "Finance and Digital",
)  # fmt: skip
AT_THE_BEDSIDE = DIRECTORATES[:5]
IN_THE_OFFICE = DIRECTORATES[3:]
GROWTH = 1.02
LEAVING = 0.10
# The post above each: the next band of the same staff group. Medical grades are no ladder.
NEXT_POST = {
    post: above for post, above in pairwise(POSTS) if post.staff_group == above.staff_group != "medical_dental"
}
# Each year's joiners are more often BME than the people in post, so that the share grows by about a point a year.
JOINERS_MORE = 1.14
FIRST_YEAR_LESS = 0.035
CAMPAIGN_AMONG_JOINING_NURSES = 0.3
STATUSES: Mapping[str, float] = {
    "active": 93.6, "maternity": 2.6, "acting_up": 0.9, "internal_secondment": 0.7, "seconded_out": 0.6,
    "career_break": 0.7, "no_pay": 0.4, "seconded_in": 0.3, "suspended": 0.2,
}  # fmt: skip
# In the staff list, but not staff in post; per head of those who are.
OTHERS: Mapping[str, float] = {"bank": 0.03, "honorary": 0.015, "hosted": 0.01, "lead_employer_trainee": 0.012}
NON_EXECUTIVES = (
    ("A", "white"), ("A", "white"), ("J", "bme"), ("A", "white"), ("B", "white"), ("Z", "unknown"), ("A", "white"),
)  # fmt: skip
NOT_IN_POST = frozenset({"career_break", "seconded_in"})


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person. `ethnic` is the recorded code, empty where nothing was; `group` white, bme or unknown."""

    number: int
    ethnic: str
    group: str
    post: Post
    directorate: str
    fte: float
    start_date: dt.date
    contract: str = "permanent"
    status: str = "active"
    international: bool = False
    second_post: Post | None = None

    @property
    def employee_number(self) -> str:
        """An identifier that nobody can mistake for a real one."""
        return f"SYN{self.number:06d}"

    @property
    def in_post(self) -> bool:
        """Whether the person is among those that rates are planted in."""
        return self.status not in NOT_IN_POST and self.contract in ("permanent", "fixed_term")


@dataclass(frozen=True)
class Year:
    """A snapshot and the twelve months up to it: who is on the list, and who left with the day."""

    snapshot_date: dt.date
    staff: tuple[Person, ...]
    others: tuple[Person, ...]
    left: tuple[tuple[Person, dt.date], ...]


def populate(chance: random.Random, *, staff: int, snapshots: Sequence[dt.date]) -> tuple[Year, ...]:
    """The trust at each snapshot, oldest first; at the last one `staff` people hold a contract."""
    sizes = [round(staff / GROWTH ** (len(snapshots) - 1 - place)) for place in range(len(snapshots))]
    maker = Maker(chance)
    others = tuple(maker.others(staff, snapshots[0]))
    # One year more than is shown, so that the first year shown has leavers and joiners as well.
    less = 1 - FIRST_YEAR_LESS * len(snapshots)
    people = [maker.veteran(max(less, 0.5), year_before(snapshots[0])) for _ in range(round(sizes[0] / GROWTH))]
    years = []
    for size, snapshot_date in zip(sizes, snapshots, strict=True):
        people, left = maker.year_on(people, size, snapshot_date)
        years.append(Year(snapshot_date, tuple(people), others, tuple(left)))
    return tuple(years)


def year_before(day: dt.date) -> dt.date:
    """The snapshot before; a 29 February follows a 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


class Maker:
    """Draws people; holds the one source of chance and the next free number."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.number = 0
        self.posts = Deck({post: post.weight for post in POSTS})
        self.statuses = Deck(STATUSES)
        self.white, self.bme, self.campaign = Deck(WHITE_MIX), Deck(BME_MIX), Deck(CAMPAIGN_MIX)

    def year_on(
        self, people: Iterable[Person], size: int, snapshot_date: dt.date
    ) -> tuple[list[Person], list[tuple[Person, dt.date]]]:
        """The people a year later, and those who left in between with their last day."""
        before = year_before(snapshot_date)
        stay: list[Person] = []
        left: list[tuple[Person, dt.date]] = []
        for person in people:
            if self.chance.random() < LEAVING:
                left.append((person, before + dt.timedelta(self.chance.randint(1, 360))))
            else:
                status = self._status(person)
                stay.append(replace(_promoted(person, snapshot_date), status=status))
        joined = [self.joiner(before) for _ in range(size - len(stay))]
        return stay + joined, left

    def veteran(self, less: float, last_day: dt.date) -> Person:
        """Someone who was there before the first year."""
        start = last_day - dt.timedelta(round(365 * 20 * self.chance.random() ** 2) + 1)
        post = self.posts.draw(self.chance)
        return self._person(post, post.bme_share * less, start)

    def joiner(self, before: dt.date) -> Person:
        """Someone who starts in the year after the day given; some band 5 nurses come by the campaign abroad."""
        post, start = self.posts.draw(self.chance), before + dt.timedelta(self.chance.randint(1, 360))
        person = self._person(post, min(post.bme_share * JOINERS_MORE, 0.9), start)
        if post is BAND_5_NURSE and self.chance.random() < CAMPAIGN_AMONG_JOINING_NURSES:
            return replace(person, ethnic=self.campaign.draw(self.chance), group="bme", international=True)
        return person

    def others(self, staff: int, first_snapshot: dt.date) -> Iterable[Person]:
        """Bank-only, honorary, hosted and lead-employer people and the non-executives: on the list, not staff."""
        for contract, rate in OTHERS.items():
            for _ in range(max(1, round(rate * staff))):
                person = replace(self.veteran(1, first_snapshot), status="active", second_post=None)
                yield replace(person, contract=contract)
        for ethnic, group in NON_EXECUTIVES:
            person = replace(self.veteran(1, first_snapshot), status="active", second_post=None)
            yield replace(person, contract="non_executive", ethnic=ethnic, group=group)

    def ethnicity(self, bme_share: float) -> tuple[str, str]:
        """A recorded code and its group; the share is of everyone, those who did not say included."""
        unknown = PLANTED.not_stated_share + PLANTED.missing_share
        luck = self.chance.random()
        if luck < unknown:
            return ("Z" if luck < PLANTED.not_stated_share else ""), "unknown"
        if self.chance.random() < bme_share / (1 - unknown):
            return self.bme.draw(self.chance), "bme"
        return self.white.draw(self.chance), "white"

    def _person(self, post: Post, bme_share: float, start: dt.date) -> Person:
        self.number += 1
        chance = self.chance
        ethnic, group = self.ethnicity(bme_share)
        places = (
            IN_THE_OFFICE if post.staff_group in ("administrative_clerical", "estates_ancillary") else AT_THE_BEDSIDE
        )
        second = self.posts.draw(chance) if chance.random() < 0.025 else None
        return Person(
            self.number,
            ethnic,
            group,
            post,
            chance.choice(places),
            1.0 if chance.random() < 0.6 else chance.choice((0.4, 0.5, 0.6, 0.8, 0.91)),
            start,
            "fixed_term" if chance.random() < 0.06 else "permanent",
            self.statuses.draw(chance),
            second_post=second,
        )

    def _status(self, person: Person) -> str:
        """One in ten keeps last year's state; the others are drawn anew."""
        return person.status if self.chance.random() < 0.1 else self.statuses.draw(self.chance)


def _promoted(person: Person, snapshot_date: dt.date) -> Person:
    """The person a year later, who may have moved up one band within the staff group: by a chance of their own."""
    drawn = random.Random(f"moved up {person.number} {snapshot_date}").random()  # noqa: S311
    above = NEXT_POST.get(person.post)
    if above is None or drawn >= PLANTED.moving_up_rate(person.group):
        return person
    return replace(person, post=above)


class Deck(Generic[T]):
    """Things to draw by weight; the sums are made once."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.things = list(weights)
        total = 0.0
        self.sums = [total := total + weight for weight in weights.values()]

    def draw(self, chance: random.Random) -> T:
        """One of them."""
        return self.things[bisect(self.sums, chance.random() * self.sums[-1], 0, len(self.sums) - 1)]
