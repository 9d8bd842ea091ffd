"""Surveys and yearly reports: which works are one, and on what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from mainstem.model import Plan, SlotRule, Source, Topic, Work
from mainstem.pipeline.planning.choice import Desk
from mainstem.pipeline.planning.pool import Candidate, fits
from mainstem.text.survey import sounds_like_survey

_YEARLY = frozenset({"annual report", "report series"})  # kinds of sources whose pieces are reports of a year
_REPORT = re.compile(r"\b(report|index|state of|20\d\d)\b", re.IGNORECASE)
_AGAIN = 0.7  # a subject that had its survey within the last year counts this much of itself


def is_survey(work: Work, source: Source | None) -> bool:
    """By its title, or as a report of a source that publishes them yearly."""
    yearly = source is not None and source.kind in _YEARLY and _REPORT.search(work.title) is not None
    return yearly or sounds_like_survey(work.title)


def subject(work: Work, topics: Sequence[Topic]) -> str | None:
    """The topic whose words the title (or else the text) has most of; None where it has none."""
    for told in (work.title, work.text):
        found = [(len(_words(topic.words).findall(told)), topic.id) for topic in topics]
        n, topic_id = max(found, key=lambda pair: (pair[0], pair[1]), default=(0, ""))
        if n:
            return topic_id
    return None


def surveys(rule: SlotRule, desk: Desk) -> list[Candidate]:
    """The pool's surveys, best first; the best of each topic stands before the second of any."""
    sources = {source.id: source for source in desk.pack.sources}
    had = _had(rule, desk.past)
    told: list[tuple[int, float, str, Candidate]] = []
    n_of: dict[str | None, int] = {}
    for candidate in desk.pool:
        work = candidate.work
        made = desk.habits.classes.get(work.id)
        is_one = (made is not None and made.kind == "survey") or is_survey(work, sources.get(work.source_id))
        if candidate.pinned or not is_one or not fits(rule, candidate):
            continue
        topic = made.topic if made and made.topic else subject(work, desk.pack.topics)
        score = candidate.score * (_AGAIN if topic in had else 1)
        n_of[topic] = n_of.get(topic, 0) + 1
        why = f"survey of {topic} · {candidate.why}" if topic else f"survey · {candidate.why}"
        told.append((n_of[topic], -score, work.id, replace(candidate, score=score, why=why)))
    return [candidate for *_, candidate in sorted(told, key=lambda row: row[:3])]


def _had(rule: SlotRule, past: Sequence[Plan]) -> set[str]:
    """The topics of the surveys that were planned, as their reasons tell them."""
    slots = (slot for plan in past for session in plan.sessions for slot in session.slots)
    found = (re.match(r"survey of (\S+)", slot.why) for slot in slots if slot.kind == rule.kind)
    return {match[1] for match in found if match}


@lru_cache(maxsize=256)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
