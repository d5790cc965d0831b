"""Organisations, people, and the roles that people hold in organisations from one date to another."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class Organisation(models.Model):
    """An NHS organisation, or a group of them, by its ODS code."""

    class Kind(models.TextChoices):
        TRUST = "trust", "Trust"
        SYSTEM = "system", "Integrated care board"
        REGION = "region", "Region"
        GROUP = "group", "Group of trusts"

    ods_code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TRUST)
    is_synthetic = models.BooleanField(default=False, help_text="Made up, for the demo: every page says so.")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.ods_code


class During(models.QuerySet[Any]):
    """Rows that hold for a span of days: start inclusive, end exclusive, end may be open."""

    def on(self, day: dt.date) -> During:
        """Those that hold on a day."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gt=day), starts_on__lte=day)


class Affiliation(models.Model):
    """An organisation as a member of a region, system or group."""

    member = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    group = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = During.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                name="affiliation_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} in {self.group_id}"


class People(BaseUserManager["Person"]):
    """How people are found and made."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person who can sign in; without a password only by a passkey or another organisation's sign-in."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. What they may do is in their memberships, nowhere else."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)

    objects = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_person_an_email_address"),)

    def __str__(self) -> str:
        return str(self.public_id)


class Membership(models.Model):
    """A role that a person holds in an organisation, from one day to another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = During.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=("person", "organisation", "role"),
                condition=models.Q(ends_on=None),
                name="one_open_membership_a_role",
            ),
        )

    def __str__(self) -> str:
        return self.role
