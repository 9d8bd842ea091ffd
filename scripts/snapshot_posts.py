"""Reads titles, links and dates out of the replies recorded in ``../shared/recorded``: posts and threads.

Nothing of a text is kept but the addresses of works in it; counts are those of the last poll taken by the
snapshot's last day.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import feedparser

from mainstem.model import Draft
from mainstem.packs.snapshot import Row
from snapshot_facts import LAST, in_window, moment
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
# Lists of other people's posts, and tag pages that repeat a blog's own.
_NOT_POSTS = ("github_trends", "huggingface_trending", "huggingface_daily", "hackernews_best", "arxiv_", "/tags/")

SUBREDDITS = {"localllama": "community-localllama", "machinelearning": "community-machinelearning"}

# The feed gives this post a date before the day it is about; its address names the day.
_CORRECTED = {"https://www.anthropic.com/engineering/april-23-postmortem": "2026-04-23"}

_WORK_LINK = re.compile(
    r"https?://(?:www\.)?(?:arxiv\.org/(?:abs|pdf|html)/|doi\.org/|openreview\.net/|github\.com/[\w.-]+/[\w.-]"
    r"|huggingface\.co/(?!blog|spaces)[\w.-]+/[\w.-]|aclanthology\.org/|www\.usenix\.org/conference/)[^\s\"'<>)\]]*"
)
_ISSUE_DAY = re.compile(r"/issues/(\d\d)-(\d\d)-(\d\d)-")
_THREAD = re.compile(
    r'<a href="(https://www\.reddit\.com/r/(\w+)/comments/(\w+)/[^"]*)">(.*?)</a></strong>\s*\(Activity: (\d+)\)'
)
_DISCUSSION = re.compile(r"Score: (\d+).*?Comments: (\d+).*?item\?id=(\d+)", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")

# A story stays when its title or link has one of these words: language models, what runs them, who makes them.
_ABOUT_MODELS = re.compile(
    r"\b(?:llms?|slms?|language models?|open[- ]?(?:weights?|models?)|foundation models?|frontier models?"
    r"|gpt-?[\d.]+\w*|chatgpt|claude (?:opus|sonnet|haiku|fable|mythos)|opus [\d.]+|sonnet [\d.]+|fable [\d.]+"
    r"|gemini|gemma|llama\S*|mi[sx]tral|qwen\S*|deepseek\S*|kimi\S*|glm\S*|minimax|grok"
    r"|openai|anthropic|deepmind|hugging ?face|nvidia|tpus?|gpus?|cuda|rocm|trainium|groq|cerebras"
    r"|pytorch|jax|triton|vllm|sglang|ollama|gguf|mlx|transformers?|attention|kv[- ]cache|mixture[- ]of[- ]experts|moe"
    r"|inference|quanti[sz]\w+|distill\w+|fine-?tun\w+|pre-?train\w*|post-?train\w*|training|rlhf|grpo"
    r"|speculative decoding|tokens?|tokeni[sz]\w+|context (?:window|length)|embeddings?|data ?cent(?:er|re)s?)\b",
    re.IGNORECASE,
)


def posts(feeds: Path, left_out: Counter[str]) -> Iterator[Row]:
    """The posts of the window of every recorded feed that a source of the pack publishes, each once."""
    best: dict[tuple[str, str], Draft] = {}
    for path in sorted(feeds.rglob("*.xml")):
        name = path.parent.name if "--series" in path.parent.parent.name else path.stem
        told = str(path)
        if any(part in told for part in _NOT_POSTS) or name == "sitemap":
            continue
        for entry in feedparser.parse(path).entries:
            draft = _post(entry)
            if draft is None:
                continue
            if name not in FEEDS:
                left_out[f"post: no source for {name}"] += 1
                continue
            known = best.get((FEEDS[name], draft.key))
            # A later poll may have lost the text, and with it the links: keep the fuller one.
            if known is None or len(draft.links) > len(known.links):
                best[FEEDS[name], draft.key] = draft
    return (Row(source_id, draft) for (source_id, _), draft in best.items())


def _post(entry: Any) -> Draft | None:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    url = (entry.get("link") or "").split("#")[0]
    if not parsed or not url or parsed.tm_year < SEASON_YEAR:
        return None
    at = _published_at(url, datetime(*parsed[:6], tzinfo=UTC))
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


SEASON_YEAR = LAST.year


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
    seen: dict[str, Row] = {}
    for path in sorted(feeds.rglob("smolai/*.xml")):
        for entry in reversed(feedparser.parse(path).entries):
            issue = _post(entry)
            if issue is None or issue.published_at is None:
                continue
            for url, subreddit, thread_id, title, activity in _THREAD.findall(_text(entry)):
                source_id = SUBREDDITS.get(subreddit.lower())
                if source_id is None:
                    left_out[f"thread: no source for r/{subreddit}"] += 1
                    continue
                draft = Draft(
                    key=f"t3_{thread_id}",
                    title=clean(_TAG.sub("", title)),
                    url=url,
                    kind="thread",
                    published_at=issue.published_at,
                    extra={"activity": int(activity)},
                )
                seen.setdefault(thread_id, Row(source_id, draft))
    return iter(seen.values())


def stories(recorded: Path, left_out: Counter[str]) -> Iterator[Row]:
    """The Hacker News stories of the window that concern language models, by a plain rule of words."""
    found = {**_best_stories(recorded), **_searched_stories(recorded)}
    for draft in found.values():
        if _ABOUT_MODELS.search(f"{draft.title} {' '.join(draft.links)}"):
            yield Row(HACKERNEWS, draft)
        else:
            left_out["story: none of the words of the rule"] += 1


def _searched_stories(recorded: Path) -> dict[str, Draft]:
    found: dict[str, Draft] = {}
    for path in sorted((recorded / "hackernews_algolia").rglob("*Z_*.json"), key=lambda path: path.name):
        polled = datetime.strptime(path.name.split("_")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        for hit in json.loads(path.read_bytes())["hits"]:
            if not in_window(moment(hit["created_at"]).date()) or not hit.get("title"):
                continue
            if polled.date() <= LAST:
                found[hit["objectID"]] = _story(hit, counts=True)
            else:
                found.setdefault(hit["objectID"], _story(hit, counts=False))
    return found


def _story(hit: Mapping[str, Any], *, counts: bool) -> Draft:
    return Draft(
        key=hit["objectID"],
        title=clean(hit["title"]),
        url=f"https://news.ycombinator.com/item?id={hit['objectID']}",
        kind="thread",
        published_at=moment(hit["created_at"]),
        links=(hit["url"],) if hit.get("url") else (),
        extra={"votes": hit["points"], "n_comments": hit["num_comments"]} if counts else {},
    )


def _best_stories(recorded: Path) -> dict[str, Draft]:
    found: dict[str, Draft] = {}
    for path in sorted(recorded.rglob("hackernews_best_stories.xml")):
        for entry in feedparser.parse(path).entries:
            at = datetime(*entry.updated_parsed[:6], tzinfo=UTC)
            told = _DISCUSSION.search(entry.summary)
            if told is None or not in_window(at.date()):
                continue
            found[told[3]] = Draft(
                key=told[3],
                title=clean(entry.title),
                url=f"https://news.ycombinator.com/item?id={told[3]}",
                kind="thread",
                published_at=at,
                links=(entry.link,),
                extra={"votes": int(told[1]), "n_comments": int(told[2])},
            )
    return found
