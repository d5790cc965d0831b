"""What was released before, to whom and what for: without a single value.

Two releases that hide different counts can give both away, and so can a difference between years. So every release
looks up what its audience has seen. The ledger holds which counts were shown and which hidden, never the counts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from levelground import __version__
from levelground.disclosure.linkage import Linked
from levelground.disclosure.policy import POLICIES, Policy
from levelground.disclosure.protection import small_bases
from levelground.disclosure.suppress import Memory
from levelground.errors import InputError
from levelground.measures.model import CountKey

FORMAT = "levelground-ledger-1"


@dataclass(frozen=True)
class Entry:
    """One release: under which policy, for whom and what for, from which source, and the names of the counts in it."""

    policy: str
    policy_edition: str
    audience: str
    released_at: str
    source_hash: str
    measures: tuple[str, ...]
    purpose: str | None
    recipient: str | None
    shown: tuple[CountKey, ...]
    hidden: tuple[CountKey, ...]
    made_with: str

    def is_known_to(self, policy: Policy) -> bool:
        """Whether the audience of a policy has seen this release: it was public, or for the same audience.

        A release for a named recipient and purpose is nobody else's knowledge.
        """
        own = POLICIES.get(self.policy)
        if own is not None and own.needs_purpose:
            return False
        public = own is None or own.is_public_knowledge
        return public or self.audience == policy.audience


@dataclass(frozen=True)
class Ledger:
    """The releases so far, in order."""

    entries: tuple[Entry, ...] = ()

    def after(self, entry: Entry) -> Ledger:
        """The ledger with one release more."""
        return Ledger((*self.entries, entry))

    def memory(self, linked: Linked, policy: Policy) -> Memory:
        """What the audience of a policy knows about the counts of a release, from earlier ones.

        Returns
            As known, counts that were shown before, unless the policy of that time would have hidden the present value:
            then it has changed since, and nobody knows it. As hidden, counts that the same audience was refused before
            and never shown.
        """
        known: set[int] = set()
        hidden: set[int] = set()
        for entry in self.entries:
            if entry.is_known_to(policy):
                before = POLICIES.get(entry.policy)
                shown = _places(linked, entry.shown)
                known |= shown if before is None else {i for i in shown if not _hides(before, linked, i)}
                hidden |= _places(linked, entry.hidden) if entry.audience == policy.audience else set()
        ever_shown = {i for e in self.entries if e.is_known_to(policy) for i in _places(linked, e.shown)}
        return Memory(frozenset(known), frozenset(hidden - ever_shown))

    def repeated(self, source_hash: str, policy: Policy, keys: Collection[CountKey]) -> Entry | None:
        """The newest release that the policy's audience has seen, if it was this very one: it then says nothing new."""
        seen = [entry for entry in self.entries if entry.is_known_to(policy)]
        if not seen:
            return None
        last = seen[-1]
        # Another version of the program may count the same files otherwise, so only its own work is taken as the same.
        made = (last.policy, last.policy_edition, last.source_hash, last.made_with)
        same = made == (policy.id, policy.edition, source_hash, __version__)
        return last if same and {*last.shown, *last.hidden} == set(keys) else None

    def to_json(self) -> str:
        """The ledger as text, to be kept beside the outputs."""
        return json.dumps({"format": FORMAT, "entries": [asdict(entry) for entry in self.entries]}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> Ledger:
        """The ledger from its text.

        Raises
            InputError: the text is not a ledger. One that cannot be read stops a release: it is not taken as empty.
        """
        try:
            content = json.loads(text)
            if content["format"] != FORMAT:
                raise _not_a_ledger()
            return Ledger(tuple(_entry(fields) for fields in content["entries"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _not_a_ledger() from error


EMPTY = Ledger()


def _places(linked: Linked, keys: Iterable[CountKey]) -> set[int]:
    return {linked.place[key] for key in keys if key in linked.place}


def _hides(policy: Policy, linked: Linked, place: int) -> bool:
    return policy.is_small(linked.values[place]) or place in small_bases(linked, policy)


def _entry(fields: Mapping[str, Any]) -> Entry:
    keys = {name: tuple(_key(key) for key in fields[name]) for name in ("shown", "hidden")}
    return Entry(**{**fields, **keys, "measures": tuple(fields["measures"])})


def _key(fields: Mapping[str, Any]) -> CountKey:
    breakdown = tuple((str(name), str(value)) for name, value in fields["breakdown"])
    return CountKey(fields["organisation"], fields["period"], fields["item"], breakdown, fields["group"])


def _not_a_ledger() -> InputError:
    return InputError(
        "a ledger of releases that cannot be read.",
        expected=f"the JSON file that an earlier release wrote, of format {FORMAT}.",
        do_this="put the file back from a copy: without it, a new release may give away what an old one hid.",
    )
