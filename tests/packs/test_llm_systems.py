"""The shipped pack: complete, and right where its origin was wrong or has been overtaken."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from mainstem.model import STREAMS, CanonWork, Endpoint, Pack, Source
from mainstem.text.identity import key_of


def _source(pack: Pack, source_id: str) -> Source:
    found = pack.source(source_id)
    assert found is not None, source_id
    return found


def _work(pack: Pack, work_id: str) -> CanonWork:
    return next(work for work in pack.canon if work.id == work_id)


def _endpoint(pack: Pack, source_id: str, url: str) -> Endpoint:
    return next(e for e in _source(pack, source_id).endpoints if url in e.url)


def _urls(pack: Pack) -> list[str]:
    return [e.url for s in pack.sources for e in s.endpoints]


# --- complete ----------------------------------------------------------------------------------------


@pytest.mark.shared
def test_every_source_of_the_registry_is_there(llm_systems: Pack, shared: Path) -> None:
    """All 228, in whatever file; what the pack adds to them are feeds of releases."""
    text = (shared / "registry" / "sources.yaml").read_text(encoding="utf-8").split("\nsources:\n")[1]
    listed = set(re.findall(r"^- id: (\S+)", text, re.MULTILINE))
    ours = {s.id: s for s in llm_systems.sources}
    assert (228, set()) == (len(listed), listed - ours.keys())
    assert {"release feed"} == {ours[name].kind for name in ours.keys() - listed}


@pytest.mark.shared
def test_every_endpoint_of_the_registry_keeps_its_status_and_date(llm_systems: Pack, shared: Path) -> None:
    """But for the two whose search terms the pack fills in."""
    text = (shared / "registry" / "sources.yaml").read_text(encoding="utf-8").split("\nsources:\n")[1]
    listed = re.findall(r"^    url: (\S+)\n    status: '?([^\n']+)'?$", text, re.MULTILINE)
    mine = Counter(
        (e.url, f"{e.status} {e.status_at or ''}".strip()) for s in llm_systems.sources for e in s.endpoints
    )
    gone = Counter(listed) - mine
    assert {
        ("https://hnrss.org/newest?q={TERM}&points=50", "listed"): 1,
        ("https://hn.algolia.com/api/v1/search_by_date?query={TERM}&tags=story", "listed"): 1,
    } == dict(gone)
    assert 488 == len(listed)


@pytest.mark.shared
def test_the_canon_of_the_registry_is_there_in_its_order(llm_systems: Pack, shared: Path) -> None:
    """21 papers and a logbook."""
    text = (shared / "registry" / "canon.yaml").read_text(encoding="utf-8").split("\ncandidates:\n")[0]
    rows = re.findall(r"^- order: (\S+)\n.*\n  id: (\S+)", text, re.MULTILINE)
    assert [(float(order), work_id) for order, work_id in rows] == [
        (w.order, w.id) for w in llm_systems.canon
    ]
    n_kin = len(re.findall(r"^  - title:", text, re.MULTILINE))
    assert n_kin == sum(len(w.successors) + len(w.predecessors) for w in llm_systems.canon)


@pytest.mark.shared
def test_every_topic_of_the_labelled_data_has_words(llm_systems: Pack, shared: Path) -> None:
    """8 to 25 field terms each."""
    text = (shared / "evals" / "classification" / "taxonomy.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"- id: (\w+/[\w-]+)", text)) == {topic.id for topic in llm_systems.topics}
    assert [] == [t.id for t in llm_systems.topics if not 8 <= len(t.words) <= 25]


@pytest.mark.shared
def test_every_repository_of_the_snapshot_is_watched(llm_systems: Pack, shared: Path) -> None:
    """Under today's name or a former one."""
    known = {name for r in llm_systems.repositories for name in (r.name, *r.former)}
    rows = [
        json.loads(line)["repository"]
        for file in ("releases.jsonl", "citations.jsonl")
        for line in (shared / "snapshot" / file).read_text(encoding="utf-8").splitlines()
    ]
    assert set() == set(rows) - known


