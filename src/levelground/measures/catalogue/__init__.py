"""The catalogue: a folder per measure, with its signed definition and a worked example."""

from levelground.measures.catalogue.loader import Catalogue, load

__all__ = ["Catalogue", "load"]
