// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.columns;

import ai.djl.ndarray.NDManager;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.data.RecordList;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.data.split.Split;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.GrowingPath;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.DataRecord;
import dev.sora.engine.Engine;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Permutation importance: how much an output's metric worsens when the values of one column are
 * permuted between records (L. Breiman, 2001, Random forests). A value is permuted as a whole,
 * whatever it is: a number, a text, a picture. It shows what the model uses, not what causes what.
 */
public final class PermutedColumns {

    /** So many times as many records as are encoded together are held in memory. */
    private static final int CALLS = 8;

    private final FittedGraph graph;
    private final Engine engine;
    private final Weights weights;
    private final Node.Output output;
    private final List<DataRecord> records;
    private final NDManager manager;
    private final double whole;

    /**
     * Measures the records as they are.
     *
     * @param records with their targets; see {@link #most}
     * @param manager owns what is computed
     */
    public PermutedColumns(
            FittedGraph graph,
            Engine engine,
            Weights weights,
            Node.Output output,
            List<DataRecord> records,
            NDManager manager) {
        this.graph = graph;
        this.engine = engine;
        this.weights = weights;
        this.output = output;
        this.records = records;
        this.manager = manager;
        this.whole = value(records);
    }

    /** Returns whether columns can be permuted: not where targets make the records to measure. */
    public static boolean apply(FittedGraph graph) {
        return DataProcedure.of(graph).encodesMeasured();
    }

    /**
     * Returns the columns that some inputs read, without those in which an output grows.
     *
     * @param inputs the names of these inputs
     */
    public static Set<String> columns(FittedGraph graph, Set<String> inputs) {
        Set<String> columns = new LinkedHashSet<>();
        Set<String> soFar = GrowingPath.inputsSoFar(graph);
        for (Node.Input input : graph.plan().nodes(Node.Input.class)) {
            if (inputs.contains(input.name()) && !soFar.contains(input.name())) {
                columns.addAll(InputColumns.of(input.planned()).keySet());
            }
        }
        return columns;
    }

    /** Returns how many of some records are measured: not more than fit in memory when encoded. */
    public static int most(FittedGraph graph, List<DataRecord> records, int atMost) {
        long fit = (long) CALLS * new Encoder(graph).together(records);
        return (int) Math.min(Math.min(atMost, fit), records.size());
    }

    /** Returns the metric by which columns are measured: the first of the output, or its loss. */
    public static String metric(Node.Output output) {
        return output.metrics().isEmpty() ? "loss" : output.metrics().get(0).name();
    }

    /** Returns whether a higher value of the metric is better. */
    public static boolean higherIsBetter(Node.Output output) {
        return !output.metrics().isEmpty()
                && output.metrics().get(0).planned().type().higherIsBetter();
    }

    /** Returns the metric of the records as they are; NaN if it is undefined. */
    public double whole() {
        return whole;
    }

    /**
     * Returns by how much the metric is worse in each repeat; empty if records are not valid with
     * the values of others, such as a sound without the sampling rate that belongs to it.
     *
     * @param seed each repeat of each column draws an order of its own
     */
    public Optional<double[]> lost(String column, int repeats, long seed) {
        double[] lost = new double[repeats];
        try {
            for (int repeat = 0; repeat < repeats; repeat++) {
                long own = 31L * column.hashCode() + repeat + 1_000_003L * seed;
                double value = value(shuffled(column, new Random(own)));
                lost[repeat] = higherIsBetter(output) ? whole - value : value - whole;
            }
        } catch (RecordException e) {
            return Optional.empty();
        }
        return Optional.of(lost);
    }

    private List<DataRecord> shuffled(String column, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        List<DataRecord> shuffled = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            Object other = records.get(order.get(i)).find(column).orElse(null);
            shuffled.add(ChangedColumn.of(records.get(i), column, other));
        }
        return shuffled;
    }

    private double value(List<DataRecord> given) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("stopped while permuting columns");
        }
        try (NDManager batch = manager.newSubManager()) {
            EvaluationSplit part =
                    new EvaluationSplit(
                            Split.TEST,
                            new Encoder(graph).encode(given, true).upload(batch),
                            new RecordList(given));
            return FlatMetrics.value(
                            new Evaluator(graph.plan())
                                    .evaluateQuickly(
                                            new Network(graph, engine, batch), weights, part, batch)
                                    .get(Split.TEST.word(), output.name(), metric(output)))
                    .orElse(Double.NaN);
        }
    }
}
