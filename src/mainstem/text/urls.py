"""What a URL is made of, and what of it says nothing about the page: schemes, tracking, wrappers, AMP."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import unquote

_URL = re.compile(
    r"(?:https?:)?//(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^/?#:]*)(?::(\d*))?(/[^?#]*)?(?:\?([^#]*))?(?:#(.*))?\Z",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#]|\Z)", re.IGNORECASE)
_NOT_IN_URLS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SESSION = re.compile(r";jsessionid=[^/]*", re.IGNORECASE)


def words(text: str) -> frozenset[str]:
    """The words of a list that is easier to read as a block."""
    return frozenset(text.split())


class Parts(NamedTuple):
    """A web address, taken apart: host in lower case without ``www.``, the rest as written."""

    host: str
    port: str
    path: str
    query: str
    fragment: str

    def value(self, *names: str) -> str:
        """The decoded value of the first query parameter with one of these names, or an empty string."""
        if self.query:
            for pair in self.query.split("&"):
                name, _, value = pair.partition("=")
                if name in names and value:
                    return unquote(value)
        return ""

    def segments(self) -> list[str]:
        """The decoded path, cut at slashes, without empty pieces."""
        path = unquote(self.path) if "%" in self.path else self.path
        return [piece for piece in path.split("/") if piece]


def split(url: str) -> Parts | None:
    """The parts of an http or https address; None for anything else. A missing scheme is forgiven."""
    text = _NOT_IN_URLS.sub("", url) if _NOT_IN_URLS.search(url) else url
    while "&amp;" in text:  # stored text is often escaped twice
        text = text.replace("&amp;", "&")
    found = _URL.match(text)
    if found is None and _BARE.match(text):
        found = _URL.match("//" + text)
    if found is None or not found[1]:
        return None
    host, port, path, query, fragment = found.groups()
    port = "" if port in (None, "", "80", "443") else port
    return Parts(_host(host), port, path or "", query or "", fragment or "")


def host_of(url: str) -> str:
    """The host of an address as in `Parts`; empty where it is none."""
    parts = split(url)
    return parts.host if parts else ""


def _host(host: str) -> str:
    host = host.lower().rstrip(".")
    if not host.isascii():
        with suppress(UnicodeError):  # not a name that could be looked up: keep it as it is
            host = host.encode("idna").decode("ascii")
    while host.startswith(("www.", "amp.")) and "." in host[4:]:
        host = host[4:]
    return host


_FOUND = re.compile(r"https?://[^\s<>\"'`|\\^{}]+", re.IGNORECASE)


def found_in(text: str) -> tuple[str, ...]:
    """The http(s) addresses that stand in plain text, each once, without the punctuation behind them."""
    if "://" not in text:
        return ()
    return tuple(dict.fromkeys(_without_punctuation(found) for found in _FOUND.findall(text)))


def _without_punctuation(url: str) -> str:
    while url[-1] in ".,;:!?*_)]" and not (url[-1] == ")" and url.count("(") >= url.count(")")):
        url = url[:-1]
    return url


# --- wrappers: addresses that carry another one ---------------------------------------------------------

# host -> names of the query parameter that holds the target
_CARRIERS: dict[str, tuple[str, ...]] = {
    "google.com": ("q", "url"),
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "l.instagram.com": ("u",),
    "l.threads.net": ("u",),
    "out.reddit.com": ("url",),
    "slack-redir.net": ("url",),
    "t.umblr.com": ("z",),
    "vk.com": ("to",),
    "duckduckgo.com": ("uddg",),
    "getpocket.com": ("url",),
    "steamcommunity.com": ("url",),
    "youtube.com": ("q", "u"),
    "linkedin.com": ("url",),
    "translate.google.com": ("u",),
    "reddit.com": ("url",),
    "medium.com": ("url",),
}
# paths on which those hosts only pass a reader on
_PASSES = re.compile(
    r"/(?:url|l\.php|link|redirect|redir/redirect|safety/go|away\.php|l|linkfilter|attribution_link|translate|media"
    r"|r)?/?\Z"
)
_REST_IS_TARGET = {  # host -> the path up to the address it carries
    "web.archive.org": re.compile(r"/web/(?:\d+(?:[a-z]{2}_)?|\*)/"),
    "archive.ph": re.compile(r"/(?:o/\w+/|newest/|\d{4}[\d.-]*/)"),
    "archive.is": re.compile(r"/(?:o/\w+/|newest/|\d{4}[\d.-]*/)"),
    "archive.today": re.compile(r"/(?:o/\w+/|newest/|\d{4}[\d.-]*/)"),
    "r.jina.ai": re.compile(r"/"),
    "12ft.io": re.compile(r"/(?:proxy\?q=)?"),
    "tracking.tldrnewsletter.com": re.compile(r"/CL0/"),
    "urldefense.com": re.compile(r"/v3/__"),
}


def unwrap(parts: Parts) -> str | None:
    """The address that this one carries to its target, or None if it carries none."""
    host = parts.host
    if host in _CARRIERS and _PASSES.match(parts.path):
        inner = parts.value(*_CARRIERS[host])
        if not inner:
            return None
        return f"https://{host}{inner}" if inner.startswith("/") else inner if "//" in inner[:9] else None
    if host == "google.com" and parts.path.startswith("/amp/"):
        return "https://" + parts.path.removeprefix("/amp/").removeprefix("s/")
    if host.endswith(".cdn.ampproject.org"):
        return _from_amp_cache(parts.path)
    if host.endswith(".safelinks.protection.outlook.com"):
        return parts.value("url") or None
    if host in _REST_IS_TARGET:
        return _rest(parts, _REST_IS_TARGET[host])
    return None


def _from_amp_cache(path: str) -> str | None:
    found = re.match(r"/[a-z]/(?:s/)?(.+)", path)
    return f"https://{found[1]}" if found else None


def _rest(parts: Parts, lead: re.Pattern[str]) -> str | None:
    found = lead.match(parts.path)
    if found is None:
        return None
    inner = parts.path[found.end() :]
    if parts.host == "tracking.tldrnewsletter.com":
        inner = unquote(inner.split("/", 1)[0])
    elif parts.host == "urldefense.com":
        inner = inner.split("__;", 1)[0]
    elif parts.query:
        inner += "?" + parts.query
    inner = re.sub(r"\A(https?):/*", r"\1://", inner)
    return inner if inner.startswith("http") else None


# --- shorteners: addresses that say nothing before they are followed -------------------------------------

_SHORTENERS = words(
    """
    a.co aka.ms amzn.to apple.co arc.net bbc.in bit.ly bitly.com bl.ink buff.ly cnb.cx cutt.ly db.tt
    dlvr.it econ.st fb.me flip.it g.co git.io go.aws goo.gl goo.gle hubs.la hubs.li hubs.ly ibm.biz
    ift.tt intel.ly is.gd j.mp link.medium.com lnkd.in msft.it nvda.ws nyti.ms oreil.ly ow.ly owl.li
    po.st qr.ae rb.gy rebrand.ly reut.rs s.id share.google shor.by shorturl.at spr.ly t.co t.ly
    tiny.cc tinyurl.com tr.im trib.al urlgeni.us v.gd wapo.st wp.me x.gd zpr.io archive.fo
    archive.is archive.li archive.md archive.ph archive.today archive.vn feedproxy.google.com
    feeds.feedblitz.com rss.feedsportal.com da.feedsportal.com news.google.com
    email.mg1.substack.com email.mg2.substack.com click.convertkit-mail.com click.convertkit-
    mail2.com click.mailerlite.com link.mail.beehiiv.com tracking.tldrnewsletter.com
    r.mailchimpapp.com
    """
)
_SHORT_PATHS = {  # hosts that also hold real pages
    "substack.com": re.compile(r"/redirect/"),
    "feeds.feedburner.com": re.compile(r"/~r/"),
    "reddit.com": re.compile(r"/(?:r|u|user)/[^/]+/s/"),
    "bing.com": re.compile(r"/ck/a"),
    "youtube.com": re.compile(r"/redirect"),
}


def is_shortener(parts: Parts) -> bool:
    """Whether the address names its target only to who follows it."""
    if parts.host in _SHORTENERS:
        return len(parts.path) > 1
    short = _SHORT_PATHS.get(parts.host)
    if short is not None:
        return short.match(parts.path) is not None
    return parts.host.endswith(".list-manage.com")


# --- cleaning ---------------------------------------------------------------------------------------------

_TRACKING = words(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id mc_cid
    mc_eid _hsenc _hsmi hsctatracking __hstc __hssc __hsfp mkt_tok vero_id vero_conv oly_enc_id
    oly_anon_id ref ref_src ref_url referrer cmpid ncid sr_share spm scm trk trkcampaign trackingid
    lipi guccounter guce_referrer guce_referrer_sig _ga _gl ns_mchannel ns_source ns_campaign
    at_medium at_campaign xtor wt.mc_id wt.tsrc ocid cvid pk_campaign pk_kwd pk_source pk_medium
    hsa_acc hsa_cam ck_subscriber_id bxid s_cid smid smtyp ftag sharetype share_id sh_kit
    triedredirect isfreemail showwelcome showwelcomeonshare publication_id __s _branch_match_id
    _branch_referrer amp amp_js_v usqp outputtype rss_id soc_src soc_trk hss_channel
    nr_email_referer sref
    """
)
_TRACKING_LEADS = ("utm_", "mtm_", "matomo_", "piwik_", "hsa_", "elq", "hmb_", "stm_", "itm_", "ga_")
_FROM_A_FEED = re.compile(
    r"(?:source|from|via|medium)=(?:rss|feed|atom|newsletter|twitter|linkedin|email|social)"
)
_ONLY_ON = {  # host suffix -> further parameters that are tracking there
    "substack.com": ("r", "s", "token", "post_id", "utm", "action", "source"),
    "medium.com": ("source", "sk", "gi", "readmore", "postpublishedtype"),
    "x.com": ("s", "t"),
    "spotify.com": ("si", "nd"),
    "youtube.com": ("si", "feature", "pp", "ab_channel"),
}


