package ${package};

import ai.djl.ndarray.types.DataType;
import dev.sora.data.Records;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.particle.UnaryOutput;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/** The output before fitting, which learns the mean and deviation of the numbers. */
record ${className}Output(String column, double delta) implements UnaryOutput {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return head(input);
    }

    /** Plans one number from all values of a record. */
    static ParticlePlan head(SignalSpec input) {
        // Called before data is read: the number of values may be unknown (-1).
        TensorSpec values = input.values();
        if (input.isSequence() || values.type() != DataType.FLOAT32) {
            throw new ShapeException(
                    "numbers, no sequences", input, "put a particle before it that makes one vector");
        }
        if (values.isKnown() && values.size() == 0) {
            throw new ShapeException("at least one value", input);
        }
        return ParticlePlan.of(
                SignalSpec.floats(1),
                ParameterSpec.weight("weight", Initialiser.fanIn(1), 1, values.size()),
                ParameterSpec.bias("bias", Initialiser.zeros(), 1));
    }

    @Override
    public FittedOutput fit(Records records) {
        double[] sums = new double[3];
        records.forEach(
                record -> {
                    double number = record.get(column, Number.class).doubleValue();
                    sums[0]++;
                    double change = number - sums[1];
                    sums[1] += change / sums[0];
                    sums[2] += change * (number - sums[1]);
                });
        double deviation = sums[0] > 0 ? Math.sqrt(sums[2] / sums[0]) : 0;
        return new Fitted${className}(column, delta, sums[1], deviation > 0 ? deviation : 1);
    }

    @Override
    public FittedOutput restore(State state) {
        // The state is untrusted: each read names what it needs and refuses other values.
        double deviation = state.number("deviation");
        if (deviation <= 0) {
            throw state.broken("deviation", "a number above 0");
        }
        return new Fitted${className}(column, delta, state.number("mean"), deviation);
    }
}
