"""Staff groups, and whether a post is clinical, non-clinical or medical.

Source: staff_groups.toml beside this file, which marks what is [B].
"""

from __future__ import annotations

from enum import StrEnum

from levelground.vocabulary.pay_bands import PayBand, is_medical
from levelground.vocabulary.tables import folded, spellings, table


class StaffGroup(StrEnum):
    """The nine NHS staff groups, and other."""

    ADD_PROF_SCIENTIFIC_TECHNIC = "add_prof_scientific_technic"
    ADDITIONAL_CLINICAL_SERVICES = "additional_clinical_services"
    ADMINISTRATIVE_CLERICAL = "administrative_clerical"
    ALLIED_HEALTH_PROFESSIONALS = "allied_health_professionals"
    ESTATES_ANCILLARY = "estates_ancillary"
    HEALTHCARE_SCIENTISTS = "healthcare_scientists"
    MEDICAL_DENTAL = "medical_dental"
    NURSING_MIDWIFERY = "nursing_midwifery"
    STUDENTS = "students"
    OTHER = "other"


class Cluster(StrEnum):
    """Non-clinical, clinical or medical: the three tables of indicator 1."""

    NON_CLINICAL = "non_clinical"
    CLINICAL = "clinical"
    MEDICAL = "medical"


EDITION: str = table("staff_groups")["edition"]
CLUSTER_SPELLINGS = {
    "clinical": Cluster.CLINICAL,
    "non clinical": Cluster.NON_CLINICAL,
    "non-clinical": Cluster.NON_CLINICAL,
    "non_clinical": Cluster.NON_CLINICAL,
    "nonclinical": Cluster.NON_CLINICAL,
    "medical": Cluster.MEDICAL,
    "medical and dental": Cluster.MEDICAL,
}


def recognise(text: str) -> StaffGroup | None:
    """The staff group that a spelling means; None where nothing is known of it."""
    code = spellings("staff_groups").get(folded(text))
    return StaffGroup(code) if code else None


def recognise_cluster(text: str) -> Cluster | None:
    """The cluster that a spelling means; None where nothing is known of it."""
    return CLUSTER_SPELLINGS.get(folded(text))


def cluster_of(staff_group: StaffGroup | None, band: PayBand | None) -> Cluster | None:
    """The cluster of a post: medical by its grade, else by its staff group; None where neither says."""
    if band is not None and is_medical(band):
        return Cluster.MEDICAL
    for name, groups in table("staff_groups")["clusters"].items():
        if staff_group in groups:
            return Cluster(name)
    return None


def label(name: str) -> str:
    """The words a page shows for a staff group or a cluster."""
    clusters = {"clinical": "Clinical", "non_clinical": "Non-clinical", "medical": "Medical and dental"}
    return clusters.get(name) or str(table("staff_groups")["labels"][name])
