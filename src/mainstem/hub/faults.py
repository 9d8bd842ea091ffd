"""What huggingface_hub raises, as the errors of the house. The one place that knows both."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
from huggingface_hub import errors as foreign

from mainstem.errors import (
    Conflict,
    DiskFull,
    Forbidden,
    Garbled,
    Gated,
    Gone,
    MainstemError,
    Missing,
    NetError,
    RateLimited,
    ReplyError,
    ServerFault,
    TimedOut,
    Unreachable,
    UsageError,
    WrongBytes,
)

_TOKEN = "Give a token that may do this: `HF_TOKEN`, `hf_token` in settings.toml, or `hf auth login`"  # noqa: S105
_BY_STATUS: dict[int, tuple[type[ReplyError], str, str | None]] = {
    400: (ReplyError, "was refused as wrong", "Read the Hub's words above; correct and run it again"),
    401: (Forbidden, "wants a valid token", _TOKEN),
    402: (Forbidden, "wants payment or more storage", "Look at the account's billing page on the Hub"),
    403: (Forbidden, "is not allowed with this token", _TOKEN),
    404: (Missing, "is not there", "Check owner, name, revision and file"),
    409: (Conflict, "is in conflict with what is there", None),
    410: (Gone, "is gone", "Look at its page on the Hub"),
    412: (Conflict, "was changed by someone else meanwhile", None),
    429: (RateLimited, "is asked too often", "Wait a few minutes and run the same command again"),
}
_AGAIN = "Run the same command again: it goes on where it stopped"
CAUGHT = (foreign.HfHubHTTPError, httpx2.HTTPError, OSError, RuntimeError, ValueError)


@contextmanager
def mapped(subject: str) -> Iterator[None]:
    """Raises what happens inside as an error of the house about ``subject``."""
    try:
        yield
    except CAUGHT as error:
        known = named(subject, error)
        if known is None:
            raise
        raise known from error


def named(subject: str, error: BaseException) -> MainstemError | None:
    """The house's error for a foreign one; None for what is a bug. The Hub's own words are kept, short."""
    if isinstance(error, foreign.HfHubHTTPError):
        return _reply(subject, error)
    if isinstance(error, httpx2.HTTPError):
        return _no_reply(subject, error)
    if isinstance(error, foreign.FileMetadataError):
        return Garbled(
            subject, "was answered by something that is no Hub", "Check the endpoint (`HF_ENDPOINT`)"
        )
    if isinstance(error, foreign.LocalEntryNotFoundError) and error.__cause__ is None:
        return Missing(subject, "is not in the cache", "Run it once with a network")
    if isinstance(error, foreign.OfflineModeIsEnabled):
        return Unreachable(subject, "cannot be asked: HF_HUB_OFFLINE is set", "Unset it, or use --offline")
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(error.filename or subject, "no space left on the device")
    return _wrapped(subject, error)


def _wrapped(subject: str, error: BaseException) -> MainstemError | None:
    """What the client packed into a plain error."""
    words = str(error)
    if "Invalid metadata in README.md" in words:
        told = " ".join(words.partition("README.md.")[2].split())
        return UsageError("README.md", f"the Hub refuses its metadata: {told}", "Correct it and run it again")
    if "Consistency check failed" in words:
        return WrongBytes(subject, "came with another size than the Hub tells")
    if isinstance(error, foreign.HFValidationError):
        return UsageError(subject, "is no name of a repository", "Write OWNER/NAME")
    cause = error.__cause__
    if cause is not None and not isinstance(cause, ValueError):
        return named(subject, cause)
    if isinstance(error, ValueError):
        return Garbled(subject, f"was answered with what the Hub's client cannot read: {words[:200]}")
    return None


def _reply(subject: str, error: foreign.HfHubHTTPError) -> ReplyError:
    status = error.response.status_code
    if isinstance(error, foreign.GatedRepoError):
        return Gated(subject, "is gated and this token was not let in", status=status)
    if isinstance(error, foreign.DisabledRepoError):
        return Gone(subject, "was taken down by the Hub", "Look at its page on the Hub", status=status)
    if isinstance(error, foreign.RepositoryNotFoundError):
        return Missing(subject, "is not there, or this token may not see it", _TOKEN, status=status)
    if isinstance(error, foreign.RevisionNotFoundError):
        return Missing(subject, "has no such revision", "Name a branch, tag or commit of it", status=status)
    if isinstance(error, foreign.EntryNotFoundError):
        return Missing(subject, "has no such file", "Check the file's name", status=status)
    if status >= 500:
        return ServerFault(subject, f"answered {status}", _AGAIN, status=status)
    kind, what, hint = _BY_STATUS.get(status, (ReplyError, f"answered {status}", _AGAIN))
    words = " ".join((error.server_message or "").split())[:200]
    return kind(
        subject, f"{what} ({words})" if words and status in (400, 403, 409) else what, hint, status=status
    )


def _no_reply(subject: str, error: httpx2.HTTPError) -> NetError:
    if isinstance(error, httpx2.TimeoutException):
        return TimedOut(subject, "did not answer in time", _AGAIN)
    return Unreachable(subject, f"cannot be reached ({type(error).__name__})", _AGAIN)


def wait_of(error: BaseException) -> float | None:
    """Seconds that a refusal asks to wait (Retry-After); None where it does not say."""
    if not isinstance(error, foreign.HfHubHTTPError):
        return None
    told = error.response.headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else None
