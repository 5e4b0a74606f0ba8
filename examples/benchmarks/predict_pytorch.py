# SPDX-License-Identifier: Apache-2.0
"""Single predictions of LeNet-5 and of an LSTM in PyTorch, for predict.sh: the median time of one."""
import time

import torch
from torch import nn


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(10000, 100)
        self.lstm = nn.LSTM(100, 100, batch_first=True)
        self.dense = nn.Linear(100, 2)

    def forward(self, x):
        return torch.softmax(self.dense(self.lstm(self.embedding(x))[0][:, -1]), 1)


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(),
        nn.Linear(84, 10), nn.Softmax(1))


def measure(name, model, records):
    model.eval()
    times = []
    with torch.inference_mode():
        for record in records:
            begun = time.perf_counter()
            model(record()).tolist()
            times.append(time.perf_counter() - begun)
    times = sorted(times[len(times) // 5:])
    print(f"{name:23s} {times[len(times) // 2] * 1e6:9.1f} us median, "
          f"{times[len(times) * 99 // 100] * 1e6:.1f} us at 99 %")


torch.manual_seed(7)
pictures = [torch.randint(0, 256, (1, 1, 28, 28), dtype=torch.uint8) for _ in range(10000)]
measure("lenet", lenet(), [lambda p=p: p.float() / 255 for p in pictures])
texts = [torch.randint(0, 10000, (1, 500)) for _ in range(1000)]
measure("lstm", Lstm(), [lambda t=t: t for t in texts])
