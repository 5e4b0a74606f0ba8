# SPDX-License-Identifier: Apache-2.0
"""Trains the GCN of examples/citations in PyTorch, with a sparse matrix product, and prints epochs a second.

    python3 gcn_pytorch.py cora.tgz [threads]

The same network and steps as citations.yaml: 1433 -> 64 -> 7, dropout 0.5, one step of Adam an epoch, and a
validation without gradients after it. Compare with the seconds of the epochs in history.csv.
"""

import sys
import tarfile
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(int(sys.argv[2]) if len(sys.argv) > 2 else 2)
torch.set_flush_denormal(True)
with tarfile.open(sys.argv[1]) as archive:
    content = archive.extractfile("cora/cora.content").read().decode().split("\n")
    cites = archive.extractfile("cora/cora.cites").read().decode().split("\n")
rows = [line.split("\t") for line in content if line]
index = {row[0]: i for i, row in enumerate(rows)}
x = torch.tensor([[float(v) for v in row[1:-1]] for row in rows])
x = x / x.sum(1, keepdim=True)
names = sorted({row[-1] for row in rows})
y = torch.tensor([names.index(row[-1]) for row in rows])
pairs = {tuple(sorted(index[end] for end in line.split("\t"))) for line in cites if line}
pairs = [p for p in pairs if p[0] != p[1]]
ends = torch.tensor(pairs + [(b, a) for a, b in pairs] + [(i, i) for i in range(len(rows))]).t()
degree = torch.bincount(ends[1], minlength=len(rows)).float()
weight = (degree[ends[0]] * degree[ends[1]]).rsqrt()
a = torch.sparse_coo_tensor(ends.flip(0), weight, (len(rows), len(rows))).coalesce()
if "csr" in sys.argv:
    a = a.to_sparse_csr()

torch.manual_seed(1)
order = torch.randperm(len(rows))
train = torch.cat([order[y[order] == c][:20] for c in range(len(names))])
rest = order[~torch.isin(order, train)]
valid, test = rest[:500], rest[500:1500]


class Gcn(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.first = torch.nn.Linear(x.shape[1], 64)
        self.second = torch.nn.Linear(64, len(names))

    def forward(self, x):
        x = F.dropout(x, 0.5, self.training)
        x = F.relu(torch.sparse.mm(a, F.linear(x, self.first.weight)) + self.first.bias)
        x = F.dropout(x, 0.5, self.training)
        return torch.sparse.mm(a, F.linear(x, self.second.weight)) + self.second.bias


net = Gcn()
adam = torch.optim.Adam(net.parameters(), lr=0.01, weight_decay=5e-4)
times = []
for epoch in range(200):
    start = time.perf_counter()
    net.train()
    adam.zero_grad()
    F.cross_entropy(net(x)[train], y[train]).backward()
    adam.step()
    net.eval()
    with torch.no_grad():
        out = net(x)
        F.cross_entropy(out[valid], y[valid]).item()
        (out[valid].argmax(1) == y[valid]).float().mean().item()
    times.append(time.perf_counter() - start)
times = sorted(times[10:])
with torch.no_grad():
    score = (net(x)[test].argmax(1) == y[test]).float().mean().item()
print("test accuracy %.4f, median epoch %.2f ms, %.1f epochs a second" % (score, 1000 * times[len(times) // 2], 1 / times[len(times) // 2]))
