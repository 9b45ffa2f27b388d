"""Fitting the weights of a conditional log-linear model."""

import numpy as np
from tools.train import log_linear


def test_the_weights_that_made_the_choices_come_back() -> None:
    random = np.random.default_rng(5)
    true = np.asarray([1.5, -0.7, 0.0])
    groups = np.repeat(np.arange(6000), 4)
    features = random.normal(size=(len(groups), 3)).astype(np.float32)
    # The largest of opinions with Gumbel noise is chosen as often as the model says.
    opinion = features @ true + random.gumbel(size=len(groups))
    golds = opinion.reshape(-1, 4).argmax(axis=1) + np.arange(6000) * 4
    found = log_linear.fit(features, groups, golds, np.asarray([1.0, 0.0, 0.0]))
    assert np.abs(found - true).max() < 0.1


def test_characters_without_a_right_candidate_teach_nothing() -> None:
    features = np.asarray([[1.0], [0.0], [9.0], [0.0], [0.0], [1.0]], dtype=np.float32)
    groups = np.asarray([0, 0, 1, 1, 2, 2])
    golds = np.asarray([0, 4])
    found = log_linear.fit(features, groups, golds, np.zeros(1))
    assert np.abs(found) < 1e-6
