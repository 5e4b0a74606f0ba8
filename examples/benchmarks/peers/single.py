# SPDX-License-Identifier: Apache-2.0
"""LeNet-5 and an LSTM in PyTorch that answer with probabilities, as lenet.yaml and lstm.yaml describe them."""
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
