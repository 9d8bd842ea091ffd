"""Everything that can go wrong, as one tree.

::

    MainstemError
    ├── UsageError                 the command was given something it cannot use
    │   ├── UnknownWork            no work answers to that name
    │   ├── UnknownSource          no source answers to that name
    │   ├── UnknownLink            an address opens nothing, or nothing any more
    │   ├── NotSignedIn            it wants to know who asks
    │   ├── NotAllowed             whoever asks may not do that
    │   ├── AlreadyRunning         another process does it at this moment
    │   └── TooManyRequests        asked too often; come back in so many seconds
    ├── SettingsError              settings.toml or an environment variable is off
    ├── PackError                  a pack's file does not say what it must (file, entry, field)
    ├── NetError                   no reply came
    │   ├── Unreachable            no route, no name, refused, cut
    │   ├── TimedOut               longer than the cap
    │   ├── TlsFailed              the certificate or the handshake failed
    │   ├── AddressRefused         a private, loopback or link-local address, or another scheme
    │   ├── TooManyRedirects       a loop, or more hops than the cap
    │   ├── Garbled                no HTTP, or not packed as it says
    │   └── TooLarge               over the cap of bytes, as sent or as unpacked
    ├── ReplyError                 a reply came and its status says no
    │   ├── RateLimited            429, or 403/503 with a time to come back
    │   │   └── Resting            not asked: the host wants no request before a moment
    │   ├── Forbidden              401, 403, 451
    │   │   └── Gated              only those whom the owner accepts may read it
    │   ├── Missing                404
    │   ├── Gone                   410, or taken down
    │   ├── Conflict               409, 412: something else changed it meanwhile
    │   └── ServerFault            5xx
    ├── ReadError                  a reply came and a connector cannot read it
    │   ├── EmptyBody              nothing, or white space
    │   ├── NotAFeed               an HTML page or another format where a feed was expected
    │   ├── NoEntries              well formed, and nothing in it
    │   ├── Refusal                a refusal dressed as content ("not yet whitelisted")
    │   ├── Malformed              broken beyond reading
    │   ├── NotAReport             neither a sound PDF nor a text
    │   ├── Encrypted              locked with a password
    │   ├── NoText                 pictures of pages
    │   └── Secondary              a page about somebody else's report
    ├── StoreError                 the database or the home folder
    │   ├── HomeNotWritable
    │   ├── DatabaseLocked
    │   ├── DatabaseCorrupt
    │   ├── DatabaseUnreachable    the PostgreSQL server does not answer
    │   ├── DiskFull
    │   ├── SchemaTooNew           written by a later version
    │   └── BackupUnreadable
    ├── CheckpointError            a checkpoint that is shipped or audited
    │   ├── NotShippable           the preflight found what must be put right first
    │   └── WrongBytes             what is there is not what its name, hash or size says
    ├── PlanError                  the week cannot be planned
    └── DeliveryError              a message did not get where it should
        ├── NotTaken               the receiver surely does not have it
        └── PerhapsTaken           nobody can tell whether the receiver has it

An error names its subject, keeps its cause (``raise ... from``), says what happened and what to do next,
and carries the exit code and the HTTP status that the edges give it. Bugs are not in this tree and are
not caught.
"""

from __future__ import annotations

from datetime import datetime


