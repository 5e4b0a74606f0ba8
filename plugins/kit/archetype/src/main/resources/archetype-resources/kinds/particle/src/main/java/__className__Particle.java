package ${package};

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;

/**
 * Computes {@code y = x sigmoid(s x)} with one learned slope s: Swish (Ramachandran et al., 2017).
 *
 * <p>A function of signals and parameters: Sora keeps the numbers, and calls this on several
 * threads.
 */
record ${className}Particle(double slope, boolean learn) implements UnaryParticle {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        // Called before any data is read: a dimension may be unknown yet, and is passed on so.
        if (input.values().type() != DataType.FLOAT32) {
            throw new ShapeException("numbers, not indices", input);
        }
        return learn
                ? ParticlePlan.of(
                        input, ParameterSpec.bias("slope", Initialiser.constant(slope), 1))
                : ParticlePlan.of(input);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray x = input.values();
        // All that is computed here belongs to this pass and is freed with it.
        NDArray bent = learn ? x.mul(pass.parameter("slope")) : x.mul(slope);
        // Whatever else belongs to the signal, as the lengths of sequences, goes on unchanged.
        return input.withValues(x.mul(Activation.sigmoid(bent)));
    }
}
