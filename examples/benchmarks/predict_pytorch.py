# SPDX-License-Identifier: Apache-2.0
"""Single predictions of LeNet-5 or of an LSTM in PyTorch, for predict.sh: predict_pytorch.py MODEL COUNT
THREADS. The LSTM is given the indices of the words (lstm), or the text, which it splits at blanks and looks
up (lstm-text). Without an end, prints the median time of COUNT predictions in microseconds."""
import random
import sys
import time

import torch

from peers.single import Lstm, lenet


def picture():
    samples = torch.randint(0, 256, (1, 1, 28, 28), dtype=torch.uint8)
    return lambda: samples.float() / 255


def indices():
    words = torch.randint(0, 10000, (1, 500))
    return lambda: words


VOCABULARY = {f"w{number}": number + 2 for number in range(9990)}


def text():
    words = " ".join(random.choices(list(VOCABULARY), k=500))
    return lambda: torch.tensor([[VOCABULARY.get(word, 1) for word in words.lower().split()]])


name, count, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.manual_seed(7)
torch.set_num_threads(threads)
model, record = {"lenet": (lenet, picture), "lstm": (Lstm, indices), "lstm-text": (Lstm, text)}[name]
model = model().eval()
records = [record() for _ in range(count)]
with torch.inference_mode():
    while True:
        times = []
        for each in records:
            begun = time.perf_counter()
            model(each()).tolist()
            times.append(time.perf_counter() - begun)
        print(f"{sorted(times)[count // 2] * 1e6:.1f}", flush=True)
