// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Flat;
import dev.sora.core.retrieval.Minibatches;
import dev.sora.core.step.Minibatch;
import dev.sora.particle.PassRandom;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws minibatches, or shares of them. The result depends only on seed, step and share. */
final class MinibatchDraw {

    private final FittedGraph graph;
    private final Minibatches minibatches;

    MinibatchDraw(FittedGraph graph, Minibatches minibatches) {
        this.graph = graph;
        this.minibatches = minibatches;
    }

    /**
     * Draws a share of a minibatch, which may have no records.
     *
     * @param step the number of the step
     * @param all the rows of the minibatch
     * @param share the index of the share, counted from 0
     * @param shares the number of shares
     * @param manager owns the minibatch
     */
    Minibatch minibatch(long step, NDArray all, int share, int shares, NDManager manager) {
        long from = all.size() * share / shares;
        long to = all.size() * (share + 1) / shares;
        long draws = share == 0 ? step : PassRandom.mix(step, share);
        if (from == to) {
            return new Minibatch(step, draws, 0, Map.of(), Map.of(), manager, List.of());
        }
        NDArray rows = all;
        if (to - from < all.size()) {
            rows = Flat.part(all, from, to);
            rows.attach(manager);
        }
        // each step has its own random numbers, so they do not depend on earlier steps
        long seed = PassRandom.mix(graph.plan().seed() ^ 0x9a175L, draws);
        SplittableRandom random = new SplittableRandom(seed);
        Minibatches.Batch batch = minibatches.of(rows, random, manager);
        return new Minibatch(
                step,
                draws,
                Math.toIntExact(to - from),
                batch.inputs(),
                graph.targets(batch.targets()),
                manager,
                List.of());
    }
}
