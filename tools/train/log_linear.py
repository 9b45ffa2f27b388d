"""Fitting a conditional log-linear model: one of several candidates is right, by their features."""

import numpy as np
from numpy.typing import NDArray

_PENALTY = 3e-4
_ROUNDS = 30
_ENOUGH = 1e-10
_PIECE = 1 << 15  # rows of which the products are computed together


def fit(
    features: NDArray[np.float32],
    groups: NDArray[np.int64],
    golds: NDArray[np.int64],
    start: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the likeliest weights, by Newton's method; all but the first are kept small.

    Args:
        features: ``(m, n)`` what is known of each candidate.
        groups: ``(m,)`` the number of its character, ascending.
        golds: The row of the right candidate of each character that teaches.
        start: ``(n,)`` the weights to begin with.
    """
    taught = np.isin(groups, groups[golds])
    rows = np.flatnonzero(taught)
    features = features[rows]
    right = np.searchsorted(rows, golds)
    owners = groups[rows]
    starts = np.flatnonzero(np.append(True, owners[1:] != owners[:-1]))
    number = np.cumsum(np.append(True, owners[1:] != owners[:-1])) - 1
    penalty: NDArray[np.float64] = np.full(len(start), 2 * _PENALTY, dtype=np.float64)
    penalty[0] = 0.0
    weights = start.copy()
    loss = np.inf
    for _ in range(_ROUNDS):
        share, now = _shares(features, weights, starts, number, right, penalty)
        if loss - now < _ENOUGH:
            break
        loss = now
        slope, curve = _derivatives(features, share, starts, right)
        slope += penalty * weights
        step = np.linalg.solve(curve + np.diag(penalty + 1e-9), slope).astype(np.float64)
        weights = _shorter(features, weights, step, now, starts, number, right, penalty)
    return weights


def _shorter(
    features: NDArray[np.float32],
    weights: NDArray[np.float64],
    step: NDArray[np.float64],
    loss: float,
    starts: NDArray[np.int64],
    number: NDArray[np.int64],
    right: NDArray[np.int64],
    penalty: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the weights after a step, which is halved until they are better."""
    length = 1.0
    while length > 1e-3:
        tried = weights - length * step
        if _shares(features, tried, starts, number, right, penalty)[1] < loss:
            return tried
        length /= 2
    return weights


def _shares(
    features: NDArray[np.float32],
    weights: NDArray[np.float64],
    starts: NDArray[np.int64],
    number: NDArray[np.int64],
    right: NDArray[np.int64],
    penalty: NDArray[np.float64],
) -> tuple[NDArray[np.float64], float]:
    """Return the probability of each candidate, and the mean surprise with the penalty."""
    opinion = (features @ weights.astype(np.float32)).astype(np.float64)
    opinion -= np.maximum.reduceat(opinion, starts)[number]
    share = np.exp(opinion)
    share /= np.add.reduceat(share, starts)[number]
    surprise = -np.log(np.maximum(share[right], 1e-300)).mean()
    return share, float(surprise + 0.5 * (penalty * weights * weights).sum())


def _derivatives(
    features: NDArray[np.float32],
    share: NDArray[np.float64],
    starts: NDArray[np.int64],
    right: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the slope and the curvature of the mean surprise."""
    size = features.shape[1]
    slope = -features[right].sum(axis=0, dtype=np.float64)
    curve = np.zeros((size, size))
    cuts = [*starts[np.flatnonzero(np.diff(starts // _PIECE)) + 1].tolist()]
    for first, last in zip([0, *cuts], [*cuts, len(share)], strict=True):
        part = features[first:last].astype(np.float64)
        weighed = part * share[first:last, None]
        here = starts[(starts >= first) & (starts < last)] - first
        means = np.add.reduceat(weighed, here, axis=0)
        slope += means.sum(axis=0)
        curve += part.T @ weighed - means.T @ means
    return slope / len(right), curve / len(right)
