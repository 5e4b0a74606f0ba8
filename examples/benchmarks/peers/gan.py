# SPDX-License-Identifier: Apache-2.0
"""A step of examples/digits-gan in PyTorch: generator, discriminator and the average of their weights."""
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

import pace

BATCH, NOISE, CLASSES = 64, 64, 10


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.start = nn.Linear(NOISE + CLASSES, 3136)
        self.middle = nn.Sequential(nn.Conv2d(64, 32, 3, padding=1, bias=False), nn.BatchNorm2d(32))
        self.large = nn.Sequential(nn.Conv2d(32, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16))
        self.paint = nn.Conv2d(16, 1, 3, padding=1)

    def forward(self, noise, wish):
        x = F.relu(self.start(torch.cat([noise, wish], 1))).view(-1, 64, 7, 7)
        x = x.contiguous(memory_format=torch.channels_last)
        x = F.relu(self.middle(F.interpolate(x, scale_factor=2)))
        x = F.relu(self.large(F.interpolate(x, scale_factor=2)))
        return torch.sigmoid(self.paint(x))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [1, 32, 64, 128]
        self.layers = nn.ModuleList(
            spectral_norm(nn.Conv2d(a, b, 3, 2, 1)) for a, b in zip(sizes, sizes[1:]))
        self.score = nn.Linear(128 * 16, 1)
        self.condition = nn.Linear(CLASSES, 128 * 16, bias=False)

    def forward(self, x, wish):
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
        x = x.flatten(1)
        return self.score(x) + (self.condition(wish) * x).sum(1, keepdim=True)


pace.begin()
generator = Generator().to(memory_format=torch.channels_last)
critic = Discriminator().to(memory_format=torch.channels_last)
drives = {m: torch.optim.Adam(m.parameters(), 0.0005, (0.5, 0.999), fused=True) for m in (generator, critic)}
averages = {m: [p.detach().clone() for p in m.parameters()] for m in (generator, critic)}
digits = torch.randint(0, 256, (640, 28, 28, 1), dtype=torch.uint8)
labels = torch.randint(0, CLASSES, (640,))


def update(part, loss):
    own = list(part.parameters())
    for weight, gradient in zip(own, torch.autograd.grad(loss, own)):
        weight.grad = gradient
    drives[part].step()
    torch._foreach_lerp_(averages[part], [p.detach() for p in own], 0.001)


def step():
    at = torch.randperm(640)[:BATCH]
    real = digits[at].permute(0, 3, 1, 2).float() / 255
    wish = F.one_hot(labels[at], CLASSES).float()
    made = generator(torch.randn(BATCH, NOISE), wish)
    update(generator, F.softplus(-critic(made, wish)).mean())
    made = made.detach()
    update(critic, F.softplus(-critic(real, wish)).mean() + F.softplus(critic(made, wish)).mean())


step.sizes = [p.numel() for m in (generator, critic) for p in m.parameters()]
pace.forever(step, BATCH)
