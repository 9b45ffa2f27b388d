"""The parts of the training that need no PyTorch, and the network, if PyTorch is installed."""

import lzma
from pathlib import Path

import numpy as np
import pytest
from tools.train import channels, corpus, dataset, held_out

from digestlint.encoding.infill import network as run_time
from digestlint.encoding.infill.symbols import FIRST_CHARACTER, RARE, Alphabet
from digestlint.encoding.infill.weights import unpack

LINES = [
    f"第{number}行：我们提出了一种新的方法，并在多个数据集上进行了验证。" for number in range(400)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("INDOMAIN_a+b", "ymcui+cmrc2018"):
        (tmp_path / f"{name}.txt.xz").write_bytes(lzma.compress("\n".join(LINES).encode()))
    return tmp_path


def test_reading_keeps_every_line_and_splits_the_same_way(folder: Path) -> None:
    documents = list(corpus.read(folder))
    assert documents == list(corpus.read(folder))
    assert [line for d in documents if d.kind == "summaries" for line in d.lines] == LINES
    assert {d.kind for d in documents} == {"summaries", "encyclopedia"}


def test_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(corpus.read(tmp_path))


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("我们提出了一种新的方法，并在多个数据集上进行了验证。", True),
        ("结论：我们提出了一种新的方法，并在多个数据集上进行了测试。", True),
        ("今天下午的天气非常好，我们打算一起去公园里散步。", False),
        ("短句", False),
    ],
)
def test_seen(line: str, seen: bool) -> None:
    known = corpus.Document(
        "a", "summaries", "train", ["**我们**提出了一种新的方法，并在多个数据集上进行了验证。"]
    )
    assert corpus.Seen([known]).has(line) is seen


def test_batches_hide_what_the_channel_damages_and_know_the_answer() -> None:
    text = "中文与不的方法\n龘" * 200
    alphabet = Alphabet(dataset.vocabulary(["中文与不的方法" * 5]))
    stream = dataset.encode(alphabet, [text])
    lost = channels.lost_bytes("windows-1254", soft_hyphen=True)
    channel = channels.simulate(alphabet, lost, "windows-1254+AD", 1.0)
    batches = dataset.Batches(stream, alphabet, [channel], chunks=2, length=64, seed=3)
    batch = next(batches.epoch(0))
    ends = np.cumsum(batch.sizes)
    chosen = batch.candidates[ends - batch.sizes + batch.gold]
    hidden = {
        char
        for char in "中文与不的方法"
        if char.encode().translate(None, bytes(lost)) != char.encode()
    }
    expected = {alphabet.vocabulary.tolist().index(ord(char)) + FIRST_CHARACTER for char in hidden}
    rare = {RARE} if "龘".encode().translate(None, bytes(lost)) != "龘".encode() else set()
    assert set(chosen.tolist()) == expected | rare
    assert (batch.symbols.ravel()[batch.damaged] >= alphabet.characters).all()
    again = next(dataset.Batches(stream, alphabet, [channel], 2, 64, 3).epoch(0))
    assert (again.symbols == batch.symbols).all()


def test_held_out_documents_are_damaged_where_bytes_are_lost() -> None:
    document = corpus.Document("a", "summaries", "test", ["中文 abc", "与𝑾"])
    lost = channels.lost_bytes("windows-1254", soft_hyphen=True)
    (sent,) = held_out.send([(document, [True, False])], lost)
    assert sent.gold() == "中与𝑾"
    assert sent.lines.tolist() == [0, 1, 1]
    assert sent.counts.tolist() == [True, False, False]
    assert sent.damaged[2].survived == b"\xf0\x91\xbe"


def test_numpy_and_pytorch_agree() -> None:
    torch = pytest.importorskip("torch")
    from tools.train.network import Network
    from tools.train.packing import pack

    torch.manual_seed(5)
    alphabet = Alphabet(dataset.vocabulary([LINES[0] * 5]))
    network = Network(alphabet.characters, alphabet.size, torch.zeros(alphabet.characters))
    lost = channels.lost_bytes("windows-1254", soft_hyphen=True)
    channel = channels.simulate(alphabet, lost, "windows-1254+AD", 1.0)
    stream = dataset.encode(alphabet, [LINES[0] * 20])
    batch = next(dataset.Batches(stream, alphabet, [channel], 1, 128, 1).epoch(0))
    tensors = [batch.symbols, batch.damaged, batch.sizes, batch.candidates]
    with torch.no_grad():
        _, final = network(*[torch.from_numpy(array).long() for array in tensors])
    wanted = np.concatenate(
        [row[:size].numpy() for row, size in zip(final, batch.sizes, strict=True)]
    )
    starts = np.concatenate([[0], np.cumsum(batch.sizes)])
    each = np.arange(len(batch.sizes))
    damage = run_time.Damage(batch.damaged, starts, batch.candidates.astype(np.int32), each)
    found = run_time.score(unpack(pack(network)), batch.symbols[0], damage)
    assert np.abs(np.exp(found) - np.exp(wanted)).max() < 0.03


def test_isotonic_regression() -> None:
    pytest.importorskip("torch")
    from tools.train.tuning import _ascending

    assert _ascending([0.1, 0.5, 0.3, 0.9], [1.0, 1.0, 1.0, 1.0]).tolist() == [0.1, 0.4, 0.4, 0.9]
