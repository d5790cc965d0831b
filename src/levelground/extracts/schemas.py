"""Which columns an extract must have. The docs page is generated from here.

An extract is a file from one system. Its own column names are brought to these field names by a mapping
(`levelground.extracts.mapping`); its values to the codes of `levelground.vocabulary`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class FieldKind(StrEnum):
    """How a field's text is read. The code kinds are read by the vocabulary of the same name."""

    IDENTIFIER = "identifier"  # kept as text, compared as text, never shown
    TEXT = "text"  # a short label such as a directorate; shown, so it may not hold a person's data
    DATE = "date"
    YES_NO = "yes_no"
    COUNT = "count"  # whole number, 0 or more
    NUMBER = "number"
    MONEY = "money"  # pounds
    PERCENT = "percent"  # 0 to 100
    ETHNIC_CATEGORY = "ethnic_category"
    PAY_BAND = "pay_band"
    STAFF_GROUP = "staff_group"
    CLUSTER = "cluster"  # clinical, non_clinical or medical
    ASSIGNMENT_STATUS = "assignment_status"
    ASSIGNMENT_TYPE = "assignment_type"
    LEAVING_REASON = "leaving_reason"
    DISABILITY = "disability"
    GENDER = "gender"


@dataclass(frozen=True)
class Field:
    """One column of an extract: its name, how it is read, whether it must be there, and what it means."""

    name: str
    kind: FieldKind
    required: bool
    words: str


@dataclass(frozen=True)
class Extract:
    """One kind of file: what a row is, its fields, which fields make a row unique, and which date places it in time.

    `dated_by` is the field that is checked against the snapshot date (`at` = "snapshot") or must lie in the twelve
    months that end on it (`at` = "window").
    """

    name: str
    title: str
    row: str
    unique_by: tuple[str, ...]
    dated_by: str | None
    at: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)


K = FieldKind

ETHNIC = Field(
    "ethnic_category",
    K.ETHNIC_CATEGORY,
    True,
    "Self-reported ethnic category; Z where not stated, empty where never asked.",
)
BAND = Field("pay_band", K.PAY_BAND, True, "Agenda for Change band, VSM, medical or dental grade, or ad hoc salary.")
STAFF_GROUP = Field(
    "staff_group", K.STAFF_GROUP, False, "NHS staff group, for example Nursing and Midwifery Registered."
)
CLUSTER = Field(
    "cluster", K.CLUSTER, False, "Clinical, non-clinical or medical; worked out from band and staff group when absent."
)
DIRECTORATE = Field("directorate", K.TEXT, False, "Directorate, division or care group.")

DISABILITY = Field(
    "disability",
    K.DISABILITY,
    False,
    "Declared disability: yes, no, or not declared; empty where never asked. Without it there is no WDES.",
)

STAFF = Extract(
    "staff",
    "Staff in post at a snapshot",
    "one assignment of one person on the snapshot date",
    ("snapshot_date", "person_id", "assignment_id"),
    "snapshot_date",
    "snapshot",
    (
        Field("snapshot_date", K.DATE, False, "The date the extract describes; taken from the mapping when the file has no such column."),
        Field("person_id", K.IDENTIFIER, True, "Employee number. Two assignments of one person carry the same number."),
        Field("assignment_id", K.IDENTIFIER, False, "Assignment number."),
        Field("assignment_status", K.ASSIGNMENT_STATUS, True, "Active, acting up, on maternity leave, suspended, seconded out, seconded in, career break."),
        Field("assignment_type", K.ASSIGNMENT_TYPE, True, "Permanent, fixed term, bank, honorary, hosted, lead-employer trainee, non-executive, locum, apprentice."),
        Field("primary_assignment", K.YES_NO, False, "Whether this is the person's main assignment."),
        ETHNIC,
        BAND,
        STAFF_GROUP,
        CLUSTER,
        DIRECTORATE,
        Field("fte", K.NUMBER, False, "Full-time equivalent, 0 to 1."),
        Field("start_date", K.DATE, False, "Start in the organisation."),
        Field("international_recruit", K.YES_NO, False, "Recruited from outside the United Kingdom by the organisation."),
        DISABILITY,
    ),
)  # fmt: skip

RECRUITMENT = Extract(
    "recruitment",
    "Recruitment",
    "one applicant for one vacancy",
    ("vacancy_id", "applicant_id"),
    "closed_on",
    "window",
    (
        Field("vacancy_id", K.IDENTIFIER, True, "Vacancy reference."),
        Field("applicant_id", K.IDENTIFIER, True, "Applicant reference."),
        Field("closed_on", K.DATE, True, "The date that places the vacancy in the year: closing date or date of decision, as your mapping says."),
        ETHNIC,
        Field("pay_band", K.PAY_BAND, False, BAND.words),
        STAFF_GROUP,
        CLUSTER,
        DIRECTORATE,
        Field("shortlisted", K.YES_NO, True, "Reached shortlisting."),
        Field("interviewed", K.YES_NO, False, "Was interviewed."),
        Field("offered", K.YES_NO, False, "Was made an offer."),
        Field("appointed", K.YES_NO, True, "Was appointed."),
        Field("started", K.YES_NO, False, "Started in post."),
        Field("internal_applicant", K.YES_NO, False, "Already employed by the organisation."),
        Field("international_route", K.YES_NO, False, "Came by an international recruitment campaign."),
        DISABILITY,
    ),
)  # fmt: skip

