"""What is true of the synthetic trust: its shares, which are like national ones, and the gaps that were planted in it.

Nothing here is a fact about the world [B]: round numbers, of the size that national reports print.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class SurveyGap:
    """What share of each group gives the answer that an indicator counts, 0..1."""

    white: float
    bme: float

    def rate(self, group: str) -> float:
        """The share of a group; unknown as White."""
        return self.bme if group == "bme" else self.white


@dataclass(frozen=True)
class Planted:
    """The true rates that the files of a synthetic trust are drawn from, 0..1 unless the name says a ratio.

    Counts made from the files come back to these within sampling error. `appointment_white_over_bme` is the truth
    without the international campaign; `appointment_white_over_bme_with_campaign` the one that the files show when
    the campaign is left in, in the newest two years.
    """

    bme_share: float = 0.26
    board_bme_share: float = 0.12
    not_stated_share: float = 0.026
    missing_share: float = 0.014
    appointment_rate_white: float = 0.25
    appointment_white_over_bme: float = 1.55
    shortlisted_per_head: float = 0.45
    shortlisted_bme_share: float = 0.42
    campaign_shortlisted_per_head: float = 0.012
    campaign_appointment_rate: float = 0.85
    disciplinary_rate_white: float = 0.01
    disciplinary_bme_over_white: float = 1.6
    training_rate_white: float = 0.44
    moving_up_rate_white: float = 0.024
    moving_up_white_over_bme: float = 1.5
    training_white_over_bme: float = 1.10
    survey: Mapping[str, SurveyGap] = field(
        default_factory=lambda: MappingProxyType(
            {
                "Q14a": SurveyGap(0.24, 0.28),
                "Q14b or c": SurveyGap(0.20, 0.25),
                "Q15": SurveyGap(0.59, 0.49),
                "Q16b": SurveyGap(0.07, 0.15),
            }
        )
    )
    further_survey: Mapping[str, SurveyGap] = field(
        default_factory=lambda: MappingProxyType(
            {
                "Q7i": SurveyGap(0.65, 0.59),
                "Q11a": SurveyGap(0.56, 0.62),
                "Q16a": SurveyGap(0.05, 0.20),
                "Q21": SurveyGap(0.72, 0.66),
                "Q24b": SurveyGap(0.53, 0.60),
                "Q24e": SurveyGap(0.59, 0.65),
                "Q25e": SurveyGap(0.62, 0.58),
                "Q25f": SurveyGap(0.48, 0.55),
            }
        )
    )
    # Of those whom staff harassed, who say by managers; and of these, who say by colleagues as well.
    by_managers: SurveyGap = SurveyGap(0.45, 0.40)
    also_by_colleagues: SurveyGap = SurveyGap(0.55, 0.60)
    # Of those whom managers or colleagues discriminated against, who say that the public did as well.
    also_by_public: SurveyGap = SurveyGap(0.25, 0.45)
    # Of those who reported discrimination by anybody, who tick each ground: Q16c_1 to Q16c_7.
    grounds: tuple[SurveyGap, ...] = (
        SurveyGap(0.23, 0.84),
        SurveyGap(0.30, 0.12),
        SurveyGap(0.03, 0.09),
        SurveyGap(0.08, 0.02),
        SurveyGap(0.17, 0.03),
        SurveyGap(0.27, 0.10),
        SurveyGap(0.29, 0.15),
    )

    bank_bme_share: float = 0.40
    bank_disciplinary_rate_white: float = 0.02
    bank_disciplinary_bme_over_white: float = 3.0
    bank_survey: Mapping[str, SurveyGap] = field(
        default_factory=lambda: MappingProxyType(
            {
                "harassment_public": SurveyGap(0.24, 0.29),
                "harassment_staff": SurveyGap(0.19, 0.25),
                "discrimination_public": SurveyGap(0.07, 0.25),
                "discrimination_staff": SurveyGap(0.07, 0.14),
                "progression": SurveyGap(0.56, 0.47),
            }
        )
    )

    # Of doctors in post; of consultants for awards; of those due for deferral.
    doctors: Mapping[str, SurveyGap] = field(
        default_factory=lambda: MappingProxyType(
            {
                "medical_director": SurveyGap(0.10, 0.05),
                "excellence_award": SurveyGap(0.40, 0.28),
                "complaint": SurveyGap(0.10, 0.14),
                "gmc_referral": SurveyGap(0.02, 0.04),
                "revalidation_deferred": SurveyGap(0.12, 0.20),
            }
        )
    )
    medical_survey: Mapping[str, SurveyGap] = field(
        default_factory=lambda: MappingProxyType(
            {
                "Q14a": SurveyGap(0.30, 0.33),
                "Q14b or c": SurveyGap(0.22, 0.29),
                "Q15": SurveyGap(0.60, 0.48),
                "Q16b": SurveyGap(0.07, 0.15),
                "respect": SurveyGap(0.78, 0.70),
                "involvement": SurveyGap(0.54, 0.49),
            }
        )
    )

    def bank_disciplinary_rate(self, group: str) -> float:
        """Of the bank workers, how many enter the formal disciplinary process in a year; unknown as White."""
        return self.bank_disciplinary_rate_white * (self.bank_disciplinary_bme_over_white if group == "bme" else 1)

    def bank_dismissed_of_cases(self, group: str) -> float:
        """Of bank workers' formal cases, how many end in dismissal: out of all workers BME are 1.5 times White."""
        return 0.25 if group == "bme" else 0.5

    @property
    def appointment_rate_bme(self) -> float:
        """Appointed among shortlisted BME applicants, the international campaign left out."""
        return self.appointment_rate_white / self.appointment_white_over_bme

    @property
    def appointment_white_over_bme_with_campaign(self) -> float:
        """White over BME with the campaign left in: its applicants, all BME, are nearly all appointed."""
        at_home = self.shortlisted_per_head * self.shortlisted_bme_share
        abroad = self.campaign_shortlisted_per_head
        appointed = at_home * self.appointment_rate_bme + abroad * self.campaign_appointment_rate
        return self.appointment_rate_white / (appointed / (at_home + abroad))

    def disciplinary_rate(self, group: str) -> float:
        """Of those in post, how many enter the formal disciplinary process in a year; unknown as White."""
        return self.disciplinary_rate_white * (self.disciplinary_bme_over_white if group == "bme" else 1)

    def moving_up_rate(self, group: str) -> float:
        """Of those who stay, how many move up a band in a year; unknown as White."""
        return self.moving_up_rate_white / (self.moving_up_white_over_bme if group == "bme" else 1)

    def training_rate(self, group: str) -> float:
        """Of those in post, how many go to non-mandatory training in a year; unknown as White."""
        return self.training_rate_white / (self.training_white_over_bme if group == "bme" else 1)


