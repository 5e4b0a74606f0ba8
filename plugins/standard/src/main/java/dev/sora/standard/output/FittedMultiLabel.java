// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.LookAlikes;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.standard.metric.LabelsOutcome;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fitted multi-label output. Targets are 1 for each label of a record, and 0 for the others. */
final class FittedMultiLabel implements UnaryFittedOutput {

    private final MultiLabel settings;
    private final List<String> labels;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<String> warnings;
    private final Head head;

    FittedMultiLabel(MultiLabel settings, List<String> labels, List<String> warnings) {
        this.warnings = warnings;
        this.settings = settings;
        this.labels = List.copyOf(labels);
        this.head = new Head(settings.head(), labels.size(), labels);
        for (int i = 0; i < labels.size(); i++) {
            positions.put(labels.get(i), i);
        }
        for (int i = 0; i < labels.size(); i++) {
            positions.putIfAbsent(LabelName.of(labels.get(i)), i);
        }
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return head.plan(input, "label");
    }

    @Override
    public State state() {
        return State.builder().strings("labels", labels).build();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor targets = HostTensor.allocate(DataType.FLOAT32, records.size(), labels.size());
        FloatBuffer values = targets.data().asFloatBuffer();
        for (int row = 0; row < records.size(); row++) {
            DataRecord record = records.get(row);
            for (String label : settings.column().labels(record)) {
                Integer position = positions.get(label);
                if (position == null) {
                    throw unknown(label, record);
                }
                values.put(row * labels.size() + position, 1f);
            }
        }
        return List.of(targets);
    }

    private RecordException unknown(String label, DataRecord record) {
        return new RecordException(
                Problem.of(
                                "SORA-4310",
                                "the label '%s' in column '%s' is not one of the known labels"
                                        .formatted(label, settings.column().name()))
                        .where(record.where())
                        .needs("some of the %d labels".formatted(labels.size()))
                        .have(LookAlikes.quoted(label, labels))
                        .fix(
                                LabelName.hint(label, labels)
                                        + "correct the record, add it to 'labels', or train with"
                                        + " records that have it; or leave such records out with"
                                        + " 'on_error: skip' on the data source"));
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return Signal.of(head.apply(input, pass));
    }

    /**
     * Returns the mean binary cross-entropy over all decisions: {@code -z log σ(x) - (1 - z) log(1
     * - σ(x)) = log(1 + e^x) - z x}.
     */
    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDArray scores = prediction.values();
        return scores.getNDArrayInternal().softPlus().sub(scores.mul(target.values())).mean();
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        float[] probabilities = probabilities(prediction);
        float[] right = target.values().toFloatArray();
        boolean[] said = new boolean[right.length];
        boolean[] targets = new boolean[right.length];
        for (int i = 0; i < right.length; i++) {
            said[i] = probabilities[i] >= settings.threshold();
            targets[i] = right[i] > 0.5;
        }
        return new LabelsOutcome(labels, said, targets);
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(
                new AnswerField("labels", AnswerField.Type.TEXTS),
                new AnswerField("probabilities", AnswerField.Type.NUMBERS));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        float[] probabilities = probabilities(prediction);
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (int start = 0; start < probabilities.length; start += labels.size()) {
            List<String> said = new ArrayList<>();
            Map<String, Object> each = new LinkedHashMap<>();
            for (int i = 0; i < labels.size(); i++) {
                double probability = probabilities[start + i];
                each.put(labels.get(i), probability);
                if (probability >= settings.threshold()) {
                    said.add(labels.get(i));
                }
            }
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("labels", said);
            values.put("probabilities", each);
            decoded.add(values);
        }
        return decoded;
    }

    /** Returns the log-odds of a label: the one that is named, or the one with the greatest. */
    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        int chosen =
                part.isNamed()
                        ? part.position(labels, "label")
                        : (int) part.answered().values().argMax(1).toLongArray()[0];
        return Optional.of(
                AnswerScore.of(
                        "the log-odds of the label '%s'".formatted(labels.get(chosen)),
                        prediction -> prediction.values().get(":, {}", chosen)));
    }

    private static float[] probabilities(Signal prediction) {
        return prediction.values().getNDArrayInternal().sigmoid().toFloatArray();
    }
}
