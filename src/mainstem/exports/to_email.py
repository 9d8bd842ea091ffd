"""By e-mail: the week as text and as HTML, in one message that a mail program can end with a click (RFC 2369, 8058).

Styles are written into the elements, because mail programs drop style sheets; what stays in one is what only it can
say: the colours of dark mode, and narrow screens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from mainstem.exports._html import page
from mainstem.exports._posted import lead, title
from mainstem.model import Digest, Letter, Needed, Reply, Session, Slot

FIELDS = (
    Needed("to", "The address it goes to"),
    Needed("from", "The address it comes from"),
    Needed("host", "The mail server"),
    Needed("port", "Its port", default="587"),
    Needed(
        "security",
        "starttls, tls (port 465), or plain, which only this machine itself is spoken to",
        "starttls",
    ),
    Needed("user", "The name to log in with", default=""),
    Needed("password", "The password to log in with", default="", secret=True),
)
REPEATS = False


def write(digest: Digest, told: Mapping[str, str], key: str, at: datetime) -> Letter:
    """The message; its id is made of ``key``, so that every attempt is the same message."""
    message = EmailMessage(policy=policy.SMTP)
    sender, to = _line(told["from"]), _line(told["to"])
    message["From"], message["To"] = sender, to
    message["Subject"] = f"{title(digest)}: {lead(digest)}"
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{key}@{sender.rpartition('@')[2].strip('> ') or 'mainstem'}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in _ways_out(digest, sender):
        message[name] = value
    message.set_content("\n".join(_text(digest)) + "\n", cte="quoted-printable")
    message.add_alternative(html(digest), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{key}")
    return Letter(sender, to, message.as_bytes())


def html(digest: Digest) -> str:
    """The page, with its styles in its elements."""
    import css_inline

    drawn = page("week.html", plan=digest.plan, home=digest.home, stop=digest.stop, test=digest.test)
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
    return inliner.inline(drawn)


def refused(reply: Reply) -> str:
    """A mail server says no by itself."""
    return ""


def _ways_out(digest: Digest, sender: str) -> Iterator[tuple[str, str]]:
    """How a mail program ends these messages: with one click where there is an address for it, else by a mail."""
    mail = f"<mailto:{sender.rpartition('<')[2].strip('> ')}?subject=unsubscribe>"
    yield "List-Unsubscribe", f"<{digest.stop}>, {mail}" if digest.stop else mail
    if digest.stop.startswith("https:"):  # RFC 8058 wants an address that nobody on the way can press
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _text(digest: Digest) -> Iterator[str]:
    plan = digest.plan
    yield title(digest)
    yield f"{lead(digest)}, from {plan.starts_on}."
    if digest.home:
        yield digest.home
    for told in plan.notices:
        yield from ("", _line(told))
    for alert in plan.alerts:
        yield from ("", f"{_line(alert.name)}: {_line(alert.title)} {alert.url}")
    for session in plan.sessions:
        yield from _session(session)
    yield from ("", "-- ", f"Made by Mainstem from what was known at {plan.at:%Y-%m-%d %H:%M %Z}.")
    if digest.stop:
        yield f"Stop these messages: {digest.stop}"


def _session(session: Session) -> Iterator[str]:
    head = f"{session.at:%A %Y-%m-%d, %H:%M} ({session.minutes} min)"
    yield from ("", head, "-" * len(head))
    for slot in session.slots:
        yield from _slot(slot)


def _slot(slot: Slot) -> Iterator[str]:
    yield from ("", f"* {_line(slot.title)} ({slot.minutes} min, {slot.kind.replace('_', ' ')})")
    yield f"  {slot.url}"
    if not slot.items:
        yield f"  {_line(slot.why)}"
    for part in slot.items:
        yield from (f"  - {_line(part.title)}", f"    {part.url}")


def _line(text: str) -> str:
    return " ".join(text.split())
