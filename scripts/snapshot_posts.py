"""Reads titles, links and dates out of the replies recorded in ``../shared/recorded``: posts and threads.

Nothing of a text is kept but the addresses of works in it; counts are those of the last poll taken by the
snapshot's last day.
"""

from __future__ import annotations

import calendar
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser

from mainstem.model import Draft
from mainstem.packs.snapshot import Row
from snapshot_facts import FIRST, LAST, in_window, moment
from snapshot_titles import clean

AINEWS, HACKERNEWS = "newsletter-ainews", "community-hackernews"

# Recorded feed (file name, or folder of a polling series) -> the source of the pack whose posts these are.
FEEDS: dict[str, str] = {
    "anthropic_engineering": "report-anthropic",
    "anthropic_research": "report-anthropic",
    "bair_blog": "blog-bair",
    "blog_openai": "lab-openai",
    "bytedance_seed_research": "lab-bytedance-seed",
    "deepmind_blog": "lab-google-deepmind",
    "deepseek_news": "lab-deepseek",
    "fair_blog": "lab-meta-ai",
    "feed_anthropic_news": "lab-anthropic",
    "feed_eleuther_papers": "lab-eleutherai",
    "feed_groq": "blog-groq",
    "feed_meta_ai": "report-llama",
    "feed_mistral": "lab-mistral",
    "feed_openai_research": "lab-openai",
    "feed_xainews": "lab-xai",
    "gradient_blog": "newsletter-the-gradient",
    "huggingface_blog": "blog-huggingface",
    "index": "blog-lilian-weng",
    "meta_ai_news": "report-llama",
    "minimax_blog": "lab-minimax",
    "moonshot_blog": "lab-moonshot",
    "openai_blog": "lab-openai",
    "simonwillison": "blog-simon-willison",
    "smolai": AINEWS,
    "substack": "newsletter-interconnects",
}
# Lists of other people's posts, tag pages that repeat a blog's own, and what is no feed.
_NOT_POSTS = (
    "_trends",
    "huggingface_trending",
    "huggingface_daily",
    "hackernews_best",
    "arxiv_",
    "/tags/",
    "sitemap",
)

SUBREDDITS = {"localllama": "community-localllama", "machinelearning": "community-machinelearning"}

# The feed gives this post a date before the day it is about; its address names the day.
_CORRECTED = {"https://www.anthropic.com/engineering/april-23-postmortem": "2026-04-23"}

_WORK_LINK = re.compile(
    r"https?://(?:www\.)?(?:arxiv\.org/(?:abs|pdf|html)/|doi\.org/|openreview\.net/|github\.com/[\w.-]+/[\w.-]"
    r"|huggingface\.co/(?!blog|spaces)[\w.-]+/[\w.-]|aclanthology\.org/|www\.usenix\.org/conference/)[^\s\"'<>)\]]*"
)
_POLLED = re.compile(r"\d{8}T\d{6}Z")
_ISSUE_DAY = re.compile(r"/issues/(\d\d)-(\d\d)-(\d\d)-")
_THREAD = re.compile(
    r'<a href="(?P<url>https://www\.reddit\.com/r/(?P<subreddit>\w+)/comments/(?P<id>\w+)/[^"]*)">'
    r"(?P<title>.*?)</a></strong>\s*\(Activity: (?P<activity>\d+)\)"
)
_DISCUSSION = re.compile(
    r"Score: (?P<points>\d+).*?Comments: (?P<comments>\d+).*?item\?id=(?P<id>\d+)", re.DOTALL
)
_TAG = re.compile(r"<[^>]+>")

# A story stays with one of these words in its title or its link's host: what trains and serves language
# models. Tools that merely use one, most of what the recorded searches brought, the source does not follow.
_MIN_POINTS = 2  # the first is the author's own
_ABOUT_SYSTEMS = re.compile(
    r"\b(?:llms?|slms?|language models?|open[- ]?(?:weights?|models?)|foundation models?|frontier models?"
    r"|gpt-?[\d.]+\w*|claude (?:opus|sonnet|haiku|fable|mythos)|opus [\d.]+|sonnet [\d.]+|fable [\d.]+"
    r"|gemini|gemma|llama\S*|mi[sx]tral|qwen\S*|deepseek\S*|kimi\S*|glm\S*|minimax|grok|openai\.com"
    r"|deepmind|hugging ?face|nvidia|tpus?|gpus?|cuda|rocm|trainium|groq|cerebras|data ?cent(?:er|re)s?"
    r"|pytorch|jax|triton|vllm|sglang|ollama|gguf|mlx|transformers?|kv[- ]cache|mixture[- ]of[- ]experts|moe"
    r"|inference|quanti[sz]\w+|distill\w+|fine-?tun\w+|(?:pre-?|post-?)?training|rlhf|grpo"
    r"|speculative decoding|tokens?|tokeni[sz]\w+|context window|embeddings?)\b",
    re.IGNORECASE,
)


def posts(feeds: Path, left_out: Counter[str]) -> Iterator[Row]:
    """The posts of the window of every recorded feed that a source of the pack publishes, each once."""
    found: dict[tuple[str, str], Draft] = {}
    for path in sorted(feeds.rglob("*.xml")):
        if any(part in str(path) for part in _NOT_POSTS):
            continue
        name = path.parent.name if "--series" in path.parent.parent.name else path.stem
        for draft in _posts_of(path):
            where = (FEEDS.get(name, name), draft.key)
            # A later poll may have lost the text, and with it the links: the fuller one stays.
            if where not in found or len(draft.links) > len(found[where].links):
                found[where] = draft
    for (source_id, _), draft in found.items():
        if source_id in FEEDS.values():
            yield Row(source_id, draft)
        else:
            left_out[f"post: no source for {source_id}"] += 1


