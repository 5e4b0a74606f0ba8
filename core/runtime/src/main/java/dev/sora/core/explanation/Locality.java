// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Value;
import dev.sora.core.graph.Weights;
import dev.sora.core.score.RowWork;
import dev.sora.tensor.Signal;
import java.util.List;
import java.util.Map;

/**
 * Whether a node that reads indices computes each step from the index of this step alone, as an
 * embedding does. Only then do the values of a step tell what its index contributes. It is found by
 * changing indices and comparing the other steps, because no type declares it.
 */
final class Locality {

    /** The number of indices that are changed. */
    private static final int TRIED = 16;

    private static final double ROUNDING = 1e-5;
    private static final long ELEMENTS = 1 << 20;

    private Locality() {}

    /**
     * Returns whether each position of a leaf depends on the index at this position only.
     *
     * @param indices the signal of the input for one record
     * @param embedded the signals of the members of the leaf
     * @param tableSize the number of indices
     */
    static boolean holds(
            Network network,
            Weights weights,
            Leaf leaf,
            Signal indices,
            List<Signal> embedded,
            long tableSize,
            NDManager manager) {
        Shape shape = indices.values().getShape();
        if (shape.dimension() == 1) {
            return true;
        }
        int positions = (int) shape.get(1);
        if (shape.dimension() != 2
                || indices.values().getDataType() != DataType.INT32
                || embedded.stream()
                        .anyMatch(
                                each ->
                                        each.values().getShape().dimension() < 2
                                                || each.values().getShape().get(1) != positions)) {
            return false;
        }
        int valid = indices.isSequence() ? indices.lengths().toIntArray()[0] : positions;
        int tried = Math.min(Math.min(TRIED, valid), rows(network, leaf, indices, embedded));
        if (tableSize < 3 || tried == 0) {
            return positions == 1;
        }
        int[] original = indices.values().toIntArray();
        int[] changed = new int[tried * positions];
        int[] places = new int[tried];
        for (int row = 0; row < tried; row++) {
            System.arraycopy(original, 0, changed, row * positions, positions);
            places[row] = (int) ((long) row * valid / tried);
            int at = row * positions + places[row];
            changed[at] = changed[at] + 1 < tableSize ? changed[at] + 1 : 1;
        }
        try (NDManager own = manager.newSubManager()) {
            Signal signal =
                    Repeated.of(indices, tried, own)
                            .withValues(own.create(changed, new Shape(tried, positions)));
            Feed feed = Feed.inference(Map.of(), weights.views(own), Moment.PREDICTION, own);
            List<Signal> members =
                    network.compute(
                                    network.subgraph(
                                            List.of(leaf.node().name()),
                                            List.of(leaf.input().name())),
                                    Map.of(leaf.input().name(), Value.of(signal)),
                                    feed)
                            .get(leaf.node().name())
                            .members();
            for (int i = 0; i < members.size(); i++) {
                if (!isSame(members.get(i).values(), embedded.get(i).values(), places)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Returns how many rows may be computed at once. */
    private static int rows(Network network, Leaf leaf, Signal indices, List<Signal> embedded) {
        return RowWork.of(
                        network.graph(),
                        Map.of(
                                leaf.input().name(),
                                Value.of(indices),
                                leaf.node().name(),
                                Value.of(embedded)),
                        List.of(leaf.input().name()),
                        List.of(leaf.node().name()))
                .rows(ELEMENTS, TRIED);
    }

    /** Compares all steps except those that were changed. */
    private static boolean isSame(NDArray changed, NDArray original, int[] places) {
        float[] expected = original.toFloatArray();
        float[] actual = changed.toFloatArray();
        if (actual.length != expected.length * places.length) {
            return false;
        }
        int width = expected.length / (int) original.getShape().get(1);
        double scale = 1e-12;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int row = 0; row < places.length; row++) {
            for (int at = 0; at < expected.length; at++) {
                double difference = Math.abs(actual[row * expected.length + at] - expected[at]);
                if (at / width != places[row] && !(difference <= ROUNDING * scale)) {
                    return false;
                }
            }
        }
        return true;
    }
}
