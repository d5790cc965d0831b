"""Submissions on their way in, and releases, which never change."""

from levelground_web.figures.models.releases import Headline, Picture, Release, ReleaseContent, ReleasedMeasure

__all__ = ["Headline", "Picture", "Release", "ReleaseContent", "ReleasedMeasure"]