PLANTED = Planted()


@dataclass(frozen=True)
class Post:
    """A kind of post: staff group and band by code, its weight among all posts, and the BME share of its holders."""

    staff_group: str
    band: str
    weight: float
    bme_share: float


# Per cent of posts, and per cent BME, falling with band but for band 5 nursing and the medical grades.
_POSTS: Mapping[str, tuple[tuple[str, float, float], ...]] = {
    "nursing_midwifery": (
        ("5", 14.0, 42), ("6", 9.0, 27), ("7", 4.5, 19), ("8a", 1.2, 16), ("8b", 0.4, 14), ("8c", 0.15, 12),
        ("8d", 0.05, 11),
    ),
    "additional_clinical_services": (("2", 9.0, 28), ("3", 7.0, 25), ("4", 3.0, 19)),
    "allied_health_professionals": (("5", 1.6, 26), ("6", 2.8, 19), ("7", 1.8, 15), ("8a", 0.6, 12), ("8b", 0.15, 10)),
    "add_prof_scientific_technic": (
        ("4", 0.6, 23), ("5", 0.7, 27), ("6", 1.2, 25), ("7", 1.4, 22), ("8a", 0.7, 17), ("8b", 0.2, 14),
    ),
    "healthcare_scientists": (("4", 0.2, 24), ("5", 0.3, 28), ("6", 0.6, 27), ("7", 0.6, 21), ("8a", 0.2, 15)),
    "administrative_clerical": (
        ("under_1", 0.2, 22), ("2", 4.0, 21), ("3", 6.0, 17), ("4", 4.5, 16), ("5", 3.0, 18), ("6", 2.4, 17),
        ("7", 2.0, 16), ("8a", 1.3, 14), ("8b", 0.8, 13), ("8c", 0.5, 12), ("8d", 0.3, 11), ("9", 0.2, 10),
        ("vsm", 0.25, 10), ("ad_hoc", 0.15, 14),
    ),
    "estates_ancillary": (("1", 0.2, 30), ("2", 5.0, 29), ("3", 1.3, 20), ("4", 0.5, 12), ("5", 0.1, 10)),
    "medical_dental": (
        ("consultant", 4.5, 41), ("career_grade", 1.5, 61), ("trainee", 5.0, 50), ("senior_medical_manager", 0.1, 25),
        ("other_medical", 0.1, 40),
    ),
    "students": (("4", 0.3, 24),),
}  # fmt: skip

