"""Levelground: workforce race equality figures an NHS board can trust."""

__version__ = "0.1.0"