class MainstemError(Exception):
    """Base of every error that a person can act on.

    ``subject`` is what it happened to (a source, file, work, address), ``what`` what happened and
    ``hint`` what to do next; the message is the three together.
    """

    exit_code = 1
    http_status = 500
    hint = ""

    def __init__(self, subject: str, what: str, hint: str | None = None) -> None:
        self.subject = subject
        self.what = what
        if hint is not None:
            self.hint = hint
        super().__init__(subject, what, self.hint)

    @property
    def code(self) -> str:
        """The error's name in tables, JSON and logs, such as ``not_a_feed``."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")

    def __str__(self) -> str:
        told = f"{self.subject}: {self.what}"
        return f"{told}. {self.hint}" if self.hint else told

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders (the reading pool), with whatever else they carry.
        return (_rebuild, (type(self), dict(self.__dict__)))


def _rebuild(kind: type[MainstemError], state: dict[str, object]) -> MainstemError:
    error = kind.__new__(kind)
    error.__dict__.update(state)
    Exception.__init__(error, state["subject"], state["what"], error.hint)
    return error


class UsageError(MainstemError):
    """The command was given something it cannot use."""

    exit_code = 2
    http_status = 400


class UnknownWork(UsageError):
    """No work answers to that name."""

    http_status = 404
    hint = "Give an arXiv id, a link, a number of this week's plan, or words to `mainstem search`"


class UnknownSource(UsageError):
    """No source answers to that name."""

    http_status = 404
    hint = "`mainstem sources` lists them"


class UnknownLink(UsageError):
    """An address that opens without signing in opens nothing, or nothing any more."""

    http_status = 404
    hint = "Make another in the settings, or with `mainstem links add`"


class NotSignedIn(UsageError):
    """It wants to know who asks."""

    http_status = 401
    hint = "Sign in, or send a token: `Authorization: Bearer TOKEN`"


class NotAllowed(UsageError):
    """Whoever asks may not do that."""

    http_status = 403
    hint = "Ask an administrator for another role, or use a token with that scope"


class AlreadyRunning(UsageError):
    """Another process does it at this moment."""

    http_status = 409
    hint = "Wait for it: `mainstem jobs` says who has it and until when"


class TooManyRequests(UsageError):
    """Asked too often; ``wait_s`` is the whole number of seconds until it may be asked again."""

    http_status = 429

    def __init__(
        self,
        subject: str,
        what: str = "was asked too often",
        hint: str | None = None,
        *,
        wait_s: int = 60,
    ) -> None:
        super().__init__(subject, what, hint or f"Come back in {wait_s} s")
        self.wait_s = wait_s


class SettingsError(MainstemError):
    """settings.toml or an environment variable is off."""

    exit_code = 3


class PackError(MainstemError):
    """A pack's file does not say what it must; the subject is ``file: entry: field``."""

    exit_code = 3
    http_status = 422
    hint = "Correct the field and run `mainstem pack check`"
    _N_TOLD = 20

    def __init__(
        self, subject: str, what: str, hint: str | None = None, *, also: tuple[PackError, ...] = ()
    ) -> None:
        super().__init__(subject, what, hint)
        self.also = also  # the other faults of the same pack

    def __str__(self) -> str:
        faults = [f"{fault.subject}: {fault.what}" for fault in (self, *self.also)]
        n_more = len(faults) - self._N_TOLD
        told = [*faults[: self._N_TOLD], f"and {n_more} more"] if n_more > 0 else faults
        return ". ".join(filter(None, ["\n".join(told), self.hint]))


class NetError(MainstemError):
    """No reply came."""

    exit_code = 4
    http_status = 502


class Unreachable(NetError):
    """No route, no such name, refused, or cut in the middle."""

    hint = "Check the address and the network; it is tried again at the next sync"


class TimedOut(NetError):
    """The reply took longer than the cap."""

    hint = "It is tried again at the next sync"


class TlsFailed(NetError):
    """The certificate or the handshake failed."""

    hint = "Check the clock of this machine and the address in a browser"


class AddressRefused(NetError):
    """A private, loopback or link-local address, or a scheme other than http and https."""

    hint = "If you mean it, list the host under allow_hosts in settings.toml"


class TooManyRedirects(NetError):
    """A loop, or more hops than the cap."""

    hint = "Open the address in a browser and correct the source"


class Garbled(NetError):
    """What came back is no HTTP, or is not packed as its headers say."""

    hint = "Open the address in a browser; tell the publisher if it lasts"


class TooLarge(NetError):
    """More bytes than the cap, as sent or as unpacked."""

    hint = "Raise max_reply_mb in settings.toml if the source is worth it"


class ReplyError(MainstemError):
    """A reply came and its status says no. ``status`` is the HTTP status."""

    exit_code = 5
    http_status = 502

    def __init__(
        self,
        subject: str,
        what: str,
        hint: str | None = None,
        *,
        status: int = 0,
        retry_at: datetime | None = None,
    ) -> None:
        super().__init__(subject, what, hint)
        self.status = status
        self.retry_at = retry_at  # the moment before which the service wants no request


class RateLimited(ReplyError):
    """429, or a refusal that names a time to come back."""

    hint = "Nothing to do: the source rests until then"


class Resting(RateLimited):
    """Not asked: the host told an earlier request when it wants the next one (``retry_at``)."""


class Forbidden(ReplyError):
    """401, 403 or 451."""

    hint = "Set your contact in settings.toml (some hosts refuse unnamed clients), or read it by hand"


class Gated(Forbidden):
    """Only those whom the owner accepts may read it."""

    hint = "Ask for access on its page, then give a token of the account that got it (`HF_TOKEN`)"


class Missing(ReplyError):
    """404."""

    hint = (
        "The address may have moved: open the source's home page, then correct or silence it in the overlay"
    )


