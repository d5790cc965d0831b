"""Queued work: a task is named by its place, so that an operation can ask for it without knowing the queue."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils.module_loading import import_string


def after_commit(task: str, *arguments: str | int) -> None:
    """Queue a task ("levelground_web.figures.tasks.count") once the transaction that asks for it is safe."""
    transaction.on_commit(partial(_enqueue, task, *arguments))


def _enqueue(task: str, *arguments: str | int) -> None:
    import_string(task).enqueue(*arguments)
