// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.activation;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.explanation.columns.NoRecords;
import dev.sora.core.explanation.inquiry.NamedNode;
import dev.sora.core.explanation.neighbours.TargetValues;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.hint.ActivatingRecords;
import dev.sora.core.hint.ActivatingRecords.Example;
import dev.sora.core.hint.ActivatingRecords.OfNode;
import dev.sora.core.hint.ActivatingRecords.Options;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Finds the records that activate nodes most and least. The data set passes by in batches; only the
 * records that are the best so far are kept, with small pictures.
 */
public final class ActivationSearch {

    /** So many records are kept of all nodes together. */
    private static final int MOST_KEPT = 4_000;

    private static final int BATCH = 64;

    private final ActivatedNodes nodes;
    private final Options options;
    private final TargetValues targets;
    private final TargetValues inputs;
    private final SmallPicture pictures;
    private final int batch;
    private final List<Extremes> extremes = new ArrayList<>();
    private long searched;

    /** What was found so far of a node: the worst of the kept ones is the head of its queue. */
    private record Extremes(PriorityQueue<Kept> most, PriorityQueue<Kept> least, double[] sum) {}

    private record Kept(double activation, long position, Example example) {

        static final Comparator<Kept> ACTIVATION = Comparator.comparingDouble(Kept::activation);
        static final Comparator<Kept> FIRST = Comparator.comparingLong(Kept::position);
        static final Comparator<Kept> GREATEST_FIRST = ACTIVATION.reversed().thenComparing(FIRST);
        static final Comparator<Kept> LEAST_FIRST = ACTIVATION.thenComparing(FIRST);
    }

    /**
     * Creates a search.
     *
     * @param named the nodes of the options
     * @throws SoraException if a node has no activation, or too many records would be kept
     */
    public ActivationSearch(
            FittedGraph graph, DeviceModel device, List<NamedNode> named, Options options) {
        List<ActivatedNodes.Member> members = new ArrayList<>();
        for (NamedNode each : named) {
            int first = each.member().orElse(0);
            int last = each.member().isPresent() ? first + 1 : each.node().count();
            for (int i = first; i < last; i++) {
                members.add(new ActivatedNodes.Member(each.node(), i));
            }
        }
        this.nodes =
                new ActivatedNodes(
                        graph, device, members.stream().distinct().toList(), options.unit());
        this.options = options;
        this.targets = new TargetValues(graph.plan());
        this.inputs = TargetValues.ofInputs(graph.plan());
        this.pictures = new SmallPicture(graph.plan());
        this.batch = Math.min(BATCH, graph.plan().training().batches().evaluationSize());
        long kept = 2L * options.count() * nodes.members().size();
        if (kept > MOST_KEPT) {
            throw new SoraException(
                    Problem.of("SORA-4966", "too many records would be kept")
                            .needs("at most %,d of all nodes together".formatted(MOST_KEPT))
                            .have(
                                    "%d most and %d least of %d nodes"
                                            .formatted(
                                                    options.count(),
                                                    options.count(),
                                                    nodes.members().size()))
                            .fix("ask for fewer records, or name fewer nodes with --node"));
        }
        for (int i = 0; i < nodes.members().size(); i++) {
            extremes.add(
                    new Extremes(
                            new PriorityQueue<>(Kept.GREATEST_FIRST.reversed()),
                            new PriorityQueue<>(Kept.LEAST_FIRST.reversed()),
                            new double[1]));
        }
    }

    /**
     * Searches a data set.
     *
     * @param data passes its records
     * @throws DataException if it has none, or an activation is not finite
     */
    public ActivatingRecords find(Consumer<Consumer<DataRecord>> data) {
        List<DataRecord> waiting = new ArrayList<>(batch);
        data.accept(
                record -> {
                    waiting.add(record);
                    if (waiting.size() == batch) {
                        take(waiting);
                    }
                });
        if (!waiting.isEmpty()) {
            take(waiting);
        }
        if (searched == 0) {
            throw NoRecords.refused();
        }
        Map<String, OfNode> found = new LinkedHashMap<>();
        for (int i = 0; i < extremes.size(); i++) {
            Extremes own = extremes.get(i);
            found.put(
                    nodes.members().get(i).name(),
                    new OfNode(
                            own.sum()[0] / searched,
                            sorted(own.most(), Kept.GREATEST_FIRST),
                            sorted(own.least(), Kept.LEAST_FIRST)));
        }
        return new ActivatingRecords(searched, found);
    }

    private static List<Example> sorted(PriorityQueue<Kept> kept, Comparator<Kept> order) {
        return kept.stream().sorted(order).map(Kept::example).toList();
    }

    private void take(List<DataRecord> waiting) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("stopped while searching for records");
        }
        double[][] found = nodes.of(waiting);
        for (int row = 0; row < waiting.size(); row++) {
            DataRecord record = waiting.get(row);
            Optional<Example> shown = Optional.empty();
            for (int i = 0; i < found.length; i++) {
                double activation = checked(found[i][row], record, nodes.members().get(i).name());
                Extremes own = extremes.get(i);
                own.sum()[0] += activation;
                if (isKept(own.most(), Kept.GREATEST_FIRST, activation)
                        || isKept(own.least(), Kept.LEAST_FIRST, activation)) {
                    shown = Optional.of(shown.orElseGet(() -> example(record)));
                    Kept kept = new Kept(activation, searched, with(shown.get(), activation));
                    keep(own.most(), Kept.GREATEST_FIRST, kept);
                    keep(own.least(), Kept.LEAST_FIRST, kept);
                }
            }
            searched++;
        }
        waiting.clear();
    }

    private Example example(DataRecord record) {
        return new Example(
                record.origin(),
                record.number(),
                0,
                targets.of(record),
                inputs.of(record),
                pictures.of(record));
    }

    private static Example with(Example shown, double activation) {
        return new Example(
                shown.origin(),
                shown.number(),
                activation,
                shown.target(),
                shown.values(),
                shown.picture());
    }

    /** Returns whether an activation is among the kept ones; of equal ones, the first stays. */
    private boolean isKept(PriorityQueue<Kept> queue, Comparator<Kept> order, double activation) {
        return queue.size() < options.count()
                || order.compare(
                                new Kept(activation, Long.MAX_VALUE, queue.peek().example()),
                                queue.peek())
                        < 0;
    }

    private void keep(PriorityQueue<Kept> queue, Comparator<Kept> order, Kept kept) {
        if (isKept(queue, order, kept.activation())) {
            if (queue.size() == options.count()) {
                queue.remove();
            }
            queue.add(kept);
        }
    }

    private static double checked(double activation, DataRecord record, String node) {
        if (!Double.isFinite(activation)) {
            throw new DataException(
                    Problem.of("SORA-4919", "the vector of a record is not finite")
                            .where(record.where())
                            .needs("finite values of '%s'".formatted(node))
                            .have(Double.toString(activation))
                            .fix("look at the values of the record; the model may not suit it"));
        }
        return activation;
    }
}
