"""Whose a value is: the model that a sentence, its item, its paragraph or its heading speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject import trials
from mainstem.reports.subject.names import Found, Names

# A name after one of these owns nothing: it is what the subject is held against or comes from.
_OBLIQUE = re.compile(
    r"\b(?:than|compar\w+ (?:to|with|against)|that of|those of|similar to|same \w* ?as|as in|as used in|as|following|follow\w*|from"
    r"|aligning with|aligns? with|like|unlike|such as|e\.g\.,?|by|to|equip\w*|outperform\w*|surpass\w*|exceed\w*|match\w*|versus|vs\.?|between|over|against"
    r"|using|continu\w*[- ](?:the )?(?:pre-?)?train\w*(?: of| on)?|consistent with|used in|based on|buil\w+ (?:up)?on|derived from|upon|with"
    r"|(?:fine-?tun\w*|SFT|RL|train\w*|learning|distill\w*)(?: \(\w+\))?(?: (?:on|of|for))?|initiali[sz]\w+ (?:from|with|by)|checkpoints? of|extend\w* (?:\w+ ){1,4}of)"
    r"\s+(?:(?:the|both|its|our|their|an?|original|previous|training|of|open-source|pre-?trained|public|released|latest|existing|proprietary|strong|powerful|base|dense|prior) ){0,5}$",
    re.IGNORECASE,
)
_MODELLED_ON = re.compile(
    r"\b(?:follow\w*|based (?:up)?on|buil\w+ (?:up)?on|derived from|same as|similar to|start\w* from|initiali[sz]\w+ (?:from|with)|compar\w+ (?:to|with))"
    r"\s+(?:[\w-]+\s+){0,5}$",
    re.IGNORECASE,
)
_COST = re.compile(
    r"\b(?:required|needed|used|spent|cost\w*|compute|volume|budget) (?:to|for|of) (?:pre-?)?train\w*\s+(?:the\s+)?$",
    re.IGNORECASE,
)  # of a model: it is the model's own
_FOLLOWS = re.compile(r"\b(?:for|of|in)\s+(?:the\s+|our\s+)?$", re.IGNORECASE)
_APPOSITION = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:,\s*(?:which|an?|the|with|trained|whose)\b|model|(?:pre-?)?trained (?:on|with)\b)",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^(?:However,? |But |Moreover, |In addition, |Additionally, |Furthermore, |Specifically, |Notably, )?"
    r"(?:it|its|they|their|these models|each model|this model|the models?)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?!.*\b(?:which|whose)\b).*, and \w+s\b|\busing (?:only|just)\b|, while\b"
)  # with what the sentence is about
_HELD_AGAINST = re.compile(
    r"\d|\b(?:that|those|than|exceed|surpass|compar|match|outperform|unlike)", re.IGNORECASE
)
_OURS = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_USES = re.compile(
    r"\s*(?:models? |series )?(?:use|utili[sz]e|adopt|employ|share|inherit)s?\b", re.IGNORECASE
)
_ITS_THING = re.compile(r"(?:'s)? (?:tokeni[sz]er|vocabulary)\b")  # a model that lends it owns nothing
_EXAMPLE = re.compile(r"\b(?:such as|like|e\.g\.,?|including)\s+(?:the\s+)?$", re.IGNORECASE)
_PART = re.compile(r"(?:Tokenizer|Encoder|Decoder|Vocoder|Adapter)$")  # a model's, no model
_NEAR = 45  # characters within which "for X" after a value says whose it is


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a value is: a model's name, and whether it is the report's own."""

    name: str
    is_subject: bool


