// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The optimisers of a session: the groups that they update, and their state by name. */
public final class OptimiserState {

    private final Optimisers optimisers;
    private final StepSequence steps;
    private final NDManager manager;

    OptimiserState(Optimisers optimisers, StepSequence steps, NDManager manager) {
        this.optimisers = optimisers;
        this.steps = steps;
        this.manager = manager;
    }

    /** Returns the names of the groups of weights; a single empty name without groups. */
    public Collection<String> groups() {
        return optimisers.names();
    }

    /** Returns whether an optimiser uses the gradient. */
    public boolean usesGradient() {
        return optimisers.useGradient();
    }

    /** Returns the tensors by name, without copying them. */
    public Map<String, NDArray> tensors() {
        return optimisers.state();
    }

    /** Returns the rest of the state, by name: the numbers of updates. */
    public Map<String, float[]> counts() {
        return optimisers.counts(-1);
    }

    /** Returns whether a name of the state is that of a number of updates, of any group. */
    public static boolean isCount(String name) {
        return name.equals(Optimisers.DONE) || name.endsWith("/" + Optimisers.DONE);
    }

    /** Returns the names that {@link #counts} may have. */
    public Set<String> countNames() {
        return optimisers.countNames();
    }

    /** Overwrites the state, which must match. */
    public void replace(Map<String, FloatBuffer> state) {
        optimisers.restore(
                new Resume(
                        0,
                        steps.epochs(),
                        steps.step(),
                        Optional.empty(),
                        state,
                        Map.of(),
                        List.of()),
                manager);
    }
}
