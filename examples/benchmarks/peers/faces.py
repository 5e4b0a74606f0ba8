# SPDX-License-Identifier: Apache-2.0
"""A training step of examples/faces in PyTorch: a residual network with ArcFace over 20 people."""
import math

import torch
import torch.nn.functional as F
from torch import nn

import pace
from faces_pictures import Varied

BATCH, PEOPLE, SIZE, MARGIN, SCALE = 32, 20, 64, 0.3, 16


class Residual(nn.Module):
    def __init__(self, inside, outside):
        super().__init__()
        self.conv1 = nn.Conv2d(inside, outside, 3, 2, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outside)
        self.conv2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outside)
        self.conv3 = nn.Conv2d(inside, outside, 1, 2, bias=False)
        self.norm3 = nn.BatchNorm2d(outside)

    def forward(self, x):
        hidden = F.relu(self.norm1(self.conv1(x)))
        return F.relu(self.norm2(self.conv2(hidden)) + self.norm3(self.conv3(x)))


class Embedding(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 16, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(16)
        self.edges = Residual(16, 32)
        self.parts = Residual(32, 64)
        self.projection = nn.Linear(64 * 7 * 6, SIZE, bias=False)
        self.centres = nn.Parameter(torch.randn(PEOPLE, SIZE) / SIZE ** 0.5)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.norm(self.stem(x)), 2))
        x = F.dropout(self.parts(self.edges(x)).flatten(1), 0.4, self.training)
        return F.normalize(self.projection(x))

    def loss(self, vectors, people):
        cosines = vectors @ F.normalize(self.centres).T
        own = cosines.gather(1, people[:, None])
        sine = (1 - own.square()).clamp(min=1e-6).sqrt()
        turned = own * math.cos(MARGIN) - sine * math.sin(MARGIN)
        moved = own - MARGIN * math.sin(MARGIN)
        changed = torch.where(own > math.cos(math.pi - MARGIN), turned, moved)
        return F.cross_entropy(SCALE * cosines.scatter(1, people[:, None], changed), people)


pace.begin()
model = Embedding().to(memory_format=torch.channels_last)
optimiser = torch.optim.AdamW(model.parameters(), lr=0.002, weight_decay=0.05, fused=True)
pictures = torch.randint(0, 256, (320, 56, 46, 1), dtype=torch.uint8)
names = torch.arange(320) % PEOPLE
varied = Varied(56, 46)


def step():
    at = torch.randperm(320)[:BATCH]
    loss = model.loss(model(varied(pictures[at])), names[at])
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


step.sizes = [p.numel() for p in model.parameters()]
pace.forever(step, BATCH)
