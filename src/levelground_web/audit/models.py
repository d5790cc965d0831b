"""Events: actor and target as text, so that the record depends on no other table and outlives them."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One thing that was done. Rows are added and never changed."""

    ods_code = models.CharField(max_length=12, blank=True, help_text="The organisation; empty for the whole machine.")
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, help_text="The person's public id, or system.")
    verb = models.CharField(max_length=64, help_text="What was done, as room.verb: figures.signed_off")
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("ods_code", "id"), name="audit_event_by_organisation"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.target_kind}"
