"""Staff groups: the nine names are those of the NHS occupation code manual, as staff records print them."""

from __future__ import annotations

import pytest

from levelground.vocabulary.pay_bands import PayBand
from levelground.vocabulary.staff_groups import Cluster, StaffGroup, cluster_of, label, recognise, recognise_cluster

NINE = {
    "Add Prof Scientific and Technic": "clinical",
    "Additional Clinical Services": "clinical",
    "Administrative and Clerical": "non_clinical",
    "Allied Health Professionals": "clinical",
    "Estates and Ancillary": "non_clinical",
    "Healthcare Scientists": "clinical",
    "Medical and Dental": "medical",
    "Nursing and Midwifery Registered": "clinical",
    "Students": "clinical",
}


@pytest.mark.parametrize(("name", "cluster"), NINE.items())
def test_each_staff_group_is_recognised_and_lies_in_its_cluster(name: str, cluster: str) -> None:
    group = recognise(name)

    assert group is not None
    assert recognise(f" {name.upper()}  ") is group
    assert cluster_of(group, PayBand.BAND_6) == cluster
    assert cluster_of(group, None) == cluster


def test_a_medical_grade_is_medical_whatever_the_staff_group_says() -> None:
    assert cluster_of(StaffGroup.ADMINISTRATIVE_CLERICAL, PayBand.CONSULTANT) is Cluster.MEDICAL
    assert cluster_of(None, PayBand.TRAINEE) is Cluster.MEDICAL


def test_without_staff_group_and_medical_grade_the_cluster_is_not_known() -> None:
    assert cluster_of(None, PayBand.BAND_5) is None
    assert cluster_of(None, None) is None
    assert cluster_of(StaffGroup.OTHER, PayBand.BAND_5) is None


@pytest.mark.parametrize(
    ("text", "cluster"),
    [("Clinical", "clinical"), ("Non-Clinical", "non_clinical"), ("Medical", "medical"), ("Sideways", None)],
)
def test_a_cluster_column_is_read(text: str, cluster: str | None) -> None:
    assert recognise_cluster(text) == cluster


def test_an_unknown_staff_group_is_none() -> None:
    assert recognise("Wizards") is None


def test_every_staff_group_and_cluster_has_words() -> None:
    names = [*StaffGroup, *Cluster]

    assert label("non_clinical") == "Non-clinical"
    assert len({label(name) for name in names}) == len(names) - 1  # the medical cluster is the medical staff group
