package ${package};

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/**
 * Joins parts element by element: a mean weighted by {@code softmax(sharpness x)} (the Boltzmann
 * operator). Learned values would be parameters of the plan.
 *
 * <p>A pure function of signals and parameters: Sora holds the parameters, and several threads call
 * it.
 */
record ${className}Combiner(double sharpness) implements Combiner {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        // Called before data is read: an unknown dimension (-1) fits every other.
        SignalSpec first = inputs.get(0);
        for (SignalSpec input : inputs) {
            if (input.isSequence() || input.values().type() != DataType.FLOAT32) {
                throw new ShapeException("numbers of one shape, no sequences", input);
            }
            if (!input.values().fits(first.values())) {
                throw new ShapeException(
                        "parts of one shape",
                        first + " and " + input,
                        "put a dense particle with as many units before one of them");
            }
        }
        return ParticlePlan.of(first);
    }

    @Override
    public Signal combine(CombinerInputs parts, Pass pass) {
        NDArray values = parts.stacked(); // (batch, count, …)
        // All tensors computed here belong to this pass and are freed with it.
        NDArray shares = values.mul(sharpness).softmax(1);
        return Signal.of(values.mul(shares).sum(new int[] {1}));
    }
}
