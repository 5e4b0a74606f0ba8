# SPDX-License-Identifier: Apache-2.0
"""Grey pictures in memory, varied at random as examples/faces does it."""
import math

import torch
import torch.nn.functional as F

GRID = 6


class Varied:
    """Mirrors, shifts, rotates, scales, deforms, changes brightness and contrast, and erases a square."""

    def __init__(self, height, width):
        self.height, self.width = height, width
        y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
        across = (x + 0.5) * GRID / width
        along = (y + 0.5) * GRID / height
        bumps = [
            torch.exp(-((across - i - 0.5) ** 2 + (along - k - 0.5) ** 2) / 1.2)
            for k in range(GRID) for i in range(GRID)]
        # a fraction of the picture is 2 in the coordinates of grid_sample
        self.bumps = torch.stack(bumps).flatten(1)
        self.y, self.x = y, x

    def __call__(self, pictures):
        batch = len(pictures)
        draw = torch.rand(batch, 7) * 2 - 1
        angle = math.radians(10) * draw[:, 0]
        scale = 1 + 0.12 * draw[:, 1]
        side = draw[:, 2].sign()
        ratio = self.height / self.width
        matrix = torch.stack([
            angle.cos() * scale * side, -angle.sin() * scale * side * ratio, 8 / self.width * draw[:, 3],
            angle.sin() * scale / ratio, angle.cos() * scale, 8 / self.height * draw[:, 4]], 1)
        grid = F.affine_grid(matrix.view(batch, 2, 3), (batch, 1, self.height, self.width), align_corners=False)
        pulls = torch.rand(batch, 2, GRID * GRID) * 2 - 1
        moved = (pulls @ self.bumps).view(batch, 2, self.height, self.width).permute(0, 2, 3, 1)
        grid = grid + moved * torch.tensor([2 / self.width, 2 / self.height])
        x = F.grid_sample(
            pictures.permute(0, 3, 1, 2).float(), grid, padding_mode="border", align_corners=False)
        factor = (1 + 0.2 * draw[:, 5]).view(-1, 1, 1, 1)
        mean = x.mean((1, 2, 3), keepdim=True)
        x.mul_(factor).add_(mean - mean * factor + (51 * draw[:, 6]).view(-1, 1, 1, 1))
        x.sub_(120.0).div_(60.0)
        middle = torch.rand(batch, 2, 1, 1) * torch.tensor([self.height, self.width]).view(1, 2, 1, 1)
        outside = ((self.y - middle[:, 0]).abs() >= 5) | ((self.x - middle[:, 1]).abs() >= 5)
        return x * outside.unsqueeze(1)
