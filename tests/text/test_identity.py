"""URLs become keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem.text import places
from mainstem.text.identity import key_of, url_of, version_of

HASH = "cd3a9a55f7f3723133fa4a13628cdf03"
SHA = "0123456789abcdef0123456789abcdef01234567"

PAPERS = {
    "arxiv:2205.14135": [
        "https://arxiv.org/abs/2205.14135",
        "http://www.arxiv.org/abs/2205.14135v3?context=cs",
        "https://arxiv.org/pdf/2205.14135v2.pdf#page=3",
        "https://arxiv.org/html/2205.14135v1/x3.png",
        "https://arxiv.org/format/2205.14135",
        "https://arxiv.org/e-print/2205.14135v1",
        "https://export.arxiv.org/abs/2205.14135",
        "https://de.arxiv.org/abs/2205.14135",
        "https://ar5iv.labs.arxiv.org/html/2205.14135",
        "https://ar5iv.org/abs/2205.14135",
        "https://www.alphaxiv.org/overview/2205.14135v2",
        "https://www.alphaxiv.org/zh/overview/2205.14135",
        "https://huggingface.co/papers/2205.14135#community",
        "https://hf.co/papers/2205.14135",
        "https://scirate.com/arxiv/2205.14135",
        "https://doi.org/10.48550/arXiv.2205.14135",
        "https://dx.doi.org/10.48550/ARXIV.2205.14135",
        "https://api.semanticscholar.org/arXiv:2205.14135",
        "https://dblp.org/rec/journals/corr/abs-2205-14135.html",
        "https://web.archive.org/web/20220601000000/https://arxiv.org/abs/2205.14135",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Farxiv.org%2Fabs%2F2205.14135",
        "arxiv.org/abs/2205.14135",
        "arXiv:2205.14135v2",
        "doi:10.48550/arXiv.2205.14135",
    ],
    "arxiv:hep-th/9901001": [
        "https://arxiv.org/abs/hep-th/9901001v2",
        "https://arxiv.org/pdf/hep-th/9901001",
    ],
    "arxiv:math/9901001": ["https://arxiv.org/abs/math/9901001", "http://arxiv.org/abs/math.GT/9901001v1"],
    "arxiv:0704.0001": ["https://arxiv.org/abs/0704.0001"],
    "doi:10.1145/3458817.3476145": [
        "https://doi.org/10.1145/3458817.3476145",
        "https://dl.acm.org/doi/10.1145/3458817.3476145",
        "https://dl.acm.org/doi/fullHtml/10.1145/3458817.3476145#sec-2",
        "https://dl.acm.org/doi/epdf/10.1145/3458817.3476145?download=true",
        "https://dl.acm.org/doi/suppl/10.1145/3458817.3476145/suppl_file/talk.mp4",
        "https://dl.acm.org/citation.cfm?id=3458817.3476145",
        "https://doi.org/10.1145%2F3458817.3476145",
    ],
    "doi:10.1007/978-3-031-00000-1_2": [
        "https://link.springer.com/chapter/10.1007/978-3-031-00000-1_2",
        "https://link.springer.com/content/pdf/10.1007/978-3-031-00000-1_2.pdf",
    ],
    "doi:10.1002/cpe.1234": ["https://onlinelibrary.wiley.com/doi/full/10.1002/cpe.1234"],
    "doi:10.1016/s0140-6736(05)67889-0": ["https://doi.org/10.1016/S0140-6736(05)67889-0."],
    "usenix:osdi24/zhong-yinmin": [
        "https://www.usenix.org/conference/osdi24/presentation/zhong-yinmin",
        "https://www.usenix.org/system/files/osdi24-zhong-yinmin.pdf",
        "https://www.usenix.org/system/files/osdi24-zhong-yinmin_0.pdf",
        "https://www.usenix.org/system/files/osdi24_slides-zhong-yinmin.pdf",
    ],
    "usenix:atc18/smith": ["https://www.usenix.org/system/files/conference/atc18/atc18-smith.pdf"],
    "usenix:usenixsecurity22/lee": [
        "https://www.usenix.org/conference/usenixsecurity22/presentation/lee",
        "https://www.usenix.org/system/files/sec22-lee.pdf",
    ],
    "openreview:rRp8yYKRGj": [
        "https://openreview.net/forum?id=rRp8yYKRGj&noteId=abc",
        "https://openreview.net/pdf?id=rRp8yYKRGj",
        "https://openreview.net/attachment?id=rRp8yYKRGj&name=supplementary_material",
    ],
    f"mlsys:2020/{HASH}": [
        f"https://proceedings.mlsys.org/paper_files/paper/2020/file/{HASH}-Paper.pdf",
        f"https://proceedings.mlsys.org/paper/2020/hash/{HASH}-Abstract.html",
    ],
    f"neurips:2017/{HASH}": [
        f"https://papers.nips.cc/paper/2017/hash/{HASH}-Abstract.html",
        f"https://proceedings.neurips.cc/paper/2017/file/{HASH}-Paper.pdf",
    ],
    "neurips-virtual:2023/1234": ["https://nips.cc/virtual/2023/poster/1234"],
    "mlsys-virtual:2026/3819": ["https://mlsys.org/virtual/2026/poster/3819/"],
    "pmlr:v162/smith22a": [
        "https://proceedings.mlr.press/v162/smith22a.html",
        "https://proceedings.mlr.press/v162/smith22a/smith22a.pdf",
        "https://raw.githubusercontent.com/mlresearch/v162/main/assets/smith22a/smith22a.pdf",
    ],
    "acl:P19-1001": ["https://www.aclweb.org/anthology/P19-1001.pdf", "https://aclanthology.org/P19-1001/"],
    "acl:2023.emnlp-main.217": [
        "https://aclanthology.org/2023.emnlp-main.217v2.pdf",
        "https://aclanthology.org/2023.emnlp-main.217.bib",
    ],
    "ieee:6963470": [
        "https://ieeexplore.ieee.org/abstract/document/6963470/",
        "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=6963470",
        "https://ieeexplore.ieee.org/iel7/1/2/06963470.pdf",
    ],
    f"s2:{SHA}": [f"https://www.semanticscholar.org/paper/Some-Title-Here/{SHA}"],
}
PLACES = {
    "github:vllm-project/vllm": [
        "https://github.com/vllm-project/vllm",
        "https://www.github.com/vLLM-project/vLLM.git",
        "https://github.com/vllm-project/vllm/tree/main",
        "https://github.com/vllm-project/vllm?tab=readme-ov-file#quick-start",
    ],
    "github:vllm-project/vllm/releases": [
        "https://github.com/vllm-project/vllm/releases?page=2",
        "https://github.com/vllm-project/vllm/releases.atom",
    ],
    "github:vllm-project/vllm/releases/v0.9.0": [
        "https://github.com/vllm-project/vllm/releases/tag/v0.9.0",
        "https://github.com/vllm-project/vllm/releases/download/v0.9.0/vllm.whl",
    ],
    "github:a/b/releases/pkg@1.0+cu118": ["https://github.com/a/b/releases/tag/pkg%401.0%2Bcu118"],
    "github:a/b/releases/sub/v1": ["https://github.com/a/b/releases/tag/sub/v1"],
    "github:vllm-project/vllm/pull/12": [
        "https://github.com/vllm-project/vllm/pull/12/files#diff-1",
        "https://github.com/vllm-project/vllm/pull/12/commits/abc",
        "https://api.github.com/repos/vllm-project/vllm/pulls/12",
        "https://redirect.github.com/vllm-project/vllm/pull/12",
        "https://github.com/vllm-project/vllm/pull/12.diff",
    ],
    "github:a/b/issues/7": ["https://github.com/a/b/issues/7#issuecomment-1"],
    "github:a/b/discussions/7": ["https://github.com/a/b/discussions/7?sort=new"],
    "github:a/b/blob/src/x.py": [
        "https://github.com/a/b/blob/main/src/x.py#L10-L20",
        "https://github.com/a/b/raw/v1.2/src/x.py",
        "https://raw.githubusercontent.com/a/b/main/src/x.py",
        "https://raw.githubusercontent.com/a/b/refs/heads/main/src/x.py",
    ],
    "github:a/b/commit/abc1234": ["https://github.com/A/B/commit/ABC1234.patch"],
    "github:huggingface": ["https://github.com/huggingface"],
    "web:github.com/features/actions": ["https://github.com/features/actions/"],
    f"gist:{SHA[:32]}": [
        f"https://gist.github.com/{SHA[:32]}",
        f"https://gist.github.com/someone/{SHA[:32]}/{SHA}",
        f"https://gist.githubusercontent.com/someone/{SHA[:32]}/raw/x.py",
    ],
    "hf:deepseek-ai/DeepSeek-V3": [
        "https://huggingface.co/deepseek-ai/DeepSeek-V3/blob/main/config.json",
        "https://huggingface.co/deepseek-ai/DeepSeek-V3/resolve/main/a/b.safetensors?download=true",
        "https://huggingface.co/api/models/deepseek-ai/DeepSeek-V3",
        "https://hf.co/deepseek-ai/DeepSeek-V3/",
    ],
    "hf:deepseek-ai/DeepSeek-V3/discussions/5": [
        "https://huggingface.co/deepseek-ai/DeepSeek-V3/discussions/5#abc"
    ],
    "hf:gpt2": ["https://huggingface.co/gpt2", "https://huggingface.co/gpt2/tree/main"],
    "hf:datasets/squad": ["https://huggingface.co/datasets/squad/viewer/plain_text"],
    "hf:datasets/HuggingFaceFW/fineweb": [
        "https://huggingface.co/datasets/HuggingFaceFW/fineweb/tree/main/data"
    ],
    "hf:spaces/nanotron/ultrascale-playbook": [
        "https://huggingface.co/spaces/nanotron/ultrascale-playbook?section=x"
    ],
    "hf:blog/accelerate-nd-parallel": ["https://huggingface.co/blog/accelerate-nd-parallel#ddp"],
    "hf:collections/nvidia/some-12345": ["https://huggingface.co/collections/nvidia/some-12345"],
    "web:huggingface.co/docs/trl/index": ["https://huggingface.co/docs/trl/index"],
    "web:huggingface.co/papers": ["https://huggingface.co/papers"],
    "youtube:Hqps7jZbJ14": [
        "https://m.youtube.com/watch?app=desktop&v=Hqps7jZbJ14&t=10s",
        "https://www.youtube.com/live/Hqps7jZbJ14?si=x",
        "https://www.youtube-nocookie.com/embed/Hqps7jZbJ14",
        "https://youtu.be/Hqps7jZbJ14?t=5",
        "https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3DHqps7jZbJ14%26feature%3Dshare",
    ],
    "web:youtube.com/playlist?list=PL1": ["https://www.youtube.com/playlist?list=PL1&si=abc"],
    "reddit:1m80dz3": [
        "https://old.reddit.com/r/LocalLLaMA/comments/1m80dz3/how_to/",
        "https://www.reddit.com/comments/1m80dz3",
        "https://redd.it/1m80dz3",
        "https://np.reddit.com/r/LocalLLaMA/comments/1m80dz3/how_to/n4abcde/?context=3",
        "https://www.reddit.com/gallery/1m80dz3",
    ],
    "hn:47950091": [
        "https://news.ycombinator.com/item?id=47950091#47950100",
        "https://hacker-news.firebaseio.com/v0/item/47950091.json",
    ],
    "x:1749719471806157304": [
        "https://mobile.twitter.com/someone/status/1749719471806157304/photo/1",
        "https://x.com/i/web/status/1749719471806157304",
        "https://xcancel.com/someone/status/1749719471806157304#m",
    ],
    "pypi:flash-attn": [
        f"https://{places.PYPI_HOSTS[0]}/project/flash_attn/2.5.0/",
        f"https://{places.PYPI_HOSTS[1]}/pypi/Flash.Attn",
    ],
}
PAGES = {
    "web:example.com": ["https://example.com/", "http://www.example.com", "HTTPS://EXAMPLE.com:443/#top"],
    "web:example.com/a/b": [
        "https://example.com/a/b/?utm_source=x&utm_medium=y",
        "//example.com/a/b",
        "https://user@example.com/a/b#c",
        "https://amp.example.com/a/b/amp/",
        "https://example.com/a/b?amp=1",
        "https://example-com.cdn.ampproject.org/c/s/example.com/a/b",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fa%2Fb&h=1",
        "https://example.com/%61/b",
        "https://tracking.tldrnewsletter.com/CL0/https:%2F%2Fexample.com%2Fa%2Fb%3Futm_source=tldr/1/01000/x",
    ],
    "web:example.com/a?id=1&lang=en": ["https://example.com/a?id=1&amp;fbclid=2&amp;lang=en"],
    "web:example.com:8080/a": ["http://example.com:8080/a"],
    "web:example.com/#/posts/1": ["https://example.com/#/posts/1"],
    "web:someone.substack.com/p/title": [
        "https://open.substack.com/pub/someone/p/title?r=abc&utm_campaign=post",
        "https://someone.substack.com/p/title?triedRedirect=true&r=1x2y",
    ],
    "web:medium.com/@someone/title-875d73eff091": [
        "https://medium.com/@someone/title-875d73eff091?source=rss-abc------2"
    ],
    "web:x.com/someone": ["https://twitter.com/someone"],
    "web:arxiv.org/list/cs.LG/recent": ["https://arxiv.org/list/cs.LG/recent"],
    "unresolved:https://t.co/abc": ["https://t.co/abc"],
    "unresolved:https://www.reddit.com/r/LocalLLaMA/s/AbCdEf": [
        "https://www.reddit.com/r/LocalLLaMA/s/AbCdEf"
    ],
    "unresolved:https://link.medium.com/AbC": ["https://link.medium.com/AbC"],
}
CASES = [(url, key) for table in (PAPERS, PLACES, PAGES) for key, urls in table.items() for url in urls]


@pytest.mark.parametrize(("url", "key"), CASES)
def test_every_address_of_one_thing_gives_one_key(url: str, key: str) -> None:
    """Spellings, mirrors, wrappers and tracking do not change what an address names."""
    assert key == key_of(url)


@pytest.mark.parametrize(
    "text", ["", " ", "mailto:a@b.org", "javascript:void(0)", "/relative", "#top", "ftp://a.b/c"]
)
def test_what_is_no_web_address_has_no_key(text: str) -> None:
    """Mail, scripts, fragments and relative paths are nobody's work."""
    assert key_of(text) is None


