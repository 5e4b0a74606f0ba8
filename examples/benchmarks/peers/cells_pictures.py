# SPDX-License-Identifier: Apache-2.0
"""Pictures in memory, varied at random as examples/cells does it."""
import torch
import torch.nn.functional as F


def drawn(count, height, width):
    """Bytes, channels last: as Sora keeps decoded pictures."""
    return torch.randint(0, 256, (count, height, width, 3), dtype=torch.uint8)


class Varied:
    """Mirrors, shifts by 24 pixels, scales by 0.3, and changes brightness by 0.1 and contrast by 0.2."""

    def __init__(self, height, width):
        self.height, self.width = height, width
        self.mean = torch.full((3, 1, 1), 127.0)
        self.deviation = torch.full((3, 1, 1), 74.0)

    def normalised(self, pictures):
        return (pictures.permute(0, 3, 1, 2).float() - self.mean) / self.deviation

    def __call__(self, pictures):
        batch = len(pictures)
        draw = torch.rand(batch, 6) * 2 - 1
        scale = 1 + 0.3 * draw[:, 0]
        side = draw[:, 1].sign()
        matrix = torch.zeros(batch, 2, 3)
        matrix[:, 0, 0] = scale * side
        matrix[:, 1, 1] = scale
        matrix[:, 0, 2] = 48 / self.width * draw[:, 2]
        matrix[:, 1, 2] = 48 / self.height * draw[:, 3]
        grid = F.affine_grid(matrix, (batch, 3, self.height, self.width), align_corners=False)
        x = F.grid_sample(
            pictures.permute(0, 3, 1, 2).float(), grid, padding_mode="border", align_corners=False)
        x = x.contiguous(memory_format=torch.channels_last)
        factor = (1 + 0.2 * draw[:, 4]).view(-1, 1, 1, 1)
        light = (25.5 * draw[:, 5]).view(-1, 1, 1, 1)
        mean = x.mean((1, 2, 3), keepdim=True)
        x.mul_(factor).add_(mean - mean * factor + light)
        x.sub_(self.mean).div_(self.deviation)
        return x, matrix
