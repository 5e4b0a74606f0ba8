// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.AnswerUnit;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted regression with the mean and standard deviation of its target.
 *
 * <p>Targets are encoded twice: as 32-bit numbers for the loss, and as the bits of 64-bit numbers
 * for metrics, because 32 bits cannot distinguish 1e9 from 1e9 + 1.
 */
final class FittedRegression implements UnaryFittedOutput, OnnxExport {

    private static final String EXACT = "exact";

    /** The number of 64-bit floats in {@code TensorProto.DataType}. */
    private static final long ONNX_DOUBLE = 11;

    private final Regression settings;
    private final double mean;
    private final double deviation;

    FittedRegression(Regression settings, double mean, double deviation) {
        this.settings = settings;
        this.mean = mean;
        this.deviation = deviation;
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return settings.plan(input);
    }

    @Override
    public State state() {
        return State.builder().number("mean", mean).number("deviation", deviation).build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor targets = HostTensor.allocate(DataType.FLOAT32, records.size(), 1);
        HostTensor exact = HostTensor.allocate(DataType.INT64, records.size(), 1);
        FloatBuffer values = targets.data().asFloatBuffer();
        LongBuffer bits = exact.data().asLongBuffer();
        for (DataRecord record : records) {
            double target = settings.target(record);
            values.put(settings.narrow((target - mean) / deviation, target, record));
            bits.put(Double.doubleToRawLongBits(target));
        }
        return List.of(targets, exact);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return Signal.of(settings.head().apply(input, pass));
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        return settings.head().export(inputs.get(0), graph);
    }

    /**
     * Returns the value in the unit of the data, as 64-bit numbers: 32 bits would round targets
     * that are far from 0 and near to each other, such as points in time, to the same value.
     */
    @Override
    public Map<String, OnnxValue> answers(OnnxValue raw, OnnxGraph graph) {
        String wide = graph.node("Cast", List.of(raw.name()), Map.of("to", ONNX_DOUBLE));
        String scale = graph.doubles(new double[] {deviation});
        String shift = graph.doubles(new double[] {mean});
        String scaled = graph.node("Mul", List.of(wide, scale), Map.of());
        String value = graph.node("Add", List.of(scaled, shift), Map.of());
        return Map.of(
                "value",
                new OnnxValue(
                        value, TensorSpec.of(DataType.FLOAT64, raw.spec().shape().getShape())));
    }

    @Override
    public Signal target(NDList encoded) {
        return Signal.of(encoded.get(0)).with(EXACT, encoded.get(1));
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        return settings.loss().of(prediction.values(), target.values());
    }

    @Override
    public Optional<String> progressMetric() {
        return Optional.of("mae");
    }

    @Override
    public NDArray progressValue(Signal prediction, Signal target) {
        return prediction.values().sub(target.values()).abs().mean().mul((float) deviation);
    }

    /** Returns the predicted numbers, standardised. */
    @Override
    public Optional<NDArray> answerScores(Signal prediction, Signal answered) {
        return Optional.of(prediction.values().sum(new int[] {1}));
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        return Optional.of(part.whole("the value of '%s'".formatted(settings.column()), this));
    }

    @Override
    public AnswerUnit answerUnit() {
        return new AnswerUnit(deviation, mean);
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        return NumberOutcome.of(values(prediction.values()), exact(target));
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(new AnswerField("value", AnswerField.Type.NUMBER));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (double value : values(prediction.values())) {
            decoded.add(Map.of("value", value));
        }
        return decoded;
    }

    private static double[] exact(Signal target) {
        return Arrays.stream(target.part(EXACT).toLongArray())
                .mapToDouble(Double::longBitsToDouble)
                .toArray();
    }

    private double[] values(NDArray array) {
        float[] floats = array.toFloatArray();
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i] * deviation + mean;
        }
        return values;
    }
}
