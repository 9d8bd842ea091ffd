"""Replanning from the snapshot's scored works, as a whole process."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from benchmarks.bench_sync import ROOT
from benchmarks.process import run