def test_every_repository_whose_releases_are_followed_is_watched(llm_systems: Pack) -> None:
    """What a source follows counts as use too."""
    followed = {
        "/".join(e.url.split("/")[3:5])
        for s in llm_systems.sources
        for e in s.endpoints
        if e.type == "github_releases"
    }
    assert set() == followed - {r.name for r in llm_systems.repositories}


def test_a_watched_library_of_which_the_snapshot_has_releases_is_followed(llm_systems: Pack) -> None:
    """So that no release of it is missed."""
    followed = {e.url for s in llm_systems.sources for e in s.endpoints if e.type == "github_releases"}
    libraries = {
        "flashinfer-ai/flashinfer", "OpenRLHF/OpenRLHF", "vllm-project/llm-compressor", "InternLM/lmdeploy",
        "fla-org/flash-linear-attention", "huggingface/peft", "hiyouga/LlamaFactory", "linkedin/Liger-Kernel",
        "kvcache-ai/ktransformers", "allenai/OLMo-core", "NVIDIA/Model-Optimizer", "pytorch/ao",
    }  # fmt: skip
    assert set() == {f"https://github.com/{name}/releases.atom" for name in libraries} - followed


def test_every_lab_on_the_lab_shelf_has_a_row(llm_systems: Pack) -> None:
    """With the names it goes by."""
    labs = {lab.id for lab in llm_systems.labs}
    assert set() == {s.id.removeprefix("lab-") for s in llm_systems.sources if s.shelf == "lab"} - labs


def test_every_key_is_spelt_as_its_own_address_resolves(llm_systems: Pack) -> None:
    """So that canon and fetched items meet."""
    works = [*llm_systems.canon, *llm_systems.candidates]
    assert [] == [(w.key, w.url) for w in works if key_of(w.url) != w.key]


def test_what_no_machine_can_follow_says_what_a_person_must_do(llm_systems: Pack) -> None:
    """Marked by hand."""
    by_hand = {s.id for s in llm_systems.sources if s.by_hand}
    assert {"community-x", "community-private-slacks", "community-eleutherai-discord"} < by_hand


def test_no_pack_text_speaks_of_where_it_came_from(llm_systems: Pack) -> None:
    """Corrections are facts in the data, not remarks on another text."""
    texts = [
        f"{s.description} {' '.join(s.notes)} {' '.join(e.note for e in s.endpoints)}"
        for s in llm_systems.sources
    ]
    assert [] == [text for text in texts if re.search(r"\b61\.\d|the section\b|not checked", text)]


# --- errata ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("work_id", "venue"),
    [
        ("attention", "NeurIPS 2017"),
        ("kaplan-scaling", "arXiv only"),
        ("chinchilla", "NeurIPS 2022, outstanding paper"),
        ("megatron-lm", "arXiv only"),
        ("megatron-3d", "SC 2021"),
        ("zero", "SC 2020"),
        ("zero-infinity", "SC 2021"),
        ("gshard", "ICLR 2021"),
        ("switch", "JMLR 2022"),
        ("pathways", "MLSys 2022"),
        ("flashattention-3", "NeurIPS 2024"),
        ("palm", "JMLR 2023"),
        ("deepseek-r1", "Nature 2025"),
        ("palm-2", "arXiv only"),
        ("torchtitan", "ICLR 2025"),
    ],
)
def test_a_canon_work_has_its_right_venue(work_id: str, venue: str, llm_systems: Pack) -> None:
    """Where it was published, not where one would expect it."""
    assert venue == _work(llm_systems, work_id).venue


@pytest.mark.parametrize(
    ("work_id", "author"),
    [("flashattention-3", "Jay Shah"), ("llama3", "Aaron Grattafiori"), ("deepseek-v3", "DeepSeek-AI")],
)
def test_a_canon_work_is_cited_under_its_first_author(work_id: str, author: str, llm_systems: Pack) -> None:
    """Of the current version."""
    assert author == _work(llm_systems, work_id).authors[0]


@pytest.mark.parametrize(
    ("work_id", "title"),
    [
        ("chinchilla", "An empirical analysis of compute-optimal large language model training"),
        ("deepseek-r1", "DeepSeek-R1 incentivizes reasoning in LLMs through reinforcement learning"),
    ],
)
def test_a_work_published_under_another_title_has_both(work_id: str, title: str, llm_systems: Pack) -> None:
    """So that the proceedings' record is the same work."""
    assert title == _work(llm_systems, work_id).published_title


