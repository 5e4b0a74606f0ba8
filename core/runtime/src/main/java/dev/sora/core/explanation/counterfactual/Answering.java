// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.counterfactual;

import ai.djl.ndarray.NDManager;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.prediction.OutputDecoder;
import dev.sora.core.prediction.OutputPass;
import dev.sora.core.score.AnswerScores;
import dev.sora.data.DataRecord;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers records with one output, and scores how near they are to other answers. */
final class Answering {

    private static final int BATCH = 256;

    private final DeviceModel device;
    private final Node.Output output;
    private final OutputPass pass;
    private final OutputDecoder decoder;
    private final AnswerScores scores;

    /** Records of the data by the answer that the model gives to them, the first of each. */
    private final Map<String, DataRecord> examples = new LinkedHashMap<>();

    private long answered;

    Answering(DeviceModel device, Node.Output output) {
        this.device = device;
        this.output = output;
        pass = new OutputPass(device, output, BATCH);
        decoder = new OutputDecoder(device.network().graph());
        scores = new AnswerScores(device.network().graph(), output);
    }

    /**
     * An answer.
     *
     * @param value the answer; empty if the model abstains
     * @param margin how far the score of the nearest wanted answer is above that of the present one
     */
    record Answer(Optional<Object> value, double margin) {

        /** Returns the answer as text, empty if there is none. */
        String text() {
            return value.map(String::valueOf).orElse("");
        }
    }

    String name() {
        return output.name();
    }

    /** Returns how many records were answered. */
    long answered() {
        return answered;
    }

    /** Learns which answers there are from records. */
    void learn(List<DataRecord> records) {
        for (List<DataRecord> batch : pass.batches(records)) {
            List<String> answers =
                    device.predict(
                            batch.size(),
                            manager ->
                                    decoded(compute(batch, manager), batch).stream()
                                            .map(value -> value.map(String::valueOf).orElse(""))
                                            .toList());
            for (int i = 0; i < batch.size(); i++) {
                if (!answers.get(i).isEmpty()) {
                    examples.putIfAbsent(answers.get(i), batch.get(i));
                }
            }
        }
    }

    /** Returns the answers that records of the data have. */
    List<String> known() {
        return List.copyOf(examples.keySet());
    }

    /** Returns whether scores differ by the answer that is scored, as those of numbers do not. */
    boolean hasClasses() {
        if (examples.size() < 2) {
            return true;
        }
        List<String> two = known().subList(0, 2);
        DataRecord any = examples.get(two.get(0));
        return margins(List.of(any), two.get(0), List.of(two.get(1))).get(0).margin() != 0;
    }

    /** Returns the answer to a record. */
    Answer of(DataRecord record) {
        return new Answer(
                device.predict(
                        1,
                        manager ->
                                decoded(compute(List.of(record), manager), List.of(record)).get(0)),
                0);
    }

    /**
     * Returns answers with their margins.
     *
     * @param present the present answer
     * @param wanted the answers that are wanted
     */
    List<Answer> margins(List<DataRecord> records, String present, List<String> wanted) {
        List<Answer> answers = new ArrayList<>(records.size());
        for (List<DataRecord> batch : pass.batches(records)) {
            answers.addAll(
                    device.predict(
                            batch.size(), manager -> scored(batch, present, wanted, manager)));
        }
        answered += records.size();
        return answers;
    }

    private List<Answer> scored(
            List<DataRecord> batch, String present, List<String> wanted, NDManager manager) {
        Signal prediction = compute(batch, manager);
        float[] own = scores(prediction, present, manager);
        double[] margins = new double[batch.size()];
        Arrays.fill(margins, Double.NEGATIVE_INFINITY);
        for (String other : wanted) {
            float[] each = scores(prediction, other, manager);
            for (int i = 0; i < margins.length; i++) {
                margins[i] = Math.max(margins[i], (double) each[i] - own[i]);
            }
        }
        List<Optional<Object>> values = decoded(prediction, batch);
        List<Answer> answers = new ArrayList<>(batch.size());
        for (int i = 0; i < margins.length; i++) {
            answers.add(new Answer(values.get(i), margins[i]));
        }
        return answers;
    }

    private float[] scores(Signal prediction, String answer, NDManager manager) {
        Signal example = compute(List.of(examples.get(answer)), manager);
        return scores.of(prediction, example).orElseThrow(scores::refused).toFloatArray();
    }

    /** Makes a record the example of its answer, if there is none yet. */
    void remember(String answer, DataRecord record) {
        examples.putIfAbsent(answer, record);
    }

    /**
     * Checks that answers have scores.
     *
     * @throws dev.sora.problem.SoraException if they have none
     */
    void check(DataRecord record) {
        device.predict(
                1,
                manager -> {
                    Signal own = compute(List.of(record), manager);
                    return scores.of(own, own).orElseThrow(scores::refused).toFloatArray();
                });
    }

    private List<Optional<Object>> decoded(Signal prediction, List<DataRecord> batch) {
        List<Optional<Object>> answers = new ArrayList<>(batch.size());
        for (var each : decoder.decode(Map.of(output.name(), prediction), batch)) {
            Map<String, Object> answer = each.get(output.name());
            boolean none = answer.isEmpty() || Boolean.TRUE.equals(answer.get("abstains"));
            answers.add(none ? Optional.empty() : answer.values().stream().findFirst());
        }
        return answers;
    }

    private Signal compute(List<DataRecord> batch, NDManager manager) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("stopped while changing records");
        }
        return pass.compute(batch, manager);
    }
}
