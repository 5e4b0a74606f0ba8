// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import ai.djl.ndarray.NDArray;
import dev.sora.core.step.Computed;
import dev.sora.core.step.Minibatch;
import dev.sora.core.training.Session;
import dev.sora.problem.EngineException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The current minibatch of a session, and the results computed from it. */
final class CurrentMinibatch {

    private final Session session;
    private @Nullable Minibatch batch;

    /** The results of the minibatch, in order, until their losses are counted. */
    private final List<Computed> uncounted = new ArrayList<>();

    CurrentMinibatch(Session session) {
        this.session = session;
    }

    boolean isPresent() {
        return batch != null;
    }

    boolean is(Minibatch other) {
        return batch == other;
    }

    /**
     * Returns the minibatch.
     *
     * @throws IllegalStateException if there is none
     */
    Minibatch get() {
        if (batch == null) {
            throw new IllegalStateException("there is no minibatch: call next()");
        }
        return batch;
    }

    /** Draws a share of the next minibatch; the previous one must be freed. */
    void draw(int share, int shares) {
        batch = session.next(share, shares);
    }

    /** Trains on the minibatch as the plan states. One that needs too much memory is freed. */
    void train() {
        try {
            session.step(get());
        } catch (EngineException e) {
            forget();
            throw e;
        }
    }

    /** Computes losses of the minibatch, and their gradient if an optimiser uses it. */
    Computed compute(Set<String> outputs) {
        Computed computed = session.compute(get(), outputs);
        uncounted.add(computed);
        return computed;
    }

    /**
     * Lets the optimisers of groups update their weights, and counts the computed losses.
     *
     * @param gradient supplies the gradient for the minibatch
     */
    void apply(Collection<String> groups, Function<Minibatch, @Nullable NDArray> gradient) {
        Minibatch now = get();
        session.apply(now, groups, gradient.apply(now));
        count(now);
    }

    private void count(Minibatch now) {
        uncounted.forEach(computed -> session.count(now, computed));
        uncounted.clear();
    }

    /**
     * Frees the minibatch. If no gradient was applied to it, it is skipped, and its losses are
     * counted.
     */
    void leave() {
        if (batch != null) {
            count(batch);
            session.passOver();
            forget();
        }
    }

    /** Frees the minibatch, as if it had not been drawn. */
    void forget() {
        if (batch != null) {
            batch.close();
            batch = null;
            uncounted.clear();
        }
    }
}
