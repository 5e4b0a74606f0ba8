// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.means;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.RowNumbers;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The mean value of every particle over the training data: what replaces an absent particle in
 * explanations. A package holds them.
 *
 * <p>They are computed from at most 1024 records, drawn evenly, and from fewer if that would take
 * long, see {@link MeanRecords}. The mean of a sequence is one step: the mean over all valid steps.
 * A mean of more than {@value #LARGEST} numbers is kept as one number for each element of its first
 * dimension, such as a channel.
 */
public final class ActivationMeans {

    private static final int LARGEST = 1 << 14;

    /** The most numbers of all means together; particles nearest to the outputs come first. */
    private static final long MOST = 1 << 20;

    private ActivationMeans() {}

    /**
     * Computes the means. They are optional: if that fails, a warning is reported and there are
     * none, because a finished training must not be lost for them.
     *
     * @param data the training data
     * @return by the name of a node, {@code view[1]} for a member of a generation; empty also if
     *     the data does not consist of records alone, or the work is too much
     * @throws InterruptedRunException if the thread is interrupted
     */
    public static Map<String, TensorData> of(
            Network network,
            Weights weights,
            EncodedData data,
            NDManager manager,
            RunListener listener) {
        try {
            // explanations compare with them what they compute in full precision
            return network.inFullPrecision(() -> of(network, weights, data, manager));
        } catch (InterruptedRunException stopped) {
            throw stopped;
        } catch (RuntimeException | OutOfMemoryError e) {
            checkInterrupt();
            listener.on(
                    new RunEvent.Warned(
                            "means.safetensors",
                            "the mean values of particles are not saved, and explanations will"
                                    + " compare with zero: "
                                    + e));
            return Map.of();
        }
    }

    private static Map<String, TensorData> of(
            Network network, Weights weights, EncodedData data, NDManager manager) {
        FittedGraph graph = network.graph();
        if (data.size() == 0 || !DataProcedure.of(graph).encodesMeasured()) {
            return Map.of();
        }
        Map<String, MeanSum> sums = sums(graph);
        Set<String> nodes = new LinkedHashSet<>();
        sums.values().forEach(sum -> nodes.add(sum.node().name()));
        if (nodes.isEmpty()) {
            return Map.of();
        }
        Subgraph subgraph = network.subgraph(nodes, List.of());
        List<Node.Input> inputs =
                graph.plan().nodes(Node.Input.class).stream()
                        .filter(input -> subgraph.inputs().contains(input.name()))
                        .toList();
        int[] lengths = MeanRecords.lengths(graph, data, inputs);
        int batch = 0;
        for (long[] rows : MeanRecords.batches(graph, data, lengths)) {
            checkInterrupt();
            try (NDManager own = manager.newSubManager()) {
                Map<String, NDList> encoded =
                        data.inputs(subgraph.inputs(), RowNumbers.of(rows, own), own);
                Feed feed =
                        Feed.inference(
                                encoded, weights.views(own), Moment.evaluation(batch++), own);
                Map<String, Value> values = network.compute(subgraph, Map.of(), feed);
                sums.values()
                        .forEach(
                                sum -> sum.add(values.get(sum.node().name()).member(sum.member())));
            }
        }
        Map<String, TensorData> means = new LinkedHashMap<>();
        for (Node node : graph.plan().nodes()) {
            for (int member = 0; member < node.count(); member++) {
                String name = node.memberName(member);
                if (sums.containsKey(name) && sums.get(name).isFinite()) {
                    means.put(name, sums.get(name).mean());
                }
            }
        }
        return means;
    }

    private static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("stopped while means were computed");
        }
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
                    shapes.put(node.memberName(member), shape(graph.signal(node)));
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
    private static Map<String, MeanSum> sums(FittedGraph graph) {
        Map<String, MeanSum> sums = new LinkedHashMap<>();
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
                        node.memberName(member),
                        new MeanSum(node, member, kept, (int) count, (int) (size / count)));
            }
        }
        return sums;
    }
}
