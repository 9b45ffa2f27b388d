"""Fitting the weights of rescoring, and the calibration, on development text."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from digestlint.encoding.infill import network
from digestlint.encoding.infill.choosing import prepare
from digestlint.encoding.infill.deciding import ROUNDS, Doubts
from digestlint.encoding.infill.model import Model
from digestlint.encoding.infill.ngrams import NgramTable
from digestlint.encoding.infill.rescoring import (
    DocumentCounts,
    document_features,
    table_features,
)
from digestlint.encoding.infill.symbols import FIRST_CHARACTER, RARE
from tools.train import log_linear
from tools.train.held_out import HeldOut

_BINS = 60


@dataclass(slots=True)
class _Case:
    """A development document: what the network says of it, and where the truth is."""

    task_damage: network.Damage
    scores: NDArray[np.float32]
    doubts: Doubts
    current: NDArray[np.float32]
    gold: NDArray[np.int64]
    counts: NDArray[np.bool_]


def tune(model: Model, documents: list[HeldOut]) -> Model:
    """Return the model with feature weights and calibration fitted to damaged documents."""
    cases = [_case(model, document) for document in documents if document.damaged]
    for _ in range(ROUNDS):
        tables = [read_table() for read_table in model.read_tables]
        evidence = [_evidence(case, tables) for case in cases]
        del tables
        network_weight, weights = _fit(cases, evidence)
        model = replace(model, network_weight=network_weight, feature_weights=weights)
        for case, seen in zip(cases, evidence, strict=True):
            if len(case.doubts.rows):
                case.current = case.doubts.decide(model, seen @ weights)
    return replace(model, calibration=_calibration(cases))


def _case(model: Model, document: HeldOut) -> _Case:
    task = prepare(document.text, document.damaged, model)
    scores = network.score(model.read_network(), task.symbols, task.damage)
    numbers = {
        chr(code): symbol
        for symbol, code in enumerate(model.alphabet.vocabulary.tolist(), FIRST_CHARACTER)
    }
    gold_symbols = np.asarray([numbers.get(char, RARE) for char in document.gold()])[task.fitting]
    sizes = np.diff(task.damage.starts)
    group = np.repeat(np.arange(len(sizes)), sizes)
    gold = np.full(len(sizes), -1)
    hits = np.flatnonzero(task.damage.candidates == gold_symbols[group])
    gold[group[hits]] = hits
    doubts = Doubts(model, task.symbols, task.damage, scores)
    counts = document.counts[task.fitting] & (gold >= 0)
    return _Case(task.damage, scores, doubts, scores, gold, counts)


def _evidence(case: _Case, tables: list[NgramTable]) -> NDArray[np.float32]:
    """Return ``(m, n)``: what is known of each doubtful candidate."""
    doubt = case.doubts.doubt
    guess, sure = case.doubts.guessed(case.current)
    document = DocumentCounts(guess, sure)
    columns = [
        *(column for table in tables for column in table_features(table, doubt, guess)),
        *document_features(document, doubt, guess),
    ]
    return np.stack(columns, axis=1)


def _fit(
    cases: list[_Case], evidence: list[NDArray[np.float32]]
) -> tuple[float, NDArray[np.float32]]:
    """Fit a conditional log-linear model of the network's opinion and the evidence."""
    features, groups, golds = [], [], []
    rows = characters = 0
    for case, seen in zip(cases, evidence, strict=True):
        doubts = case.doubts
        features.append(np.column_stack([case.scores[doubts.rows], seen]))
        groups.append(doubts.doubt.group + characters)
        wanted = np.where(case.counts[doubts.owners], case.gold[doubts.owners], -1)
        place = np.searchsorted(doubts.rows, wanted)
        place = np.minimum(place, max(len(doubts.rows) - 1, 0))
        known = doubts.rows[place] == wanted if len(doubts.rows) else np.zeros(0, dtype=bool)
        golds.append(place[known] + rows)
        rows += len(doubts.rows)
        characters += len(doubts.owners)
    known_features = np.concatenate(features)
    start = np.zeros(known_features.shape[1])
    start[0] = 1.0
    weights = log_linear.fit(
        known_features, np.concatenate(groups), np.concatenate(golds), start
    ).astype(np.float32)
    return float(weights[0]), weights[1:]


def _calibration(cases: list[_Case]) -> NDArray[np.float32]:
    """Return log-odds as computed and as they turned out to be, by isotonic regression of bins."""
    odds, hits = [], []
    for case in cases:
        starts = case.task_damage.starts
        group = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        probabilities = np.exp(case.current.astype(np.float64))
        best = np.maximum.reduceat(probabilities, starts[:-1])
        rest = np.maximum(np.add.reduceat(probabilities, starts[:-1]) - best, 1e-9)
        winners = np.zeros(len(best), dtype=np.int64)
        places = np.flatnonzero(probabilities == best[group])
        winners[group[places]] = places
        wanted = case.counts & (np.diff(starts) > 1)
        odds.append(np.log(best / rest)[wanted])
        hits.append((winners == case.gold)[wanted])
    computed, right = np.concatenate(odds), np.concatenate(hits).astype(np.float64)
    order = np.argsort(computed)
    computed, right = computed[order], right[order]
    middle, weight, share = [], [], []
    for part in np.array_split(np.arange(len(order)), _BINS):
        middle.append(float(computed[part].mean()))
        weight.append(float(len(part)))
        share.append(float((right[part].sum() + 0.5) / (len(part) + 0.6)))
    turned_out = _ascending(share, weight)
    return np.asarray([middle, np.log(turned_out / (1.0 - turned_out))], dtype=np.float32)


def _ascending(values: list[float], weights: list[float]) -> NDArray[np.float64]:
    """Pool adjacent violators (Ayer et al. 1955): the closest ascending values."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        pools.append((value, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (low, low_weight, low_size), (high, high_weight, high_size) = pools[-2:]
            total = low_weight + high_weight
            mean = (low * low_weight + high * high_weight) / total
            pools[-2:] = [(mean, total, low_size + high_size)]
    return np.concatenate([np.full(size, value) for value, _, size in pools])