POSTS: tuple[Post, ...] = tuple(
    Post(group, band, weight, percent / 100) for group, bands in _POSTS.items() for band, weight, percent in bands
)
BAND_5_NURSE = next(post for post in POSTS if (post.staff_group, post.band) == ("nursing_midwifery", "5"))

# Codes as a staff record holds them (16+1 and extended), with their weight within the group.
WHITE_MIX: Mapping[str, float] = {
    "A": 86, "B": 3.5, "C": 4.5, "CP": 2.5, "C3": 1.2, "CA": 1.0, "CK": 0.5, "CY": 0.5, "CL": 0.3,
}  # fmt: skip
BME_MIX: Mapping[str, float] = {
    "D": 3, "E": 2, "F": 3, "G": 2, "GF": 2, "H": 23, "J": 9, "K": 3, "L": 11, "LE": 2, "LH": 2, "R": 4, "M": 7,
    "N": 15, "P": 2, "PC": 3, "S": 3, "SC": 4,
}  # fmt: skip
CAMPAIGN_MIX: Mapping[str, float] = {"H": 48, "N": 30, "SC": 14, "L": 8}


@dataclass(frozen=True)
class PlantedDisability:
    """The true rates of disabled and non-disabled people, 0..1; scores out of 10. Round numbers, no facts.

    `survey` gives for each question the rate of those with and without a lasting condition (None: not asked);
    `asked` the share of respondents who are asked it.
    """

    share: float = 0.055
    share_of_appointed: float = 0.04
    not_declared: float = 0.15
    never_asked: float = 0.05
    capability_rate_non_disabled: float = 0.006
    capability_disabled_over_non_disabled: float = 2.5
    survey: Mapping[str, tuple[float, float | None]] = field(
        default_factory=lambda: MappingProxyType(
            {
                "Q14a": (0.30, 0.23),
                "Q14b": (0.14, 0.08),
                "Q14c": (0.23, 0.15),
                "Q14d": (0.52, 0.51),
                "Q15": (0.51, 0.58),
                "Q11e": (0.28, 0.19),
                "Q4b": (0.35, 0.47),
                "Q31b": (0.74, None),
            }
        )
    )
    asked: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"Q14d": 0.35, "Q11e": 0.55, "Q31b": 0.6})
    )
    engagement: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"disabled": 6.5, "non_disabled": 7.0})
    )

    def capability_rate(self, declared: str) -> float:
        """Of those in post, how many enter the capability process in a year."""
        over = self.capability_disabled_over_non_disabled if declared == "disabled" else 1
        return self.capability_rate_non_disabled * over


DISABILITY = PlantedDisability()
