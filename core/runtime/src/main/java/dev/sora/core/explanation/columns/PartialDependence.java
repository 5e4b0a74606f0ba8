// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.columns;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.ColumnEffects.Curve;
import dev.sora.core.ColumnEffects.Dependence;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.prediction.OutputDecoder;
import dev.sora.core.prediction.OutputPass;
import dev.sora.core.score.AnswerScores;
import dev.sora.core.score.Finite;
import dev.sora.data.DataRecord;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Partial dependence: the mean score of an answer over records that all have the same value in one
 * column (J. H. Friedman, 2001, Greedy function approximation). Its answers are those that the
 * model gives to these records most often; if scores do not depend on the answer, as those of
 * numbers, there is one curve for all.
 */
final class PartialDependence {

    private static final int BATCH = 64;
    private static final int MOST_ANSWERS = 5;

    private final DeviceModel device;
    private final FittedGraph graph;
    private final Node.Output output;
    private final List<DataRecord> records;
    private final OutputPass pass;
    private final AnswerScores scores;
    private final Map<Optional<String>, Signal> answers = new LinkedHashMap<>();
    private final boolean scored;
    private int given;

    /**
     * Computes the answers to the records as they are.
     *
     * @param manager owns the predictions that decide answers
     */
    PartialDependence(
            DeviceModel device, Node.Output output, List<DataRecord> records, NDManager manager) {
        this.device = device;
        this.graph = device.network().graph();
        this.output = output;
        this.records = records;
        this.pass = new OutputPass(device, output, BATCH);
        this.scores = new AnswerScores(graph, output);
        this.scored = isScored(manager);
        if (scored) {
            chooseAnswers(manager);
        }
    }

    /**
     * Returns whether answers have one score; an answer of several parts varies in none of them.
     */
    boolean isScored() {
        return scored;
    }

    private boolean isScored(NDManager manager) {
        boolean[] found = {false};
        predict(
                records.subList(0, 1),
                manager,
                prediction -> found[0] = scores.of(prediction, prediction).isPresent());
        return found[0];
    }

    /** Returns how many different answers the records have that are left out. */
    int leftOut() {
        return given - answers.size();
    }

    private void chooseAnswers(NDManager manager) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, DataRecord> first = new LinkedHashMap<>();
        OutputDecoder decoder = new OutputDecoder(graph);
        for (List<DataRecord> batch : pass.batches(records)) {
            predict(
                    batch,
                    manager,
                    prediction -> {
                        var decoded = decoder.decode(Map.of(output.name(), prediction), batch);
                        for (int i = 0; i < batch.size(); i++) {
                            Map<String, Object> answer = decoded.get(i).get(output.name());
                            if (answer.isEmpty() || Boolean.TRUE.equals(answer.get("abstains"))) {
                                continue;
                            }
                            String name = String.valueOf(answer.values().iterator().next());
                            counts.merge(name, 1, Integer::sum);
                            first.putIfAbsent(name, batch.get(i));
                        }
                    });
        }
        List<String> names =
                counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .limit(MOST_ANSWERS)
                        .map(Map.Entry::getKey)
                        .toList();
        names.forEach(
                name ->
                        answers.put(
                                Optional.of(name),
                                pass.compute(List.of(first.get(name)), manager)));
        given = counts.size();
        if (answers.size() > 1 && dependOnNoAnswer(manager)) {
            Signal any = answers.values().iterator().next();
            answers.clear();
            answers.put(Optional.empty(), any);
            given = 1;
        }
    }

    /** Returns whether the scores of the first records are the same, whatever the answer is. */
    private boolean dependOnNoAnswer(NDManager manager) {
        List<float[]> each = new ArrayList<>();
        predict(
                pass.batches(records).get(0),
                manager,
                prediction ->
                        answers.values().forEach(answer -> each.add(score(prediction, answer))));
        return each.stream().allMatch(scored -> Arrays.equals(scored, each.get(0)));
    }

    /**
     * Returns the dependence on a column.
     *
     * @throws dev.sora.problem.RecordException if a record is not valid with one of the values
     */
    Dependence of(String column, ColumnGrid grid, NDManager manager) {
        List<List<Double>> curves = new ArrayList<>();
        answers.forEach((name, answer) -> curves.add(new ArrayList<>()));
        for (Object value : grid.values()) {
            double[] sums = new double[answers.size()];
            for (List<DataRecord> batch : pass.batches(records)) {
                List<DataRecord> changed =
                        batch.stream().map(r -> ChangedColumn.of(r, column, value)).toList();
                predict(changed, manager, prediction -> add(prediction, sums));
            }
            for (int i = 0; i < sums.length; i++) {
                curves.get(i).add(Finite.checked(scores.unit().score(sums[i] / records.size())));
            }
        }
        List<Curve> named = new ArrayList<>();
        answers.keySet().forEach(name -> named.add(new Curve(name, curves.get(named.size()))));
        return new Dependence(grid.numeric(), grid.shown(), named);
    }

    private void add(Signal prediction, double[] sums) {
        int at = 0;
        for (Signal answer : answers.values()) {
            for (float score : score(prediction, answer)) {
                sums[at] += score;
            }
            at++;
        }
    }

    private float[] score(Signal prediction, Signal answer) {
        NDArray found = scores.of(prediction, answer).orElseThrow(scores::refused);
        return found.toFloatArray();
    }

    private void predict(List<DataRecord> batch, NDManager manager, Consumer<Signal> action) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("stopped while varying columns");
        }
        try (NDManager own = manager.newSubManager()) {
            action.accept(pass.compute(batch, own));
        }
    }
}
