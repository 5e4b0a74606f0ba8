// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import ai.djl.ndarray.NDManager;
import dev.sora.tensor.Signal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Divides the batches of an evaluation among processes that have the same weights and data. Each
 * computes one batch of a round, and receives the predictions of the others; so each measures all
 * predictions, in the order of one process, and every metric has the same digits as there.
 */
public final class DividedForwards implements Forwards {

    private final int share;
    private final int shares;
    private final int most;
    private final Function<byte[], List<byte[]>> exchange;
    private final Deque<byte[]> round = new ArrayDeque<>();

    /**
     * Creates the part of one process.
     *
     * @param share the index of the process
     * @param most the greatest number of bytes of the predictions of a batch; greater ones are not
     *     sent, but computed by each process
     * @param exchange sends bytes to all processes, and returns those of all by index
     */
    public DividedForwards(
            int share, int shares, int most, Function<byte[], List<byte[]>> exchange) {
        this.share = share;
        this.shares = shares;
        this.most = most;
        this.exchange = exchange;
    }

    @Override
    public Map<String, Signal> get(int batch, int batches, Forward forward, NDManager manager) {
        if (round.isEmpty()) {
            round.addAll(exchange.apply(own(batch + share, batches, forward, manager)));
            // the last round may have fewer batches than processes
            int rest = Math.min(shares, batches - batch);
            while (round.size() > rest) {
                round.removeLast();
            }
        }
        byte[] bytes = round.removeFirst();
        return bytes.length == 0
                ? forward.compute(batch, manager)
                : PredictionBytes.read(bytes, manager);
    }

    private byte[] own(int batch, int batches, Forward forward, NDManager manager) {
        if (batch >= batches) {
            return new byte[0];
        }
        try (NDManager inner = manager.newSubManager()) {
            return PredictionBytes.write(forward.compute(batch, inner), most);
        }
    }
}
