"""Published claims worked out again from what they print, with a name for what does not add up."""

from levelground.measures.claims.claim import Claim
from levelground.measures.claims.reading import read_claims
from levelground.measures.claims.verdict import Verdict, check, to_json

__all__ = ["Claim", "Verdict", "check", "read_claims", "to_json"]
