"""The gate: from a raw result to what a policy lets through, with a line in the ledger. There is no other way out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from levelground import __version__
from levelground.disclosure import reasons
from levelground.disclosure.figures import Setting, work_out
from levelground.disclosure.ledger import EMPTY, Entry, Ledger
from levelground.disclosure.linkage import link
from levelground.disclosure.pay import payable
from levelground.disclosure.policy import Policy
from levelground.disclosure.released import Count, ReleasedResult, Suppressed
from levelground.disclosure.suppress import suppress
from levelground.errors import DisclosureError
from levelground.measures.model import CountKey, Definition, MeasureResult

SHOWN_BEFORE = (
    "Some counts that an earlier release showed are too small to show now and are hidden; who has the earlier release "
    "may know them."
)
LESS_PROTECTED = "An earlier release showed so much that some hidden counts could not be fully protected any more."
_SUPPRESSED = Suppressed(reasons.HIDDEN)


@dataclass(frozen=True)
class ReleaseRequest:
    """Who asks for what: the policy, the time of release, and for a return its purpose and recipient."""

    policy: Policy
    at: dt.datetime
    purpose: str | None = None
    recipient: str | None = None


def release(
    result: MeasureResult,
    *,
    request: ReleaseRequest,
    definitions: Mapping[str, Definition],
    ledger: Ledger = EMPTY,
) -> tuple[ReleasedResult, Ledger]:
    """What a policy lets through of a raw result.

    Parameters
        result: everything that is to be released together: tables released apart are protected apart.
        definitions: those of the result's measures; a measure without one has its edition from the result.
        ledger: what was released before; what its audience has seen is taken as known.
    Returns
        The released result and the ledger with this release in it. Counts that no figure shows are left out.
    Raises
        DisclosureError: the policy needs a purpose and a recipient; the review of a definition has lapsed and the
        figures are for the public; the counts contradict each other.
    Example
        >>> from levelground.disclosure.policy import POLICIES
        >>> from levelground.measures.model import CountKey, counted
        >>> key = CountKey("ZZ9", "2026-03-31", "staff.workforce")
        >>> raw = counted({key: 3}, definition="headcount", edition="1", source_hash="")
        >>> at = dt.datetime(2026, 6, 1, tzinfo=dt.timezone.utc)
        >>> released, ledger = release(raw, request=ReleaseRequest(POLICIES["public"], at), definitions={})
        >>> released.figures[0].suppressed
        True
    """
    policy = request.policy
    _check(result, request, definitions)
    counts, notices = _let_through(result, policy, ledger)
    shown, pay = counts | _following(result, counts, policy), payable(result, counts, policy)
    released = ReleasedResult(
        policy=policy.id,
        policy_edition=policy.edition,
        policy_words=policy.words,
        audience=policy.audience,
        figures=work_out(result.plans, Setting(policy, definitions, result.editions, shown, pay, result.spells)),
        counts=shown,
        editions=dict(result.editions),
        source_hash=result.source_hash,
        released_at=request.at.isoformat(),
        notices=tuple(dict.fromkeys((*policy.marks, *result.notices, *notices))),
        purpose=request.purpose,
        recipient=request.recipient,
    )
    return released, ledger.after(_entry(released, counts))


def _check(result: MeasureResult, request: ReleaseRequest, definitions: Mapping[str, Definition]) -> None:
    if request.policy.needs_purpose and not (request.purpose and request.recipient):
        raise DisclosureError(
            f"a release under the policy {request.policy.id} without a purpose or a recipient.",
            expected="what the counts are for and the one body they go to; the ledger records both.",
            do_this="name the purpose and the recipient.",
        )
    day = request.at.date()
    due = [definitions[name] for name in sorted(result.editions) if name in definitions]
    lapsed = [definition.id for definition in due if definition.next_review < day]
    if lapsed and request.policy.checks_review:
        raise DisclosureError(
            f"definitions whose review has lapsed: {', '.join(lapsed)}.",
            expected="every published measure reviewed within its time.",
            do_this="review the definition and set its next_review, or release under a policy that is not public.",
        )


def _let_through(result: MeasureResult, policy: Policy, ledger: Ledger) -> tuple[dict[CountKey, Count], list[str]]:
    """Every count that a figure shows, as a number or hidden, and what is to be said about it."""
    following = {line.total for line in result.follows}
    wanted = dict.fromkeys(key for plan in result.plans for key in plan.counts if key not in following)
    if not policy.hides:
        return {key: result.counts[key] for key in wanted}, []
    before = ledger.repeated(result.source_hash, policy, wanted)
    if before is not None:
        return _masked(result, wanted, set(before.hidden), policy), []
    linked = link(result)
    memory = ledger.memory(linked, policy)
    hiding = suppress(linked, policy, memory)
    hidden = {linked.keys[i] for i in hiding.hidden}
    said = {SHOWN_BEFORE: hiding.hidden & memory.known, LESS_PROTECTED: hiding.unprotected}
    return _masked(result, wanted, hidden, policy), [notice for notice, positions in said.items() if positions]


def _following(result: MeasureResult, counts: Mapping[CountKey, Count], policy: Policy) -> dict[CountKey, Count]:
    """Totals of counts that are all shown: they say nothing that the counts do not.

    A policy under which a hidden count may be worked out from its totals shows every total that is not small.
    """
    found: dict[CountKey, Count] = {}
    for line in result.follows:
        number = sum(result.counts[part] for part in line.parts)
        all_shown = all(isinstance(counts.get(part), int) for part in line.parts)
        shown = all_shown if policy.complementary else not policy.is_small(number)
        found[line.total] = policy.rounded(number) if shown else _SUPPRESSED
    return found


def _masked(
    result: MeasureResult, wanted: Iterable[CountKey], hidden: set[CountKey], policy: Policy
) -> dict[CountKey, Count]:
    return {key: _SUPPRESSED if key in hidden else policy.rounded(result.counts[key]) for key in wanted}


def _entry(released: ReleasedResult, counts: Mapping[CountKey, Count]) -> Entry:
    hidden = tuple(key for key, count in counts.items() if isinstance(count, Suppressed))
    shown = tuple(key for key, count in counts.items() if not isinstance(count, Suppressed))
    return Entry(
        released.policy,
        released.policy_edition,
        released.audience,
        released.released_at,
        released.source_hash,
        tuple(sorted(released.editions)),
        released.purpose,
        released.recipient,
        shown,
        hidden,
        __version__,
    )
