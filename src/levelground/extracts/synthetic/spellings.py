"""How the systems of a synthetic trust print a code: each its own way, and the older the year, the less tidily.

All spellings are [B]: collected from practice, none is an outside rule.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from functools import cache

# As a staff record prints them: the code, then the words.
RECORD_ETHNICITY: Mapping[str, str] = {
    "A": "A White - British", "B": "B White - Irish", "C": "C White - Any other White background",
    "C3": "C3 White Unspecified", "CA": "CA White English", "CK": "CK White Italian", "CL": "CL White Irish Traveller",
    "CP": "CP White Polish", "CY": "CY White Other European", "D": "D Mixed - White & Black Caribbean",
    "E": "E Mixed - White & Black African", "F": "F Mixed - White & Asian", "G": "G Mixed - Any other mixed background",
    "GF": "GF Mixed - Other/Unspecified", "H": "H Asian or Asian British - Indian",
    "J": "J Asian or Asian British - Pakistani", "K": "K Asian or Asian British - Bangladeshi",
    "L": "L Asian or Asian British - Any other Asian background", "LE": "LE Asian Sri Lankan",
    "LH": "LH Asian British", "M": "M Black or Black British - Caribbean", "N": "N Black or Black British - African",
    "P": "P Black or Black British - Any other Black background", "PC": "PC Black Nigerian", "R": "R Chinese",
    "S": "S Any Other Ethnic Group", "SC": "SC Filipino", "Z": "Z Not Stated", "": "",
}  # fmt: skip
# As a recruitment system prints what applicants ticked: words without codes.
APPLICANT_ETHNICITY: Mapping[str, str] = {
    "A": "White - British", "B": "White - Irish", "C": "White - Any other White background",
    "D": "Mixed - White & Black Caribbean", "E": "Mixed - White & Black African", "F": "Mixed - White & Asian",
    "G": "Mixed - Any other mixed background", "H": "Asian or Asian British - Indian",
    "J": "Asian or Asian British - Pakistani", "K": "Asian or Asian British - Bangladeshi",
    "L": "Asian or Asian British - Any other Asian background", "M": "Black or Black British - Caribbean",
    "N": "Black or Black British - African", "P": "Black or Black British - Any other Black background",
    "R": "Other Ethnic Groups - Chinese", "S": "Other Ethnic Groups - Any other ethnic group",
    "Z": "I do not wish to disclose my ethnic origin", "": "",
}  # fmt: skip
# The survey's 18 groups with the one-letter code whose people answer under each; empty where the record has none.
SURVEY_GROUPS: Mapping[str, str] = {
    "White - English / Welsh / Scottish / Northern Irish / British": "A",
    "White - Irish": "B",
    "White - Gypsy or Irish Traveller": "CL",
    "White - Any other White background": "C",
    "Mixed/Multiple ethnic background - White and Black Caribbean": "D",
    "Mixed/Multiple ethnic background - White and Black African": "E",
    "Mixed/Multiple ethnic background - White and Asian": "F",
    "Mixed/Multiple ethnic background - Any other Mixed / Multiple ethnic background": "G",
    "Asian/Asian British - Indian": "H",
    "Asian/Asian British - Pakistani": "J",
    "Asian/Asian British - Bangladeshi": "K",
    "Asian/Asian British - Chinese": "R",
    "Asian/Asian British - Any other Asian background": "L",
    "Black/African/Caribbean/Black British - African": "N",
    "Black/African/Caribbean/Black British - Caribbean": "M",
    "Black/African/Caribbean/Black British - Any other Black / African / Caribbean background": "P",
    "Other ethnic group - Arab": "",
    "Other ethnic group - Any other ethnic background": "S",
}
STAFF_GROUP: Mapping[str, str] = {
    "nursing_midwifery": "Nursing and Midwifery Registered",
    "additional_clinical_services": "Additional Clinical Services",
    "allied_health_professionals": "Allied Health Professionals",
    "add_prof_scientific_technic": "Add Prof Scientific and Technic",
    "healthcare_scientists": "Healthcare Scientists",
    "administrative_clerical": "Administrative and Clerical",
    "estates_ancillary": "Estates and Ancillary",
    "medical_dental": "Medical and Dental",
    "students": "Students",
}
STATUS: Mapping[str, str] = {
    "active": "Active Assignment",
    "maternity": "Maternity & Adoption",
    "acting_up": "Acting Up",
    "internal_secondment": "Internal Secondment",
    "seconded_out": "Out on External Secondment - Paid",
    "career_break": "Career Break",
    "no_pay": "Inactive Not Worked",
    "seconded_in": "Secondment In",
    "suspended": "Suspend with Pay",
}
CONTRACT: Mapping[str, str] = {
    "permanent": "Permanent",
    "fixed_term": "Fixed Term Temp",
    "bank": "Bank",
    "honorary": "Honorary",
    "hosted": "Hosted",
    "lead_employer_trainee": "Lead Employer Trainee",
    "non_executive": "Non-Exec Director/Chair",
}
# Pay scale codes of the staff record [B]; XN for posts outside the review body.
SCALE: Mapping[str, str] = {
    "1": "01", "2": "02", "3": "03", "4": "04", "5": "05", "6": "06", "7": "07", "8a": "08", "8b": "09", "8c": "10",
    "8d": "11", "9": "12",
}  # fmt: skip
OFF_SCALE: Mapping[str, str] = {
    "under_1": "Apprentice rate",
    "vsm": "Very Senior Manager",
    "ad_hoc": "Personal Salary",
    "consultant": "NHS|YC72|Consultant",
    "career_grade": "NHS|MC70|Specialty Doctor",
    "trainee": "NHS|MN37|Specialty Registrar",
    "senior_medical_manager": "Medical Director",
    "other_medical": "Trust Grade Doctor",
}


def record_ethnicity(code: str, chance: random.Random) -> str:
    """A staff record's entry; one in a hundred has a blank behind it, and some of the empty ones say so."""
    text = RECORD_ETHNICITY[code]
    luck = chance.random()
    if not text:
        return "Unspecified" if luck < 0.3 else ""
    return f"{text} " if luck < 0.01 else text


def pay_scale(band: str, staff_group: str) -> str:
    """A staff record's pay scale: `NHS|XR08|Review Body Band 8 - Range A`."""
    if band in OFF_SCALE:
        return OFF_SCALE[band]
    words = f"Band 8 - Range {band[1].upper()}" if band.startswith("8") else f"Band {band}"
    if staff_group in ("administrative_clerical", "estates_ancillary"):
        return f"NHS|XN{SCALE[band]}|Non Review Body {words}"
    return f"NHS|XR{SCALE[band]}|Review Body {words}"


def typed_band(band: str, chance: random.Random) -> str:
    """A band as people type it: `Band 8a`, `8A`, `8a`, `8 - Range A`."""
    if band in OFF_SCALE:
        return OFF_SCALE[band].rsplit("|", 1)[-1]
    forms = [f"Band {band}", f"Band {band}", band, band.upper(), f"band {band} "]
    if band.startswith("8"):
        forms.append(f"8 - Range {band[1].upper()}")
    return chance.choice(forms)


@cache
def british(day: dt.date) -> str:
    """A date as British systems print it: 31/03/2026."""
    return f"{day:%d/%m/%Y}"


@cache
def abbreviated(day: dt.date) -> str:
    """A date as staff records print it: 31-Mar-2026, in English whatever the machine speaks."""
    return f"{day:%d}-{MONTHS[day.month - 1]}-{day:%Y}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
