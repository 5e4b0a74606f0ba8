# SPDX-License-Identifier: Apache-2.0
"""Computes what Sora's numbers are compared with, by PyTorch, scikit-learn and plain numpy.

    python3 expected.py > expected.json

Written with torch 1.13, scikit-learn 1.2 and numpy 1.24. The build reads expected.json and needs no
Python: TestNumbers in the module examples fails where a number differs, and where a type of Sora's
plugins has neither a row here nor a reason in `without` why there is no reference.

All data follows from `values(seed, count)`, which the test computes too.
"""

import json
import math
import sys
import warnings

import numpy as np
import torch
import torch.nn.functional as F
from sklearn import metrics as sk
from torch import nn

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
rows = []
DOUBLE = torch.float64


def values(seed, count):
    """Numbers in [-1, 1) as 32-bit floats, by whole numbers that any language computes alike."""
    i = np.arange(count, dtype=np.int64)
    whole = (i * i * 31 + i * 7919 + seed * 104729 + 12345) % 2003
    return (whole / 2003 * 2 - 1).astype(np.float32)


def tensor(seed, *shape):
    count = int(np.prod(shape)) if shape else 1
    return torch.tensor(values(seed, count).astype(np.float64)).reshape(shape)


def rounded(array):
    flat = np.asarray(array, dtype=np.float64).reshape(-1)
    return [float("%.7g" % v) for v in flat]


# ---------------------------------------------------------------- particles, combiners, losses


def real(seed, *shape, lengths=None):
    part = {"seed": seed, "shape": list(shape)}
    if lengths:
        part["lengths"] = lengths
    return part


def whole(data, table, lengths=None):
    part = {"indices": data, "shape": list(np.shape(data)), "table": table}
    if lengths:
        part["lengths"] = lengths
    return part


def graph(kind, name, settings, inputs, parameters, function, training=True, buffers=(), stacked=False):
    """A row of something that is differentiated.

    inputs: parts made by real() and whole(); parameters: name -> shape, in the order of the plan;
    function(inputs, parameters) -> output; parameters that are buffers are changed in place.
    """
    arrays = []
    for part in inputs:
        if "indices" in part:
            arrays.append(torch.tensor(part["indices"]))
            continue
        array = tensor(part["seed"], *part["shape"])
        if "lengths" in part:
            for row, length in enumerate(part["lengths"]):
                array[row, length:] = 0
        array.requires_grad_(True)
        arrays.append(array)
    weights = {}
    declared = []
    for position, (parameter, shape) in enumerate(parameters.items()):
        seed = 101 + position
        array = tensor(seed, *shape) * 0.5
        positive = parameter.endswith("running_variance")
        if positive:
            array = array.abs() + 0.5
        buffer = parameter in buffers
        array.requires_grad_(not buffer)
        weights[parameter] = array
        declared.append({"name": parameter, "shape": list(shape), "seed": seed, "positive": positive})
    output = function(arrays, weights)
    flat = output.reshape(-1)
    (flat * tensor(999, flat.shape[0])).sum().backward()
    gradients = {}
    for number, array in enumerate(arrays):
        if array.requires_grad:
            grad = array.grad if array.grad is not None else torch.zeros_like(array)
            if "lengths" in inputs[number]:
                for row, length in enumerate(inputs[number]["lengths"]):
                    grad[row, length:] = 0
            gradients["input%d" % number] = rounded(grad)
    after = {}
    for parameter, array in weights.items():
        if parameter in buffers:
            after[parameter] = rounded(array)
        else:
            grad = array.grad if array.grad is not None else torch.zeros_like(array)
            gradients[parameter] = rounded(grad)
    rows.append({
        "kind": kind, "type": name, "settings": settings, "training": training, "inputs": inputs,
        "parameters": declared, "stacked": stacked, "output": rounded(output.detach()),
        "gradients": gradients, "buffers": after})


ACTIVATIONS = {
    "none": lambda x: x, "relu": F.relu, "leaky_relu": lambda x: F.leaky_relu(x, 0.01), "elu": F.elu,
    "selu": F.selu, "gelu": F.gelu, "tanh": torch.tanh, "sigmoid": torch.sigmoid,
    "softplus": F.softplus, "softsign": F.softsign, "swish": F.silu, "silu": F.silu,
    "mish": F.mish, "softmax": lambda x: F.softmax(x, -1)}


def standard_particles():
    for word, function in ACTIVATIONS.items():
        graph("particle", "activation", {"function": word}, [real(3, 2, 5)], {},
              lambda x, p, f=function: f(x[0] * 1.0))
        if word in ("none", "relu", "gelu", "softmax", "mish"):
            graph("particle", "dense", {"units": 3, "activation": word}, [real(1, 4, 5)],
                  {"weight": (3, 5), "bias": (3,)},
                  lambda x, p, f=function: f(F.linear(x[0], p["weight"], p["bias"])))
    graph("particle", "dense", {"units": 2, "bias": False, "activation": "none"}, [real(1, 3, 2, 2, 2)],
          {"weight": (2, 8)}, lambda x, p: F.linear(x[0].flatten(1), p["weight"]))
    running = ("running_mean", "running_variance")
    for shape in ((4, 3), (3, 2, 3), (2, 3, 2, 2)):
        features = shape[1] if len(shape) != 3 else shape[2]
        for training in (True, False):
            for momentum, epsilon in ((0.9, 1e-5), (0.6, 0.01)):
                def norm(x, p, m=momentum, e=epsilon, t=training, three=len(shape) == 3):
                    batch = x[0].reshape(-1, x[0].shape[2]) if three else x[0]
                    result = F.batch_norm(batch, p["running_mean"], p["running_variance"], p["scale"],
                                          p["offset"], t, 1 - m, e)
                    return result.reshape(x[0].shape)
                graph("particle", "batch_norm", {"momentum": momentum, "epsilon": epsilon},
                      [real(5, *shape)],
                      {"scale": (features,), "offset": (features,), "running_mean": (features,),
                       "running_variance": (features,)}, norm, training, running)
    for shape, over in (((3, 5), "last"), ((2, 3, 4), "last"), ((2, 2, 2, 3), "all"), ((3, 2, 2), "all")):
        own = shape[1:] if over == "all" else shape[-1:]
        graph("particle", "layer_norm", {"over": over, "epsilon": 1e-3}, [real(7, *shape)],
              {"scale": own, "offset": own},
              lambda x, p, s=own: F.layer_norm(x[0], s, p["scale"], p["offset"], 1e-3))
    graph("particle", "flatten", {}, [real(2, 2, 2, 3)], {}, lambda x, p: x[0].flatten(1))
    graph("particle", "reshape", {"shape": [3, -1]}, [real(2, 2, 2, 3)], {}, lambda x, p: x[0].reshape(2, 3, 2))
    graph("particle", "identity", {}, [real(2, 2, 3)], {}, lambda x, p: x[0] * 1.0)
    graph("particle", "dropout", {"rate": 0.5}, [real(2, 2, 3)], {}, lambda x, p: x[0] * 1.0, False)