DISCIPLINARY = Extract(
    "disciplinary",
    "Entries into the formal disciplinary process",
    "one person entering one formal investigation",
    ("case_id",),
    "entered_on",
    "window",
    (
        Field("case_id", K.IDENTIFIER, True, "Case reference."),
        Field("person_id", K.IDENTIFIER, False, "Employee number; a person with two cases in the window is counted once."),
        Field("entered_on", K.DATE, True, "Date of entry into formal investigation."),
        Field("formal", K.YES_NO, False, "Whether the process was formal; only formal entries count."),
        Field("assignment_type", K.ASSIGNMENT_TYPE, False, "Bank where the person is a bank-only worker: counted in the Bank WRES and not in indicator 3. In a file of bank cases alone your mapping may say so once."),
        Field("dismissed", K.YES_NO, False, "Whether the process ended in dismissal."),
        ETHNIC,
        Field("pay_band", K.PAY_BAND, False, BAND.words),
        STAFF_GROUP,
        CLUSTER,
        DIRECTORATE,
    ),
)  # fmt: skip

CAPABILITY = Extract(
    "capability",
    "Entries into the formal capability process",
    "one person entering one formal capability process",
    ("case_id",),
    "entered_on",
    "window",
    (
        Field("case_id", K.IDENTIFIER, True, "Case reference."),
        Field("person_id", K.IDENTIFIER, False, "Employee number; a person with two cases in a year is counted once."),
        Field("entered_on", K.DATE, True, "Date of entry into the formal process."),
        Field("formal", K.YES_NO, False, "Whether the process was formal; only formal entries count."),
        Field("ill_health", K.YES_NO, False, "Whether the case is on grounds of ill health; such cases do not count."),
        replace(DISABILITY, required=True),
    ),
)  # fmt: skip

TRAINING = Extract(
    "training",
    "Non-mandatory training and continuing professional development",
    "one person attending one course",
    ("person_id", "course_id", "attended_on"),
    "attended_on",
    "window",
    (
        Field("person_id", K.IDENTIFIER, True, "Employee number, as in the staff extract; people are counted once, not attendances."),
        Field("course_id", K.IDENTIFIER, False, "Course reference."),
        Field("attended_on", K.DATE, True, "Date of attendance or completion."),
        Field("mandatory", K.YES_NO, False, "Mandatory or statutory training; such rows do not count."),
    ),
)  # fmt: skip

BOARD = Extract(
    "board",
    "Board members",
    "one member of the board on the snapshot date",
    ("snapshot_date", "member_id"),
    "snapshot_date",
    "snapshot",
    (
        Field("snapshot_date", K.DATE, False, "The date the extract describes; taken from the mapping when the file has no such column."),
        Field("member_id", K.IDENTIFIER, True, "A reference for the member."),
        ETHNIC,
        Field("voting", K.YES_NO, True, "Has a vote."),
        Field("executive", K.YES_NO, True, "Executive member."),
        DISABILITY,
    ),
)  # fmt: skip

SURVEY = Extract(
    "survey",
    "NHS Staff Survey results",
    "one question, one ethnic group",
    ("survey_year", "question", "ethnic_group"),
    None,
    "window",
    (
        Field("survey_year", K.COUNT, True, "The year of the survey (autumn); WRES year N uses the survey of N-1."),
        Field("question", K.TEXT, True, "Question number, for example Q14a, Q14b or c, Q15, Q16b, Q16c_1."),
        Field("ethnic_group", K.TEXT, True, "White, BME (all other ethnic groups combined), one of the 18 survey groups, or staff with or without a long-lasting health condition."),
        Field("answered", K.COUNT, True, "How many people in the group answered the question (the unweighted base)."),
        Field("counted", K.COUNT, False, "How many gave the answer that the measure counts; or give a percentage."),
        Field("percent", K.PERCENT, False, "Percentage that the measure counts, 0 to 100."),
        Field("score", K.NUMBER, False, "For a score out of 10, such as engagement: the score itself."),
        Field("weighted", K.YES_NO, False, "Whether the percentage is weighted; a weighted one gets no interval."),
    ),
)  # fmt: skip

BANK_SURVEY = replace(
    SURVEY,
    name="bank_survey",
    title="Survey of bank-only workers",
    row="one question, one ethnic group of bank-only workers; the measures name their questions in words, which your mapping gives to the numbers of your file",
)