def clean(parts: Parts) -> str:
    """Host, path and the query that matters: no scheme, tracking, AMP, trailing slash or fragment.

    A fragment that is the address inside a one-page site (``#/`` or ``#!``) is kept.
    """
    path = _escapes(parts.path)
    path = _without_amp(_SESSION.sub("", path) if ";" in path else path)
    port = f":{parts.port}" if parts.port else ""
    query = _kept_query(parts) if parts.query else ""
    route = parts.fragment.rstrip("/") if parts.fragment.startswith(("/", "!")) else ""
    if len(route) > 1:
        query += f"#{route}" if query else f"/#{route}"
    return f"{parts.host}{port}{path}{query}"


def _without_amp(path: str) -> str:
    while path.endswith(("/", "/amp", ".amp", ".amp.html")):
        if path.endswith(".amp.html"):
            path = path.removesuffix(".amp.html") + ".html"
        path = path.rstrip("/").removesuffix("/amp").removesuffix(".amp")
    return path


def _kept_query(parts: Parts) -> str:
    here = next((names for host, names in _ONLY_ON.items() if parts.host.endswith(host)), ())
    kept = [pair for pair in _escapes(parts.query).split("&") if pair and not _tracks(pair, here)]
    return "?" + "&".join(kept) if kept else ""


def _tracks(pair: str, here: tuple[str, ...]) -> bool:
    name = pair.partition("=")[0].lower()
    return (
        name in _TRACKING
        or name in here
        or name.startswith(_TRACKING_LEADS)
        or _FROM_A_FEED.match(pair) is not None
    )


def _escapes(text: str) -> str:
    """One spelling for percent escapes (RFC 3986, 6.2.2): upper case, and none where none is needed."""
    return _ESCAPED.sub(_spelt, text) if "%" in text else text


def _spelt(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return char if char in _UNRESERVED else f"%{found[1].upper()}"
