# SPDX-License-Identifier: Apache-2.0
"""The detector of examples/cells in PyTorch: cells.py train|predict. See vision.sh."""
import sys

import torch
import torch.nn.functional as F
from torch import nn

import pace
from cells_loss import detection_loss, targets
from cells_pictures import Varied, drawn

HEIGHT, WIDTH, BATCH, CLASSES, MOST = 256, 320, 8, 3, 18
LEVELS = ((32, 40), (16, 20), (8, 10))


def block(inside, outside, stride=1, kernel=3, active=True):
    layers = [nn.Conv2d(inside, outside, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outside)]
    return nn.Sequential(*layers, nn.ReLU(inplace=True)) if active else nn.Sequential(*layers)


class Residual(nn.Module):
    def __init__(self, inside, outside, stride=1):
        super().__init__()
        self.conv1 = block(inside, outside, stride)
        self.conv2 = block(outside, outside, active=False)
        same = inside == outside and stride == 1
        self.shortcut = nn.Identity() if same else block(inside, outside, stride, 1, False)

    def forward(self, x):
        return F.relu(self.conv2(self.conv1(x)) + self.shortcut(x))


class Pyramid(nn.Module):
    def __init__(self, fine, coarse, filters):
        super().__init__()
        self.fine = nn.Conv2d(fine, filters, 1)
        self.coarse = nn.Conv2d(coarse, filters, 1, bias=False)
        self.last = block(filters, filters)

    def forward(self, fine, coarse):
        return self.last(self.fine(fine) + F.interpolate(self.coarse(coarse), size=fine.shape[2:]))


class Tower(nn.Module):
    """Convolutions that all levels share, with normalisations of their own."""

    def __init__(self, inside, results, bias):
        super().__init__()
        self.hidden = nn.Conv2d(inside, 64, 3, padding=1, bias=False)
        self.norms = nn.ModuleList(nn.BatchNorm2d(64) for _ in LEVELS)
        self.last = nn.Conv2d(64, results, 1)
        nn.init.normal_(self.last.weight, std=0.01)
        nn.init.constant_(self.last.bias, bias)

    def forward(self, maps):
        rows = [self.last(F.relu(norm(self.hidden(x)))) for norm, x in zip(self.norms, maps)]
        return torch.cat([r.permute(0, 2, 3, 1).flatten(1, 2) for r in rows], 1)


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.start = nn.Sequential(block(3, 16, 2), block(16, 32, 2), Residual(32, 32), Residual(32, 64, 2))
        self.shapes = Residual(64, 64)
        self.things = Residual(64, 128, 2)
        self.coarse = nn.Sequential(Residual(128, 128, 2), block(128, 64))
        self.middle = Pyramid(128, 64, 64)
        self.fine = Pyramid(64, 64, 64)
        self.scores = Tower(64, CLASSES, -4.595)
        self.boxes = Tower(64, 4, 1.8546)
        cells = [[(c + 0.5) / w, (r + 0.5) / h, 1 / w, 1 / h] for h, w in LEVELS for r in range(h) for c in range(w)]
        self.register_buffer("cells", torch.tensor(cells).unsqueeze(0))

    def forward(self, x):
        shapes = self.shapes(self.start(x))
        things = self.things(shapes)
        coarse = self.coarse(things)
        middle = self.middle(things, coarse)
        maps = [self.fine(shapes, middle), middle, coarse]
        distances = F.softplus(self.boxes(maps)) * self.cells[..., 2:].repeat(1, 1, 2)
        centre = self.cells[..., :2]
        boxes = torch.cat([centre - distances[..., :2], centre + distances[..., 2:]], 2)
        return self.scores(maps), boxes


def train(model):
    pictures = drawn(16, HEIGHT, WIDTH)
    boxes, labels, kinds = targets(16, MOST, CLASSES)
    varied = Varied(HEIGHT, WIDTH)
    optimiser = torch.optim.AdamW(model.parameters(), lr=0.002, weight_decay=0.02, fused=True)

    def step():
        at = torch.randperm(16)[:BATCH]
        x, moved = varied(pictures[at])
        scores, found = model(x)
        loss = detection_loss(scores, found, model.cells, boxes[at], labels[at], kinds[at], moved, HEIGHT, WIDTH)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

    return step


def predict(model):
    pictures = drawn(16, HEIGHT, WIDTH)
    varied = Varied(HEIGHT, WIDTH)
    model.eval()

    def step():
        with torch.inference_mode():
            scores, boxes = model(varied.normalised(pictures))
        # as lists, as a program reads them; suppression has nothing to do before training
        for record in range(len(scores)):
            likely = (scores[record] >= -0.847).nonzero()
            [boxes[record, place].tolist() for place, _ in likely.tolist()]

    return step


pace.begin()
detector = Detector().to(memory_format=torch.channels_last)
chosen = {"train": (train, BATCH), "predict": (predict, 16)}[sys.argv[1]]
work = chosen[0](detector)
work.sizes = [p.numel() for p in detector.parameters()]
pace.forever(work, chosen[1])
