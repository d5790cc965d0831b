"""What the medical office knows of each doctor, brought to the rows of the staff list."""

from __future__ import annotations

from levelground.extracts.rows import Rows

# The columns of the local medical list that measures count, under the names that they have on a staff row.
COLUMNS = ("medical_director", "excellence_award", "complaint", "gmc_referral", "revalidation_deferred")


def with_doctors(staff: Rows, doctors: Rows | None) -> tuple[Rows, int]:
    """The staff rows with the doctors' columns, and how many of the doctors are not on the staff list.

    Who is not on the medical office's list has nothing there: neither yes nor no.
    """
    if doctors is None:
        nothing: dict[str, list[object]] = {name: [None] * len(staff) for name in COLUMNS}
        return staff.with_columns(**nothing), 0
    listed = _keys(doctors)
    told = {
        name: {key: value for key, value in zip(listed, doctors.columns[name], strict=True) if value is not None}
        for name in COLUMNS
    }
    in_post = _keys(staff)
    found: dict[str, list[object]] = {name: [said.get(key) for key in in_post] for name, said in told.items()}
    return staff.with_columns(**found), len({key for key in listed if None not in key} - set(in_post))


def _keys(rows: Rows) -> list[tuple[object, object]]:
    return list(zip(rows.columns["period"], rows.columns["person_id"], strict=True))
