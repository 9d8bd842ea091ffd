"""Synthetic: what the emulated Hub answers, route by route."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import nullcontext
from math import ceil
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.emulators.hub_repos import Blob, Commit, Repo, changed, front_matter, info, is_lfs, tree
from tests.emulators.hub_transport import Transport


class Routes(Transport):
    """One method a route."""

    # --- routes -------------------------------------------------------------------------------------

    def route(self, path: str) -> None:
        """Finds the route and answers."""
        for pattern, name in _ROUTES:
            method, _, form = pattern.partition(" ")
            if self.command in method.split("|") and (found := re.fullmatch(form, path)):
                with self.server.site.lock if name not in ("part", "cdn") else nullcontext():
                    getattr(self, f"on_{name}")(**found.groupdict())
                return
        self.refuse(404, "NotFound")

    def _repo(self, kind: str, name: str, *, write: bool = False) -> Repo | None:
        """The repository that may be seen (or written); None once the refusal went out."""
        repo = self.server.site.repos.get((kind, name))
        if repo is None or (repo.private and not self.user):
            self.refuse(404 if self.user else 401, "RepoNotFound", "Repository not found")
        elif repo.disabled:
            self.refuse(403, "", "Access to this resource is disabled.")
        elif write and (not self.user or name.partition("/")[0] in self.server.site.forbidden):
            self.refuse(403 if self.user else 401, "", "You don't have the rights to write here")
        else:
            return repo
        return None

    def _commit(self, kind: str, name: str, revision: str) -> tuple[Repo, Commit] | None:
        repo = self._repo(kind, name)
        if repo is None:
            return None
        commit = repo.at(revision)
        if commit is None:
            self.refuse(404, "RevisionNotFound", f"Invalid rev id: {revision}")
            return None
        return repo, commit

    def on_whoami(self) -> None:
        """GET /api/whoami-v2"""
        if self.user:
            self.answer(
                {"type": "user", "id": "1", "name": self.user, "orgs": [], "auth": {"type": "access_token"}}
            )
        else:
            self.refuse(401, "", "Invalid username or password.")

    def on_create(self) -> None:
        """POST /api/repos/create"""
        told = json.loads(self.body)
        owner, site = told.get("organization") or self.user, self.server.site
        name, kind = f"{owner}/{told['name']}", f"{told.get('type') or 'model'}s"
        if not self.user:
            self.refuse(401, "", "Invalid username or password.")
        elif owner in site.forbidden:
            self.refuse(403, "", f"You don't have the rights to create a model under the namespace {owner}")
        elif (kind, name) in site.repos:
            self.answer({"error": "You already created this model repo", "url": f"{site.url}/{name}"}, 409)
        else:
            repo = site.repos[kind, name] = Repo(
                kind, name, private=told.get("visibility") == "private" or bool(told.get("private"))
            )
            repo.commit(
                "initial commit",
                {".gitattributes": site.shelf.put(".gitattributes", b"*.safetensors filter=lfs\n")},
            )
            self.answer({"url": f"{site.url}/{name}", "name": name, "id": "1"})

    def on_settings(self, kind: str, name: str) -> None:
        """PUT /api/models/NAME/settings"""
        if repo := self._repo(kind, name, write=True):
            told = json.loads(self.body)
            repo.private = told.get(
                "private", told.get("visibility", "private" if repo.private else "public") == "private"
            )
            repo.gated = told.get("gated", repo.gated)
            self.answer({"private": repo.private})

    def on_validate(self) -> None:
        """POST /api/validate-yaml: known fields must have their types."""
        content = json.loads(self.body)["content"]
        try:
            told = front_matter(content.encode())
        except ValueError as error:
            self.answer({"errors": [{"message": str(error)}], "warnings": []}, 400)
            return
        wrong = [
            {"message": f'"{key}" must be a string'}
            for key in ("license", "license_name", "pipeline_tag", "library_name")
            if key in told and not isinstance(told[key], str)
        ]
        self.answer({"errors": wrong, "warnings": []}, 400 if wrong else 200)

    def on_preupload(self, kind: str, name: str, revision: str) -> None:
        """POST /api/models/NAME/preupload/REVISION"""
        if not self._repo(kind, name, write=True) or not (found := self._commit(kind, name, revision)):
            return
        held = found[1].files
        rows = []
        for file in json.loads(self.body)["files"]:
            lfs = is_lfs(file["path"], file["size"])
            row = {"path": file["path"], "uploadMode": "lfs" if lfs else "regular", "shouldIgnore": False}
            if blob := held.get(file["path"]):
                row["oid"] = blob.sha256 or blob.oid
            rows.append(row)
        self.answer({"files": rows})

    def on_batch(self, name: str, kind: str = "models") -> None:
        """POST /NAME.git/info/lfs/objects/batch"""
        if not self._repo((kind or "models").rstrip("/"), name, write=True):
            return
        site, rows = self.server.site, []
        for told in json.loads(self.body)["objects"]:
            row: dict[str, Any] = {"oid": told["oid"], "size": told["size"], "authenticated": True}
            if not site.shelf.lfs(told["oid"]).exists():
                row["actions"] = {"upload": self._upload(told["oid"], told["size"])}
                row["actions"]["verify"] = {"href": f"{site.url}/_verify", "header": {}}
            rows.append(row)
        self.answer({"transfer": "multipart", "objects": rows})

    def _upload(self, oid: str, size: int) -> dict[str, Any]:
        site = self.server.site
        if size < site.multipart_from:
            return {"href": f"{site.url}/_part/{oid}/1", "header": {}}
        n = ceil(size / site.part_bytes)
        header = {str(i): f"{site.url}/_part/{oid}/{i}" for i in range(1, n + 1)}
        return {
            "href": f"{site.url}/_complete/{oid}",
            "header": {"chunk_size": str(site.part_bytes), **header},
        }

    def on_part(self, oid: str, n: str) -> None:
        """PUT of one part, as to the object store behind the Hub."""
        self.server.site.parts.setdefault(oid, {})[int(n)] = self.body
        self.answer(b"", headers={"ETag": f'"{hashlib.md5(self.body, usedforsecurity=False).hexdigest()}"'})

    def on_complete(self, oid: str) -> None:
        """POST of the list of parts."""
        told = json.loads(self.body)
        held = self.server.site.parts.get(oid, {})
        if [part["partNumber"] for part in told["parts"]] != sorted(held):
            self.refuse(400, "", "Parts are missing")
            return
        self.answer({"success": True})

    def on_verify(self) -> None:
        """POST of hash and size: the parts become an object if they are what they are called."""
        told, site = json.loads(self.body), self.server.site
        if not site.shelf.lfs(told["oid"]).exists():
            held = site.parts.pop(told["oid"], {})
            digest = hashlib.sha256()
            for _, data in sorted(held.items()):
                digest.update(data)
            if digest.hexdigest() != told["oid"]:
                self.refuse(400, "", "The uploaded bytes do not have this hash")
                return
            with site.shelf.lfs(told["oid"]).open("wb") as file:
                file.writelines(data for _, data in sorted(held.items()))
        self.answer({})

    def on_commit(self, kind: str, name: str, revision: str) -> None:
        """POST /api/models/NAME/commit/REVISION"""
        repo = self._repo(kind, name, write=True)
        if repo is None:
            return
        lines = [line for line in self.body.splitlines() if line.strip()]
        head, files = changed(repo.commits[repo.head].files, iter(lines), self.server.site.shelf)
        if head.get("parentCommit") not in (None, repo.head):
            self.refuse(412, "", "A commit has happened since. Please refresh and try again.")
            return
        made = repo.commit(head["summary"], files)
        self.server.site.on_commit_made()
        url = f"{self.server.site.url}/{name}/commit/{made.oid}"
        self.answer({"success": True, "commitOid": made.oid, "commitUrl": url, "hookOutput": ""})

    def on_info(self, kind: str, name: str, revision: str | None = None) -> None:
        """GET /api/models/NAME[/revision/REVISION]"""
        if found := self._commit(kind, name, revision or "main"):
            self.answer(info(*found, self.server.site.shelf, blobs="blobs" in self.query))

    def on_tree(self, kind: str, name: str, revision: str) -> None:
        """GET /api/models/NAME/tree/REVISION, in pages by a cursor in the Link header"""
        if not (found := self._commit(kind, name, revision)):
            return
        rows = tree(*found, expand=self.query.get("expand", "").lower() == "true")
        start, size = int(self.query.get("cursor", 0)), self.server.site.page_size
        headers = {}
        if start + size < len(rows):
            query = "&".join(f"{k}={v}" for k, v in {**self.query, "cursor": str(start + size)}.items())
            headers["Link"] = f'<{self.server.site.url}{urlsplit(self.path).path}?{query}>; rel="next"'
        self.answer(rows[start : start + size], headers=headers)

    def on_paths(self, kind: str, name: str, revision: str) -> None:
        """POST /api/models/NAME/paths-info/REVISION"""
        if found := self._commit(kind, name, revision):
            told = parse_qs(self.body.decode())
            wanted = set(told.get("paths", [])) or set(json.loads(self.body or b"{}").get("paths", []))
            self.answer([row for row in tree(*found, expand=False) if row["path"] in wanted])

    def on_refs(self, kind: str, name: str) -> None:
        """GET /api/models/NAME/refs"""
        if repo := self._repo(kind, name):
            tags = [{"name": n, "ref": f"refs/tags/{n}", "targetCommit": oid} for n, oid in repo.tags.items()]
            branches = [{"name": "main", "ref": "refs/heads/main", "targetCommit": repo.head}]
            self.answer({"branches": branches, "tags": tags, "converts": []})

    def on_tag(self, kind: str, name: str, revision: str) -> None:
        """POST /api/models/NAME/tag/REVISION"""
        repo, told = self._repo(kind, name, write=True), json.loads(self.body)
        if repo is None:
            return
        commit = repo.at(revision)
        if told["tag"] in repo.tags:
            self.refuse(409, "", f"Tag {told['tag']} already exists")
        elif commit is None:
            self.refuse(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        else:
            repo.tags[told["tag"]] = commit.oid
            self.answer({})

    def on_discussions(self, kind: str, name: str) -> None:
        """GET /api/models/NAME/discussions"""
        if repo := self._repo(kind, name):
            rows = [{**row, "repo": {"name": name, "type": kind.rstrip("s")}} for row in repo.discussions]
            self.answer({"discussions": rows, "count": len(rows), "start": 0})

    def on_collections(self) -> None:
        """POST /api/collections"""
        told = json.loads(self.body)
        slug = f"{told['namespace']}/{told['title'].lower().replace(' ', '-')}-" + "0" * 24
        made = {"slug": slug, "title": told["title"], "owner": {"name": told["namespace"]}, "items": []}
        made |= {
            "lastUpdated": "2026-06-01T00:00:00.000Z",
            "position": 0,
            "private": told["private"],
            "theme": "blue",
            "upvotes": 0,
        }
        status = 409 if slug in self.server.site.collections else 200
        self.answer(self.server.site.collections.setdefault(slug, made), status)

    def on_collection(self, slug: str) -> None:
        """GET /api/collections/SLUG"""
        held = self.server.site.collections.get(slug)
        self.answer(held) if held else self.refuse(404, "")

    def on_item(self, slug: str) -> None:
        """POST /api/collections/SLUG/items"""
        held, told = self.server.site.collections.get(slug), json.loads(self.body)["item"]
        if held is None:
            self.refuse(404, "")
            return
        is_there = any(row["id"] == told["id"] for row in held["items"])
        if not is_there:
            held["items"].append(
                {"_id": "1", "position": len(held["items"]), "repoType": told["type"], **told}
            )
        self.answer(held, 409 if is_there else 200)

    # --- files --------------------------------------------------------------------------------------

    def on_resolve(self, name: str, revision: str, path: str, kind: str = "models") -> None:
        """GET and HEAD /NAME/resolve/REVISION/PATH: bytes, or a redirect to where objects lie"""
        site = self.server.site
        if not (found := self._commit((kind or "models").rstrip("/"), name, revision)):
            return
        repo, commit = found
        headers = {"X-Repo-Commit": commit.oid, "Accept-Ranges": "bytes"}
        blob = commit.files.get(path)
        if repo.gated and not (self.user and repo.gated == "granted") and path != "README.md":
            told = f"Access to model {name} is restricted."
            self.refuse(403 if self.user else 401, "GatedRepo", told, headers)
        elif blob is None:
            self.refuse(404, "EntryNotFound", "Entry not found", headers)
        elif blob.sha256:
            headers |= {
                "X-Linked-Size": str(blob.size),
                "X-Linked-ETag": f'"{blob.sha256}"',
                "ETag": f'"{blob.oid}"',
            }
            self.answer(b"", 302, {**headers, "Location": f"{site.cdn}/_cdn/{blob.sha256}"})
        else:
            self._file(blob, {**headers, "ETag": f'"{blob.oid}"'})
        if self.command == "GET" and site.moves:
            moves, site.moves = site.moves, None
            moves()

    def on_cdn(self, oid: str) -> None:
        """GET and HEAD of an object, as from the network that delivers them"""
        path = self.server.site.shelf.lfs(oid)
        if path.exists():
            self._file(Blob("", path.stat().st_size, oid), {"ETag": f'"{oid}"', "Accept-Ranges": "bytes"})
        else:
            self.refuse(404, "")

    def _file(self, blob: Blob, headers: dict[str, str]) -> None:
        start, stop, status = 0, blob.size, 200
        if asked := re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", "")):
            start = int(asked[1]) if asked[1] else max(0, blob.size - int(asked[2]))
            stop = min(blob.size, int(asked[2]) + 1) if asked[1] and asked[2] else blob.size
            if start >= blob.size:
                self.answer(b"", 416, {"Content-Range": f"bytes */{blob.size}"})
                return
            status, headers = 206, {**headers, "Content-Range": f"bytes {start}-{stop - 1}/{blob.size}"}
        headers |= {"Content-Length": str(stop - start), "Content-Type": "application/octet-stream"}
        if self.command == "HEAD":
            self.answer(b"", status, headers)
            return
        data = self.server.site.shelf.data(blob, start, stop)
        if blob.sha256 in self.server.site.wrong:
            data = data[:-1] + bytes([data[-1] ^ 1])
        self.answer(data, status, headers)


_KIND, _NAME = r"(?P<kind>models|datasets)", r"(?P<name>[^/]+/[^/]+)"
_ROUTES = (
    ("GET /api/whoami-v2", "whoami"),
    ("POST /api/repos/create", "create"),
    ("POST /api/validate-yaml", "validate"),
    ("POST /api/collections", "collections"),
    (r"GET /api/collections/(?P<slug>[^/]+/[^/]+)", "collection"),
    (r"POST /api/collections/(?P<slug>[^/]+/[^/]+)/items", "item"),
    (rf"PUT /api/{_KIND}/{_NAME}/settings", "settings"),
    (rf"POST /api/{_KIND}/{_NAME}/preupload/(?P<revision>.+)", "preupload"),
    (rf"POST /api/{_KIND}/{_NAME}/commit/(?P<revision>.+)", "commit"),
    (rf"POST /api/{_KIND}/{_NAME}/tag/(?P<revision>.+)", "tag"),
    (rf"POST /api/{_KIND}/{_NAME}/paths-info/(?P<revision>.+)", "paths"),
    (rf"GET /api/{_KIND}/{_NAME}/tree/(?P<revision>[^/]+)", "tree"),
    (rf"GET /api/{_KIND}/{_NAME}/refs", "refs"),
    (rf"GET /api/{_KIND}/{_NAME}/discussions", "discussions"),
    (rf"GET /api/{_KIND}/{_NAME}(/revision/(?P<revision>.+))?", "info"),
    (rf"POST /(?P<kind>datasets/)?{_NAME}\.git/info/lfs/objects/batch", "batch"),
    (r"PUT /_part/(?P<oid>[0-9a-f]{64})/(?P<n>\d+)", "part"),
    (r"POST /_complete/(?P<oid>[0-9a-f]{64})", "complete"),
    ("POST /_verify", "verify"),
    (r"GET|HEAD /_cdn/(?P<oid>[0-9a-f]{64})", "cdn"),
    (rf"GET|HEAD /(?P<kind>datasets/)?{_NAME}/resolve/(?P<revision>[^/]+)/(?P<path>.+)", "resolve"),
)  # fmt: skip
