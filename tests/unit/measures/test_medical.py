"""Doctors: rows of the measures of staff and of applicants; expected values are worked by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.extracts.doctors import COLUMNS, with_doctors
from levelground.extracts.rows import Rows
from levelground.measures import catalogue
from levelground.measures.catalogue.loader import elsewhere
from levelground.measures.compute import compute
from levelground.measures.model import CountKey, Kind, Subset
from tests.factories.folders import MadeFolder, MadeRows, folder, many
from tests.unit.measures.test_bank import figures

NOW = "2026-03-31"
MEDICAL = (("cluster", "medical"),)
NOTHING: dict[str, object] = dict.fromkeys(COLUMNS)


def doctors(number: int, **given: object) -> list[dict[str, object]]:
    return many(number, cluster="medical", staff_group="medical_dental", **{"pay_band": "consultant", **given})


def told(staff: list[dict[str, object]]) -> MadeFolder:
    """A folder whose staff rows have what the medical office knows, as the reader leaves them."""
    made = folder({"staff": staff})
    columns = {**made.tables["staff"].columns, **{n: [row.get(n) for row in staff] for n in COLUMNS}}
    local = MadeRows({"person_id": ["SYN0001"], "period": [NOW]}, "medical_office.csv")
    return MadeFolder({"staff": MadeRows(columns, "staff.csv"), "medical_local": local})


def value(made: MadeFolder, measure: str, kind: Kind, group: str | None = None) -> float | None:
    (figure,) = [f for f in figures(compute(made), measure) if f.kind is kind and f.group == group]
    return figure.value


def test_grades_are_set_against_all_doctors_and_not_all_staff() -> None:
    staff = [
        *doctors(6), *doctors(2, ethnic_category="H"), *doctors(1, pay_band="trainee"),
        *doctors(3, pay_band="trainee", ethnic_category="H"), *many(50),
    ]  # fmt: skip

    found = {
        f.breakdown[-1][1]: f.value
        for f in figures(compute(folder({"staff": staff})), "medical_grade")
        if f.kind is Kind.DIFFERENCE and f.group == "bme"
    }

    # 2 of 8 consultants and 3 of 4 trainees, less 5 of 12 doctors
    assert found == {"consultant": pytest.approx(2 / 8 - 5 / 12), "trainee": pytest.approx(3 / 4 - 5 / 12)}


def test_directors_are_out_of_the_doctors_in_post() -> None:
    staff = [
        *doctors(4, medical_director="yes"), *doctors(16, medical_director="no"), *many(30),
        *doctors(1, medical_director="yes", ethnic_category="H"), *doctors(9, ethnic_category="H"),
    ]  # fmt: skip

    # (4 of 20) / (1 of 10)
    assert value(told(staff), "medical_directors", Kind.RATIO) == pytest.approx(2)


def test_awards_are_out_of_the_consultants() -> None:
    staff = [
        *doctors(4, excellence_award="yes"), *doctors(4), *doctors(20, pay_band="trainee"),
        *doctors(2, excellence_award="yes", ethnic_category="H"), *doctors(6, ethnic_category="H"),
    ]  # fmt: skip

    # (4 of 8) / (2 of 8)
    assert value(told(staff), "medical_excellence_awards", Kind.RATIO) == pytest.approx(2)


def test_deferrals_are_out_of_those_who_were_due() -> None:
    staff = [
        *doctors(1, revalidation_deferred="yes"), *doctors(9, revalidation_deferred="no"), *doctors(40),
        *doctors(2, revalidation_deferred="yes", ethnic_category="H"),
        *doctors(3, revalidation_deferred="no", ethnic_category="H"),
    ]  # fmt: skip
    result = compute(told(staff))

    # (2 of 5) / (1 of 10)
    assert value(told(staff), "medical_revalidation_deferral", Kind.RATIO) == pytest.approx(4)
    due, everyone = (CountKey("ZZ9", NOW, i, MEDICAL) for i in ("medical.revalidation_due", "staff.workforce"))
    assert Subset(due, everyone) in result.subsets


def test_consultant_posts_are_a_row_of_recruitment() -> None:
    post = {"cluster": "medical", "pay_band": "consultant"}
    applicants = [
        *many(4, appointed="yes", **post), *many(4, **post), *many(8, shortlisted="no", **post),
        *many(1, appointed="yes", ethnic_category="H", **post), *many(3, ethnic_category="H", **post),
        *many(12, shortlisted="no", ethnic_category="H", **post), *many(20, ethnic_category="H"),
    ]  # fmt: skip
    made = folder({"staff": many(3), "recruitment": applicants})

    # shortlisted (8 of 16) / (4 of 16); appointed (4 of 8) / (1 of 4)
    assert value(made, "medical_consultant_shortlisted", Kind.RATIO) == pytest.approx(2)
    assert value(made, "medical_consultant_appointed", Kind.RATIO) == pytest.approx(2)


def test_an_organisation_without_doctors_has_no_measures_of_them() -> None:
    result = compute(folder({"staff": many(3), "recruitment": many(3)}))

    assert not [measure for measure in result.editions if measure.startswith("medical")]


def test_the_doctors_list_is_brought_to_the_staff_by_number() -> None:
    staff = Rows("staff", {"period": [NOW, NOW], "person_id": ["1", "2"]}, [2, 3], "staff.csv")
    known = {**NOTHING, "complaint": "yes"}
    local = Rows(
        "medical_local",
        {"period": [NOW, NOW, None], "person_id": ["1", "9", "8"], **{n: [v, v, v] for n, v in known.items()}},
        [2, 3, 4],
        "medical_office.csv",
    )

    joined, strangers = with_doctors(staff, local)

    assert joined.columns["complaint"] == ["yes", None]
    assert joined.columns["medical_director"] == [None, None]
    # Employee 9 is on no staff list; a row that is of no snapshot is another matter.
    assert strangers == 1
    assert with_doctors(staff, None)[0].columns["complaint"] == [None, None]


def test_the_eleventh_indicator_is_named_as_not_a_trusts() -> None:
    (councils,) = elsewhere()

    assert councils.framework == "medical_wres"
    assert "councils and boards of medical institutions" in councils.title
    assert catalogue.load(dt.date(2026, 3, 31)).keys() >= {"medical_grade", "medical_involvement"}


@pytest.mark.parametrize("field", ["pay_band", "staff_group", "cluster"])
def test_an_error_in_what_says_who_is_a_doctor_stops_the_measures_of_doctors(field: str) -> None:
    made = folder({"staff": doctors(5)}, stopped=frozenset({("staff", field)}))

    (figure,) = figures(compute(made), "medical_grade")

    assert figure.reason == f"An error in the staff extract, field {field}, stops this figure."
