"""Sources of one's own: added by an address, from a list, taken out again, silenced."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from tests.cli.conftest import Run
from tests.cli.test_sync import feed

PAGE = "<!doctype html><html><head><title>A sample blog</title>{}</head><body>Hello</body></html>"


@pytest.fixture(autouse=True)
def _loopback(home: Path, httpserver: HTTPServer) -> None:
    """This machine may be asked, and has nothing but what a test puts there."""
    httpserver.no_handler_status_code = 404
    home.mkdir()
    (home / "settings.toml").write_text('allow_hosts = ["127.0.0.1", "localhost"]\n')


def entries(home: Path) -> list[dict[str, Any]]:
    """The sources of the overlay."""
    found = sorted((home / "overlay" / "sources").glob("*.toml"))
    return [row | {"shelf": path.stem} for path in found for row in tomllib.loads(path.read_text())["source"]]


def addresses(home: Path) -> list[tuple[str, str]]:
    """Type and path of every endpoint of the overlay."""
    rows = [endpoint for row in entries(home) for endpoint in row["endpoint"]]
    return [(row["type"], "/" + row["url"].split("/", 3)[3]) for row in rows]


def test_a_feed_is_followed_and_read_at_once(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """One request: what was looked at is what was polled; it is called as it calls itself."""
    httpserver.expect_request("/feed.xml").respond_with_data(feed("One", "Two"))
    told = run("sources", "add", httpserver.url_for("/feed.xml"))
    assert (0, 1) == (told.code, len(httpserver.log))
    assert ("Sample" in told.out, "One" in told.out, "Two" in told.out) == (True, True, True)
    [row] = entries(home)
    assert ("Sample", "blog", "independent") == (row["name"], row["shelf"], row["sector"])
    assert ["Two"] == [
        i["title"] for i in json.loads(run("show", "https://blog.example/1", "--format", "json").out)["items"]
    ]
    [health] = [r for r in json.loads(run("sources", "--format", "json").out) if r["id"] == row["id"]]
    assert (2, "fine") == (health["n_items"], health["health"])


def test_a_page_leads_to_the_feed_it_names(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """The link in its head counts, and its home is the page."""
    link = '<link rel="alternate" type="application/rss+xml" href="/deep/posts.xml">'
    httpserver.expect_request("/blog").respond_with_data(PAGE.format(link), content_type="text/html")
    httpserver.expect_request("/deep/posts.xml").respond_with_data(feed("One"))
    assert 0 == run("sources", "add", httpserver.url_for("/blog")).code
    assert [("rss", "/deep/posts.xml")] == addresses(home)
    assert httpserver.url_for("/blog") == entries(home)[0]["home"]


def test_a_page_that_names_none_is_tried_at_the_common_places(
    run: Run, home: Path, httpserver: HTTPServer
) -> None:
    """The second guess."""
    httpserver.expect_request("/").respond_with_data(PAGE.format(""), content_type="text/html")
    httpserver.expect_request("/atom.xml").respond_with_data(feed("One"))
    assert 0 == run("sources", "add", httpserver.url_for("/")).code
    assert [("rss", "/atom.xml")] == addresses(home)


def test_a_page_without_a_feed_is_told_and_not_written(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """The named error, and nothing else."""
    httpserver.expect_request("/").respond_with_data(PAGE.format(""), content_type="text/html")
    told = run("sources", "add", httpserver.url_for("/"))
    assert (6, True, False) == (told.code, "names no feed" in told.err, (home / "overlay").exists())


def test_anyway_writes_what_cannot_be_read_now(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """The error is told all the same."""
    httpserver.expect_request("/feed.xml").respond_with_data("busy", status=503)
    told = run(
        "sources",
        "add",
        httpserver.url_for("/feed.xml"),
        "--anyway",
        "--name",
        "Mine",
        "--shelf",
        "newsletter",
    )
    assert (5, True) == (told.code, "503" in told.err)
    assert [("Mine", "newsletter")] == [(row["name"], row["shelf"]) for row in entries(home)]
    assert 0 == run("pack", "check").code


def test_what_is_followed_already_is_named(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """A feed is not followed twice, nor one of the pack."""
    httpserver.expect_request("/feed.xml").respond_with_data(feed("One"))
    run("sources", "add", httpserver.url_for("/feed.xml"))
    told = run("sources", "add", httpserver.url_for("/feed.xml"))
    assert (2, True, 1) == (told.code, "followed already" in told.err, len(entries(home)))
    assert "community-localllama" in run("sources", "add", "r/LocalLLaMA").err


def test_a_podcast_is_told_by_its_recordings(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """It comes onto its shelf."""
    item = '<item><title>One</title><guid>1</guid><enclosure url="/1.mp3" type="audio/mpeg"/></item>'
    body = f'<rss version="2.0"><channel><title>Pod</title>{item}</channel></rss>'
    httpserver.expect_request("/pod").respond_with_data(body)
    run("sources", "add", httpserver.url_for("/pod"))
    assert [("podcast_rss", "podcast", "Pod")] == [
        (row["endpoint"][0]["type"], row["shelf"], row["name"]) for row in entries(home)
    ]


def test_a_forum_is_told_by_its_page(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """Discourse says so in its head; a category stays a category."""
    made_by = '<meta name="generator" content="Discourse 3.4.0">'
    httpserver.expect_request("/c/dev/5").respond_with_data(PAGE.format(made_by), content_type="text/html")
    topic = {"id": 7, "title": "How a cache is shared", "slug": "cache", "created_at": "2026-06-12T08:00:00Z"}
    listed = {"users": [], "topic_list": {"topics": [topic | {"posts_count": 1, "like_count": 0}]}}
    httpserver.expect_request("/c/dev/5.json").respond_with_json(listed)
    assert 0 == run("sources", "add", httpserver.url_for("/c/dev/5")).code
    assert [("discourse", "/c/dev/5.json")] == addresses(home)
    assert "community" == entries(home)[0]["shelf"]


def test_a_profile_of_mastodon_is_followed_by_its_page(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """The number is looked up, then the posts are read."""
    post = {
        "id": "1",
        "uri": httpserver.url_for("/users/sample/statuses/1"),
        "url": httpserver.url_for("/@sample/1"),
        "created_at": "2026-06-12T08:00:00.000Z",
        "content": "<p>How a cache is shared</p>",
        "account": {"acct": "sample", "display_name": "Sample"},
    }
    httpserver.expect_request("/api/v1/accounts/lookup").respond_with_json({"id": "1", "acct": "sample"})
    httpserver.expect_request("/api/v1/accounts/1/statuses").respond_with_json([post])
    told = run("sources", "add", httpserver.url_for("/@sample"))
    assert (0, [("mastodon", "/@sample")]) == (told.code, addresses(home))
    assert "@sample@localhost" == entries(home)[0]["name"]


def test_the_next_best_way_is_taken(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """A server without the API may still have a feed."""
    httpserver.expect_request("/@sample.rss").respond_with_data(feed("One"))
    assert 0 == run("sources", "add", httpserver.url_for("/@sample")).code
    assert [("rss", "/@sample.rss")] == addresses(home)


def test_a_page_that_robots_may_not_see_is_not_looked_at(
    run: Run, home: Path, httpserver: HTTPServer
) -> None:
    """A feed is for machines and may still be found."""
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private")
    httpserver.expect_request("/private").respond_with_data(PAGE.format(""), content_type="text/html")
    httpserver.expect_request("/feed").respond_with_data(feed("One"))
    assert 0 == run("sources", "add", httpserver.url_for("/private")).code
    assert "/private" not in {request.path for request, _ in httpserver.log}


def test_a_host_that_is_not_there_is_told_as_such(run: Run) -> None:
    """Not as a page that may not be seen."""
    told = run("sources", "add", "http://127.0.0.1:1/blog")
    assert (4, True) == (told.code, "could not be reached" in told.err)


def test_what_is_no_address_is_told(run: Run) -> None:
    """With what would be one."""
    told = run("sources", "add", "no address")
    assert (2, True) == (told.code, "@name@server" in told.err)


def test_adding_and_removing_leaves_the_overlay_as_it_was(
    run: Run, home: Path, httpserver: HTTPServer
) -> None:
    """What a person wrote by hand is not touched, byte for byte."""
    httpserver.expect_request("/feed.xml").respond_with_data(feed("One"))
    mine = home / "overlay" / "sources" / "blog.toml"
    mine.parent.mkdir(parents=True)
    mine.write_text(
        '# By hand.\n[[source]]\nid = "blog-mine"   # mine\nname = "Mine"\nkind = "blog"\nsector = "mixed"\n'
        'axes = ["external"]\ncadence = "weekly"\ndescription = "A sample."\n'
        '[[source.endpoint]]\ntype = "rss"\nurl = "https://blog.example/feed"\nstatus = "listed"\n'
    )
    before = mine.read_text()
    run("sources", "add", httpserver.url_for("/feed.xml"))
    assert mine.read_text().startswith(before)
    [added] = [row["id"] for row in entries(home) if row["id"] != "blog-mine"]
    run("sources", "silence", added)
    assert 0 == run("sources", "remove", added).code
    silenced = tomllib.loads((home / "overlay" / "overlay.toml").read_text())["silence"]
    assert (before, []) == (mine.read_text(), silenced)


def test_a_broken_overlay_is_told_before_anything_is_written(
    run: Run, home: Path, httpserver: HTTPServer
) -> None:
    """The file and the line."""
    httpserver.expect_request("/feed.xml").respond_with_data(feed("One"))
    broken = home / "overlay" / "sources" / "blog.toml"
    broken.parent.mkdir(parents=True)
    broken.write_text("[[source]\n")
    told = run("sources", "add", httpserver.url_for("/feed.xml"))
    assert (3, "[[source]\n", True) == (told.code, broken.read_text(), "blog.toml" in told.err)


def test_silencing_and_its_undo(run: Run, home: Path) -> None:
    """Also of a source of the pack."""
    assert 0 == run("sources", "silence", "blog-vllm").code
    states = {row["id"]: row["health"] for row in json.loads(run("sources", "--format", "json").out)}
    assert "silenced" == states["blog-vllm"]
    run("sources", "silence", "blog-vllm", "--undo")
    states = {row["id"]: row["health"] for row in json.loads(run("sources", "--format", "json").out)}
    assert "silenced" != states["blog-vllm"]
    assert 2 == run("sources", "silence", "blog-nobody").code


def test_a_source_of_the_pack_cannot_be_removed(run: Run) -> None:
    """But silenced, which is told."""
    told = run("sources", "remove", "blog-vllm")
    assert (2, True) == (told.code, "silence blog-vllm" in told.err)


OPML = """<opml version="2.0"><head><title>Mine</title></head><body><outline text="AI">
<outline text="Deep"><outline text="Sample blog" xmlUrl="https://sample.example/feed" htmlUrl="https://sample.example"/>
</outline><outline text="A channel" xmlUrl="https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789012345678901"/>
<outline text="vLLM" xmlUrl="https://vllm.ai/blog/rss.xml"/></outline>
<outline text="Odd" xmlUrl="https://user:pass@odd.example/feed"/></body></opml>"""


def test_a_list_is_imported_with_its_folders_and_exported_again(run: Run, home: Path, tmp_path: Path) -> None:
    """What is followed already is left out; each comes onto the shelf of its kind; nothing is asked."""
    file = tmp_path / "mine.opml"
    file.write_text(OPML)
    told = run("sources", "import", str(file))
    assert (0, True) == (told.code, "2 new, 2 left out" in told.out)
    assert [("Sample blog", "blog", "AI/Deep", "rss"), ("A channel", "podcast", "AI", "youtube")] == [
        (row["name"], row["shelf"], row["ids"]["opml_folder"], row["endpoint"][0]["type"])
        for row in entries(home)
    ]
    assert "0 new, 4 left out" in run("sources", "import", str(file)).out
    out = run("sources", "export").out
    assert ('<outline text="Deep"' in out, 'xmlUrl="https://sample.example/feed"' in out) == (True, True)
    target = tmp_path / "out.opml"
    assert 0 == run("sources", "export", str(target)).code
    assert out.splitlines()[-1] == target.read_text().splitlines()[-1]


@pytest.mark.parametrize(("body", "code"), [("", 6), ("# none", 6), ("<opml><body/></opml>", 6)])
def test_what_is_no_list_is_a_named_error(run: Run, home: Path, tmp_path: Path, body: str, code: int) -> None:
    """Nothing is written."""
    file = tmp_path / "mine.opml"
    file.write_text(body)
    assert (code, False) == (run("sources", "import", str(file)).code, (home / "overlay").exists())
    assert 2 == run("sources", "import", str(tmp_path / "nothing.opml")).code


def test_a_moved_feed_is_found_where_it_went(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """It is written as it was told; where it went is remembered."""
    httpserver.expect_request("/old").respond_with_handler(lambda _: _moved(httpserver))
    httpserver.expect_request("/new/feed.xml").respond_with_data(feed("One"))
    assert 0 == run("sources", "add", httpserver.url_for("/old")).code
    assert [("rss", "/old")] == addresses(home)


def _moved(httpserver: HTTPServer) -> Response:
    return Response("", 301, {"Location": httpserver.url_for("/new/feed.xml")})