@pytest.mark.parametrize(
    ("url", "version"),
    [
        ("https://arxiv.org/abs/2205.14135v2", "v2"),
        ("https://arxiv.org/pdf/hep-th/9901001v3.pdf", "v3"),
        ("https://arxiv.org/abs/2205.14135", None),
        ("https://doi.org/10.48550/arXiv.2205.14135v1", "v1"),
        ("arXiv:2205.14135v4", "v4"),
        ("https://github.com/a/b/releases/tag/v1", None),
        ("nonsense", None),
    ],
)
def test_the_version_stands_apart(url: str, version: str | None) -> None:
    """Only arXiv papers have versions."""
    assert version == version_of(url)


@pytest.mark.parametrize("key", [*PAPERS, *PLACES, *PAGES])
def test_a_keys_own_address_leads_back_to_it(key: str) -> None:
    """``url_of`` and ``key_of`` are inverse wherever a key implies an address."""
    url = url_of(key)
    if url is None:
        assert key.split(":")[0].endswith("-virtual")
    else:
        assert key == key_of(url)


@pytest.mark.shared
def test_labelled_urls_get_their_keys(shared: Path) -> None:
    """At least 98 % of the labelled URLs resolve exactly."""
    lines = (shared / "evals/identity/urls.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    wrong = [row["url"] for row in rows if key_of(row["url"]) != row["canonical"]]
    assert len(wrong) <= 0.02 * len(rows), wrong


HOSTS = [
    "arxiv.org",
    "github.com",
    "huggingface.co",
    "doi.org",
    "www.reddit.com",
    "youtu.be",
    "example.com",
    "www.google.com",
]
PIECES = st.text(alphabet="abcXYZ019./%:@?=&#-_ é()", max_size=40)


@settings(deadline=None)  # a busy machine is no fault
@given(st.one_of(st.text(), st.builds("https://{}/{}".format, st.sampled_from(HOSTS), PIECES)))
def test_keys_are_stable_and_nothing_raises(url: str) -> None:
    """The key of a key's address is that key, whatever came in."""
    key = key_of(url)
    version_of(url)
    address = url_of(key) if key else None
    if address is not None and not key.startswith("unresolved:"):
        assert key == key_of(address)


@pytest.mark.parametrize("tail", ["", ".pdf", "/figures/1", "?foo=1"])
def test_an_article_of_a_journal_keeps_its_check_letter(tail: str) -> None:
    """The last letter is part of the DOI."""
    assert "doi:10.1038/s41586-025-09422-z" == key_of(
        f"https://www.nature.com/articles/s41586-025-09422-z{tail}"
    )
