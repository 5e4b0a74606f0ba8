// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fitted classification with its classes. Targets are class positions, and class weights if any.
 */
final class FittedClassification implements UnaryFittedOutput, OnnxExport {

    private static final String WEIGHTS = "weights";

    private final Classification settings;
    private final ClassLabels labels;
    private final Optional<float[]> weights;
    private final List<String> warnings;
    private final Answers answers;
    private final Head head;

    FittedClassification(
            Classification settings,
            ClassLabels labels,
            Optional<float[]> weights,
            List<String> warnings,
            Answers answers) {
        this.settings = settings;
        this.answers = answers;
        this.warnings = warnings;
        this.labels = labels;
        this.weights = weights;
        this.head = new Head(settings.head(), labels.size(), labels.names());
    }

    static FittedOutput restore(Classification settings, State state) {
        ClassLabels labels = new ClassLabels(type(state), classes(state));
        return new FittedClassification(
                settings,
                labels,
                weights(state, labels.size()),
                List.of(),
                Answers.restore(settings.rule(), settings.positive(labels), state));
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
        answers.save(state, settings.rule());
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
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        graph.note("classes", String.join("\n", labels.names()));
        return head.export(inputs.get(0), graph);
    }

    /** Returns the calibrated probability of each class, in the order of the classes. */
    @Override
    public Map<String, OnnxValue> answers(OnnxValue raw, OnnxGraph graph) {
        String temperature = graph.floats(new float[] {(float) answers.temperature()});
        String scores = graph.node("Div", List.of(raw.name(), temperature), Map.of());
        return Map.of(
                "probabilities",
                raw.with(graph.node("Softmax", List.of(scores), Map.of("axis", 1L))));
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
        float[] scores = prediction.values().toFloatArray();
        Softmax softmax = answers.softmax(scores, labels.size());
        ClassOutcome outcome =
                ClassOutcome.of(labels.names(), softmax.probabilities(), targets, softmax.logOdds())
                        .withDecision(answers.decision());
        return answers.temperature() == 1
                ? outcome
                : outcome.withUncalibrated(Softmax.rows(scores, labels.size()).probabilities());
    }

    /** Returns the scores of the answered classes before softmax. */
    @Override
    public Optional<NDArray> answerScores(Signal prediction, Signal answered) {
        NDArray scores = prediction.values();
        int classes = labels.size();
        int[] chosen = answered(answered.values().stopGradient());
        float[] mask = new float[chosen.length * classes];
        for (int i = 0; i < chosen.length; i++) {
            mask[i * classes + chosen[i]] = 1;
        }
        NDArray selected = scores.getManager().create(mask, new Shape(chosen.length, classes));
        return Optional.of(scores.mul(selected).sum(new int[] {1}));
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        int chosen =
                part.isNamed()
                        ? part.position(labels.names(), "class")
                        : answered(part.answered().values().stopGradient())[0];
        return Optional.of(
                AnswerScore.of(
                        "the logit of the class '%s'".formatted(labels.names().get(chosen)),
                        prediction -> prediction.values().get(":, {}", chosen)));
    }

    /** Returns the answered class of each row. */
    private int[] answered(NDArray scores) {
        int classes = labels.size();
        Softmax softmax = answers.softmax(scores.toFloatArray(), classes);
        int count = softmax.probabilities().length / classes;
        ClassOutcome outcome =
                ClassOutcome.of(labels.names(), softmax.probabilities(), new int[count])
                        .withDecision(answers.decision());
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = outcome.predicted(i);
        }
        return chosen;
    }

    @Override
    public FittedOutput calibrated(List<Outcome> validation) {
        if (!settings.calibrates() || validation.isEmpty()) {
            return this;
        }
        List<ClassOutcome> parts = validation.stream().map(ClassOutcome.class::cast).toList();
        ClassOutcome all = parts.get(0).joined(parts.subList(1, parts.size()));
        return new FittedClassification(
                settings,
                labels,
                weights,
                warnings,
                Answers.of(settings.rule(), settings.positive(labels))
                        .learned(settings.rule(), all));
    }

    @Override
    public List<AnswerField> answerFields() {
        return new ClassAnswer(labels, answers.decision()).fields();
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        int classes = labels.size();
        Softmax softmax = answers.softmax(prediction.values().toFloatArray(), classes);
        ClassOutcome outcome =
                ClassOutcome.of(
                                labels.names(),
                                softmax.probabilities(),
                                new int[softmax.probabilities().length / classes],
                                softmax.logOdds())
                        .withDecision(answers.decision());
        List<Map<String, Object>> decoded = new ArrayList<>();
        ClassAnswer answer = new ClassAnswer(labels, answers.decision());
        for (int record = 0; record < outcome.size(); record++) {
            decoded.add(answer.of(outcome, record));
        }
        return decoded;
    }
}