def test_torchtitan_has_its_right_title_and_comes_last(llm_systems: Pack) -> None:
    """A training system at the end of the reading order."""
    last = llm_systems.canon[-1]
    assert ("torchtitan", "training systems") == (last.id, last.group)
    assert last.title == "TorchTitan: One-stop PyTorch native solution for production ready LLM pre-training"
    assert last.title == _source(llm_systems, "paper-torchtitan").name


def test_zero_is_of_october_2019(llm_systems: Pack) -> None:
    """Its proceedings version is of 2020."""
    assert "2019-10-04" == _work(llm_systems, "zero").submitted


@pytest.mark.parametrize(
    ("work_id", "key"),
    [
        ("flashattention-3", "arxiv:2603.05451"),
        ("attention", "arxiv:2405.04434"),
        ("opt-logbook", "arxiv:2509.16293"),
    ],
)
def test_a_work_names_its_successors(work_id: str, key: str, llm_systems: Pack) -> None:
    """By key, never as the same work."""
    work = _work(llm_systems, work_id)
    assert key in [s.key for s in work.successors]
    assert key not in (work.key, *work.aliases)


@pytest.mark.parametrize(
    ("work_id", "key"),
    [("gshard", "arxiv:1701.06538"), ("deepseek-r1", "arxiv:2402.03300"), ("llama3", "arxiv:2307.09288")],
)
def test_a_work_names_what_came_before_it(work_id: str, key: str, llm_systems: Pack) -> None:
    """The first sparse MoE layer, and GRPO."""
    assert key in [s.key for s in _work(llm_systems, work_id).predecessors]


@pytest.mark.parametrize(
    ("work_id", "alias"),
    [
        ("megatron-3d", "doi:10.1145/3458817.3476209"),
        ("zero", "doi:10.1109/sc41405.2020.00024"),
        ("zero", "doi:10.5555/3433701.3433727"),
        ("chinchilla", "openreview:iBBcRUlOAPR"),
        ("deepseek-r1", "doi:10.1038/s41586-025-09422-z"),
        ("torchtitan", "github:pytorch/torchtitan"),
        ("pathways", "mlsys:2022/98dce83da57b0395e163467c9dae521b"),
    ],
)
def test_a_work_goes_by_its_other_keys(work_id: str, alias: str, llm_systems: Pack) -> None:
    """DOI, OpenReview, proceedings, code."""
    assert alias in _work(llm_systems, work_id).aliases


def test_a_repository_of_several_works_is_nobodys_alias(llm_systems: Pack) -> None:
    """It would merge works that are not the same."""
    umbrellas = {
        "github:nvidia/megatron-lm",
        "github:deepspeedai/deepspeed",
        "github:dao-ailab/flash-attention",
    }
    assert set() == umbrellas & {key for work in llm_systems.canon for key in work.aliases}


def test_the_logbook_stands_after_the_opt_paper(llm_systems: Pack) -> None:
    """Under the key of its file."""
    ids = [work.id for work in llm_systems.canon]
    log = _work(llm_systems, "opt-logbook")
    assert ids.index("opt") + 1 == ids.index("opt-logbook")
    key = "github:facebookresearch/metaseq/blob/projects/OPT/chronicles/OPT175B_Logbook.pdf"
    assert (14.5, key) == (log.order, log.key)


def test_the_false_llama_4_report_is_blocked(llm_systems: Pack) -> None:
    """And appears nowhere else."""
    assert ["arxiv:2601.11659"] == [row.key for row in llm_systems.blocked]


