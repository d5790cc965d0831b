"""What was signed off: a release is stored once, with where it came from, and never changed."""

from __future__ import annotations

import uuid

from django.db import models


class Release(models.Model):
    """One signed-off result of one organisation, as the disclosure gate let it through."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ods_code = models.CharField(max_length=12, db_index=True)
    organisation_name = models.CharField(max_length=200)
    snapshot_date = models.DateField()
    policy = models.CharField(max_length=40)
    policy_edition = models.CharField(max_length=40)
    audience = models.CharField(max_length=40)
    source_hash = models.CharField(max_length=64, help_text="SHA-256 over the source files.")
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of the released result as stored.")
    made_with = models.CharField(max_length=40, help_text="The version of Levelground that counted.")
    notices = models.JSONField(default=list)
    editions = models.JSONField(default=dict)
    uploaded_by = models.CharField(max_length=64)
    uploaded_by_label = models.CharField(max_length=150)
    signed_off_by = models.CharField(max_length=64)
    signed_off_by_label = models.CharField(max_length=150)
    signed_off_at = models.DateTimeField()

    class Meta:
        ordering = ("-snapshot_date", "-signed_off_at")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(uploaded_by=models.F("signed_off_by")), name="release_signed_off_by_another_person"
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class ReleaseContent(models.Model):
    """The whole released result, for downloads: JSON of levelground.disclosure.stored, compressed with zlib."""

    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="content", primary_key=True)
    compressed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.release_id)


class ReleasedMeasure(models.Model):
    """One measure of a release: its page, worked out and drawn when the release was signed off, and its figures."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="measures")
    measure = models.CharField(max_length=60)
    edition = models.CharField(max_length=40)
    framework = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.JSONField(
        help_text="The measure's line in the summary: levelground.reporting.overview.SummaryRow."
    )
    section = models.JSONField(help_text="The page's content: levelground.reporting.stored; pictures by hash.")
    figures = models.JSONField(help_text="Every released figure of the measure, in the order of the result.")

    class Meta:
        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=("release", "measure"), name="one_page_a_measure"),)

    def __str__(self) -> str:
        return self.measure


class Picture(models.Model):
    """A chart, drawn once, known by the hash of what it shows."""

    hash = models.CharField(max_length=64, primary_key=True)
    svg = models.TextField()

    def __str__(self) -> str:
        return self.hash


class Headline(models.Model):
    """A measure's figure for everyone in one period: what regions, trends and the interface compare.

    A hidden count is null, and `no_value` then says "suppressed": null is never 0.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="headlines")
    ods_code = models.CharField(max_length=12)
    measure = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    variant = models.CharField(max_length=40, blank=True)
    group = models.CharField(max_length=40, blank=True)
    compared = models.CharField(max_length=80, blank=True)
    base = models.CharField(max_length=40)
    value = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    numerator_1 = models.IntegerField(null=True)
    denominator_1 = models.IntegerField(null=True)
    numerator_2 = models.IntegerField(null=True)
    denominator_2 = models.IntegerField(null=True)
    no_value = models.CharField(max_length=40, blank=True)
    is_current = models.BooleanField(
        default=True, help_text="False once a later release of the same organisation gives this figure again."
    )

    class Meta:
        indexes = (
            models.Index(fields=("measure", "ods_code", "period"), name="headline_of_a_measure"),
            models.Index(fields=("ods_code", "measure"), name="headline_of_an_organisation"),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.period}"
