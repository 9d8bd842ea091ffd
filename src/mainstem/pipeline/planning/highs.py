"""One call of HiGHS: minimises a cost under rows that each have an upper limit."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mainstem.pipeline.planning.quiet import quiet_stdout

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Row = tuple[Mapping[int, float], float]  # factors by column, and what their sum may be at most


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver came back with; ``x`` is None where it found nothing."""

    x: Sequence[float] | None
    gap: float  # relative distance of cost and bound
    bound: float  # of the value, the cost's negative: none is worth more; infinite where unknown


def minimise(
    cost: Sequence[float],
    upper: Sequence[float],
    rows: Sequence[Row],
    *,
    gap: float,
    node_limit: int,
    time_limit_s: float,
    continuous: Collection[int] = (),
) -> Answer:
    """Columns from 0 to ``upper``, whole but for the ``continuous``, at the least cost to a relative ``gap``."""
    import numpy as np  # here: scipy takes half a second that only planning should pay
    from scipy.optimize import Bounds, LinearConstraint, milp

    integral = np.ones(len(cost), dtype=np.int8)
    integral[list(continuous)] = 0
    with quiet_stdout():
        answer = milp(
            np.array(cost),
            integrality=integral,
            bounds=Bounds(0, np.array(upper)),
            constraints=LinearConstraint(
                _matrix(rows, len(cost)), -np.inf, np.array([limit for _, limit in rows])
            ),
            options={"mip_rel_gap": gap, "node_limit": node_limit, "time_limit": time_limit_s},
        )
    bound = math.inf if answer.mip_dual_bound is None else -float(answer.mip_dual_bound)
    return Answer(None if answer.x is None else answer.x.tolist(), float(answer.mip_gap or 0.0), bound)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The program without whole numbers."""

    bound: float  # of the value; infinite where the solver found nothing
    prices: Sequence[float]  # what a little more of each row's limit would be worth


def relax(cost: Sequence[float], upper: Sequence[float], rows: Sequence[Row]) -> Relaxed:
    """The linear program that :func:`minimise` starts from."""
    import numpy as np
    from scipy.optimize import linprog

    limits = np.array([limit for _, limit in rows])
    bounds = np.column_stack([np.zeros(len(upper)), upper])
    with quiet_stdout():
        answer = linprog(  # type: ignore[call-overload]  # the stubs know of no sparse matrices
            np.array(cost),
            A_ub=_matrix(rows, len(cost)),
            b_ub=limits,
            bounds=bounds,
            method="highs",
        )
    if answer.x is None:
        return Relaxed(math.inf, [0.0] * len(rows))
    return Relaxed(-float(answer.fun), (-answer.ineqlin.marginals).tolist())


def _matrix(rows: Sequence[Row], n_columns: int) -> csr_array:
    import numpy as np
    from scipy.sparse import csr_array

    entries = [(value, r, c) for r, (row, _) in enumerate(rows) for c, value in row.items()]
    values, *places = (np.array(axis) for axis in zip(*entries, strict=True))
    return csr_array((values, tuple(places)), shape=(len(rows), n_columns))
