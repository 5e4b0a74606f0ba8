# SPDX-License-Identifier: Apache-2.0
"""The loss of the output 'boxes': task-aligned assignment, quality focal loss and generalised overlap."""
import torch
import torch.nn.functional as F


def targets(count, most, classes):
    """Random boxes in pixels, their classes, and which of them count: about half of the room."""
    corner = torch.rand(count, most, 2) * torch.tensor([220.0, 160.0])
    boxes = torch.cat([corner, corner + 20 + 60 * torch.rand(count, most, 2)], 2)
    labels = torch.randint(0, classes, (count, most))
    kinds = (torch.arange(most).unsqueeze(0) < torch.randint(1, 13, (count, 1))).float()
    return boxes, F.one_hot(labels, classes).float(), kinds


def seen(boxes, matrix, height, width):
    """Boxes as fractions of the varied picture: the inverse of its map."""
    size = torch.tensor([width, height, width, height])
    middle = boxes / size * 2 - 1
    shift = matrix[:, None, :, 2].repeat(1, 1, 2)
    scale = torch.stack([matrix[:, 0, 0], matrix[:, 1, 1]], 1)[:, None].repeat(1, 1, 2)
    edges = ((middle - shift) / scale + 1) / 2
    first, second = edges[..., :2], edges[..., 2:]
    return torch.cat([torch.minimum(first, second), torch.maximum(first, second)], 2)


def area(boxes):
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])


def overlap(one, other):
    inner = (torch.minimum(one[..., 2:], other[..., 2:]) - torch.maximum(one[..., :2], other[..., :2])).clamp(min=0)
    both = inner[..., 0] * inner[..., 1]
    union = area(one) + area(other) - both + 1e-9
    return both / union, union


def generalised(one, other):
    iou, union = overlap(one, other)
    outer = torch.maximum(one[..., 2:], other[..., 2:]) - torch.minimum(one[..., :2], other[..., :2])
    hull = outer[..., 0] * outer[..., 1] + 1e-9
    return iou - (hull - union) / hull


@torch.no_grad()
def assigned(scores, found, cells, boxes, labels):
    iou, _ = overlap(found.unsqueeze(1), boxes.unsqueeze(2))
    score = labels @ scores.sigmoid().transpose(1, 2)
    centre, half = cells[:, None, :, :2], cells[:, None, :, 2:] / 2
    first, second = centre - boxes[:, :, None, :2], boxes[:, :, None, 2:] - centre
    inside = torch.minimum(first, second).amin(3) > 0
    near = ((first - second).abs() / 2 - half).amax(3) <= 0
    alignment = score.sqrt() * iou.clamp(min=1e-4) ** 6 * (inside | near)
    least = alignment.topk(10, 2).values.amin(2, keepdim=True).clamp(min=1e-38)
    chosen = (alignment >= least).float()
    owner = (chosen * (iou + 1)).argmax(1)
    chosen = chosen * F.one_hot(owner, boxes.shape[1]).transpose(1, 2)
    aligned = alignment * chosen
    quality = aligned / aligned.amax(2, keepdim=True).clamp(min=1e-38) * (iou * chosen).amax(2, keepdim=True)
    return quality.transpose(1, 2) @ labels, chosen.transpose(1, 2) @ boxes, quality.amax(1)


def detection_loss(scores, found, cells, boxes, labels, kinds, matrix, height, width, usual=6.0):
    whole = seen(boxes, matrix, height, width)
    clipped = whole.clamp(0, 1)
    counted = kinds * (area(clipped) > 0.25 * area(whole))
    labels = labels * counted.unsqueeze(2)
    quality, places, weight = assigned(scores, found, cells, clipped, labels)
    away = (scores.sigmoid() - quality).square()
    entropy = F.binary_cross_entropy_with_logits(scores, quality, reduction="none")
    each = (entropy * away).sum((1, 2))
    each = each + 2 * ((1 - generalised(found, places)) * weight).sum(1)
    share = counted.sum(1).clamp(min=1) / weight.sum(1).clamp(min=1) / usual
    return (each * share).mean()