@pytest.mark.parametrize(
    ("source_id", "home"),
    [
        ("venue-nsdi", "https://www.usenix.org/conferences/byname/178"),
        ("blog-deepspeed", "https://www.deepspeed.ai/posts/"),
        ("newsletter-semianalysis", "https://newsletter.semianalysis.com/"),
        ("report-anthropic", "https://www.anthropic.com/system-cards"),
        ("report-ai-index", "https://hai.stanford.edu/ai-index"),
        ("blog-lambda", "https://lambda.ai/blog"),
        ("blog-vllm", "https://vllm.ai/blog"),
        (
            "book-designing-ml-systems",
            "https://www.oreilly.com/library/view/designing-machine-learning/9781098107956/",
        ),
        (
            "paper-bloom-chronicles",
            "https://github.com/bigscience-workshop/bigscience/blob/master/train/tr11-176B-ml/chronicles.md",
        ),
    ],
)
def test_a_source_stands_at_its_right_address(source_id: str, home: str, llm_systems: Pack) -> None:
    """Where it is today."""
    assert home == _source(llm_systems, source_id).home


@pytest.mark.parametrize(
    ("source_id", "word"),
    [
        ("venue-osdi", "Yearly since 2021"),
        ("venue-sosp", "Yearly since 2024"),
        ("venue-atc", "USENIX ran it until 2025; ACM SIGOPS"),
        ("venue-isc", "10.23919"),
        ("venue-mlsys", "FlexAttention (2025) and Pathways (2022)"),
        ("paper-alpa", "OSDI 2022"),
        ("paper-flexattention", "MLSys 2025"),
        ("resource-ultrascale", "Nouamane Tazi, Ferdinand Mom, Haojun Zhao, Phuc Nguyen, Mohamed Mekkouri"),
        ("blog-hazyresearch", "Christopher Re"),
        ("blog-yitay", "Google DeepMind, Singapore"),
        ("blog-deepspeed", "microsoft/DeepSpeed until February 2025"),
        ("blog-pytorch", "PyTorch Foundation"),
        ("newsletter-the-gradient", "2026-02-18"),
        ("course-mit-65940", "now 6.5940"),
        ("report-gemini", "2.0 has none"),
        ("report-llama", "Llama 4 has a blog post and a model card"),
        ("report-state-of-ai", "Air Street Capital"),
        ("resource-helm", "2211.09110, November 2022"),
        ("community-k8s-serving", "archived in February 2026"),
        ("venue-neurips", "API v1"),
        ("release-marin", "Levanter"),
    ],
)
def test_a_fact_is_noted_where_it_belongs(source_id: str, word: str, llm_systems: Pack) -> None:
    """Dates, authors, owners and successors, as they are."""
    assert word in " ".join(_source(llm_systems, source_id).notes)


@pytest.mark.parametrize(
    ("source_id", "ended"),
    [("resource-open-llm-leaderboard", "2025-03"), ("lab-bigscience", "2022"), ("course-fsdl", "2023")],
)
def test_what_ended_says_when(source_id: str, ended: str, llm_systems: Pack) -> None:
    """And is kept, as an archive."""
    assert ended == _source(llm_systems, source_id).ended


@pytest.mark.parametrize("source_id", ["venue-sc", "venue-osdi", "venue-sosp", "venue-eurosys", "venue-iclr"])
def test_a_yearly_meeting_is_yearly(source_id: str, llm_systems: Pack) -> None:
    """OSDI and SOSP too."""
    assert "yearly" == _source(llm_systems, source_id).cadence


def test_a_course_is_followed_in_its_current_term(llm_systems: Pack) -> None:
    """Not in the term of 2024."""
    assert "official" == _endpoint(llm_systems, "course-cs336", "spring2026").status
    assert [] == [url for url in _urls(llm_systems) if "spring2024" in url]


# --- renames -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("microsoft/DeepSpeed", "deepspeedai/DeepSpeed"),
        ("google/maxtext", "AI-Hypercomputer/maxtext"),
        ("stanford-crfm/levanter", "marin-community/marin"),
        ("volcengine/verl", "verl-project/verl"),
        ("openai/triton", "triton-lang/triton"),
        ("google/jax", "jax-ml/jax"),
        ("TimDettmers/bitsandbytes", "bitsandbytes-foundation/bitsandbytes"),
    ],
)
def test_a_repository_goes_by_todays_name_and_knows_its_former(old: str, new: str, llm_systems: Pack) -> None:
    """And no endpoint uses the old one."""
    assert new == next(r.name for r in llm_systems.repositories if old in r.former)
    assert [] == [url for url in _urls(llm_systems) if f"/{old}/" in url]