MEDICAL_SURVEY = replace(
    SURVEY,
    name="medical_survey",
    title="NHS Staff Survey results of medical and dental staff",
    row="one question, one ethnic group of medical and dental staff",
)

MEDICAL_LOCAL = Extract(
    "medical_local",
    "What the medical office knows of each doctor",
    "one doctor on the snapshot date; grade and ethnicity come from the staff extract, by employee number",
    ("snapshot_date", "person_id"),
    "snapshot_date",
    "snapshot",
    (
        Field("snapshot_date", K.DATE, False, "The date the extract describes; taken from the mapping when the file has no such column."),
        Field("person_id", K.IDENTIFIER, True, "Employee number, as in the staff extract."),
        Field("medical_director", K.YES_NO, True, "Is a medical or clinical director."),
        Field("excellence_award", K.YES_NO, False, "Holds a clinical excellence or impact award, national or local."),
        Field("complaint", K.YES_NO, False, "Was named in a complaint in the twelve months."),
        Field("gmc_referral", K.YES_NO, False, "Was referred to the General Medical Council in the twelve months."),
        Field("revalidation_deferred", K.YES_NO, False, "Whether revalidation was deferred; empty where none was due in the twelve months."),
    ),
)  # fmt: skip

LEAVERS = Extract(
    "leavers",
    "Leavers",
    "one person leaving",
    ("person_id", "left_on"),
    "left_on",
    "window",
    (
        Field("person_id", K.IDENTIFIER, True, "Employee number."),
        Field("left_on", K.DATE, True, "Last day of employment."),
        Field("start_date", K.DATE, False, "Start in the organisation."),
        Field("reason", K.LEAVING_REASON, False, "Reason for leaving, as coded in the staff record."),
        ETHNIC,
        BAND,
        STAFF_GROUP,
        CLUSTER,
        DIRECTORATE,
    ),
)  # fmt: skip

BANK = Extract(
    "bank",
    "Bank workers",
    "one bank-only worker",
    ("snapshot_date", "person_id"),
    "snapshot_date",
    "snapshot",
    (
        Field("snapshot_date", K.DATE, False, "The date the extract describes; taken from the mapping when the file has no such column."),
        Field("person_id", K.IDENTIFIER, True, "Worker number."),
        ETHNIC,
        BAND,
        STAFF_GROUP,
        Field("last_worked_on", K.DATE, False, "Last shift or paid training; active means within six months."),
        DIRECTORATE,
        CLUSTER,
        Field("gender", K.GENDER, False, "Gender, as the record holds it."),
        Field("route_of_entry", K.TEXT, False, "How the worker came to the bank, for example from a substantive post, agency, student, new to the NHS."),
    ),
)  # fmt: skip

PAY = Extract(
    "pay",
    "Pay",
    "one full-pay relevant employee on the snapshot date",
    ("snapshot_date", "person_id"),
    "snapshot_date",
    "snapshot",
    (
        Field("snapshot_date", K.DATE, False, "The date the extract describes; taken from the mapping when the file has no such column."),
        Field("person_id", K.IDENTIFIER, True, "Employee number."),
        ETHNIC,
        BAND,
        STAFF_GROUP,
        Field("hourly_pay", K.MONEY, True, "Ordinary hourly pay in pounds, as the gender pay gap rules define it."),
        Field("bonus", K.MONEY, False, "Bonus pay in the twelve months, in pounds."),
        Field("weekly_hours", K.NUMBER, False, "Contracted hours a week."),
        Field("starting_pay", K.MONEY, False, "Ordinary hourly pay in pounds on appointment to the present band, at today's scales."),
        CLUSTER,
    ),
)  # fmt: skip

COUNTS = Extract(
    "counts",
    "Counts return",
    "one group in one measure (and one breakdown, if there are further columns)",
    ("organisation", "period_end", "measure", "group"),
    None,
    "window",
    (
        Field("organisation", K.TEXT, True, "ODS code."),
        Field("period_end", K.DATE, True, "Snapshot date, or last day of the twelve months."),
        Field("measure", K.TEXT, True, "Measure id, wres_1 to wres_9."),
        Field("group", K.TEXT, True, "white, bme, unknown, or an ethnic category code."),
        Field("numerator", K.COUNT, True, "How many the measure counts in this group."),
        Field("denominator", K.COUNT, True, "Out of how many."),
    ),
)  # fmt: skip

EXTRACTS: dict[str, Extract] = {
    extract.name: extract
    for extract in (
        STAFF,
        RECRUITMENT,
        DISCIPLINARY,
        CAPABILITY,
        TRAINING,
        BOARD,
        SURVEY,
        BANK_SURVEY,
        MEDICAL_SURVEY,
        MEDICAL_LOCAL,
        LEAVERS,
        BANK,
        PAY,
        COUNTS,
    )
}
