// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.PassWork;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.graph.Weights;
import dev.sora.core.io.TensorData;
import dev.sora.core.plan.Node;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mean value of every particle over the training data: what explanations put in the place of an
 * absent particle. A package holds them.
 *
 * <p>They are computed from at most {@value #RECORDS} records, evenly chosen. The mean of a
 * sequence is one step: the mean over all valid steps. A mean of more than {@value #LARGEST}
 * numbers is kept as one number for each element of its first dimension, such as a channel.
 */
public final class ActivationMeans {

    private static final int RECORDS = 1024;
    private static final int FEWEST = 64;
    private static final int BATCH = 64;
    private static final int LARGEST = 1 << 14;

    /** The most numbers of all means together; particles nearest to the outputs come first. */
    private static final long MOST = 1 << 20;

    /** The number of multiplications that may be spent, a second or so. */
    private static final double WORK = 3e10;

    private ActivationMeans() {}

    /**
     * Computes the means.
     *
     * @param data the training data
     * @return by the name of a node, {@code view[1]} for a member of a generation; empty if the
     *     data does not consist of records alone
     */
    public static Map<String, TensorData> of(
            Network network, Weights weights, EncodedData data, NDManager manager) {
        FittedGraph graph = network.graph();
        if (data.size() == 0 || !DataProcedure.of(graph).encodesMeasured()) {
            return Map.of();
        }
        Map<String, Sum> sums = sums(graph);
        List<String> nodes =
                graph.plan().nodes().stream()
                        .map(Node::name)
                        .filter(
                                name ->
                                        sums.values().stream()
                                                .anyMatch(sum -> sum.node.name().equals(name)))
                        .toList();
        if (nodes.isEmpty()) {
            return Map.of();
        }
        Subgraph subgraph = network.subgraph(nodes, List.of());
        double affordable = WORK / Math.max(1, PassWork.multiplications(graph));
        int records = (int) Math.min(data.size(), Math.max(FEWEST, Math.min(RECORDS, affordable)));
        for (int from = 0; from < records; from += BATCH) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedRunException("stopped while means were computed");
            }
            long[] rows = new long[Math.min(BATCH, records - from)];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (long) (from + i) * data.size() / records;
            }
            try (NDManager own = manager.newSubManager()) {
                Map<String, NDList> inputs = data.inputs(subgraph.inputs(), own.create(rows), own);
                Feed feed =
                        Feed.inference(inputs, weights.views(own), Moment.evaluation(from), own);
                Map<String, Value> values = network.compute(subgraph, Map.of(), feed);
                sums.values()
                        .forEach(sum -> sum.add(values.get(sum.node.name()).member(sum.member)));
            }
        }
        Map<String, TensorData> means = new LinkedHashMap<>();
        for (Node node : graph.plan().nodes()) {
            for (int member = 0; member < node.count(); member++) {
                String name = Baselines.name(node, member);
                if (sums.containsKey(name) && sums.get(name).isFinite()) {
                    means.put(name, sums.get(name).mean());
                }
            }
        }
        return means;
    }

    /**
     * Checks means of a package, which is not trusted.
     *
     * @param file the package, for messages
     * @throws DataException if one belongs to no particle, has another shape or is not finite
     */
    public static void check(Map<String, TensorData> means, FittedGraph graph, String file) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (Node node : graph.plan().nodes()) {
            for (int member = 0;
                    member < node.count() && !(node instanceof Node.Output);
                    member++) {
                if (isNumbers(graph.signal(node))) {
                    shapes.put(Baselines.name(node, member), shape(graph.signal(node)));
                }
            }
        }
        means.forEach(
                (name, mean) -> {
                    long[] shape = shapes.get(name);
                    if (shape == null
                            || mean.type() != TensorData.Type.F32
                            || !fits(mean.dimensions(), shape)
                            || !isFinite(mean)) {
                        throw new DataException(
                                Problem.of(
                                                "SORA-4937",
                                                "the mean of '%s' does not fit the model"
                                                        .formatted(name))
                                        .where(file)
                                        .needs(
                                                shape == null
                                                        ? "means of particles of the model"
                                                        : "finite 32-bit floats "
                                                                + Arrays.toString(shape))
                                        .have(mean.type() + " " + mean.shape())
                                        .fix("use a copy of the file as Sora wrote it"));
                    }
                });
    }

    private static boolean fits(long[] mean, long[] shape) {
        return Arrays.equals(mean, shape)
                || shape.length > 0 && Arrays.equals(mean, Arrays.copyOf(shape, 1));
    }

    private static boolean isFinite(TensorData mean) {
        for (float value : mean.toFloats()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumbers(SignalSpec signal) {
        boolean known = Arrays.stream(shape(signal)).allMatch(dimension -> dimension > 0);
        return signal.values().type() == DataType.FLOAT32 && !signal.has(Signal.ROWS) && known;
    }

    /** Returns the dimensions of a mean, without steps. */
    private static long[] shape(SignalSpec signal) {
        long[] shape = signal.values().shape().getShape();
        return signal.isSequence() ? Arrays.copyOfRange(shape, 1, shape.length) : shape;
    }

    /** Returns a sum for each member whose mean is kept. */
    private static Map<String, Sum> sums(FittedGraph graph) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        long numbers = 0;
        List<Node> backwards = new ArrayList<>(graph.plan().nodes());
        Collections.reverse(backwards);
        for (Node node : backwards) {
            if (node instanceof Node.Output || !isNumbers(graph.signal(node))) {
                continue;
            }
            long[] shape = shape(graph.signal(node));
            long size = Arrays.stream(shape).reduce(1, (all, each) -> all * each);
            long[] kept = size > LARGEST ? Arrays.copyOf(shape, 1) : shape;
            long count = Arrays.stream(kept).reduce(1, (all, each) -> all * each);
            if (count > LARGEST || numbers + count * node.count() > MOST) {
                continue;
            }
            numbers += count * node.count();
            for (int member = 0; member < node.count(); member++) {
                sums.put(
                        Baselines.name(node, member),
                        new Sum(node, member, kept, (int) count, (int) (size / count)));
            }
        }
        return sums;
    }

    /** The sum of the values of one member. */
    private static final class Sum {

        private final Node node;
        private final int member;
        private final long[] shape;
        private final double[] sums;
        private final int elements;
        private long count;

        /**
         * Creates a sum.
         *
         * @param elements the number of elements that share one number
         */
        Sum(Node node, int member, long[] shape, int size, int elements) {
            this.node = node;
            this.member = member;
            this.shape = shape;
            this.sums = new double[size];
            this.elements = elements;
        }

        /** Adds a batch; the padding of sequences is zero and adds nothing. */
        void add(Signal signal) {
            NDArray values = signal.values();
            float[] all = values.toFloatArray();
            int size = sums.length * elements;
            for (int i = 0; i < all.length; i++) {
                sums[i % size / elements] += all[i];
            }
            if (signal.isSequence()) {
                for (int steps : signal.lengths().toType(DataType.INT32, false).toIntArray()) {
                    count += steps;
                }
            } else {
                count += values.getShape().get(0);
            }
        }

        boolean isFinite() {
            return count > 0 && Arrays.stream(sums).allMatch(Double::isFinite);
        }

        TensorData mean() {
            float[] means = new float[sums.length];
            for (int i = 0; i < means.length; i++) {
                means[i] = (float) (sums[i] / count / elements);
            }
            return TensorData.floats(means, shape);
        }
    }
}
