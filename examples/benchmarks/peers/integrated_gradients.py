# SPDX-License-Identifier: Apache-2.0
"""Integrated gradients (Sundararajan et al., 2017) in PyTorch, beside those of Sora.

integrated_gradients.py compare WEIGHTS PICTURES EXPLANATIONS
    the network of cnn.yaml with exported weights, and what 'sora explain --json' printed for the
    pictures: how far both are apart, and by how much each misses the difference of the scores
integrated_gradients.py time COUNT
    an embedding of 500 words and an LSTM, as in lstm.yaml: the median time of an explanation
integrated_gradients.py draw FOLDER COUNT [IDX]
    writes pictures: those of an IDX file of MNIST, or bright strokes at random
"""
import gzip
import json
import statistics
import struct
import sys
import time
import zlib
from pathlib import Path

import torch
import torch.nn.functional as F

FEWEST, MOST, TOLERANCE, ROWS = 32, 864, 0.005, 128


def middles(steps, added):
    """The middles of equal steps; only those that a third of the steps does not have, if added."""
    return [(i + 0.5) / steps for i in range(steps) if not added or i % 3 != 1]


def integrated(score, present, absent):
    """Attributions of one record, the difference of the scores, and the number of steps."""
    with torch.no_grad():
        low, high = score(torch.stack([absent, present])).tolist()
    total = torch.zeros_like(present, dtype=torch.float64)

    def add(points):
        for at in range(0, len(points), ROWS):
            part = torch.tensor(points[at:at + ROWS]).view(-1, *[1] * present.dim())
            between = (part * present + (1 - part) * absent).requires_grad_()
            gradient, = torch.autograd.grad(score(between).sum(), between)
            total.add_(gradient.double().sum(0))

    steps = FEWEST
    add(middles(steps, False))
    while True:
        found = (present - absent).double() * total / steps
        if abs(found.sum().item() - (high - low)) <= TOLERANCE * abs(high - low) or steps >= MOST:
            return found, high - low, steps
        steps *= 3
        add(middles(steps, True))


def tensors(path):
    """The tensors of a safetensors file: eight bytes of length, a header in JSON, the numbers."""
    data = Path(path).read_bytes()
    size, = struct.unpack("<Q", data[:8])
    found = {}
    for name, entry in json.loads(data[8:8 + size]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + size + at for at in entry["data_offsets"])
            numbers = torch.frombuffer(bytearray(data[start:end]), dtype=torch.float32)
            found[name] = numbers.view(entry["shape"])
    return found


def pixels(path):
    """The pixels of a grey PNG that 'draw' wrote, from 0 to 1."""
    data, at, packed = path.read_bytes(), 8, b""
    while at < len(data):
        size, = struct.unpack(">I", data[at:at + 4])
        if data[at + 4:at + 8] == b"IDAT":
            packed += data[at + 8:at + 8 + size]
        at += 12 + size
    rows = torch.frombuffer(bytearray(zlib.decompress(packed)), dtype=torch.uint8).view(28, 29)
    return rows[:, 1:].float().view(1, 28, 28) / 255


def draw(folder, count, source=None):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if source:
        pictures = gzip.open(source).read()[16:16 + 784 * count]
    else:
        torch.manual_seed(7)
        strokes = torch.zeros(count, 28, 28)
        for picture in strokes:
            for _ in range(4):
                row, column, length = torch.randint(4, 20, (3,)).tolist()
                picture[row:row + 2, column:column + length] = 255
        pictures = bytes(strokes.to(torch.uint8).flatten().tolist())

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    for i in range(count):
        own = pictures[784 * i:784 * (i + 1)]
        rows = b"".join(b"\0" + own[28 * r:28 * (r + 1)] for r in range(28))
        (folder / f"{i:04d}.png").write_bytes(
            b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 28, 28, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def compare(weights, pictures, explanations):
    w = tensors(weights)
    same = w["view.weight"].shape[1] == 64 * 7 * 7

    def logits(x):
        for name in ("stem", "deep"):
            # kept with the channels last
            kernel = w[name + ".weight"].permute(0, 3, 1, 2)
            x = F.conv2d(x, kernel, w[name + ".bias"], padding="same" if same else 0)
            x = F.max_pool2d(F.relu(x), 2)
        x = F.relu(F.linear(x.flatten(1), w["view.weight"], w["view.bias"]))
        return F.linear(x, w["digit.weight"], w["digit.bias"])

    files = sorted(Path(pictures).glob("*.png"))
    apart, missed, own = [], [], []
    for file, line in zip(files, Path(explanations).read_text().splitlines()):
        digit = json.loads(line)["outputs"]["digit"]
        theirs = digit["inputs"]["image"]
        x = pixels(file)
        answer = logits(x[None]).argmax().item()
        found, difference, _ = integrated(lambda rows: logits(rows)[:, answer], x, torch.zeros_like(x))
        sora = torch.tensor(theirs["values"], dtype=torch.float64).flatten()
        apart.append(((sora - found.flatten()).abs().sum() / found.abs().sum()).item())
        missed.append(abs(sora.sum().item() - difference) / abs(difference))
        own.append(abs(found.sum().item() - difference) / abs(difference))
    print(f"{len(apart)} pictures; Sora and PyTorch are apart by {max(apart):.2e} of all attributions at most")
    print(f"missed of the difference of the scores, at most: Sora {max(missed):.2%}, PyTorch {max(own):.2%}")
    if max(missed) > 0.01 or max(apart) > 0.01:
        sys.exit("more than 1 %")


def measure(count):
    torch.manual_seed(7)
    table, lstm, head = torch.nn.Embedding(10000, 100), torch.nn.LSTM(100, 100, batch_first=True), torch.nn.Linear(100, 2)
    times = []
    for i in range(-2, count):
        words = table(torch.randint(0, 10000, (500,))).detach()
        begun = time.perf_counter()
        _, _, steps = integrated(
            lambda rows: head(lstm(rows)[0][:, -1])[:, 1], words, torch.zeros_like(words))
        if i >= 0:
            times.append(1000 * (time.perf_counter() - begun))
    print(f"PyTorch, integrated-gradients median {statistics.median(times):8.2f} ms, {steps} steps in the last one")


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    torch.set_num_threads(2)
    if what == "draw":
        draw(rest[0], int(rest[1]), *rest[2:])
    elif what == "compare":
        compare(*rest)
    else:
        measure(int(rest[0]))
