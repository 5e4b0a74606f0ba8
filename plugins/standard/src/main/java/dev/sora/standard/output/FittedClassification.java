// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fitted classification with its classes. Targets are class positions, and class weights if any.
 */
final class FittedClassification implements UnaryFittedOutput {

    private static final String WEIGHTS = "weights";

    private final Classification settings;
    private final ClassLabels labels;
    private final Optional<float[]> weights;
    private final List<String> warnings;
    private final Head head;

    FittedClassification(
            Classification settings,
            ClassLabels labels,
            Optional<float[]> weights,
            List<String> warnings) {
        this.settings = settings;
        this.warnings = warnings;
        this.labels = labels;
        this.weights = weights;
        this.head = new Head(settings.head(), labels.size(), labels.names());
    }

    static FittedOutput restore(Classification settings, State state) {
        ClassLabels labels = new ClassLabels(type(state), classes(state));
        return new FittedClassification(settings, labels, weights(state, labels.size()), List.of());
    }

    /** Returns the classes in a state. */
    static List<String> classes(State state) {
        List<String> classes = state.distinct("classes");
        if (classes.size() < 2) {
            throw state.broken("classes", "at least 2 texts");
        }
        return classes;
    }

    private static ColumnType type(State state) {
        String name = state.string("labels");
        return Stream.of(ColumnType.TEXT, ColumnType.INTEGER, ColumnType.BOOLEAN)
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> state.broken("labels", "TEXT, INTEGER or BOOLEAN"));
    }

    private static Optional<float[]> weights(State state, int classes) {
        if (!state.has("class_weights")) {
            return Optional.empty();
        }
        double[] numbers = state.numbers("class_weights", classes);
        float[] weights = new float[classes];
        for (int i = 0; i < classes; i++) {
            weights[i] = (float) numbers[i];
            if (Float.isInfinite(weights[i])) {
                throw state.broken("class_weights", "32-bit numbers");
            }
        }
        return Optional.of(weights);
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return head.plan(input, "class");
    }

    @Override
    public State state() {
        State.Builder state =
                State.builder()
                        .string("labels", labels.type().name())
                        .strings("classes", labels.names());
        weights.ifPresent(
                values -> {
                    double[] numbers = new double[values.length];
                    for (int i = 0; i < numbers.length; i++) {
                        numbers[i] = values[i];
                    }
                    state.numbers("class_weights", numbers);
                });
        return state.build();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor targets = HostTensor.allocate(DataType.INT64, records.size(), 1);
        LongBuffer positions = targets.data().asLongBuffer();
        for (DataRecord record : records) {
            positions.put(labels.of(record, settings.column()));
        }
        if (weights.isEmpty()) {
            return List.of(targets);
        }
        HostTensor counts = HostTensor.allocate(DataType.FLOAT32, records.size(), 1);
        FloatBuffer values = counts.data().asFloatBuffer();
        positions.flip();
        while (positions.hasRemaining()) {
            values.put(weights.get()[(int) positions.get()]);
        }
        return List.of(targets, counts);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return Signal.of(head.apply(input, pass));
    }

    @Override
    public Signal target(NDList encoded) {
        Signal positions = Signal.of(encoded.get(0));
        return encoded.size() > 1 ? positions.with(WEIGHTS, encoded.get(1)) : positions;
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        // weights apply in training, not in evaluation
        boolean weigh = target.has(WEIGHTS) && pass.training();
        return settings.loss()
                .of(
                        prediction.values(),
                        target.values(),
                        weigh ? Optional.of(target.part(WEIGHTS)) : Optional.empty());
    }

    @Override
    public Optional<String> progressMetric() {
        return Optional.of("accuracy");
    }

    @Override
    public NDArray progressValue(Signal prediction, Signal target) {
        NDArray right = prediction.values().argMax(1).eq(target.values().squeeze(1));
        return right.toType(DataType.FLOAT32, false).mean();
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        long[] positions = target.values().toLongArray();
        int[] targets = new int[positions.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (int) positions[i];
        }
        Softmax softmax = softmax(prediction);
        return ClassOutcome.of(labels.names(), softmax.probabilities(), targets, softmax.logOdds());
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        Softmax softmax = softmax(prediction);
        float[] probabilities = softmax.probabilities();
        int classes = labels.size();
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (int at = 0; at < probabilities.length; at += classes) {
            int best = 0;
            Map<String, Object> each = new LinkedHashMap<>();
            for (int i = 0; i < classes; i++) {
                each.put(labels.names().get(i), (double) probabilities[at + i]);
                best = softmax.logOdds()[at + i] > softmax.logOdds()[at + best] ? i : best;
            }
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("label", labels.value(best));
            values.put("probability", (double) probabilities[at + best]);
            values.put("probabilities", each);
            decoded.add(values);
        }
        return decoded;
    }

    private Softmax softmax(Signal prediction) {
        return Softmax.rows(prediction.values().toFloatArray(), labels.size());
    }
}
