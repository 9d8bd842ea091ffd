"""Titles of surveys: what sums up a subject instead of adding to it. Pure.

Words such as "review", "survey" and "landscape" mean other things as often as not (code review, a survey of 400
developers, a loss landscape), so what stands around them decides.
"""

from __future__ import annotations

import re

_SORT = (
    r"(?:systematic|scoping|literature|critical|comprehensive|brief|short|rapid|narrative|technical|structured"
    r"|historical|architectural|selective|mini|unified|umbrella|practical|bibliometric|taxonomic|integrative"
    r"|concise|broad)"
)
_SIGNS = (
    r"\ban?\b[^:.?!]{0,60}\bsurvey\b",
    r"(?:^|[:.?!–—-] *)(?:surveys? |surveying the )",
    r"\bsurveys? (?:of|on|and (?:outlook|taxonomy|benchmark|perspective|roadmap|research))\b",
    rf"{_SORT}(?: \w+)? survey\b",
    rf"{_SORT}(?: literature)? review\b",
    r"\ba review of\b",
    r"(?:^|: )reviewing\b",
    r": (?:an? )?(?:\w+ )?review$",
    r"\bmapping study\b",
    r"\boverview (?:of|and)\b",
    r": an? (?:\w+ )?overview\b",
    r"\bsok\b",
    r"^(?:the |an? )?(?:\d{4} )?roadmap\b",
    r": a (?:research )?roadmap\b",
    r"\bthe landscape of\b",
    r": (?:a |the )?(?:current |industry )?landscape\b",
    r"\b(?:tutorial|primer) (?:on|to|for)\b",
    r": a (?:tutorial|primer)\b",
    r"\bchallenges,? (?:and|&) (?:future|open|research) \w+",
    r"\band (?:outlook|future directions)$",
    r"\b(?:open|future) (?:challenges|directions|problems)$",
    r"\byears of (?:lessons|progress|research)\b",
    r"\b(?:recent|latest) (?:advances|progress|developments|trends) (?:in|on|of)\b",
    r"\bthe state of (?!the art)",
    r"\bstate of ai\b",
    r"\byear in review\b",
    r"\b(?:annual|yearly|industry|index) (?:report|analysis|index|update)\b",
)
# Asking people, or reviewing something else than a field; and a state or landscape of another sort.
_OTHER = (
    r"\b(?:expert|national|user|developer|online|student|practitioner|household|questionnaire|opinion|global) survey\b",
    r"\bsurvey (?:data|respon|evidence|results|of \d|questions?|simulation|instrument)",
    r"\b(?:code|peer|paper|security|human|self)[- ]review",
    r"\b(?:fitness|loss|energy|latent|reward) landscape",
    r"landscape of the loss",
    r"\b(?:for|of|in|automat\w*|generat\w*|writ\w*|screening) (?:\w+ )?(?:systematic|literature|scoping) reviews?$",
)
_SURVEY, _NOT = (re.compile("|".join(signs), re.IGNORECASE) for signs in (_SIGNS, _OTHER))
_PLAIN = re.compile(r"\ba survey\b", re.IGNORECASE)  # says so, whatever else the title holds


def sounds_like_survey(title: str) -> bool:
    """Whether a title is that of a survey, a review of a field, a tutorial, or a report on the state of it."""
    return sounds_like_survey_by(title) != ""


def sounds_like_survey_by(title: str) -> str:
    """The words of a title by which it sounds like a survey; empty where it does not."""
    found = _SURVEY.search(title)
    if found is None or (_NOT.search(title) and not _PLAIN.search(title)):
        return ""
    return found[0].strip(" :.?!–—-")
