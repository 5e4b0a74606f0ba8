// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.means;

import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PassWork;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Which records means are computed from, and in which batches, so that neither the time nor the
 * memory that they take depends on the size of the model or of the data.
 */
final class MeanRecords {

    private static final int MOST = 1024;
    private static final int BATCH = 64;

    /** A mean over fewer records says little. */
    private static final int FEWEST = 8;

    /** The number of multiplications that may be spent, a second or so. */
    private static final double WORK = 3e10;

    /** The part of the passes of one epoch that may be spent instead, if that is more. */
    private static final double PART_OF_EPOCH = 0.01;

    /** A pass of training computes the values, and two products for each of them backwards. */
    private static final double PASSES_OF_STEP = 3;

    /** Reading and writing an element takes about as long as so many multiplications. */
    private static final double WORK_OF_ELEMENT = 16;

    /** The elements of the signals of all nodes that are computed at once: 64 MB. */
    private static final double ELEMENTS = 1 << 24;

    private MeanRecords() {}

    /**
     * Returns the batches of rows, shortest sequences first; none if the work is too much.
     *
     * @param lengths of all records, or empty if all have the same
     */
    static List<long[]> batches(FittedGraph graph, EncodedData data, int[] lengths) {
        int count = count(graph, data.size());
        long[] rows = drawn(data.size(), count, graph.plan().seed());
        if (lengths.length > 0) {
            rows =
                    LongStream.of(rows)
                            .boxed()
                            .sorted(Comparator.comparingInt(row -> lengths[row.intValue()]))
                            .mapToLong(row -> row)
                            .toArray();
        }
        int most = Math.min(BATCH, graph.plan().training().batches().evaluationSize());
        double same = lengths.length == 0 ? PassWork.elements(graph, 1) : 0;
        List<long[]> batches = new ArrayList<>();
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count
                    && to - from < most
                    && (to - from + 1)
                                    * (lengths.length == 0
                                            ? same
                                            : PassWork.elements(graph, lengths[(int) rows[to]]))
                            <= ELEMENTS) {
                to++;
            }
            batches.add(LongStream.of(rows).skip(from).limit(to - from).toArray());
            from = to;
        }
        return batches;
    }

    /** Returns how many of some records are used; 0 if too few could be. */
    static int count(FittedGraph graph, int size) {
        double work = PassWork.multiplications(graph) + WORK_OF_ELEMENT * PassWork.elements(graph);
        double affordable = Math.max(WORK / work, size * PASSES_OF_STEP * PART_OF_EPOCH);
        int fewest = Math.min(FEWEST, size);
        return affordable < fewest ? 0 : (int) Math.min(affordable, Math.min(size, MOST));
    }

    /**
     * Draws one record of each of equal parts of the data, in order. A fixed place in each part
     * would choose the same kind again and again where kinds alternate.
     */
    static long[] drawn(int size, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] rows = new long[count];
        for (int i = 0; i < count; i++) {
            rows[i] =
                    random.nextLong((long) i * size / count, Math.max(1, (i + 1L) * size / count));
        }
        return rows;
    }

    /** Returns the greatest length of the sequences of each record; empty if there are none. */
    static int[] lengths(FittedGraph graph, EncodedData data, List<Node.Input> inputs) {
        int[] lengths = new int[0];
        for (Node.Input input : inputs) {
            OptionalInt at =
                    PluginWork.call(
                            graph.plan(),
                            input.planned(),
                            "reported where the lengths of '%s' are".formatted(input.name()),
                            graph.inputs().get(input.name())::lengthsAt);
            if (at.isPresent()) {
                int[] own = data.numbers(input.name(), at.getAsInt());
                lengths = lengths.length == 0 ? new int[own.length] : lengths;
                for (int i = 0; i < own.length; i++) {
                    lengths[i] = Math.max(lengths[i], own[i]);
                }
            }
        }
        return lengths;
    }
}
