# SPDX-License-Identifier: Apache-2.0
"""The networks of gpu.sh in PyTorch: prints the records a second of their training.

    gpu.py MODEL cpu|gpu [--tiny]

The records are random and lie on the device; every step is forward, backward and Adam. Numbers are
32-bit, without the shortened products that PyTorch may use on a GPU.
"""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

WORDS, STEPS = 200, 24


def image(*layers):
    return nn.Sequential(*layers)


def lenet():
    return image(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def cnn():
    return image(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 49, 128), nn.ReLU(), nn.Linear(128, 10))


def dense():
    return image(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))


class Particles(nn.Module):
    """64 dense particles f(W_i x + b_i), summed: as a user writes it, a module for each particle."""

    def __init__(self):
        super().__init__()
        self.all = nn.ModuleList(nn.Linear(784, 10) for _ in range(64))

    def forward(self, x):
        x = x.flatten(1)
        return torch.stack([torch.relu(p(x)) for p in self.all]).sum(0)


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(WORDS, 100)
        self.reading = nn.LSTM(100, 100, batch_first=True)
        self.head = nn.Linear(100, 2)

    def forward(self, x):
        return self.head(self.reading(self.words(x))[0][:, -1])


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(WORDS, 128)
        layer = nn.TransformerEncoderLayer(128, 4, 512, 0.0, batch_first=True, norm_first=True)
        self.reading = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = nn.Linear(128, 2)

    def forward(self, x):
        return self.head(self.reading(self.words(x)).mean(1))


class Residual(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        self.one = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.two = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.norms = nn.ModuleList(nn.BatchNorm2d(after) for _ in range(3))
        self.short = nn.Conv2d(before, after, 1, stride, bias=False)

    def forward(self, x):
        y = self.norms[1](self.two(torch.relu(self.norms[0](self.one(x)))))
        return torch.relu(y + self.norms[2](self.short(x)))


def cifar10():
    return image(
        nn.Conv2d(3, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        Residual(32, 48, 1), Residual(48, 96, 2), Residual(96, 192, 2),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2), nn.Linear(192, 10))


MODELS = {
    "lenet": (lenet, (1, 28, 28), 10, 64),
    "cnn": (cnn, (1, 28, 28), 10, 64),
    "dense": (dense, (784,), 10, 64),
    "particles-64": (Particles, (784,), 10, 64),
    "lstm": (Lstm, None, 2, 32),
    "transformer": (Transformer, None, 2, 64),
    "cifar10": (cifar10, (3, 32, 32), 10, 64),
}


def main():
    make, shape, classes, batch = MODELS[sys.argv[1]]
    device = torch.device("cuda" if sys.argv[2] == "gpu" else "cpu")
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.manual_seed(7)
    records = 640 if "--tiny" in sys.argv else 6400
    if shape is None:
        x = torch.randint(0, WORDS, (records, STEPS), device=device)
    else:
        x = torch.rand(records, *shape, device=device)
    y = torch.randint(0, classes, (records,), device=device)
    model = make().to(device)
    optimiser = torch.optim.Adam(model.parameters(), 1e-3)
    speeds = []
    for _ in range(2 if "--tiny" in sys.argv else 8):
        order = torch.randperm(records, device=device)
        begun = time.perf_counter()
        for at in range(0, records, batch):
            rows = order[at:at + batch]
            optimiser.zero_grad()
            F.cross_entropy(model(x[rows]), y[rows]).backward()
            optimiser.step()
        if device.type == "cuda":
            torch.cuda.synchronize()
        speeds.append(records / (time.perf_counter() - begun))
    last = sorted(speeds[len(speeds) // 2:])
    print(round(last[len(last) // 2]))


main()
