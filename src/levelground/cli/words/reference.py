"""The words that explain: catalogue, schema."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TypeVar

from levelground.cli import DONE
from levelground.errors import InputError
from levelground.extracts.schemas import EXTRACTS, Extract
from levelground.measures import catalogue as measures
from levelground.measures.edi_plan import Plan, edi_plan
from levelground.measures.model import Definition

Entry = TypeVar("Entry")


def catalogue(given: argparse.Namespace) -> int:
    """What each measure means."""
    if given.edi:
        return _edi_plan(given)
    definitions = measures.load()
    chosen = [_chosen(given.measure, definitions)] if given.measure else list(definitions.values())
    if given.json:
        _print_json([_measure_data(definition) for definition in chosen])
    else:
        sys.stdout.write("\n".join(_measure_words(definition, whole=bool(given.measure)) for definition in chosen))
    return DONE


def _edi_plan(given: argparse.Namespace) -> int:
    """The registry of the EDI improvement plan's metrics; one measure's, where one is named."""
    if given.measure:
        raise InputError(
            f"'{given.measure}' with --edi.",
            expected="the whole registry, or one measure, not both.",
            do_this=f"leave out --edi, or leave out {given.measure}.",
        )
    plan = edi_plan()
    if given.json:
        _print_json(asdict(plan))
    else:
        sys.stdout.write("\n".join(_plan_words(plan)) + "\n")
    return DONE


def _plan_words(plan: Plan) -> Iterator[str]:
    yield f"{plan.title}, edition {plan.edition}"
    for action in plan.actions:
        yield f"\n{action.number}. {action.words}"
        for metric in action.metrics:
            yield f"  {metric.id}  {metric.words}"
            if metric.measures:
                yield f"      answered by {', '.join(metric.measures)}"
            if metric.not_here:
                yield f"      not here: {metric.not_here}"
    yield f"\nTo be confirmed against current guidance: {'; '.join(plan.to_be_confirmed)}\nSource: {plan.source}"


def schema(given: argparse.Namespace) -> int:
    """Which columns each extract must have."""
    chosen = [_chosen(given.extract, EXTRACTS)] if given.extract else list(EXTRACTS.values())
    if given.json:
        _print_json([_extract_data(extract) for extract in chosen])
    else:
        sys.stdout.write("\n".join(_extract_words(extract) for extract in chosen))
    return DONE


def _chosen(name: str, known: Mapping[str, Entry]) -> Entry:
    if name not in known:
        raise InputError(
            f"'{name}', which is not known.", expected=f"one of {', '.join(known)}.", do_this="choose one of these."
        )
    return known[name]


def _print_json(data: object) -> None:
    sys.stdout.write(json.dumps(data, indent=1, ensure_ascii=False) + "\n")


def _measure_data(definition: Definition) -> dict[str, object]:
    return {
        "id": definition.id,
        "title": definition.title,
        "question": definition.question,
        "numerator": definition.numerator.words,
        "denominator": definition.denominator.words,
        "compared": definition.compared,
        "adverse_when": definition.adverse_when.value,
        "base": definition.base,
        "edition": definition.edition,
        "does_not_show": definition.does_not_show,
        "to_be_confirmed": list(definition.to_be_confirmed),
        "source": definition.source,
        "next_review": definition.next_review.isoformat(),
    }


def _measure_words(definition: Definition, *, whole: bool) -> str:
    head = f"{definition.id}  {definition.title}\n"
    if not whole:
        return head
    lines = {
        "Question": definition.question,
        "Why it matters": definition.why_it_matters,
        "Numerator": definition.numerator.words,
        "Denominator": definition.denominator.words,
        "Compared": definition.compared.replace("_", " "),
        "To the disadvantage of BME staff when": definition.adverse_when.value.replace("_", " "),
        "Does not show": definition.does_not_show,
        "Edition": f"{definition.edition}: {definition.changes}",
        "To be confirmed against current guidance": "; ".join(definition.to_be_confirmed),
        "Source": definition.source,
        "Next review": definition.next_review.isoformat(),
    }
    return head + "".join(f"  {name}: {words}\n" for name, words in lines.items())


def _extract_data(extract: Extract) -> dict[str, object]:
    fields = [
        {"name": field.name, "kind": field.kind.value, "required": field.required, "words": field.words}
        for field in extract.fields
    ]
    return {"name": extract.name, "title": extract.title, "row": extract.row, "fields": fields}


def _extract_words(extract: Extract) -> str:
    lines = [f"{extract.name}: {extract.title}. One row is {extract.row}."]
    for field in extract.fields:
        must = "required" if field.required else "if you have it"
        lines.append(f"  {field.name:<20} {must:<15} {field.words}")
    return "\n".join(lines) + "\n"