def _posts_of(path: Path) -> Iterator[Draft]:
    for entry in _entries(path):
        if (draft := _post(entry)) is not None:
            yield draft


@cache
def _entries(path: Path) -> list[Any]:
    """The entries of a recorded feed; none where it was polled before the window began."""
    polled = _POLLED.match(path.name)
    if polled and moment(polled[0]).date() < FIRST:
        return []
    entries: list[Any] = feedparser.parse(path).entries
    return entries


def _post(entry: Any) -> Draft | None:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    url = entry.get("link", "").split("#")[0]
    if not parsed or not url or parsed.tm_year != LAST.year:
        return None
    at = _published_at(url, datetime.fromtimestamp(calendar.timegm(parsed), UTC))
    if not in_window(at.date()):
        return None
    return Draft(
        key=url,
        title=clean(entry.title),
        url=url,
        kind="post",
        published_at=at,
        authors=(entry.author,) if entry.get("author") else (),
        links=_work_links(_text(entry)),
    )


def _published_at(url: str, told: datetime) -> datetime:
    """When a post came out: its feed's date, or the day in its address where that is later (AINews)."""
    if url in _CORRECTED:
        return moment(_CORRECTED[url])
    found = _ISSUE_DAY.search(url)
    if found is None:
        return told
    issue = moment(f"20{found[1]}-{found[2]}-{found[3]}")
    return told if issue.date() <= told.date() else issue


def _text(entry: Any) -> str:
    return " ".join([part.get("value", "") for part in entry.get("content", ())] + [entry.get("summary", "")])


def _work_links(text: str) -> tuple[str, ...]:
    found = (html.unescape(link[0]).rstrip(".,;") for link in _WORK_LINK.finditer(text))
    return tuple(dict.fromkeys(found))


def threads(feeds: Path, left_out: Counter[str]) -> Iterator[Row]:
    """The Reddit threads that AINews lists, dated by the first issue that lists them."""
    found: dict[str, tuple[str, Draft]] = {}
    for path in sorted(feeds.rglob("smolai/*.xml")):
        for entry in reversed(_entries(path)):
            issue = _post(entry)
            for listed in _THREAD.finditer(_text(entry)) if issue else ():
                found.setdefault(listed["id"], (listed["subreddit"], _thread(listed, issue)))
    for subreddit, draft in found.values():
        if subreddit.lower() in SUBREDDITS:
            yield Row(SUBREDDITS[subreddit.lower()], draft)
        else:
            left_out[f"thread: no source for r/{subreddit}"] += 1


def _thread(listed: re.Match[str], issue: Draft | None) -> Draft:
    return Draft(
        key=f"t3_{listed['id']}",
        title=clean(_TAG.sub("", listed["title"])),
        url=listed["url"],
        kind="thread",
        published_at=issue.published_at if issue else None,
        extra={"activity": int(listed["activity"])},
    )


def stories(recorded: Path, left_out: Counter[str]) -> Iterator[Row]:
    """The Hacker News stories of the window that concern language model systems, by words and points."""
    for draft in {**_best_stories(recorded), **_searched_stories(recorded)}.values():
        hosts = " ".join(urlsplit(link).hostname or "" for link in draft.links)
        if draft.extra["votes"] < _MIN_POINTS:
            left_out[f"story: under {_MIN_POINTS} points"] += 1
        elif not _ABOUT_SYSTEMS.search(f"{draft.title} {hosts}"):
            left_out["story: none of the words of the rule"] += 1
        else:
            yield Row(HACKERNEWS, draft)


def _searched_stories(recorded: Path) -> dict[str, Draft]:
    """Stories by id as the last poll until the snapshot's day shows them."""
    found: dict[str, Draft] = {}
    for path in sorted((recorded / "hackernews_algolia").rglob("*Z_*.json"), key=lambda path: path.name):
        if (polled := _POLLED.match(path.name)) and moment(polled[0]).date() > LAST:
            break
        for hit in json.loads(path.read_bytes())["hits"]:
            if hit.get("title") and in_window(moment(hit["created_at"]).date()):
                found[hit["objectID"]] = _story(
                    hit["objectID"],
                    hit["title"],
                    hit["created_at"],
                    hit.get("url"),
                    hit["points"],
                    hit["num_comments"],
                )
    return found


def _best_stories(recorded: Path) -> dict[str, Draft]:
    """Stories by id out of a recorded list of the best of a few days."""
    found: dict[str, Draft] = {}
    for path in sorted(recorded.rglob("hackernews_best_stories.xml")):
        for entry in _entries(path):
            if (told := _DISCUSSION.search(entry.summary)) and in_window(moment(entry.updated).date()):
                found[told["id"]] = _story(
                    told["id"],
                    entry.title,
                    entry.updated,
                    entry.link,
                    int(told["points"]),
                    int(told["comments"]),
                )
    return found


def _story(story_id: str, title: str, at: str, target: str | None, points: int, n_comments: int) -> Draft:
    return Draft(
        key=story_id,
        title=clean(title),
        url=f"https://news.ycombinator.com/item?id={story_id}",
        kind="thread",
        published_at=moment(at),
        links=(target,) if target else (),
        extra={"votes": points, "n_comments": n_comments},
    )
