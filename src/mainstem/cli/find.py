"""``mainstem search|show|canon``."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from mainstem.cli import show_adoption, show_kin
from mainstem.cli.context import err, mainstem, out, say, write

if TYPE_CHECKING:
    from rich.console import RenderableType

    from mainstem.model import CanonWork, Mention, Work
    from mainstem.wiring.dossier import Dossier

N_MENTIONS = 12  # shown of a work; all of them with --format json


def search(
    *words: str,
    limit: Annotated[int, Parameter(help="The most works shown.")] = 20,
    save: Annotated[str, Parameter(help="Keep this search by a name; `saved:NAME` asks it again.")] = "",
    forget: Annotated[str, Parameter(help="Forget the saved search of this name.")] = "",
    saved: Annotated[bool, Parameter(help="List your saved searches.")] = False,
    format: Annotated[Literal["text", "json"], Parameter(help="text or json.")] = "text",  # noqa: A002 - the flag's name
) -> None:
    """Find works by words and by what is known of them; the best first, or the newest where no words are given.

    Fields: author: source: stream: topic: axis: sector: kind: after: before: cited-by: is: folder: saved:
    Different fields narrow, values of one widen, a minus leaves out.

    For example:

    - `mainstem search kv cache`
    - `mainstem search '"expert parallelism" -vision'`
    - `mainstem search 'quantiz*' --limit 50`
    - `mainstem search topic:kernels cited-by:vllm after:2026-01 is:unread`
    - `mainstem search kind:survey topic:inference-serving`
    - `mainstem search 'author:"Tri Dao" -stream:community'`
    - `mainstem search stream:blog topic:kernels --save kernels`, then `mainstem search saved:kernels after:2026-06`

    Parameters
    ----------
    words
        Words; "a phrase" in quotes, -word to leave out, begin* for what begins so; fields.
    """
    from rich.table import Table

    from mainstem.wiring import searching

    if saved or forget:
        _searches(forget)
        return
    if save:
        kept = searching.save(mainstem(), save, " ".join(words))
        say(f"Saved as {kept.name}: {kept.query}")
    hits = mainstem().search(" ".join(words), limit)
    if format == "json":
        write(
            json.dumps(
                [_work_json(hit.work) | {"score": hit.score} for hit in hits], ensure_ascii=False, indent=1
            )
        )
        return
    if not hits:
        err().print("Nothing found. Fewer words find more; begin* finds all that begin so.")
        return
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for hit in hits:
        table.add_row(_day(hit.work), _line(hit.work))
    out().print(table)


def _searches(forget: str) -> None:
    from mainstem.wiring import searching

    if forget:
        say(f"Forgot {searching.forget(mainstem(), forget).name}")
    kept = searching.saved(mainstem())
    for one in kept:
        out().print(f"{one.name}: {one.query}", markup=False)
    if not kept:
        say("No search is saved. Try `mainstem search topic:kernels is:unread --save kernels`")


def show(
    work: str,
    /,
    *,
    format: Annotated[Literal["text", "json"], Parameter(help="text or json.")] = "text",  # noqa: A002 - the flag's name
) -> None:
    """Everything known about one work: its items and why they are one, what it follows, who cites it, its rank.

    For example:

    - `mainstem show 3` (the third of this week's plan)
    - `mainstem show 2205.14135`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id; also of one that is only cited.
    """
    dossier = mainstem().dossier(work)
    if format == "json":
        write(json.dumps(_dossier_json(dossier), ensure_ascii=False, indent=1))
        return
    for block in _dossier(dossier):
        # rich forgets what a text says of its own wrapping
        out().print(block, no_wrap=getattr(block, "no_wrap", None), overflow=getattr(block, "overflow", None))


def canon(
    *,
    at: Annotated[date | None, Parameter(help="The list as it stood on this day.")] = None,
    diff: Annotated[
        tuple[date, date] | None, Parameter(help="What changed between two days, as Markdown.")
    ] = None,
    format: Annotated[Literal["text", "json"], Parameter(help="text or json.")] = "text",  # noqa: A002 - the flag's name
) -> None:
    """The short list that everyone in the field is expected to know, in reading order, with your progress.

    For example:

    - `mainstem canon`
    - `mainstem canon --at 2026-01-01`
    - `mainstem canon --diff 2025-01-01 2026-01-01`
    """
    from rich.table import Table
    from rich.text import Text

    from mainstem.wiring import reviewing

    app = mainstem()
    if diff is not None:
        write(reviewing.canon_diff(app, *diff))
        return
    rows, told = reviewing.canon_at(app, at) if at else (app.canon(), "")
    if told:
        say(f"The canon on {at}, {told}")
    if format == "json":
        write(json.dumps([_canon_json(row, mark) for row, mark in rows], ensure_ascii=False, indent=1))
        return
    n_read = sum(mark == "read" for _, mark in rows)
    table = Table(
        box=None,
        pad_edge=False,
        header_style="bold",
        title=f"Canon: {n_read} of {len(rows)} read",
        title_justify="left",
    )
    table.add_column("", justify="right", style="dim")
    table.add_column("")
    table.add_column("Work")
    table.add_column("Followed by", style="dim", overflow="fold")
    group = ""
    for row, mark in rows:
        if row.group != group:
            group = row.group
            table.add_row("", "", Text(group, style="bold cyan"), "")
        title = Text(row.title, style=f"link {row.url}").append(f"\n{_facts(row)}", "dim")
        table.add_row(
            f"{row.order:g}", {"read": "✓", "skip": "–"}.get(mark or "", ""), title, _followed(row.successors)
        )
    out().print(table)


def _facts(row: CanonWork) -> str:
    about = "about " if row.is_entered_estimated else ""
    entered = f"entered {about}{row.entered}" + (" (estimated)" if about else "") if row.entered else ""
    return " · ".join(filter(None, [row.venue, row.key, entered]))


def _followed(successors: tuple[object, ...]) -> str:
    names = [str(getattr(s, "title", "")).split(":")[0] for s in successors]
    return ", ".join(names[-2:]) + (f" (+{len(names) - 2})" if len(names) > 2 else "")


def _line(work: Work) -> RenderableType:
    from rich.text import Text

    told = Text(work.title, style=f"bold link {work.url}")
    facts = [work.venue or work.stream or work.kind, work.source_id, work.id]
    return told.append("\n" + " · ".join(dict.fromkeys(facts)), "not bold dim")


def _day(work: Work) -> str:
    return f"{work.published_at:%Y-%m-%d}" if work.published_at else "undated   "


def _dossier(dossier: Dossier) -> list[RenderableType]:
    from rich.text import Text

    work = dossier.work
    blocks: list[RenderableType] = [
        Text(work.title, style=f"bold link {work.url}"),
        *([Text(_authors(work), style="italic")] if work.authors else []),
        Text(" · ".join(_where(work))),
        Text(work.url, style="dim"),
    ]
    blocks += _about(dossier)
    blocks += show_kin.warned(dossier)
    blocks += _read(dossier)
    if len(work.keys) > 1:
        blocks.append(Text("also " + ", ".join(k for k in work.keys if k != work.id), style="dim"))
    if dossier.ranked:
        blocks.append(Text(f"\nRank {dossier.ranked.score:.2f}: {dossier.ranked.why}"))
        blocks += [Text(f"  {s.name:<10} {_value(s.value)}  {s.evidence}") for s in dossier.ranked.signals]
    if dossier.items:
        blocks.append(Text(f"\n{_n(len(dossier.items), 'item')}", style="bold"))
    blocks += [
        Text(f"  {_moment(i.published_at)}  {i.source_id}: {i.title}", overflow="ellipsis", no_wrap=True)
        for i in dossier.items
    ]
    blocks += show_kin.drawn(dossier)
    blocks += show_adoption.drawn(dossier, mainstem().pack, mainstem().clock())
    blocks += _mentions(dossier.mentions)
    if dossier.marks:
        blocks.append(Text("\nYou", style="bold"))
        blocks += [
            Text(f"  {_moment(m.at)}  {m.action}{': ' + m.note if m.note else ''}") for m in dossier.marks
        ]
    return blocks


def _read(dossier: Dossier) -> list[RenderableType]:
    """Its own sentences that say most, and what a language model wrote, marked as such."""
    from rich.text import Text

    from mainstem.cli.summary import written_by

    blocks: list[RenderableType] = [Text("\nHighlights", style="bold")] if dossier.highlights else []
    blocks += [_indented(f"“{sentence}”") for sentence in dossier.highlights]
    if made := dossier.summary:
        blocks += [Text("\nSummary", style="bold"), _indented(made.text), _indented(written_by(made), "dim")]
    return blocks


def _indented(told: str, style: str = "") -> RenderableType:
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(told, style=style), (0, 0, 0, 2))


def _about(dossier: Dossier) -> list[RenderableType]:
    """What it is about and who made it, and what that was told from."""
    from rich.text import Text

    made = dossier.about
    if made is None:
        return []
    facts = [made.topic or made.axis, made.relevance, made.sector, made.kind]
    told = Text(" · ".join(fact for fact in facts if fact), style="cyan")
    return [told, Text(f"{made.why} · `mainstem correct {dossier.work.id} topic=...` if wrong", style="dim")]


def _where(work: Work) -> list[str]:
    if not work.n_items:
        return [work.id]
    return [fact for fact in (_day(work), work.venue, work.stream, work.sector, work.id) if fact]


def _mentions(mentions: object) -> list[RenderableType]:
    from rich.text import Text

    found: list[Mention] = list(mentions)  # type: ignore[call-overload]
    if not found:
        return [Text("\nNo mention known yet", style="dim")]
    blocks: list[RenderableType] = [Text(f"\n{_n(len(found), 'mention')}", style="bold")]
    blocks += [
        Text(_mention_line(mention), overflow="ellipsis", no_wrap=True) for mention in found[:N_MENTIONS]
    ]
    if len(found) > N_MENTIONS:
        blocks.append(Text(f"  and {len(found) - N_MENTIONS} more", style="dim"))
    return blocks


def _mention_line(mention: Mention) -> str:
    """When, who, what kind of place and what it does there, where, and until when."""
    who = f"{mention.by}, {mention.author}" if mention.author else mention.by
    kind = mention.kind if mention.role == "cites" else f"{mention.kind}, {mention.role}"
    where = mention.where if mention.item_id is None else mention.url or mention.where
    until = f" (until {mention.removed_at:%Y-%m-%d})" if mention.removed_at else ""
    return f"  {_moment(mention.at)}  {who} ({kind}) {where}{until}"


def _n(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _authors(work: Work) -> str:
    shown = ", ".join(work.authors[:6])
    return shown + (f" and {len(work.authors) - 6} more" if len(work.authors) > 6 else "")


def _value(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f}   "


def _moment(at: object) -> str:
    return f"{at:%Y-%m-%d}" if at else "undated   "


def _work_json(work: Work) -> dict[str, object]:
    return {
        "work": work.id,
        "title": work.title,
        "url": work.url,
        "kind": work.kind,
        "stream": work.stream,
        "sector": work.sector,
        "source": work.source_id,
        "venue": work.venue,
        "authors": list(work.authors),
        "published_at": work.published_at and work.published_at.isoformat(),
    }


def _dossier_json(dossier: Dossier) -> dict[str, object]:
    ranked = dossier.ranked
    return _work_json(dossier.work) | {
        "about": dossier.about and asdict(dossier.about),
        "keys": list(dossier.work.keys),
        "highlights": list(dossier.highlights),
        "summary": dossier.summary
        and {
            "text": dossier.summary.text,
            "model": dossier.summary.model,
            "at": dossier.summary.at.isoformat(),
        },
        "rank": ranked
        and {
            "score": ranked.score,
            "why": ranked.why,
            "signals": [{"name": s.name, "value": s.value, "evidence": s.evidence} for s in ranked.signals],
        },
        "items": [
            {
                "source": i.source_id,
                "title": i.title,
                "url": i.url,
                "at": i.published_at and i.published_at.isoformat(),
            }
            for i in dossier.items
        ],
        "mentions": [show_adoption.mention_json(m) for m in dossier.mentions],
        "adoption": show_adoption.as_json(dossier, mainstem().pack, mainstem().clock()),
        "marks": [{"action": m.action, "at": m.at.isoformat(), "note": m.note} for m in dossier.marks],
        **show_kin.as_json(dossier),
    }


def _canon_json(row: object, mark: str | None) -> dict[str, object]:
    return asdict(row) | {"mark": mark}  # type: ignore[call-overload,no-any-return]