def combiners():
    pair = [real(11, 3, 4), real(12, 3, 4)]
    three = pair + [real(13, 3, 4)]
    for stacked in (False, True):
        for parts in (pair, three):
            def row(name, settings, parameters, function, parts=parts, stacked=stacked):
                graph("combiner", name, settings, parts, parameters, function, True, (), stacked)
            count = len(parts)
            stack = lambda x: torch.stack(x, 1)
            row("concat", {}, {}, lambda x, p: torch.cat(x, -1))
            row("sum", {}, {}, lambda x, p: stack(x).sum(1))
            row("mean", {}, {}, lambda x, p: stack(x).mean(1))
            row("max", {}, {}, lambda x, p: stack(x).max(1)[0])
            row("product", {}, {}, lambda x, p: stack(x).prod(1))
            mixed = lambda x, w: (stack(x) * w.unsqueeze(2)).sum(1)
            row("weighted", {"normalise": "softmax"}, {"weight": (count,)},
                lambda x, p: mixed(x, p["weight"].softmax(0).expand(3, -1)))
            row("weighted", {"normalise": "none"}, {"weight": (count,)},
                lambda x, p: mixed(x, p["weight"].expand(3, -1)))
            gate = {"gate.weight": (count, 4 * count), "gate.bias": (count,)}
            scores = lambda x, p: F.linear(torch.cat(x, 1), p["gate.weight"], p["gate.bias"])
            row("gated", {"gate": "sigmoid"}, gate, lambda x, p: mixed(x, scores(x, p).sigmoid()))
            row("gated", {"gate": "softmax"}, gate, lambda x, p: mixed(x, scores(x, p).softmax(1)))
            row("attention", {"query": "learned"}, {"query": (1, 4)},
                lambda x, p: mixed(x, (F.linear(stack(x), p["query"]).squeeze(2) / 2).softmax(1)))
            row("attention", {"query": "mean", "units": 5}, {"query": (5, 4), "key": (5, 4)},
                lambda x, p: mixed(x, (
                    (F.linear(stack(x), p["key"]) * F.linear(stack(x).mean(1), p["query"]).unsqueeze(1))
                    .sum(2) / math.sqrt(5)).softmax(1)))
            row("experts", {"gate": "concat"}, gate, lambda x, p: mixed(x, scores(x, p).softmax(1)))
            mean = {"gate.weight": (count, 4), "gate.bias": (count,)}
            row("experts", {"gate": "mean"}, mean, lambda x, p: mixed(
                x, F.linear(stack(x).mean(1), p["gate.weight"], p["gate.bias"]).softmax(1)))

            def best(x, p, k=count - 1):
                s = scores(x, p)
                kept = torch.zeros_like(s).scatter(1, s.topk(k, 1)[1], 1.0)
                return mixed(x, s.masked_fill(kept == 0, -math.inf).softmax(1))
            row("experts", {"gate": "concat", "top_k": count - 1}, gate, best)
    graph("combiner", "experts", {"gate": "first"}, three, {"gate.weight": (2, 4), "gate.bias": (2,)},
          lambda x, p: (torch.stack(x[1:], 1)
                        * F.linear(x[0], p["gate.weight"], p["gate.bias"]).softmax(1).unsqueeze(2)).sum(1))
    images = [real(14, 2, 2, 2, 2), real(15, 2, 1, 2, 2)]
    graph("combiner", "concat", {}, images, {}, lambda x, p: torch.cat(x, 1))
    graph("combiner", "concat", {"axis": 1}, [real(14, 2, 2, 2), real(15, 2, 2, 3)], {},
          lambda x, p: torch.cat(x, 2))