class Gone(ReplyError):
    """410, or taken down: the service says it will not come back."""

    hint = "Silence the source in the overlay, or replace its address"


class Conflict(ReplyError):
    """409 or 412: something else changed it meanwhile."""

    hint = "Look at what changed, then run the same command again"


class ServerFault(ReplyError):
    """5xx."""

    hint = "It is tried again later, with growing pauses"


class ReadError(MainstemError):
    """A reply came and a connector cannot read it."""

    exit_code = 6
    http_status = 502


class EmptyBody(ReadError):
    """Nothing, or white space only."""

    hint = "The service answered with nothing; it is tried again later"


class NotAFeed(ReadError):
    """An HTML page or another format where a feed was expected."""

    hint = "Open the address: the feed may have moved, or a wall stands before it"


class NoEntries(ReadError):
    """Well formed, and nothing in it."""

    hint = "Nothing published yet, or the service hides it; it is tried again later"


class Refusal(ReadError):
    """A refusal dressed as content, such as an entry that says the reader is not whitelisted."""

    hint = "The service wants no automatic reader: read it by hand, or use another address"


class Malformed(ReadError):
    """Broken beyond reading."""

    hint = "It is tried again later; tell the publisher if it lasts"


class NotAReport(ReadError):
    """Neither a sound PDF nor a text."""

    http_status = 422
    hint = "Give a PDF, Markdown or HTML file, whole as its publisher offers it"


class Encrypted(ReadError):
    """A document that is locked with a password."""

    http_status = 422
    hint = "Save a copy without the password and give that"


class NoText(ReadError):
    """A document of pictures: its pages hold no text."""

    http_status = 422
    hint = "Run it through text recognition first (such as ocrmypdf), or give the publisher's text version"


class Secondary(ReadError):
    """A page about somebody else's report: copies of tables are sometimes altered."""

    http_status = 422
    hint = "Give the report itself: the maker's PDF or model card, or its arXiv page"


class StoreError(MainstemError):
    """The database or the home folder."""

    exit_code = 7
    http_status = 503


class HomeNotWritable(StoreError):
    """The home folder cannot be written."""

    hint = "Choose another with --home or MAINSTEM_HOME"


class DatabaseLocked(StoreError):
    """Another process holds the database for longer than the wait."""

    hint = "Another mainstem is writing: wait for it, or end it"


class DatabaseCorrupt(StoreError):
    """The file is not a sound database."""

    hint = "Keep the file, and bring back the last backup with `mainstem restore FILE`"


class DatabaseUnreachable(StoreError):
    """The database server does not answer."""

    hint = "Check database_url in settings.toml and that the server runs"


class DiskFull(StoreError):
    """No space left; what was committed before is kept."""

    hint = "Free some space and run the same command again: it goes on where it stopped"


class SchemaTooNew(StoreError):
    """The database was written by a later version."""

    hint = "Upgrade mainstem, or use another home"


class BackupUnreadable(StoreError):
    """The file is not a backup of mainstem, or it is damaged."""

    hint = "Nothing was changed; try an earlier backup"


class CheckpointError(MainstemError):
    """A checkpoint that is shipped or audited."""

    exit_code = 1
    http_status = 422


class NotShippable(CheckpointError):
    """The preflight found what must be put right first."""

    hint = "Put it right and run the same command again; `--dry-run` tells everything without a network"


class WrongBytes(CheckpointError):
    """What is there is not what its name, hash or size says."""

    hint = "Do not use it; fetch or ship it again, and tell the Hub's support if it lasts"


class PlanError(MainstemError):
    """The week cannot be planned."""

    exit_code = 8
    http_status = 422


class DeliveryError(MainstemError):
    """A message did not get where it should; the subject is the channel, never its address, which may be a secret.

    ``passing`` says that another attempt may fare better, not before ``retry_at`` where that is told.
    """

    exit_code = 9
    http_status = 502

    def __init__(
        self,
        subject: str,
        what: str,
        hint: str | None = None,
        *,
        passing: bool = False,
        retry_at: datetime | None = None,
    ) -> None:
        super().__init__(subject, what, hint)
        self.passing = passing
        self.retry_at = retry_at


class NotTaken(DeliveryError):
    """The receiver surely does not have it."""

    hint = "`mainstem channels test NAME` tries the channel with a message that says so"


class PerhapsTaken(DeliveryError):
    """The connection ended after the message had left: nobody can tell whether the receiver has it."""

    hint = "Look there; `mainstem send NAME --again` sends it once more"
