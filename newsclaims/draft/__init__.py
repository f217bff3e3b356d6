"""
Drafts of language models: the model writes quotes, `resolve` finds the places, and says what it could not find.

>>> found = resolve('{"claims": [], "relations": []}', "NHK reports it rained.")
>>> found.article.claims, found.unresolved, found.feedback
((), (), '')
"""

from newsclaims.draft.form import Draft, DraftClaim, DraftRelation
from newsclaims.draft.prompting import field_descriptions, instructions, prompt
from newsclaims.draft.resolving import resolve
from newsclaims.draft.verdicts import Candidate, Resolution, Suggestion, Unresolved, Verdict
from newsclaims.draft.writing import draft_of

__all__ = [
    "Candidate",
    "Draft",
    "DraftClaim",
    "DraftRelation",
    "Resolution",
    "Suggestion",
    "Unresolved",
    "Verdict",
    "draft_of",
    "field_descriptions",
    "instructions",
    "prompt",
    "resolve",
]