def convolved(x, p, prefix="", stride=1, padding="same", dilation=1, groups=1):
    weight = p[prefix + "weight"].permute(0, 3, 1, 2)
    if padding == "same":
        rows_, columns = (np.array(weight.shape[2:]) - 1) * dilation
        x = F.pad(x, (columns // 2, columns - columns // 2, rows_ // 2, rows_ - rows_ // 2))
        padding = 0
    elif padding == "valid":
        padding = 0
    return F.conv2d(x, weight, p.get(prefix + "bias"), stride, padding, dilation, groups)


def normed(x, p, prefix, training):
    return F.batch_norm(x, p[prefix + "running_mean"], p[prefix + "running_variance"], p[prefix + "scale"],
                        p[prefix + "offset"], training, 0.1, 1e-5)


def norm_of(prefix, features):
    return {prefix + n: (features,) for n in ("scale", "offset", "running_mean", "running_variance")}


def running_of(parameters):
    return [n for n in parameters if "running_" in n]


def vision():
    cases = [
        ({"filters": 3, "kernel": [3, 3]}, (3, 3, 3, 2), {}),
        ({"filters": 2, "kernel": [2, 4]}, (2, 2, 4, 2), {}),
        ({"filters": 2, "kernel": [3, 3], "padding": "valid", "stride": [2, 1]}, (2, 3, 3, 2),
         {"padding": "valid", "stride": (2, 1)}),
        ({"filters": 2, "kernel": [3, 2], "padding": [1, 2], "dilation": [1, 2]}, (2, 3, 2, 2),
         {"padding": (1, 2), "dilation": (1, 2)}),
        ({"filters": 4, "kernel": [3, 3], "groups": 2}, (4, 3, 3, 1), {"groups": 2}),
        ({"filters": 2, "kernel": [3, 3], "stride": [2, 2]}, (2, 3, 3, 2), {"stride": 2}),
    ]
    for settings, weight, how in cases:
        graph("particle", "conv2d", dict(settings, activation="none"), [real(21, 2, 2, 5, 6)],
              {"weight": weight, "bias": weight[:1]}, lambda x, p, h=how: convolved(x[0], p, **h))
    for word in ("relu", "leaky_relu", "elu", "selu", "softplus", "tanh", "sigmoid", "gelu", "silu"):
        graph("particle", "conv2d", {"filters": 2, "activation": word, "pool": 2}, [real(22, 1, 1, 4, 4)],
              {"weight": (2, 3, 3, 1), "bias": (2,)},
              lambda x, p, f=ACTIVATIONS[word]: F.max_pool2d(f(convolved(x[0], p)), 2))
    for training in (True, False):
        names = {"weight": (2, 3, 3, 1), **norm_of("", 2)}
        graph("particle", "conv2d", {"filters": 2, "batch_norm": True, "activation": "relu"},
              [real(23, 2, 1, 3, 3)], names,
              lambda x, p, t=training: F.relu(normed(convolved(x[0], p), p, "", t)), training, running_of(names))
        block = {"conv1.weight": (3, 3, 3, 2), **norm_of("conv1.", 3), "conv2.weight": (3, 3, 3, 3),
                 **norm_of("conv2.", 3), "projection.weight": (3, 1, 1, 2), **norm_of("projection.", 3)}

        def residual(x, p, t, pre, stride, projected):
            h = F.relu(normed(convolved(x, p, pre + "conv1.", stride), p, pre + "conv1.", t))
            h = normed(convolved(h, p, pre + "conv2."), p, pre + "conv2.", t)
            short = x
            if projected:
                short = normed(convolved(x, p, pre + "projection.", stride), p, pre + "projection.", t)
            return F.relu(h + short)
        graph("particle", "residual", {"filters": 3, "stride": [2, 2], "batch_norm": True},
              [real(24, 2, 2, 4, 4)], block,
              lambda x, p, t=training: residual(x[0], p, t, "", 2, True), training, running_of(block))
        plain = {"conv1.weight": (2, 3, 3, 2), "conv1.bias": (2,), "conv2.weight": (2, 3, 3, 2), "conv2.bias": (2,)}
        graph("particle", "residual", {"filters": 2, "batch_norm": False}, [real(25, 1, 2, 3, 3)], plain,
              lambda x, p: F.relu(convolved(F.relu(convolved(x[0], p, "conv1.")), p, "conv2.") + x[0]), training)
        net = {"stem.weight": (2, 3, 3, 1), **norm_of("stem.", 2)}
        for name, into, out in (("stage1.block1.", 2, 2), ("stage2.block1.", 2, 3)):
            net[name + "conv1.weight"] = (out, 3, 3, into)
            net.update(norm_of(name + "conv1.", out))
            net[name + "conv2.weight"] = (out, 3, 3, out)
            net.update(norm_of(name + "conv2.", out))
            if into != out:
                net[name + "projection.weight"] = (out, 1, 1, into)
                net.update(norm_of(name + "projection.", out))

        def resnet(x, p, t=training):
            h = F.relu(normed(convolved(x[0], p, "stem."), p, "stem.", t))
            h = residual(h, p, t, "stage1.block1.", 1, False)
            h = residual(h, p, t, "stage2.block1.", 2, True)
            return h.mean((2, 3))
        graph("particle", "resnet", {"widths": [2, 3], "blocks": 1}, [real(26, 2, 1, 4, 4)], net, resnet,
              training, running_of(net))

    def dense(x, p, name):
        x = x.permute(0, 2, 3, 1).flatten(1) if x.dim() == 4 else x
        return F.relu(F.linear(x, p[name + ".weight"], p[name + ".bias"]))
    graph("particle", "cnn", {"filters": [2, 3], "units": [4]}, [real(27, 2, 1, 4, 4)],
          {"conv1.weight": (2, 3, 3, 1), "conv1.bias": (2,), "conv2.weight": (3, 3, 3, 2), "conv2.bias": (3,),
           "dense1.weight": (4, 3), "dense1.bias": (4,)},
          lambda x, p: dense(F.max_pool2d(F.relu(convolved(
              F.max_pool2d(F.relu(convolved(x[0], p, "conv1.")), 2), p, "conv2.")), 2), p, "dense1"))
    for name, pool in (("max_pool2d", lambda x, k, s, q: F.max_pool2d(x, k, s, q)),
                       ("avg_pool2d", lambda x, k, s, q: F.avg_pool2d(x, k, s, q, count_include_pad=False))):
        for kernel, stride, padding in (([2, 2], [2, 2], [0, 0]), ([3, 2], [1, 2], [0, 0]), ([3, 3], [2, 2], [1, 1]),
                                        ([2, 3], [1, 1], [0, 1])):
            graph("particle", name, {"kernel": kernel, "stride": stride, "padding": padding},
                  [real(28, 1, 2, 4, 5)], {},
                  lambda x, p, f=pool, k=kernel, s=stride, q=padding: f(x[0], k, s, q))
    graph("particle", "global_avg_pool", {}, [real(29, 2, 3, 2, 3)], {}, lambda x, p: x[0].mean((2, 3)))
    for multiplier, stride in ((1, 1), (2, 2)):
        names = {"weight": (2 * multiplier, 3, 3, 1), "bias": (2 * multiplier,)}
        graph("particle", "depthwise_conv2d",
              {"multiplier": multiplier, "stride": [stride, stride], "activation": "tanh"},
              [real(71, 2, 2, 4, 5)], names,
              lambda x, p, s=stride: torch.tanh(convolved(x[0], p, stride=s, groups=2)))
    graph("particle", "separable_conv2d", {"filters": 3, "multiplier": 2, "activation": "relu"},
          [real(72, 2, 2, 4, 4)],
          {"depthwise.weight": (4, 3, 3, 1), "pointwise.weight": (3, 1, 1, 4), "pointwise.bias": (3,)},
          lambda x, p: F.relu(convolved(convolved(x[0], p, "depthwise.", groups=2), p, "pointwise.")))
    for how in ("nearest", "bilinear"):
        more = {} if how == "nearest" else {"align_corners": False}
        graph("particle", "upsample", {"scale": [2, 3], "interpolation": how}, [real(73, 2, 2, 3, 4)], {},
              lambda x, p, h=how, m=more: F.interpolate(x[0], scale_factor=(2, 3), mode=h, **m))

    def squeezed(x, p, pre, f):
        h = f(F.linear(x.mean((2, 3)), p[pre + "reduce.weight"], p[pre + "reduce.bias"]))
        h = torch.sigmoid(F.linear(h, p[pre + "expand.weight"], p[pre + "expand.bias"]))
        return x * h[:, :, None, None]

    def squeeze_of(pre, channels, inner):
        return {pre + "reduce.weight": (inner, channels), pre + "reduce.bias": (inner,),
                pre + "expand.weight": (channels, inner), pre + "expand.bias": (channels,)}
    graph("particle", "squeeze-excitation", {"ratio": 2}, [real(74, 2, 4, 3, 2)], squeeze_of("", 4, 2),
          lambda x, p: squeezed(x[0], p, "", F.relu))
    for training in (True, False):
        for name, filters, stride, squeeze, f in (("inverted-residual", 2, 1, 0, F.relu), ("mbconv", 3, 2, 2, F.silu),
                                                  ("mbconv", 2, 1, 2, F.silu)):
            names = {"expand.weight": (6, 1, 1, 2), **norm_of("expand.", 6),
                     "depthwise.weight": (6, 3, 3, 1), **norm_of("depthwise.", 6),
                     **(squeeze_of("squeeze.", 6, 1) if squeeze else {}),
                     "project.weight": (filters, 1, 1, 6), **norm_of("project.", filters)}

            def inverted(x, p, t=training, s=stride, q=squeeze, f=f, same=filters == 2 and stride == 1):
                h = f(normed(convolved(x[0], p, "expand."), p, "expand.", t))
                h = f(normed(convolved(h, p, "depthwise.", s, groups=6), p, "depthwise.", t))
                h = squeezed(h, p, "squeeze.", f) if q else h
                h = normed(convolved(h, p, "project."), p, "project.", t)
                return h + x[0] if same else h
            graph("particle", name, {"filters": filters, "expansion": 3, "stride": [stride, stride], "squeeze": squeeze},
                  [real(75, 2, 2, 4, 4)], names, inverted, training, running_of(names))
        names = {}
        for part, into, out, kernel in (("down1.conv1.", 1, 2, 3), ("down1.conv2.", 2, 2, 3), ("down2.conv1.", 2, 3, 3),
                                        ("down2.conv2.", 3, 3, 3), ("up1.raise.conv.", 3, 2, 2),
                                        ("up1.conv1.", 4, 2, 3), ("up1.conv2.", 2, 2, 3)):
            names[part + "weight"] = (out, kernel, kernel, into)
            names.update(norm_of(part, out))

        def unet(x, p, t=training):
            conv = lambda h, part: torch.tanh(normed(convolved(h, p, part), p, part, t))
            first = conv(conv(x[0], "down1.conv1."), "down1.conv2.")
            low = conv(conv(F.max_pool2d(first, 2), "down2.conv1."), "down2.conv2.")
            high = conv(F.interpolate(low, scale_factor=2), "up1.raise.conv.")
            return conv(conv(torch.cat([first, high], 1), "up1.conv1."), "up1.conv2.")
        graph("particle", "unet", {"filters": [2, 3], "activation": "tanh"}, [real(76, 2, 1, 4, 4)], names, unet,
              training, running_of(names))
    for pool in ("class", "mean"):
        count = 5 if pool == "class" else 4
        names = {"patches.weight": (4, 2, 2, 1), "patches.bias": (4,)}
        if pool == "class":
            names["token"] = (4,)
        names["positions"] = (count, 4)
        names.update(encoder_of("layer0.", 4, 6))
        names.update({"norm.scale": (4,), "norm.offset": (4,)})

        def vit(x, p, pool=pool):
            h = convolved(x[0], p, "patches.", 2, "valid").flatten(2).transpose(1, 2)
            if pool == "class":
                h = torch.cat([p["token"].expand(2, 1, 4), h], 1)
            h = encoded(h + p["positions"], p, "layer0.", 4, 6, "gelu")
            h = F.layer_norm(h, (4,), p["norm.scale"], p["norm.offset"])
            return h[:, 0] if pool == "class" else h.mean(1)
        graph("particle", "vit", {"patch": [2, 2], "units": 4, "layers": 1, "heads": 2, "feed_forward": 6, "pool": pool},
              [real(77, 2, 1, 4, 4)], names, vit)


def encoder_of(at, size, inner):
    names = {at + "norm1.scale": (size,), at + "norm1.offset": (size,)}
    for part in ("query", "key", "value", "output"):
        names.update({at + part + ".weight": (size, size), at + part + ".bias": (size,)})
    names.update({at + "norm2.scale": (size,), at + "norm2.offset": (size,)})
    for part, shape in (("expand", (inner, size)), ("contract", (size, inner))):
        names.update({at + part + ".weight": shape, at + part + ".bias": shape[:1]})
    return names


def encoded(h, p, at, size, inner, activation, mask=None):
    layer = nn.TransformerEncoderLayer(size, 2, inner, 0.0, activation, batch_first=True, norm_first=True).double()
    cat = lambda end: torch.cat([p[at + n + end] for n in ("query", "key", "value")])
    flat = {
        "self_attn.in_proj_weight": cat(".weight"), "self_attn.in_proj_bias": cat(".bias"),
        "self_attn.out_proj.weight": p[at + "output.weight"], "self_attn.out_proj.bias": p[at + "output.bias"],
        "linear1.weight": p[at + "expand.weight"], "linear1.bias": p[at + "expand.bias"],
        "linear2.weight": p[at + "contract.weight"], "linear2.bias": p[at + "contract.bias"],
        "norm1.weight": p[at + "norm1.scale"], "norm1.bias": p[at + "norm1.offset"],
        "norm2.weight": p[at + "norm2.scale"], "norm2.bias": p[at + "norm2.offset"]}
    from torch.nn.utils.stateless import functional_call
    return functional_call(layer, flat, (h,), {} if mask is None else {"src_key_padding_mask": mask == 0})


def masked(x, lengths):
    steps = torch.arange(x.shape[1])
    return (steps[None, :] < torch.tensor(lengths)[:, None]).double()


def cell_states(name, steps, p):
    """The states after each step of one record, by PyTorch's cells."""
    state = memory = torch.zeros(1, 2, dtype=DOUBLE)
    states = []
    for step in steps:
        if name == "lstm":
            state, memory = torch.lstm_cell(step[None], (state, memory), p["weight_input"], p["weight_hidden"],
                                            p["bias"], torch.zeros(8, dtype=DOUBLE))
        else:
            state = torch.gru_cell(step[None], state, p["weight_input"], p["weight_hidden"],
                                   p["bias_input"], p["bias_hidden"])
        states.append(state[0])
    return torch.stack(states)


def language():
    lengths = [4, 2, 1]
    text = [[3, 1, 4, 2], [5, 5, 0, 0], [1, 0, 0, 0]]
    graph("particle", "embedding", {"units": 3}, [whole(text, 6, lengths)], {"weight": (6, 3)},
          lambda x, p: F.embedding(x[0], p["weight"]) * (x[0] != 0).double().unsqueeze(2))
    graph("particle", "embedding", {"units": 2}, [whole([[0, 2], [1, 2]], 3)], {"weight": (3, 2)},
          lambda x, p: F.embedding(x[0], p["weight"]))
    sequence = real(31, 3, 4, 3, lengths=lengths)
    picked = {
        "mean": lambda x, m: (x * m.unsqueeze(2)).sum(1) / m.sum(1, True),
        "sum": lambda x, m: (x * m.unsqueeze(2)).sum(1),
        "max": lambda x, m: x.masked_fill(m.unsqueeze(2) == 0, -math.inf).max(1)[0],
        "last": lambda x, m: x[torch.arange(3), (m.sum(1) - 1).long()]}
    for kind, pool in picked.items():
        graph("particle", "pool", {"kind": kind}, [sequence], {},
              lambda x, p, f=pool: f(x[0], masked(x[0], lengths)))
    graph("particle", "attention-pool", {"units": 2}, [sequence],
          {"weight": (2, 3), "bias": (2,), "context": (1, 2)}, lambda x, p: (
              F.linear(torch.tanh(F.linear(x[0], p["weight"], p["bias"])), p["context"]).squeeze(2)
              .masked_fill(masked(x[0], lengths) == 0, -math.inf).softmax(1).unsqueeze(2) * x[0]).sum(1))
    for name in ("lstm", "gru"):
        for layers, both, returns in ((1, False, "last"), (2, True, "sequence"), (1, True, "mean"), (2, False, "max"),
                                      (1, True, "last")):
            gates = 4 if name == "lstm" else 3
            names, wide = {}, 3
            directions = ["forward", "backward"] if both else ["forward"]
            for layer in range(layers):
                for direction in directions:
                    at = "layer%d.%s." % (layer, direction)
                    names[at + "weight_input"] = (gates * 2, wide)
                    names[at + "weight_hidden"] = (gates * 2, 2)
                    for bias in (["bias"] if name == "lstm" else ["bias_input", "bias_hidden"]):
                        names[at + bias] = (gates * 2,)
                wide = 2 * len(directions)

            def recurrent(x, p, name=name, layers=layers, both=both, returns=returns, directions=directions):
                read = []
                for record, length in zip(x[0], lengths):
                    steps = record[:length]
                    for layer in range(layers):
                        states = []
                        for direction in directions:
                            seen = steps.flip(0) if direction == "backward" else steps
                            own = {k.split(".")[-1]: v for k, v in p.items()
                                   if k.startswith("layer%d.%s." % (layer, direction))}
                            states.append(cell_states(name, seen, own))
                        last = torch.cat([each[-1] for each in states])
                        steps = torch.cat([each.flip(0) if d == "backward" else each
                                           for d, each in zip(directions, states)], 1)
                    if returns == "sequence":
                        read.append(F.pad(steps, (0, 0, 0, 4 - length)))
                    else:
                        read.append({"last": last, "mean": steps.mean(0), "max": steps.max(0)[0]}[returns])
                return torch.stack(read)
            graph("particle", name, {"units": 2, "layers": layers, "bidirectional": both, "returns": returns},
                  [sequence], names, recurrent)
    graph("particle", "text-cnn", {"kernels": [2, 3], "filters": 2}, [real(32, 2, 4, 3, lengths=[4, 3])],
          {"conv0.weight": (2, 3, 2), "conv0.bias": (2,), "conv1.weight": (2, 3, 3), "conv1.bias": (2,)},
          lambda x, p: torch.cat([torch.stack([
              F.relu(F.conv1d(x[0][r:r + 1, :n].transpose(1, 2), p["conv%d.weight" % k], p["conv%d.bias" % k])).max(2)[0][0]
              for r, n in enumerate([4, 3])]) for k in (0, 1)], 1))
    for positions in ("none", "sinusoidal", "learned"):
        for units in (None, 4):
            size = units or 6
            names = {}
            if units:
                names.update({"input.weight": (size, 6), "input.bias": (size,)})
            if positions == "learned":
                names["positions"] = (4, size)
            names.update(encoder_of("layer0.", size, 5))
            names.update({"norm.scale": (size,), "norm.offset": (size,)})

            def encoder(x, p, size=size, units=units, positions=positions):
                h = F.linear(x[0], p["input.weight"], p["input.bias"]) if units else x[0]
                if positions == "learned":
                    h = h + p["positions"]
                elif positions == "sinusoidal":
                    t, i = np.meshgrid(np.arange(4), np.arange(size), indexing="ij")
                    angle = t * 10000.0 ** (-2.0 * (i // 2) / size)
                    h = h + torch.tensor(np.where(i % 2 == 0, np.sin(angle), np.cos(angle)))
                mask = masked(x[0], [4, 3])
                h = encoded(h, p, "layer0.", size, 5, "relu", mask)
                return F.layer_norm(h, (size,), p["norm.scale"], p["norm.offset"]) * mask.unsqueeze(2)
            settings = {"layers": 1, "heads": 2, "feed_forward": 5, "positions": positions}
            if units:
                settings["units"] = units
            graph("particle", "transformer-encoder", settings, [real(33, 2, 4, 6, lengths=[4, 3])], names, encoder)


def row_of(table, index, cold):
    """Row 0 stands for the unknown."""
    if cold == "learned":
        return table[index]
    known = (index != 0).double().unsqueeze(-1)
    other = torch.zeros_like(table[0]) if cold == "zero" else table[1:].mean(0)
    return table[index] * known + (1 - known) * other


def recommender():
    user, item = whole([1, 2, 0, 3], 4), whole([2, 0, 1, 4], 5)
    for cold in ("zero", "average", "learned"):
        graph("particle", "mf", {"factors": 3, "cold_start": cold}, [user, item],
              {"user": (4, 3), "item": (5, 3), "user_bias": (4, 1), "item_bias": (5, 1)},
              lambda x, p, c=cold: ((row_of(p["user"], x[0], c) * row_of(p["item"], x[1], c)).sum(1, True)
                                    + row_of(p["user_bias"], x[0], c) + row_of(p["item_bias"], x[1], c)))
        graph("particle", "gmf", {"factors": 3, "cold_start": cold}, [user, item],
              {"user": (4, 3), "item": (5, 3)},
              lambda x, p, c=cold: row_of(p["user"], x[0], c) * row_of(p["item"], x[1], c))
    history = whole([[1, 2, 3], [2, 0, 0], [1, 1, 0], [3, 0, 0]], 4, [3, 1, 2, 1])

    def pooled(x, lengths, table, power):
        mask = masked(x, lengths).unsqueeze(2)
        return (table[x] * mask).sum(1) / torch.tensor(lengths).double().unsqueeze(1) ** power
    graph("particle", "mf", {"factors": 2, "biases": False, "cold_start": "learned"}, [user, item, history],
          {"user": (4, 2), "item": (5, 2), "history": (4, 2)},
          lambda x, p: ((p["user"][x[0]] + pooled(x[2], [3, 1, 2, 1], p["history"], 0.5)) * p["item"][x[1]]).sum(1, True))
    numbers = real(41, 4, 2)
    fields = [user, item, numbers]

    def vectors(x, p):
        return torch.cat([p["table1"][x[0]].unsqueeze(1), p["table2"][x[1]].unsqueeze(1),
                          x[2].unsqueeze(2) * p["numbers"]], 1)

    def machine(v, p):
        w, f = v[:, :, :1], v[:, :, 1:]
        pairs = sum((f[:, i] * f[:, j]).sum(1, True) for i in range(4) for j in range(i + 1, 4))
        return w.sum(1) + pairs + p["bias"]

    def layer(name, x, p):
        return F.linear(x, p[name + ".weight"], p[name + ".bias"])
    tables = {"table1": (4, 4), "table2": (5, 4)}
    graph("particle", "factorisation-machine", {"factors": 3}, fields, {**tables, "numbers": (2, 4), "bias": (1,)},
          lambda x, p: machine(vectors(x, p), p))
    graph("particle", "deepfm", {"factors": 3, "units": [4]}, fields,
          {**tables, "numbers": (2, 4), "bias": (1,), "dense1.weight": (4, 12), "dense1.bias": (4,),
           "score.weight": (1, 4), "score.bias": (1,)},
          lambda x, p: machine(vectors(x, p), p)
          + layer("score", F.relu(layer("dense1", vectors(x, p)[:, :, 1:].flatten(1), p)), p))
    graph("particle", "wide-deep", {"factors": 3, "units": [4]}, fields,
          {**tables, "wide.weight": (1, 2), "wide.bias": (1,), "dense1.weight": (4, 8), "dense1.bias": (4,),
           "score.weight": (1, 4), "score.bias": (1,)},
          lambda x, p: p["table1"][x[0]][:, :1] + p["table2"][x[1]][:, :1] + layer("wide", x[2], p)
          + layer("score", F.relu(layer("dense1", torch.cat(
              [p["table1"][x[0]][:, 1:], p["table2"][x[1]][:, 1:], x[2]], 1), p)), p))
    small = {"table1": (4, 3), "table2": (5, 3)}
    row = lambda x, p: torch.cat([p["table1"][x[0]], p["table2"][x[1]], x[2]], 1)
    graph("particle", "field-embedding", {"factors": 3}, fields, small, row)
    for pooling, power in (("mean", 1.0), ("sqrt", 0.5), ("sum", 0.0)):
        graph("particle", "field-embedding", {"factors": 2, "pooling": pooling}, [history], {"table1": (4, 2)},
              lambda x, p, w=power: pooled(x[0], [3, 1, 2, 1], p["table1"], w))
    for word in ("relu", "tanh", "gelu", "silu", "sigmoid", "leaky_relu"):
        graph("particle", "ncf-mlp", {"factors": 3, "units": [4, 2], "activation": word, "cold_start": "learned"},
              [user, item],
              {**small, "dense1.weight": (4, 6), "dense1.bias": (4,), "dense2.weight": (2, 4), "dense2.bias": (2,)},
              lambda x, p, f=ACTIVATIONS[word]: f(layer("dense2", f(layer("dense1", torch.cat(
                  [p["table1"][x[0]], p["table2"][x[1]]], 1), p)), p)))

    def cross(x, p, rank):
        first = now = row(x, p)
        for n in ("cross1", "cross2"):
            inner = F.linear(now, p[n + ".down"]) if rank else now
            now = first * F.linear(inner, p[n + ".weight"], p[n + ".bias"]) + now
        return now
    for rank in (0, 2):
        names = dict(small)
        for n in ("cross1", "cross2"):
            if rank:
                names[n + ".down"] = (2, 8)
            names[n + ".weight"] = (8, rank or 8)
            names[n + ".bias"] = (8,)
        graph("particle", "cross", {"factors": 3, "rank": rank}, fields, names, lambda x, p, r=rank: cross(x, p, r))


# ---------------------------------------------------------------- losses of outputs


def sound():
    lengths = [5, 3]
    steps = [real(33, 2, 5, 3, lengths=lengths)]
    weights = {"weight": (4, 3, 3), "bias": (4,)}

    def padded(each, longest):
        return torch.stack([F.pad(e, (0, 0, 0, longest - e.shape[0])) for e in each])

    def conv(x, p, stride=1, dilation=1, pool=1, f=F.relu):
        each = []
        for r, n in enumerate(lengths):
            one = f(F.conv1d(x[0][r:r + 1, :n].transpose(1, 2), p["weight"], p["bias"], stride, dilation, dilation))
            each.append(F.max_pool1d(one, pool, ceil_mode=True)[0].T)
        return padded(each, each[0].shape[0])
    graph("particle", "conv1d", {"filters": 4}, steps, weights, conv)
    graph("particle", "conv1d", {"filters": 4, "stride": 2, "activation": "tanh"}, steps, weights,
          lambda x, p: conv(x, p, stride=2, f=torch.tanh))
    graph("particle", "conv1d", {"filters": 4, "dilation": 2, "pool": 2, "activation": "none"}, steps, weights,
          lambda x, p: conv(x, p, dilation=2, pool=2, f=lambda y: y))

    def normed(x, p):
        each = [F.conv1d(x[0][r:r + 1, :n].transpose(1, 2), p["weight"], None, 1, 1)[0].T for r, n in enumerate(lengths)]
        rows_ = F.batch_norm(torch.cat(each), p["norm.running_mean"], p["norm.running_variance"],
                             p["norm.scale"], p["norm.offset"], True, 0.1, 1e-5)
        return padded(torch.split(torch.tanh(rows_), lengths), 5)
    graph("particle", "conv1d", {"filters": 4, "batch_norm": True, "activation": "tanh"}, steps,
          {"weight": (4, 3, 3), "norm.scale": (4,), "norm.offset": (4,),
           "norm.running_mean": (4,), "norm.running_variance": (4,)},
          normed, True, ("norm.running_mean", "norm.running_variance"))


def fusion():
    parts = [real(11, 3, 4), real(12, 3, 2), real(13, 3, 1)]

    def longer(x):
        return torch.cat([x, torch.ones(x.shape[0], 1, dtype=DOUBLE)], 1)
    graph("combiner", "tensor-fusion", {}, parts, {},
          lambda x, p: torch.einsum("bi,bj,bk->bijk", *[longer(v) for v in x]).flatten(1))

    def low(x, p, rank=2, units=3):
        product = 1
        for i, v in enumerate(x):
            product = product * F.linear(v, p["part%d.weight" % i], p["part%d.bias" % i])
        return (product.reshape(3, rank, units) * p["share"][None, :, None]).sum(1) + p["bias"]
    names = {}
    for i, width in enumerate((4, 2, 1)):
        names["part%d.weight" % i] = (6, width)
        names["part%d.bias" % i] = (6,)
    names.update({"share": (2,), "bias": (3,)})
    graph("combiner", "tensor-fusion", {"rank": 2, "units": 3}, parts, names, low)
    graph("particle", "modality-dropout", {"rate": 0.0}, [real(11, 3, 4), real(12, 3, 1)], {"absent": (4,)},
          lambda x, p: x[0] * x[1] + (1 - x[1]) * p["absent"])


def losses():
    """Outputs without a head: the signal is the prediction. `targets` are what a record holds."""

    def row(name, settings, shape, targets, function, fit=None):
        scores = tensor(51, *shape) * 4
        scores.requires_grad_(True)
        loss = function(scores)
        loss.backward()
        rows.append({"kind": "output", "type": name, "settings": settings, "fit": fit or targets, "targets": targets,
                     "scores": {"seed": 51, "shape": list(shape), "factor": 4},
                     "loss": rounded(loss.detach())[0], "gradient": rounded(scores.grad)})
    classes = ["a", "c", "b", "a", "a", "b"]
    wanted = torch.tensor([0, 2, 1, 0, 0, 1])
    for smoothing in (0.0, 0.2):
        row("classification", {"column": "y", "head": False, "label_smoothing": smoothing}, (6, 3), classes,
            lambda s, e=smoothing: F.cross_entropy(s, wanted, label_smoothing=e))
    for gamma in (1.0, 2.0, 0.5):
        def focal(s, g=gamma):
            logs = F.log_softmax(s, 1).gather(1, wanted[:, None])[:, 0]
            return -((1 - logs.exp()) ** g * logs).mean()
        row("classification", {"column": "y", "head": False, "loss": "focal", "focal_gamma": gamma}, (6, 3), classes, focal)
    # the sum is divided by the number of records: reduction 'mean' of PyTorch divides by the weights
    for given, weights in (("balanced", [6 / 9, 6 / 6, 6 / 3]), ({"a": 2.0, "b": 0.5}, [2.0, 0.5, 1.0])):
        row("classification", {"column": "y", "head": False, "class_weights": given}, (6, 3), classes,
            lambda s, w=weights: F.cross_entropy(s, wanted, torch.tensor(w).double(), reduction="sum") / 6)
    # a weight is that of the record, smoothed or not (PyTorch weighs the smoothed classes each by its own)
    row("classification", {"column": "y", "head": False, "class_weights": "balanced", "label_smoothing": 0.2}, (6, 3), classes,
        lambda s: (F.cross_entropy(s, wanted, label_smoothing=0.2, reduction="none")
                   * torch.tensor([6 / 9, 6 / 3, 6 / 6, 6 / 9, 6 / 9, 6 / 6]).double()).mean())
    texts = ["a b", "b", "c c a", "a"]
    symbols = torch.tensor([1, 2, 2, 3, 3, 1, 1])
    row("ctc", {"column": "y", "head": False}, (4, 6, 4), texts,
        lambda s: F.ctc_loss(F.log_softmax(s, 2).transpose(0, 1), symbols, torch.tensor([6] * 4),
                             torch.tensor([2, 1, 3, 1]), reduction="none").mean())
    labels = ["a,b", "b", "c,a", "a"]
    hot = torch.tensor([[1.0, 1, 0], [0, 1, 0], [1, 0, 1], [1, 0, 0]]).double()
    row("multi-label", {"column": "y", "head": False}, (4, 3), labels, lambda s: F.binary_cross_entropy_with_logits(s, hot))
    numbers = [0.5, -1.0, 2.0, 3.5, 0.25]
    t = torch.tensor(numbers).double()[:, None]
    for name, function in (("mse", F.mse_loss), ("mae", F.l1_loss)):
        row("regression", {"column": "y", "head": False, "standardise": False, "loss": name}, (5, 1), numbers,
            lambda s, f=function: f(s, t))
    for delta in (1.0, 0.3):
        row("regression", {"column": "y", "head": False, "standardise": False, "loss": "huber", "huber_delta": delta},
            (5, 1), numbers, lambda s, d=delta: F.huber_loss(s, t, delta=d))
    scaled = (t - t.mean()) / t.std(unbiased=False)
    row("regression", {"column": "y", "head": False}, (5, 1), numbers, lambda s: F.mse_loss(s, scaled))
    for name, function in (("mse", F.mse_loss), ("mae", F.l1_loss)):
        row("rating", {"column": "y", "loss": name}, (5, 1), numbers, lambda s, f=function: f(s + t.mean(), t))
    clicks = [True, False, True, True, False]
    c = torch.tensor(clicks).double()[:, None]
    row("click", {"column": "y"}, (5, 1), clicks,
        lambda s: F.binary_cross_entropy_with_logits(s + math.log(3 / 2), c))

    def pairs(name, function):
        scores = tensor(52, 4, 3) * 3
        scores.requires_grad_(True)
        loss = function(scores)
        loss.backward()
        rows.append({"kind": "output", "type": "implicit", "settings": {"user": "u", "item": "i", "negatives": 2, "loss": name},
                     "fit": None, "targets": None, "scores": {"seed": 52, "shape": [12, 1], "factor": 3},
                     "loss": rounded(loss.detach())[0], "gradient": rounded(scores.grad)})
    right = torch.tensor([[1.0, 0, 0]] * 4).double()
    pairs("log", lambda s: F.binary_cross_entropy_with_logits(s - math.log(2), right))
    pairs("bpr", lambda s: -F.logsigmoid(s[:, :1] - s[:, 1:]).mean())
    pairs("softmax", lambda s: F.cross_entropy(s, torch.zeros(4, dtype=torch.long)))


# ---------------------------------------------------------------- optimisers and schedules


def optimisers():
    steps, size, decayed = 7, 6, 4

    def row(name, settings, make):
        """The last two of six weights are biases, which do not decay: two groups in PyTorch."""
        start = tensor(61, size)
        weights = nn.Parameter(start[:decayed].clone())
        biases = nn.Parameter(start[decayed:].clone())
        decay = settings.get("weight_decay", 0.01 if name == "adamw" else 0.0)
        optimiser = make([{"params": [weights], "weight_decay": decay}, {"params": [biases], "weight_decay": 0.0}])
        after = []
        for step in range(steps):
            gradient = tensor(70 + step, size)
            weights.grad, biases.grad = gradient[:decayed].clone(), gradient[decayed:].clone()
            optimiser.step()
            after += rounded(torch.cat([weights.data, biases.data]))
        rows.append({"kind": "optimiser", "type": name, "settings": dict(settings, learning_rate=0.05), "steps": steps,
                     "size": size, "decayed": decayed, "weights": after})
    o, r = torch.optim, {"lr": 0.05}
    for decay in ({}, {"weight_decay": 0.1}):
        row("sgd", decay, lambda g: o.SGD(g, **r))
        row("sgd", dict(decay, momentum=0.8), lambda g: o.SGD(g, **r, momentum=0.8))
        row("sgd", dict(decay, momentum=0.8, dampening=0.3), lambda g: o.SGD(g, **r, momentum=0.8, dampening=0.3))
        row("nag", dict(decay, momentum=0.8), lambda g: o.SGD(g, **r, momentum=0.8, nesterov=True))
        row("adam", decay, lambda g: o.Adam(g, **r))
        row("adam", dict(decay, beta1=0.5, beta2=0.9, epsilon=0.01), lambda g: o.Adam(g, **r, betas=(0.5, 0.9), eps=0.01))
        row("adamw", decay, lambda g: o.AdamW(g, **r))
        row("adamw", dict(decay, beta1=0.5, beta2=0.9, epsilon=0.01), lambda g: o.AdamW(g, **r, betas=(0.5, 0.9), eps=0.01))
        row("adagrad", decay, lambda g: o.Adagrad(g, **r))
        row("adagrad", dict(decay, initial_accumulator=0.1, epsilon=0.01),
            lambda g: o.Adagrad(g, **r, initial_accumulator_value=0.1, eps=0.01))
        row("adadelta", dict(decay, rho=0.95, epsilon=1e-6), lambda g: o.Adadelta(g, **r, rho=0.95, eps=1e-6))
        row("adadelta", dict(decay, rho=0.7, epsilon=0.01), lambda g: o.Adadelta(g, **r, rho=0.7, eps=0.01))
        for momentum in (0.0, 0.5):
            for centred in (False, True):
                row("rmsprop", dict(decay, rho=0.9, epsilon=0.01, momentum=momentum, centred=centred),
                    lambda g, m=momentum, c=centred: o.RMSprop(g, **r, alpha=0.9, eps=0.01, momentum=m, centered=c))


def schedules():
    epochs, each = 5, 8
    total = epochs * each

    def row(name, settings, make, per_epoch=False, monitored=None):
        optimiser = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
        schedule = make(optimiser)
        factors = []
        for epoch in range(epochs if monitored is None else len(monitored) + 1):
            for _ in range(each):
                factors.append(optimiser.param_groups[0]["lr"])
                optimiser.step()
                if not per_epoch:
                    schedule.step()
            if monitored is not None and epoch < len(monitored):
                schedule.step(monitored[epoch])
            elif per_epoch and monitored is None:
                schedule.step()
        if monitored is not None:
            factors = factors[::each]
        rows.append({"kind": "schedule", "type": name, "settings": settings, "epochs": epochs, "each": each,
                     "monitored": monitored, "factors": rounded(factors)})
    s = torch.optim.lr_scheduler
    row("constant", {}, lambda o: s.ConstantLR(o, 1.0, total))
    row("step", {"every": 2, "gamma": 0.3}, lambda o: s.StepLR(o, 2, 0.3), True)
    row("exponential", {"gamma": 0.6}, lambda o: s.ExponentialLR(o, 0.6 ** (1 / each)))
    row("linear", {"minimum": 0.1}, lambda o: s.LinearLR(o, 1.0, 0.1, total))
    row("linear", {}, lambda o: s.PolynomialLR(o, total, 1.0))
    row("cosine", {}, lambda o: s.CosineAnnealingLR(o, total))
    row("cosine", {"minimum": 0.2}, lambda o: s.CosineAnnealingLR(o, total, 0.2))
    for warmup in (0.3, 0.25, 0.31, 0.9):
        one_cycle(warmup, total, epochs, each)
    for word, value in (("warmup_steps", 6), ("warmup", 0.15)):
        row("cosine", {word: value}, lambda o: s.SequentialLR(
            o, [s.LinearLR(o, 1 / 7, 1.0, 6), s.CosineAnnealingLR(o, total - 6)], [6]))
        row("constant", {word: value}, lambda o: s.LinearLR(o, 1 / 7, 1.0, 6))
    seen = [5.0, 4.0, 4.1, 4.0, 3.9, 3.95, 4.2, 4.0, 4.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    for settings in ({"patience": 0, "gamma": 0.5}, {"patience": 1, "gamma": 0.5, "cooldown": 2},
                     {"patience": 2, "gamma": 0.1, "minimum": 0.05}, {"patience": 1, "gamma": 0.5, "min_delta": 0.2}):
        row("plateau", settings, lambda o, q=settings: s.ReduceLROnPlateau(
            o, "min", q["gamma"], q["patience"], q.get("min_delta", 1e-4), "abs", q.get("cooldown", 0),
            q.get("minimum", 0.0), eps=0), True, seen)


def one_cycle(warmup, total, epochs, each):
    """PyTorch refuses the step after the last."""
    optimiser = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 1.0, total, pct_start=warmup, cycle_momentum=False)
    factors = []
    for step in range(total):
        factors.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        if step < total - 1:
            schedule.step()
    rows.append({"kind": "schedule", "type": "one_cycle", "settings": {"warmup": warmup}, "epochs": epochs, "each": each,
                 "monitored": None, "factors": rounded(factors)})


# ---------------------------------------------------------------- metrics


def metrics():
    measured = []

    def row(name, settings, data, value):
        result = {"type": name, "settings": settings, "value": None if value is None else rounded([value])[0]}
        if not measured or any(measured[-1].get(k) != v for k, v in data.items()):
            measured.append({"kind": "metrics", **data, "results": []})
            rows.append(measured[-1])
        measured[-1]["results"].append(result)

    def of_classes(scores, targets):
        scores = np.asarray(scores, dtype=np.float64)
        count = scores.shape[1]
        names = "abcde"[:count]
        scores = np.asarray(["%.5g" % v for v in scores.reshape(-1)], dtype=np.float32).reshape(scores.shape).astype(np.float64)
        data = {"of": "classes", "scores": rounded(scores), "names": list(names), "targets": list(map(int, targets))}
        logs = F.log_softmax(torch.tensor(scores), 1).numpy()
        said = scores.argmax(1)
        labels = list(range(count))
        row("accuracy", {}, data, sk.accuracy_score(targets, said))
        present = sorted(set(targets) | set(said))
        for name, f in (("precision", sk.precision_score), ("recall", sk.recall_score), ("f1", sk.f1_score)):
            for average in ("macro", "micro", "weighted"):
                row(name, {"average": average}, data, f(targets, said, average=average, labels=present, zero_division=0))
        measured[-1]["matrix"] = sk.confusion_matrix(targets, said, labels=labels).tolist()
        row("confusion_matrix", {}, data, None)
        row("log_loss", {}, data, F.nll_loss(torch.tensor(logs), torch.tensor(targets)).item())
        areas = []
        for label in labels:
            own = np.asarray(targets) == label
            rest = np.delete(scores, label, 1)
            greatest = rest.max(1, keepdims=True)
            odds = scores[:, label] - (greatest[:, 0] + np.log(np.exp(rest - greatest).sum(1)))
            areas.append(sk.roc_auc_score(own, np.round(odds, 9)) if 0 < own.sum() < len(own) else None)
        known = [a for a in areas if a is not None]
        row("roc_auc", {}, data, float(np.mean(known)) if known else None)
        for k in (1, 2, 3):
            if k < count:
                hits = [t in np.argsort(-s, kind="stable")[:k] for s, t in zip(scores, targets)]
                row("top_k", {"k": k}, data, float(np.mean(hits)))
        for name, k in (("top_3", 3), ("top_5", 5)):
            hits = [t in np.argsort(-s, kind="stable")[:k] for s, t in zip(scores, targets)]
            row(name, {}, data, float(np.mean(hits)))
    drawn = values(81, 60).reshape(20, 3) * 3
    of_classes(drawn, (np.arange(20) * 7 % 3))
    of_classes(drawn, (np.arange(20) % 2))
    of_classes(np.round(drawn), (np.arange(20) * 5 % 3))
    # probabilities that round to 0 and 1, and logarithms of them far beyond what they hold
    of_classes(values(82, 40).reshape(20, 2) * 200, (np.arange(20) * 3 % 2))
    of_classes(values(83, 3).reshape(1, 3), [1])
    of_classes(values(84, 12).reshape(4, 3), [2, 2, 2, 2])

    def of_numbers(predicted, targets):
        data = {"of": "numbers", "predicted": list(map(float, predicted)), "targets": list(map(float, targets))}
        row("mse", {}, data, sk.mean_squared_error(targets, predicted))
        row("mae", {}, data, sk.mean_absolute_error(targets, predicted))
        row("rmse", {}, data, sk.mean_squared_error(targets, predicted, squared=False))
        constant = len(set(targets)) == 1
        row("r2", {}, data, None if constant else sk.r2_score(targets, predicted))
    of_numbers(values(85, 15), values(86, 15))
    of_numbers([1e9 + 1, 1e9 - 2, 1e9 + 3], [1e9, 1e9 + 1, 1e9 - 1])
    of_numbers([1e-30, 3e-30, 2e-30], [2e-30, 1e-30, 4e-30])
    of_numbers([1.0, 2.0], [3.0, 3.0])
    of_numbers([1.0], [2.0])

    def of_labels(said, targets):
        said, targets = np.asarray(said), np.asarray(targets)
        data = {"of": "labels", "names": list("abcd"[:said.shape[1]]), "said": said.reshape(-1).tolist(),
                "targets": targets.reshape(-1).tolist()}
        used = [i for i in range(said.shape[1]) if said[:, i].any() or targets[:, i].any()]
        row("f1_micro", {}, data, sk.f1_score(targets, said, average="micro"))
        row("f1_macro", {}, data, sk.f1_score(targets, said, average="macro", labels=used))
        row("precision_micro", {}, data, sk.precision_score(targets, said, average="micro", zero_division=0))
        row("recall_micro", {}, data, sk.recall_score(targets, said, average="micro", zero_division=0))
        row("exact_match", {}, data, sk.accuracy_score(targets, said))
        row("hamming_loss", {}, data, sk.hamming_loss(targets, said))
    of_labels(values(87, 32).reshape(8, 4) > 0, values(88, 32).reshape(8, 4) > 0.3)
    absent = values(89, 24).reshape(8, 3) > 0
    of_labels(np.c_[absent, np.zeros(8, bool)], np.c_[~absent, np.zeros(8, bool)])
    of_labels(np.zeros((3, 2), bool), np.array([[True, False]] * 3))

    size = 9
    questions = []
    for number, relevant in enumerate(([2], [0, 5, 7], [8, 1], [3])):
        scores = values(90 + number, size) + np.arange(size, dtype=np.float32) / 97
        questions.append((list(range(size)), scores.tolist(), relevant))
    data = {"of": "rankings", "size": size,
            "questions": [{"candidates": c, "scores": s, "relevant": r} for c, s, r in questions]}
    orders = [list(np.argsort(-np.asarray(s), kind="stable")) for _, s, _ in questions]
    for k in (1, 3, 10):
        hit, ndcg, mrr, ap, recall, precision = [], [], [], [], [], []
        for order, (_, scores, relevant) in zip(orders, questions):
            gains = np.isin(np.arange(size), relevant).astype(float)
            found = [1 if i in relevant else 0 for i in order[:k]]
            hit.append(float(any(found)))
            ndcg.append(sk.ndcg_score([gains], [scores], k=k))
            first = next((i for i, f in enumerate(found) if f), None)
            mrr.append(0.0 if first is None else 1 / (first + 1))
            ap.append(sum(sum(found[:i + 1]) / (i + 1) for i, f in enumerate(found) if f) / min(k, len(relevant)))
            recall.append(sum(found) / len(relevant))
            precision.append(sum(found) / k)
        for name, each in (("hit", hit), ("ndcg", ndcg), ("mrr", mrr), ("map", ap), ("recall", recall), ("precision", precision)):
            row(name, {"k": k}, data, float(np.mean(each)))
        counts = np.bincount(np.concatenate([o[:k] for o in orders]), minlength=size)
        row("coverage", {"k": k}, data, float((counts > 0).mean()))
        pairs = np.abs(counts[:, None] - counts[None, :]).mean() / (2 * counts.mean())
        row("gini", {"k": k}, data, float(pairs))
    row("auc", {}, data, float(np.mean([sk.roc_auc_score(np.isin(np.arange(size), r), s) for _, s, r in questions])))


WITHOUT = {
    "particle lenet": "a chain of conv2d, max_pool2d and dense, whose values have rows",
    "output segmentation": "reads masks: TestSegmentation compares its losses with values done by hand",
    "metric dice of SegmentationOutcome": "a ratio of counts, done by hand in TestSegmentationContracts",
    "metric iou of SegmentationOutcome": "as dice",
    "metric pixel_accuracy of SegmentationOutcome": "as dice",
    "particle fpn": "a sum of conv2d of two signals, which has rows, and batch normalisation, as batch_norm",
    "optimiser pso": "a search by chance: TestSwarm checks its formula, step by step",
    "input category": "gives indices: TestCategoryInput compares them with tables done by hand",
    "input date": "gives parts of dates: compared with the calendar of the JDK",
    "input history": "gives indices",
    "input image": "decodes and scales pictures: TestImageInput compares with values done by hand",
    "input item": "gives indices",
    "input number": "statistics of training data: TestNumberInput compares with values done by hand",
    "input sequence": "gives indices",
    "input text": "gives indices",
    "input user": "gives indices",
    "input vector": "statistics of training data, as of number",
    "output embedding": "losses of vectors: TestIdentityLosses compares with values done by hand",
    "output retrieved-text": "a cross-entropy over the minibatch: TestTextRetrieval compares with values done by hand",
    "metric tar of EmbeddingOutcome": "TestSimilarityContracts compares with values done by hand",
    "metric threshold of EmbeddingOutcome": "TestSimilarityContracts compares with values done by hand",
    "metric eer of EmbeddingOutcome": "TestSimilarityContracts compares with values done by hand",
    "metric rank of EmbeddingOutcome": "TestSimilarityContracts compares with values done by hand",
    "output boxes": "compares positions with boxes: TestDetectionLoss and TestAssignment compare with values done by hand",
    "metric map of BoxesOutcome": "TestMeanAveragePrecision compares with cases done by hand, by the rules of pycocotools",
    "metric sensitivity of ClassOutcome": "a share of counts: TestDiagnosticMetrics compares with tables done by hand",
    "metric specificity of ClassOutcome": "a share of counts, as of sensitivity",
    "metric ppv of ClassOutcome": "a share of counts, as of sensitivity",
    "metric npv of ClassOutcome": "a share of counts, as of sensitivity",
    "metric ece of ClassOutcome": "not in scikit-learn: TestDiagnosticMetrics compares with a table done by hand",
    "metric pr_auc of ClassOutcome": "TestDiagnosticMetrics compares with the example of scikit-learn's average_precision_score",
    "metric selective_coverage of ClassOutcome": "not in scikit-learn: a share of counts",
    "metric selective_accuracy of ClassOutcome": "not in scikit-learn: a share of counts",
    "input presence": "a mark of a missing value: TestInputContracts compares with values done by hand",
    "input sound": "TestFrames compares with the formulas in 64-bit floats, without a fast transform",
    "metric wer of SymbolOutcome": "a ratio of counts, done by hand in TestSoundContracts",
    "metric cer of SymbolOutcome": "as wer",
    "input noise": "draws random numbers",
    "particle upsample-conv": "a chain of upsample and conv2d, whose values have rows",
    "particle spectral-conv": "a convolution, as conv2d, whose weights are divided by a norm: the contract compares its gradient with differences",
    "output generated-image": "the logistic function, whose values activation has rows for; it has no loss",
    "output discriminator": "a dense layer, as dense, and the loss softplus, as activation",
    "output projection": "a dense layer, as dense, whose rows are divided by their length; it has no loss",
    "input graph": "reads tables: TestGraphInput and TestNeighbourhood compare with graphs done by hand",
    "particle gcn": "TestMessages compares with loops over the edges in double precision",
    "particle gat": "TestMessages compares with loops over the edges in double precision",
    "particle graphsage": "a sum over edges as that of gcn, and two dense layers",
    "particle record-nodes": "selects rows",
    "input tokens": "gives indices",
    "particle word-characters": "an embedding and a convolution, as those of text-cnn: the contract compares its gradient with differences",
    "output tags": "TestCrf compares partition function, loss and best tags with all sequences of tags",
    "metric entity_f1 of TagOutcome": "TestBio compares with the example of conlleval",
    "metric entity_precision of TagOutcome": "TestBio compares with the example of conlleval",
    "metric entity_recall of TagOutcome": "TestBio compares with the example of conlleval",
    "metric tag_accuracy of TagOutcome": "a share of counts",
    "input pieces": "gives indices",
    "input target-pieces": "gives indices",
    "particle transformer-decoder": "the layers of transformer-encoder with a second attention: the contract compares steps with the whole sequence and gradients with differences",
    "particle attention-gru": "not in PyTorch: the contract compares steps with the whole sequence and gradients with differences",
    "output generated-text": "the cross-entropy of classification, which has rows, over pieces; TestGeneration compares scores with sums of it",
    "metric perplexity of TextOutcome": "TestTextMetrics compares with values done by hand",
    "metric bleu of TextOutcome": "TestTextMetrics compares with cases of sacreBLEU's tests",
    "metric chrf of TextOutcome": "TestTextMetrics compares with cases of sacreBLEU's tests",
    "metric rouge_l of TextOutcome": "TestTextMetrics compares with the example of Lin (2004)",
    "metric distinct of TextOutcome": "TestTextMetrics compares with counts done by hand",
    "input subwords": "gives indices: TestTokenizers compares them with those of the library tokenizers",
    "input token-subwords": "gives indices: TestTokenSubwords compares them and their places with those done by hand",
    "particle subword-pool": "TestSubwordPool compares with vectors done by hand",
    "particle bert": "TestBert compares with its formulas, written as loops",
    "particle lora": "a dense layer, as dense, and two products of matrices: the contract compares its gradient with differences",
    "input series": "TestScales compares with values done by hand",
    "input known-series": "as series",
    "input target-series": "TestScales compares its scale with that of series",
    "particle alongside": "joins two signals along their last dimension: no arithmetic",
    "output forecast": "dense layers, as dense, and the pinball loss: the contract compares its gradient with differences",
    "output generated-forecast": "as forecast, for one step: TestForecastingSteps compares paths with one pass over them",
    "metric mae of ForecastOutcome": "TestForecastMetrics compares with values done by hand",
    "metric rmse of ForecastOutcome": "TestForecastMetrics compares with values done by hand",
    "metric smape of ForecastOutcome": "TestForecastMetrics compares with values done by hand",
    "metric mase of ForecastOutcome": "TestForecastMetrics compares with values done by hand",
    "metric pinball of ForecastOutcome": "TestForecastMetrics compares with values done by hand",
    "metric coverage of ForecastOutcome": "TestForecastMetrics compares with values done by hand",
}


def main():
    standard_particles()
    combiners()
    vision()
    language()
    sound()
    fusion()
    recommender()
    losses()
    optimisers()
    schedules()
    metrics()
    text = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    without = ",\n".join("%s:%s" % (json.dumps(k), json.dumps(v)) for k, v in WITHOUT.items())
    print('{"without":{\n%s},\n"rows":[\n%s]}' % (without, text))


if __name__ == "__main__":
    sys.exit(main())
