"""Small git repositories, made for a test by git itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

PLAIN = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_COMMITTER_NAME": "C. Committer",
    "GIT_COMMITTER_EMAIL": "c@example.org",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "LC_ALL": "C",
}
DAY_S = 86_400
START_S = 1_767_225_600  # 2026-01-01


class Repository:
    """A work tree in which every commit is a day after the last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.n = 0
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *args: str, author: str = "A. Author") -> str:
        """Runs git in the work tree; what it said."""
        at = f"{START_S + self.n * DAY_S} +0000"
        env = {**PLAIN, "GIT_AUTHOR_NAME": author, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        done = subprocess.run(["git", *args], cwd=self.folder, env=env, capture_output=True, check=True)
        return done.stdout.decode("utf-8", "replace").strip()

    def commit(self, author: str = "A. Author", **files: str | bytes | None) -> str:
        """Writes files (None removes one; __ stands for / and _dot_ for .) and commits them; the commit."""
        for told, content in files.items():
            self.put(told.replace("__", "/").replace("_dot_", "."), content)
        return self.save(author)

    def put(self, path: str, content: str | bytes | None) -> None:
        """Writes or removes one file."""
        file = self.folder / path
        if content is None:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def save(self, author: str = "A. Author") -> str:
        """Commits everything as it lies there; the commit."""
        self.n += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", f"Step {self.n}", author=author)
        return self.git("rev-parse", "HEAD")

    def merge(self, branch: str) -> str:
        """Merges a branch with a commit of its own; the commit."""
        self.n += 1
        self.git("merge", "--quiet", "--no-ff", "-m", f"Merge {branch}", branch, author="M. Merger")
        return self.git("rev-parse", "HEAD")
