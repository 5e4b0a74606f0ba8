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
 * <p>A pure function of signals and parameters: Sora holds the parameters, and several threads call
 * it.
 */
record ${className}Particle(double slope, boolean learn) implements UnaryParticle {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        // Called before data is read: an unknown dimension (-1) is kept in the output.
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
        // All tensors computed here belong to this pass and are freed with it.
        NDArray bent = learn ? x.mul(pass.parameter("slope")) : x.mul(slope);
        // Other parts of the signal, such as the lengths of sequences, stay unchanged.
        return input.withValues(x.mul(Activation.sigmoid(bent)));
    }
}