def test_no_endpoint_is_on_a_domain_that_was_left(llm_systems: Pack) -> None:
    """Unless it is marked dead."""
    left = ("lambdalabs.com", "blog.vllm.ai", "//semianalysis.com", "aiindex.stanford.edu")
    alive = [e.url for s in llm_systems.sources for e in s.endpoints if e.status != "dead"]
    assert [] == [url for url in alive if any(host in url for host in left)]


# --- traps -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source_id", "url", "status"),
    [
        ("newsletter-semianalysis", "https://semianalysis.com/feed", "dead"),
        ("newsletter-semianalysis", "https://newsletter.semianalysis.com/feed", "live"),
        ("blog-vllm", "https://blog.vllm.ai/feed.xml", "dead"),
        ("blog-vllm", "https://vllm.ai/blog/rss.xml", "live"),
        ("blog-modal", "https://modal.com/blog/feed.xml", "dead"),
        ("blog-modal", "https://modal.com/blog/atom.xml", "live"),
        ("blog-coreweave", "https://www.coreweave.com/blog/rss", "dead"),
        ("news-hpcwire", "https://www.hpcwire.com/feed/", "disputed"),
        ("news-next-platform", "https://www.nextplatform.com/feed/", "disputed"),
        ("blog-lmsys", "https://lmsys.org/rss.xml", "disputed"),
    ],
)
def test_an_endpoint_is_trusted_as_far_as_it_deserves(
    source_id: str, url: str, status: str, llm_systems: Pack
) -> None:
    """Retired feeds stay listed, so that nobody adds them again."""
    assert status == _endpoint(llm_systems, source_id, url).status


def test_isc_is_looked_up_under_its_own_dblp_key(llm_systems: Pack) -> None:
    """conf/isc is another conference."""
    (dblp,) = [e.url for e in _source(llm_systems, "venue-isc").endpoints if e.type == "dblp"]
    assert "toc:db/conf/supercomputer/isc{YYYY}.bht:" in dblp
    assert [] == [url for url in _urls(llm_systems) if "conf/isc/" in url]


def test_metr_is_read_in_english_only(llm_systems: Pack) -> None:
    """Its feed repeats each post in two languages."""
    assert ("/es/", "/zh-Hans/") == _endpoint(llm_systems, "report-metr", "metr.org/feed.xml").drop


def test_the_hugging_face_blog_is_read_in_part(llm_systems: Pack) -> None:
    """Most of its feed are community posts on anything."""
    keep = _endpoint(llm_systems, "blog-huggingface", "blog/feed.xml").keep
    assert {"/blog/nvidia/", "kernel", "vllm"} < set(keep)


def test_a_third_partys_scrape_says_that_it_is_one(llm_systems: Pack) -> None:
    """It may stop, or be wrong, without the lab's knowing."""
    scrapes = [e for s in llm_systems.sources for e in s.endpoints if "Olshansk/rss-feeds" in e.url]
    assert 9 == len(scrapes)
    assert [] == [e.url for e in scrapes if not e.note.startswith("third-party scrape")]


def test_openreview_is_asked_by_venueid(llm_systems: Pack) -> None:
    """As its API v2 wants it."""
    asked = [e.url for s in llm_systems.sources for e in s.endpoints if e.type == "openreview"]
    assert [] == [url for url in asked if "?content.venueid=" not in url]


def test_releases_are_read_from_feeds_that_have_no_hourly_limit(llm_systems: Pack) -> None:
    """Not from the REST API."""
    releases = [e.url for s in llm_systems.sources for e in s.endpoints if e.type == "github_releases"]
    assert [] == [url for url in releases if not url.endswith("/releases.atom")]


@pytest.mark.parametrize(
    ("host", "n", "per_s"),
    [("export.arxiv.org", 1, 3), ("reddit.com", 1, 60), ("api.github.com", 1, 1)],
)
def test_hosts_are_asked_as_they_wish(host: str, n: int, per_s: float, llm_systems: Pack) -> None:
    """Their documented limits."""
    limit = next(row for row in llm_systems.hosts if row.host == host)
    assert (n, per_s) == (limit.n, limit.per_s)


# --- what the other rooms rest on ----------------------------------------------------------------------


