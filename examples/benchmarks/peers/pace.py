# SPDX-License-Identifier: Apache-2.0
"""Settings and the endless loop of the programs that vision.sh compares with Sora."""
import os
import time

import torch

THREADS = int(os.environ.get("THREADS", "2"))
SECONDS = 0.4


def begin():
    torch.manual_seed(7)
    torch.set_num_threads(THREADS)
    # without this, numbers that underflow make a step up to ten times slower
    torch.set_flush_denormal(True)


def forever(step, records):
    """Calls a step again and again; prints records a second, a line for some steps each."""
    print("parameters", sum(step.sizes), flush=True)
    step()
    while True:
        begun = time.perf_counter()
        steps = 0
        while time.perf_counter() - begun < SECONDS:
            step()
            steps += 1
        print(f"{steps * records / (time.perf_counter() - begun):.1f}", flush=True)
