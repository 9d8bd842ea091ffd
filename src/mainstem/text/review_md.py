"""A quarterly review, and what two lists differ in, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mainstem.model import CanonWork, Decision, Grounds, Proposal, Review, Staleness

N_GROUNDS = 6  # pieces of evidence told of a proposal: the first ones, and the newest
RATE = "rate = rows overtaken / years that rows stood; half on = today + ln(2 x share still in date) / rate"


def review_md(
    review: Review,
    decisions: Sequence[Decision | None],
    came: Sequence[CanonWork],
    left: Sequence[CanonWork],
) -> str:
    """The review with its evidence, what was decided on each proposal, and what that changes in the list."""
    lines = [
        f"# Review of the canon, {review.quarter}",
        "",
        f"With what was known on {review.at:%Y-%m-%d}, against a list of {len(review.rows)} works. "
        f"{stale_words(review.staleness)}",
        "",
        "## Proposals",
        "",
    ]
    for n, (one, decision) in enumerate(zip(review.proposals, decisions, strict=True), 1):
        lines += [*_proposal(n, one, decision), ""]
    if not review.proposals:
        lines += ["None.", ""]
    if review.n_more:
        lines += [f"And {review.n_more} weaker ones.", ""]
    if review.notes:
        lines += ["## Not proposed", "", *(f"- {_plain(note)}" for note in review.notes), ""]
    return "\n".join([*lines, "## What was accepted changes", "", *_changes(came, left)]) + "\n"


def diff_md(
    earlier: str, later: str, came: Sequence[CanonWork], left: Sequence[CanonWork], n_stayed: int
) -> str:
    """What came onto a list and what left it between two days."""
    head = [f"# The canon, {earlier} to {later}", "", f"{n_stayed} works stayed.", ""]
    return "\n".join([*head, *_changes(came, left)]) + "\n"


def stale_words(stale: Staleness) -> str:
    """How stale a list is, in a sentence or two."""
    told = f"Staleness {stale.value:.2f}: {len(stale.overtaken)} of {stale.n_rows} rows are out of date"
    if stale.half_on is None:
        return f"{told}; none was ever overtaken, so nothing can be said of the rest."
    reached = 2 * len(stale.overtaken) >= stale.n_rows
    half = (
        f"half of it has been since {stale.half_on}" if reached else f"half of it will be by {stale.half_on}"
    )
    return f"{told}, and {half}."


def basis(stale: Staleness) -> str:
    """The numbers and the formula behind the date."""
    rate = f" = {stale.n_ended / stale.row_years:.3f} a year" if stale.row_years else ""
    return f"{stale.n_ended} rows overtaken in {stale.row_years:.1f} row-years{rate}; {RATE}"


def shown(grounds: Sequence[Grounds], n: int = N_GROUNDS) -> tuple[list[Grounds], int]:
    """At most ``n`` pieces of evidence, the first half and the newest, and how many are left out."""
    if len(grounds) <= n:
        return list(grounds), 0
    return [*grounds[: n - n // 2], *grounds[-(n // 2) :]], len(grounds) - n


def title_of(proposal: Proposal) -> str:
    """What is proposed, in a line."""
    over = f", in place of {proposal.replaces.partition(':')[0]}" if proposal.replaces else ""
    return f"{proposal.title}{over}"


def facts(proposal: Proposal) -> str:
    """When it came out, since when the rule holds, and how its use grew."""
    unnamed = proposal.title == proposal.key  # cited, and no record of it fetched yet
    told = [f"{proposal.url} (its title is not known here yet)" if unnamed else proposal.key]
    told += [f"out {proposal.published}"] if proposal.published else []
    told.append(f"holds since {proposal.since}")
    if proposal.curve:
        told.append(f"use {' '.join(f'{weight:.1f}' for _, weight in proposal.curve)} by quarter")
    return " · ".join(told)


def _proposal(n: int, one: Proposal, decision: Decision | None) -> Iterator[str]:
    yield f"### {n}. {one.kind.capitalize()}: [{_plain(title_of(one))}]({one.url})"
    yield ""
    yield f"{_plain(one.why).capitalize()}. {facts(one)}."
    if decision:
        because = f": {_plain(decision.because)}" if decision.because else ""
        yield f"\n**{decision.verdict}** by {_plain(decision.person)} on {decision.at:%Y-%m-%d}{because}"
    yield ""
    found, n_more = shown(one.grounds)
    for ground in found:
        told = _plain(ground.told)
        yield f"- {ground.on} {f'[{told}]({ground.url})' if ground.url else told}"
    if n_more:
        yield f"- and {n_more} more"


def _changes(came: Sequence[CanonWork], left: Sequence[CanonWork]) -> list[str]:
    lines = [f"- **+** [{_plain(row.title)}]({row.url}) ({row.group}): {_plain(row.why)}" for row in came]
    lines += [f"- **−** [{_plain(row.title)}]({row.url}) ({row.group})" for row in left]
    return lines or ["Nothing."]


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    for mark in "\\[]*_`<":
        text = text.replace(mark, f"\\{mark}")
    return text