def test_papers_come_from_queries_newest_first(llm_systems: Pack) -> None:
    """All of cs.DC, and what has a word of the field in six other categories."""
    queries = [
        e.url
        for source_id in ("preprints-arxiv-cs-dc", "resource-arxiv-surveys")
        for e in _source(llm_systems, source_id).endpoints
        if e.connector == "arxiv"
    ]
    assert {"cs.DC", "cs.LG", "cs.CL", "cs.AR", "cs.PF", "cs.OS", "cs.NI"} == {
        category for url in queries for category in re.findall(r"cat:(cs\.\w+)", url)
    }
    assert [] == [url for url in queries if "sortBy=submittedDate&sortOrder=descending" not in url]


def test_a_canon_paper_is_looked_at_for_a_new_version_once_a_month(llm_systems: Pack) -> None:
    """There are many of them and they hardly change."""
    versions = [e for s in llm_systems.sources for e in s.endpoints if "id_list=" in e.url]
    assert {720.0} == {e.interval_h for e in versions}
    assert 28 == len(versions)


@pytest.mark.parametrize(
    ("source_id", "hours"),
    [
        ("community-vllm-forum", 6),
        ("preprints-hf-daily", 12),
        ("blog-pytorch", 24),
        ("lab-xai", 72),
        ("venue-osdi", 168),
    ],
)
def test_a_source_is_polled_as_often_as_it_publishes(source_id: str, hours: float, llm_systems: Pack) -> None:
    """By the cadence's table."""
    assert {hours} == {e.interval_h for e in _source(llm_systems, source_id).endpoints}


def test_issues_are_asked_for_once_a_day_at_most(llm_systems: Pack) -> None:
    """Without a token GitHub answers sixty requests an hour."""
    issues = [e for s in llm_systems.sources for e in s.endpoints if e.type == "github_issues"]
    assert len(issues) > 60
    assert [] == [e.id for e in issues if e.interval_h < 24]


def test_the_default_budget_is_three_hours_of_two_to_five(llm_systems: Pack) -> None:
    """For one person and week."""
    cadence = llm_systems.cadence
    assert (180, (120, 300)) == (cadence.budget_min, cadence.budget_range_min)


def test_the_slots_yield_from_the_last(llm_systems: Pack) -> None:
    """Deep paper, the sample of the streams, newsletter, checks, skims first."""
    kinds = [slot.kind for slot in llm_systems.cadence.slots]
    usual = ["deep_paper", "sample", "newsletter", "check", "skim"]
    assert usual == [kind for kind in kinds if kind in usual]


def test_a_check_and_a_skim_fit_into_a_weekday(llm_systems: Pack) -> None:
    """A check of fifteen minutes and a skim, even when both take their longest."""
    cadence = llm_systems.cadence
    daily = [slot for slot in cadence.slots if slot.every == "day"]
    (weekday,) = [session for session in cadence.sessions if session.name == "weekday"]
    assert {"check", "skim"} == {slot.kind for slot in daily} == set(weekday.holds)
    assert sum(slot.max_min for slot in daily) <= weekday.max_min == 22


def test_the_sittings_hold_the_largest_budget(llm_systems: Pack) -> None:
    """Five hours can be planned."""
    cadence = llm_systems.cadence
    assert cadence.budget_range_min[1] <= sum(len(s.weekdays) * s.max_min for s in cadence.sessions)


def test_the_sample_takes_one_of_each_stream(llm_systems: Pack) -> None:
    """Whatever slot brings it."""
    (sample,) = [slot for slot in llm_systems.cadence.slots if slot.each_stream]
    assert set(STREAMS) == set(sample.streams)


def test_every_kind_of_item_has_days_minutes_and_a_half_life(llm_systems: Pack) -> None:
    """So that no room has to guess."""
    kept = {rule.kind for rule in llm_systems.keep}
    assert kept == set(llm_systems.priors.half_life_d)
    assert kept <= set(llm_systems.cadence.minutes)


def test_every_shelf_has_a_prior(llm_systems: Pack) -> None:
    """The sources' own are the exception."""
    assert {source.shelf for source in llm_systems.sources} == set(llm_systems.priors.shelf)
