package ${package};

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserStep;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Lion without weight decay (Chen et al., 2023): {@code w -= r sign(look m + (1 - look) g)}, then
 * {@code m = keep m + (1 - keep) g}.
 *
 * <p>All weights of the training are in one flat tensor, so a step takes a few operations, whatever
 * the number of particles.
 */
final class ${className}Optimiser implements Optimiser {

    private final double learningRate;
    private final double look;
    private final double keep;
    private NDArray momentum;

    ${className}Optimiser(double learningRate, double look, double keep) {
        this.learningRate = learningRate;
        this.look = look;
        this.keep = keep;
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public void begin(NDArray weights, RandomGenerator random) {
        // Allocated once, then changed only in place: a checkpoint saves this tensor, and a resumed
        // training overwrites it.
        momentum = weights.getManager().zeros(weights.getShape());
    }

    @Override
    public void step(OptimiserStep step) {
        NDManager manager = step.manager();
        NDArray gradient = step.gradient();
        // A result belongs to the manager of the left operand. The momentum exists for the whole
        // training, so momentum.mul(look) would leak until its end; the scalar belongs to this
        // step.
        NDArray direction = manager.create((float) look).mul(momentum);
        direction.addi(gradient.mul(1 - look));
        // The rate of this step, not the setting: a schedule may change it.
        step.weights().subi(direction.sign().muli(step.learningRate()));
        momentum.muli(keep).addi(gradient.mul(1 - keep));
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of("momentum", momentum);
    }
}