class Whose:
    """Answers in the order of reading: each sentence leaves behind whom the next may mean by "it"."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._block = -1
        self._lead: Owner | None = None  # of the item of a list
        self._last: Owner | None = None  # whom the sentence before spoke of
        self._is_trial_block = False  # an ablation was named in the paragraph
        self._trial_section: tuple[str, ...] | None = (
            None  # a model of another size was trained under these heads
        )
        self._found: list[Found] = []
        self._sentence: Sentence | None = None
        self._end = 0  # of the value that is asked about
        self._caption = (-1, False)  # the block of a caption, and whether it is a figure's

    def enter(self, sentence: Sentence) -> None:
        """Goes on to a sentence."""
        if sentence.block != self._block:
            self._block, self._lead, self._last, self._is_trial_block = sentence.block, None, None, False
        self._found = self.names.find(sentence.text)
        self._sentence = sentence
        if trials.ends(sentence.text) or sentence.headings != self._trial_section:
            self._trial_section = None
        self._is_trial_block &= not trials.ends(sentence.text)
        tried = trials.tried_size(sentence.text)
        if tried and tried not in self.names.sizes:
            self._trial_section = sentence.headings
        first = self._found[0] if self._found else None
        if sentence.is_item and self._lead is None and first and first.start < 6:
            self._lead = Owner(first.name, first.is_subject)

    def leave(self) -> None:
        """Remembers whom the sentence spoke of."""
        if self._sentence is None:
            return
        named = [one for one in self._found if not self._is_oblique(one)]
        self._is_trial_block |= trials.begins(self._sentence.text)
        if _OURS.search(self._sentence.text[:60]):
            self._last = None
        elif named:
            self._last = Owner(named[0].name, named[0].is_subject)
        elif not _BACK.match(self._sentence.text):
            self._last = None

    def of(self, start: int, end: int, *, is_of: bool = True) -> Owner:
        """Whose the value at ``start`` to ``end`` of the sentence is; ``is_of``: "for X" after it may say so."""
        self._end = end
        sentence = self._sentence
        assert sentence is not None  # noqa: S101 - a programming error
        for one in self._found if is_of else ():
            between = sentence.text[end : one.start]
            is_near = 0 <= one.start - end < _NEAR and ". " not in between
            if is_near and _FOLLOWS.search(between) and not _HELD_AGAINST.search(between):
                return self._owner(one)
        if trials.is_of_others(sentence.text[:start]):
            return Owner("other models", is_subject=False)
        before = [
            one for one in self._found if one.end <= start and not _ITS_THING.match(sentence.text, one.end)
        ]
        for one in reversed(before):
            if not self._is_oblique(one) or self._is_apposed(one, start):
                return self._owner(one)
            if _EXAMPLE.search(sentence.text[: one.start]) and sentence.text[one.end : one.end + 1] != ",":
                return Owner(one.name, one.is_subject)
        return self._unnamed(sentence)

    def of_us(self, start: int) -> Owner | None:
        """The subject, where the words before ``start`` say that "we" did it, or that it uses what is another's."""
        self._end = start
        sentence = self._sentence
        assert sentence is not None  # noqa: S101 - a programming error
        first = self._found[0] if self._found else None
        if first and first.is_subject and first.end < start and _USES.match(sentence.text, first.end):
            return self._owner(first)
        return self._unnamed(sentence) if _OURS.search(sentence.text[:start]) else None

    def is_name(self, start: int) -> bool:
        """Whether what begins at ``start`` is part of a model's name."""
        return any(one.start <= start < one.end for one in self._found)

    def is_trial(self, owner: Owner) -> bool:
        """Whether the value is of an ablation or a baseline: the sentence or what it stands under says so.

        Under a heading of an evaluation only what is told of a named model is a fact about it.
        """
        sentence = self._sentence
        assert sentence is not None  # noqa: S101 - a programming error
        heads = " / ".join(sentence.headings[-2:])
        is_subject_named = any(one.is_subject for one in self._found)
        is_introducing = trials.is_introducing("".join(sentence.headings[:1]), sentence.text)
        if (is_introducing or trials.is_general(sentence.text)) and not is_subject_named:
            return True
        if _PART.search(owner.name) or (sentence.where == "figure caption" and not self._is_ours(sentence)):
            return True
        if trials.is_helper(sentence.text, self.names.family) and not is_subject_named:
            return True
        if (
            self._is_trial_block
            or self._trial_section is not None
            or trials.is_trial(sentence.text)
            or trials.is_under_trial(heads)
        ):
            return True
        is_named = any(one.is_subject and one.name in owner.name for one in self._found)
        return trials.is_under_evaluation(sentence.headings) and not is_named

    def _is_ours(self, sentence: Sentence) -> bool:
        """Whether a caption speaks of the subject: of a table, or by name; what a figure shows may be a trial."""
        if sentence.block != self._caption[0]:
            self._caption = sentence.block, sentence.text.lower().startswith("fig")
        return not self._caption[1] or any(one.is_subject for one in self._found)

    def _is_oblique(self, one: Found) -> bool:
        assert self._sentence is not None  # noqa: S101 - a programming error
        before = self._sentence.text[: one.start]
        return bool(_OBLIQUE.search(before) or _MODELLED_ON.search(before)) and not _COST.search(before)

    def _is_apposed(self, one: Found, start: int) -> bool:
        """Whether what stands between the name and the value still speaks of it, and not of what "we" did."""
        assert self._sentence is not None  # noqa: S101 - a programming error
        between = self._sentence.text[one.end : start]
        return bool(_APPOSITION.match(between)) and not _OURS.search(between) and not _GOES_ON.search(between)

    def _owner(self, one: Found) -> Owner:
        if one.is_subject:
            return Owner(self._fuller(self.names.spelling(one.name)), True)
        return Owner(one.name, False)

    def _fuller(self, name: str) -> str:
        """The variant of the heading where the sentence names the family alone."""
        under = self._heading()
        if under and under.is_subject and len(under.name) > len(name) and self.names.is_subject(name):
            return under.name
        return name

    def _unnamed(self, sentence: Sentence) -> Owner:
        if self._lead is not None:
            return self._lead
        if self._last is not None and _BACK.match(sentence.text):
            return self._last
        under = self._heading()
        if under is not None and (under.is_subject or not _OURS.search(sentence.text)):
            return under
        return Owner(self.names.family, True)

    def _heading(self) -> Owner | None:
        assert self._sentence is not None  # noqa: S101 - a programming error
        for heading in reversed(self._sentence.headings):
            if found := [
                one for one in self.names.find(heading) if not _OBLIQUE.search(heading[: one.start])
            ]:
                return Owner(found[0].name, found[0].is_subject)
        return None
