// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import ai.djl.ndarray.NDArray;
import dev.sora.core.TrainingSession;
import dev.sora.core.minibatches.Shard;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the arguments of the calls of a session. */
final class SessionChecks {

    private SessionChecks() {}

    /** Checks the number of a share. */
    static void share(int share, int shares) {
        if (share < 0 || share >= shares) {
            throw new IllegalArgumentException(
                    "there is no share %d of %d".formatted(share, shares));
        }
    }

    /** Checks that a session that holds a shard of the records takes the share of its shard. */
    static void shard(Shard shard, int share, int shares) {
        if (shard.isPart() && (share != shard.number() || shares != shard.count())) {
            throw new IllegalArgumentException(
                    "share %d of %d is not of shard %d of %d"
                            .formatted(share, shares, shard.number(), shard.count()));
        }
    }

    /** Returns a gradient after checking that a session computed it. */
    static OpenGradient own(TrainingSession.Gradient gradient, OpenSession session) {
        if (!(gradient instanceof OpenGradient own) || !own.belongsTo(session)) {
            throw new IllegalArgumentException(
                    "the gradient is another session's: apply its values()");
        }
        return own;
    }

    /** Checks that results can be written. */
    static void completed(int epochs) {
        if (epochs == 0) {
            throw new IllegalStateException("no epoch is done: there are no results");
        }
    }

    /** Checks that a gradient has an effect. */
    static void gradient(boolean used) {
        if (!used) {
            throw new IllegalStateException("the optimiser uses no gradient");
        }
    }

    /**
     * Checks a vector.
     *
     * @throws DataException if its length differs, or a value is not finite
     */
    static void vector(String name, float[] values, long length) {
        if (values.length != length) {
            throw length(name, length, values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw notFinite(name, i, values[i]);
            }
        }
    }

    private static DataException notFinite(String name, int element, float value) {
        return new DataException(
                Problem.of("SORA-4425", "the vector '%s' is not finite".formatted(name))
                        .where("element %d".formatted(element))
                        .have(Float.toString(value))
                        .fix(
                                "leave out what diverged; a lower"
                                        + " training.optimiser.learning_rate, or"
                                        + " training.clip_norm: 1, may keep it from that"));
    }

    /**
     * Checks the state of optimisers. It may contain infinity, as that of a search does until it
     * knows a loss, but not NaN.
     *
     * @param has the current state of the session
     * @param counts the names of pairs of numbers that may be present as well
     * @throws DataException if a name is missing or unknown, a length differs, or a value is NaN
     */
    static void optimiser(
            Map<String, NDArray> has, Set<String> counts, Map<String, float[]> given) {
        if (!given.keySet().containsAll(has.keySet())) {
            throw names(has.keySet(), given.keySet());
        }
        given.forEach(
                (name, values) -> {
                    boolean count = counts.contains(name);
                    if (!count && !has.containsKey(name)) {
                        throw names(has.keySet(), given.keySet());
                    }
                    if (count) {
                        vector(name, values, 2);
                    } else {
                        numbers(name, values, has.get(name).size());
                    }
                });
    }

    private static void numbers(String name, float[] values, long length) {
        if (values.length != length) {
            throw length(name, length, values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (Float.isNaN(values[i])) {
                throw notFinite(name, i, values[i]);
            }
        }
    }

    private static DataException length(String name, long needs, long has) {
        return new DataException(
                Problem.of("SORA-4424", "the vector '%s' does not fit".formatted(name))
                        .needs("%,d numbers".formatted(needs))
                        .have("%,d numbers".formatted(has))
                        .fix(
                                "pass what a session of the same manifest and data returned"
                                        + " under this name"));
    }

    private static DataException names(Collection<String> needs, Collection<String> has) {
        return new DataException(
                Problem.of("SORA-4424", "the state of the optimiser does not fit")
                        .needs(String.join(", ", needs))
                        .have(has.isEmpty() ? "nothing" : String.join(", ", has))
                        .fix("pass all that optimiser() of a session of this plan returned"));
    }

    /** Checks the names of outputs. */
    static void outputs(Plan plan, Collection<String> names) {
        List<String> known = plan.nodes(Node.Output.class).stream().map(Node::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no output '%s'; there are %s".formatted(name, known));
            }
        }
    }

    /** Returns the name of a group after checking it. */
    static String group(Collection<String> known, String name) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no group '%s'; there are %s".formatted(name, known));
        }
        return name;
    }
}
