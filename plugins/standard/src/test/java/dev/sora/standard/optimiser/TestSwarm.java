// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.sora.optimiser.Optimiser;
import dev.sora.standard.lab.Offered;
import dev.sora.testkit.Workbench;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestSwarm {

    /** A bowl with ripples, whose lowest place is at 0. */
    private static final UnaryOperator<NDArray> RIPPLES =
            w -> w.square().sub(w.mul(5f).cos().mul(0.3f)).add(0.3f).sum();

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    private Descent descent(Optimiser optimiser, NDArray weights) {
        return new Descent(optimiser, weights, 0, RIPPLES, w -> w);
    }

    @Test
    void findsALowPlaceWithoutGradients() {
        Optimiser swarm = Offered.optimiser("pso", Map.of("swarm_size", 30, "spread", 1.5));
        NDArray weights = lab.manager().create(new float[] {2, -1.5f, 1, 2.5f});
        swarm.begin(weights, new SplittableRandom(3));

        descent(swarm, weights).steps(150);

        assertThat(swarm.usesGradient()).isFalse();
        assertThat(RIPPLES.apply(weights).getFloat()).isLessThan(0.01f);
    }

    @Test
    void neverGetsWorseOnOneLoss() {
        Optimiser swarm = Offered.optimiser("pso", Map.of("swarm_size", 5));
        NDArray weights = lab.manager().create(new float[] {2, -1.5f});
        swarm.begin(weights, new SplittableRandom(3));
        Descent descent = descent(swarm, weights);
        float before = RIPPLES.apply(weights).getFloat();
        for (int i = 0; i < 30; i++) {
            descent.steps(1);
            float now = RIPPLES.apply(weights).getFloat();
            assertThat(now).isLessThanOrEqualTo(before);
            before = now;
        }
    }

    @Test
    void staysWithinItsBound() {
        Optimiser swarm =
                Offered.optimiser("pso", Map.of("swarm_size", 8, "bound", 0.25, "spread", 0));
        NDArray weights = lab.manager().create(new float[] {0.2f, -0.2f});
        swarm.begin(weights, new SplittableRandom(3));

        new Descent(swarm, weights, 0, w -> w.sum().neg(), w -> w).steps(20);

        assertThat(swarm.state().get("places").abs().max().getFloat()).isLessThanOrEqualTo(0.25f);
    }

    @Test
    void resumesFromItsStateAndRepeats() {
        float[] straight = run(9, 0);
        assertThat(run(9, 0)).containsExactly(straight);
        assertThat(run(4, 5)).containsExactly(straight);
    }

    private float[] run(int steps, int resumed) {
        NDArray weights = lab.manager().create(new float[] {2, -1.5f, 0.5f});
        Optimiser swarm = Offered.optimiser("pso", Map.of("swarm_size", 6));
        swarm.begin(weights, new SplittableRandom(3));
        descent(swarm, weights).steps(steps);
        if (resumed > 0) {
            NDArray start = lab.manager().create(new float[] {2, -1.5f, 0.5f});
            Optimiser next = Offered.optimiser("pso", Map.of("swarm_size", 6));
            next.begin(start, new SplittableRandom(3));
            next.state()
                    .forEach((key, tensor) -> tensor.set(swarm.state().get(key).toFloatArray()));
            descent(next, start).after(steps).steps(resumed);
            return start.toFloatArray();
        }
        return weights.toFloatArray();
    }

    @Test
    void leavesNothingBehind() {
        Optimiser swarm = Offered.optimiser("pso", Map.of("swarm_size", 6, "bound", 2));
        NDArray weights = lab.manager().create(new float[] {2, -1.5f, 0.5f});
        swarm.begin(weights, new SplittableRandom(3));
        UnaryOperator<NDArray> loss =
                w -> {
                    NDArray sum = w.sum();
                    sum.attach(lab.manager());
                    return sum;
                };
        Descent descent = new Descent(swarm, weights, 0, loss, w -> w);
        descent.steps(2);
        int kept = lab.manager().getManagedArrays().size();

        descent.steps(5);

        assertThat(lab.manager().getManagedArrays()).hasSize(kept);
    }
}
