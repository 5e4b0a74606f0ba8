package ${package};

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;
import dev.sora.data.DataRecord;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Predicts numbers in their own unit; the loss is computed in standard deviations. */
record Fitted${className}(String column, double delta, double mean, double deviation)
        implements UnaryFittedOutput {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return ${className}Output.head(input);
    }

    @Override
    public State state() {
        return State.builder().number("mean", mean).number("deviation", deviation).build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor numbers = HostTensor.allocate(DataType.FLOAT32, records.size(), 1);
        for (DataRecord record : records) {
            // A missing value is refused with its column, file and line.
            numbers.data().putFloat((float) record.get(column, Number.class).doubleValue());
        }
        numbers.data().rewind();
        return List.of(numbers);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray values = input.values();
        NDArray rows = values.reshape(values.getShape().get(0), -1);
        NDArray standard =
                Linear.linear(rows, pass.parameter("weight"), pass.parameter("bias")).head();
        return Signal.of(standard.mul(deviation).add(mean));
    }

    /** {@code e^2 / 2} up to delta, then {@code delta (|e| - delta / 2)} (P. J. Huber, 1964). */
    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDArray error = prediction.values().sub(target.values()).div(deviation).abs();
        NDArray near = error.minimum(delta);
        return near.mul(error.sub(near.mul(0.5))).mean();
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        return NumberOutcome.of(numbers(prediction.values()), numbers(target.values()));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (double number : numbers(prediction.values())) {
            decoded.add(Map.of("value", number));
        }
        return decoded;
    }

    private static double[] numbers(NDArray values) {
        float[] floats = values.toFloatArray();
        double[] numbers = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            numbers[i] = floats[i];
        }
        return numbers;
    }
}
