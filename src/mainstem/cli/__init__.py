"""The command line: parses, calls the wiring, shows, maps errors. Commands are imported when they are run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Group, Parameter

from mainstem import __version__
from mainstem.cli import context
from mainstem.errors import MainstemError

_READ = Group("Read", sort_key=1)
_FOLLOW = Group("Follow", sort_key=2)
_KEEP = Group("Keep", sort_key=3)
_MODELS = Group("Checkpoints", sort_key=4)
_EVERYWHERE = Group("Everywhere", sort_key=8)

COMMANDS: dict[str, tuple[Group, str, str]] = {
    "week": (_READ, "week:week", "What to read this week, when, how long, and why (the main job)."),
    "read": (_READ, "mark:read", "Say that you read a work."),
    "rate": (_READ, "mark:rate", "Say that you read a work, and what it was worth to you, 1 to 5."),
    "skip": (_READ, "mark:skip", "Say that a work is not for you; it does not come back."),
    "later": (_READ, "mark:later", "Keep a work for another week."),
    "note": (_READ, "mark:note", "Write a note on a work."),
    "file": (_READ, "mark:file", "Put a work into a folder of yours."),
    "follow": (_READ, "wish:follow", "More from an author, lab, source or folder, or on a topic."),
    "unfollow": (_READ, "wish:unfollow", "End a follow."),
    "mute": (_READ, "wish:mute", "Leave out of the plan what holds a word, or comes from somewhere."),
    "unmute": (_READ, "wish:unmute", "End a mute."),
    "me": (_READ, "me:app", "What was learned about you; correct it, erase it."),
    "undo": (_READ, "mark:undo", "Take back the last thing you marked, followed or muted."),
    "pin": (_READ, "pace:pin", "Put a work into your next week, whatever its rank."),
    "unpin": (_READ, "pace:unpin", "Take a pin away."),
    "start": (_READ, "pace:start", "Say that you begin to read a work."),
    "done": (_READ, "pace:done", "Say that you read a work, and how long it took."),
    "pace": (_READ, "pace:pace", "How long your readings took, and how far the estimates were off."),
    "tracks": (_READ, "pace:tracks_app", "Courses and books, unit by unit, in your weeks."),
    "cadence": (_READ, "cadence:app", "What your weeks hold and when you sit down; change any of it."),
    "away": (_READ, "cadence:away", "Say when you do not read, or read less."),
    "calendar": (_READ, "pace:calendar", "Your weeks and the venues' dates as an iCalendar file."),
    "team": (_READ, "team:app", "Several people: who reads what, what all read, and what it costs."),
    "engagement": (
        _READ,
        "engagement:app",
        "What you give back: contributions, targets, issues worth taking.",
    ),
    "search": (_READ, "find:search", "Find works by words."),
    "show": (_READ, "find:show", "Everything known about one work."),
    "summary": (_READ, "summary:summary", "A summary by a language model, where you named one."),
    "correct": (_READ, "correct:correct", "Say what a work is about where the machine is wrong."),
    "why": (_READ, "why:why", "Why a work stands where it stands, and what would change it."),
    "canon": (_READ, "find:canon", "The short list everyone in the field is expected to know."),
    "review": (
        _READ,
        "review:app",
        "What became canonical in a quarter and what is superseded; decide on it.",
    ),
    "report": (_READ, "report:app", "What technical reports disclose, with quotes; what they only claim."),
    "models": (_READ, "models:app", "The models of all reports that were read, side by side."),
    "send": (_READ, "channels:send", "Send your week over your channels, each once."),
    "channels": (_READ, "channels:app", "Where your weeks are sent: e-mail, chats, webhooks."),
    "landscape": (_READ, "landscape:app", "The map of works: its regions; lay it out anew, export it."),
    "export": (
        _READ,
        "take:export",
        "The week, the canon or a search as a file: HTML, feeds, BibTeX, CSL ...",
    ),
    "site": (_READ, "take:site", "Your week and the canon as a folder of pages, to host anywhere."),
    "links": (_READ, "take:links", "Addresses for calendars and feed readers, without signing in."),
    "serve": (_READ, "serve:serve", "The same in your browser: the week, the works, the map."),
    "mcp": (_READ, "mcp:mcp", "The same as tools of a language model (Model Context Protocol)."),
    "sync": (_FOLLOW, "follow:sync", "Ask the sources for what is new."),
    "backfill": (_FOLLOW, "backfill:backfill", "Fetch arXiv's records of the past; the cost is told first."),
    "sources": (_FOLLOW, "follow:sources_app", "The sources and their health; add and remove your own."),
    "jobs": (_FOLLOW, "jobs:app", "What runs by itself: when, how it ended, when next."),
    "tick": (_FOLLOW, "jobs:tick", "Run what is due and end: for cron or a systemd timer."),
    "import": (
        _FOLLOW,
        "library:import_library",
        "Take in a library: BibTeX, Zotero, or a list of arXiv ids.",
    ),
    "cite": (
        _FOLLOW,
        "cite:cite",
        "Find out which works a repository's history cites, since when, and where.",
    ),
    "join": (_FOLLOW, "merge:join", "Find works that are one; runs by itself after every sync."),
    "merge": (_FOLLOW, "merge:merge", "Make two works one."),
    "split": (_FOLLOW, "merge:split", "Take something out of a work that it does not belong to."),
    "pack": (_FOLLOW, "pack:app", "Check a pack, or start one for another field."),
    "audit": (_MODELS, "audit:audit", "Look a checkpoint through before you use it: licences, hashes, code."),
    "ship": (_MODELS, "ship:ship", "Publish a checkpoint on the Hugging Face Hub: looked through, verified."),
    "read-reply": (_KEEP, "read_reply:read_reply", "Read saved bytes as a connector would, for debugging."),
    "account": (_KEEP, "account:app", "Who may come in when others can reach the web app."),
    "doctor": (_KEEP, "keep:doctor", "What is configured, reachable, stale or broken, and what to do."),
    "backup": (_KEEP, "keep:backup", "Write everything you have into one file."),
    "restore": (_KEEP, "keep:restore", "Bring back a backup."),
    "bench": (_KEEP, "bench:app", "Measure how good a part is on labelled data."),
}


def build(asked: str | None = None) -> App:
    """The command tree. The command ``asked`` for tells its whole docstring in its help, the others a line."""
    app = App(
        name="mainstem",
        version=__version__,
        help="Stay within a week of the field of training and serving large language models, "
        "in two to five hours of reading a week.\n\nStart with: `mainstem week`",
        help_format="markdown",
        default_parameter=Parameter(negative=()),
    )
    app["--help"].group = app["--version"].group = Group("Help", sort_key=9)
    for order, (name, (group, path, told)) in enumerate(COMMANDS.items()):
        told_here = None if name == asked else told
        app.command(f"mainstem.cli.{path}", name=name, help=told_here, group=group, sort_key=order)

    @app.meta.default
    def launch(
        *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
        home: Annotated[
            Path | None, Parameter(group=_EVERYWHERE, help="Folder with your database and settings.")
        ] = None,
    ) -> int:
        context.home = home
        result = app(tokens, exit_on_error=False, print_error=True, result_action="return_value")
        return result if isinstance(result, int) else 0

    return app


def main(tokens: list[str] | None = None) -> None:
    """Runs one command and exits: 0 done, 1-9 by kind of error (errors.py), 130 interrupted."""
    from cyclopts import CycloptsError

    tokens = sys.argv[1:] if tokens is None else tokens
    asked = next((token for token in tokens if token in COMMANDS), None)
    try:
        code = build(asked).meta(tokens, exit_on_error=False, result_action="return_value")
    except MainstemError as error:
        context.tell_error(error)
        code = error.exit_code
    except CycloptsError:
        code = 2  # told already
    except KeyboardInterrupt:
        context.say("Interrupted. What was finished is kept; the same command goes on from there.")
        code = 130
    except BrokenPipeError:
        code = 0  # the reader of our output has seen enough
        sys.stderr.close()
    sys.exit(code)
