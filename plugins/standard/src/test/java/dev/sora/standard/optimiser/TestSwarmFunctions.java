// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The swarm on the functions on which swarms are compared, with the constriction of Clerc and
 * Kennedy (2002), which the defaults are: 0.7298 and twice 1.49618. Its members start on one side
 * of the minimum; in 30 dimensions they are to reach 0.01, 100 and 100, the values that comparisons
 * with this constriction ask for (Eberhart and Shi, 2000).
 */
final class TestSwarmFunctions {

    @ParameterizedTest
    @CsvSource({
        "SPHERE, 10, 20, 400, 0.000001",
        "ROSENBROCK, 10, 20, 400, 20",
        "RASTRIGIN, 10, 20, 400, 40",
        "SPHERE, 30, 30, 1000, 0.01",
        "ROSENBROCK, 30, 30, 1500, 100",
        "RASTRIGIN, 30, 30, 800, 100"
    })
    void reachesTheValueThatIsAskedFor(
            SwarmFunction function, int dimensions, int members, int steps, double goal) {
        assertThat(function.stepsTo(goal, dimensions, members, steps, 3, false)).isPresent();
        assertThat(function.stepsTo(goal, dimensions, members, 10, 3, false)).isEmpty();
    }

    /**
     * Members that were only moved back met at the bound, and stayed there for ever, as in PySwarms
     * (ljvmiranda921/pyswarms 150 and 237).
     */
    @Test
    void doesNotStickToItsBound() {
        assertThat(SwarmFunction.SPHERE.stepsTo(0.01, 30, 30, 1000, 3, true)).isPresent();
    }
}
