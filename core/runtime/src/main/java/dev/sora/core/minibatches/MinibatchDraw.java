// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.minibatches;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.RecordLengths;
import dev.sora.core.data.encoding.RowNumbers;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.core.retrieval.Minibatches;
import dev.sora.core.step.Minibatch;
import dev.sora.particle.PassRandom;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws minibatches, or shares of them. The result depends only on seed, step and share. */
public final class MinibatchDraw {

    private final FittedGraph graph;
    private final Minibatches minibatches;
    private final RecordLengths lengths;

    /**
     * Creates an instance.
     *
     * @param manager owns the tensors that all minibatches need
     */
    public MinibatchDraw(FittedGraph graph, EncodedData data, NDManager manager) {
        this.graph = graph;
        DataProcedure procedure = DataProcedure.of(graph);
        minibatches = procedure.minibatches(data, manager);
        lengths = RecordLengths.of(graph, data, procedure.retriever().isEmpty());
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
    public Minibatch minibatch(
            long step, RowNumbers all, int share, int shares, NDManager manager) {
        int from = Math.toIntExact((long) all.size() * share / shares);
        int to = Math.toIntExact((long) all.size() * (share + 1) / shares);
        return minibatch(step, all, from, to, share, manager);
    }

    /**
     * Draws a share of a minibatch whose rows are known, which may have no records.
     *
     * @param step the number of the step
     * @param rows the rows of the share
     * @param share the index of the share, counted from 0
     * @param manager owns the minibatch
     */
    public Minibatch share(long step, RowNumbers rows, int share, NDManager manager) {
        return minibatch(step, rows, 0, rows.size(), share, manager);
    }

    private Minibatch minibatch(
            long step, RowNumbers all, int from, int to, int share, NDManager manager) {
        long draws = share == 0 ? step : PassRandom.mix(step, share);
        if (from == to) {
            return new Minibatch(step, draws, 0, Map.of(), Map.of(), Map.of(), manager, List.of());
        }
        RowNumbers rows = all.part(from, to, manager);
        // each step has its own random numbers, so they do not depend on earlier steps
        long seed = PassRandom.mix(graph.plan().seed() ^ 0x9a175L, draws);
        SplittableRandom random = new SplittableRandom(seed);
        Minibatches.Batch batch = minibatches.of(rows, random, manager);
        return new Minibatch(
                step,
                draws,
                to - from,
                batch.inputs(),
                graph.targets(batch.targets()),
                lengths.longest(rows.numbers()),
                manager,
                List.of());
    }
}
