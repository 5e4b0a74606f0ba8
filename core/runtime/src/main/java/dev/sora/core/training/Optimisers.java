// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.step.Minibatch;
import dev.sora.engine.Engine;
import dev.sora.optimiser.OptimiserType;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The optimisers of a training: that of the plan, or one for each group of weights. */
final class Optimisers {

    /** The name of the group that contains all weights. */
    static final String ALL = "";

    /** The name of the saved number of updates, if it differs from the number of steps. */
    static final String DONE = "#updates";

    /** A float represents each smaller integer exactly. */
    private static final long BASE = 1 << 24;

    private final Map<String, Update> updates = new LinkedHashMap<>();
    private final Weights weights;
    private final Optional<WeightAverage> average;

    /**
     * Creates the optimisers.
     *
     * @param groups by name, in the order of the layout; empty for the plan's optimiser
     */
    Optimisers(
            Plan plan,
            Map<String, ResolvedType<OptimiserType>> groups,
            Weights weights,
            Losses losses,
            Engine engine) {
        this.weights = weights;
        average = plan.training().average().map(decay -> new WeightAverage(decay, weights));
        Map<String, ResolvedType<OptimiserType>> all =
                groups.isEmpty() ? Map.of(ALL, plan.training().optimiser()) : groups;
        int next = 0;
        for (Map.Entry<String, ResolvedType<OptimiserType>> each : all.entrySet()) {
            updates.put(
                    each.getKey(),
                    new Update(
                            plan,
                            each.getValue(),
                            weights.layout().groups().get(next++),
                            weights,
                            losses,
                            engine));
        }
    }

    Collection<String> names() {
        return updates.keySet();
    }

    void begin() {
        updates.values().forEach(Update::begin);
    }

    /** Returns whether an optimiser uses the gradient. */
    boolean useGradient() {
        return updates.values().stream().anyMatch(Update::usesGradient);
    }

    /** Returns whether every optimiser uses the gradient. */
    boolean allUseGradient() {
        return updates.values().stream().allMatch(Update::usesGradient);
    }

    /** Returns the learning rate of the first optimiser before any schedule. */
    double learningRate() {
        return updates.values().iterator().next().baseRate();
    }

    void apply(
            Minibatch batch, Collection<String> groups, @Nullable NDArray gradient, double factor) {
        long most = 0;
        for (String group : groups) {
            Update update = updates.get(group);
            NDArray used = update.usesGradient() ? gradient : null;
            update.run(batch, used, update.baseRate() * factor);
            average.ifPresent(a -> a.follow(update.group(), update.done()));
            most = Math.max(most, update.done());
        }
        if (average.isPresent() && most > 0) {
            average.get().followBuffers(most);
        }
    }

    /** Returns the weights to evaluate and to save: their average, if the training keeps one. */
    Weights evaluated() {
        return average.map(WeightAverage::weights).orElse(weights);
    }

    /**
     * Returns the state of all optimisers, by name; with groups, the name starts with that of the
     * group. The average of the weights is part of it.
     */
    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        updates.forEach(
                (group, update) ->
                        update.state()
                                .forEach((name, tensor) -> state.put(in(group, name), tensor)));
        average.ifPresent(a -> state.putAll(a.state()));
        return state;
    }

    /**
     * Returns the number of updates of each optimiser, if it differs from the number of steps: the
     * multiples of 2^24, and the remainder.
     *
     * @param step the completed steps; -1 for the numbers of all optimisers
     */
    Map<String, float[]> counts(long step) {
        Map<String, float[]> counts = new LinkedHashMap<>();
        updates.forEach(
                (group, update) -> {
                    if (update.done() != step) {
                        float multiples = update.done() / BASE;
                        float rest = update.done() % BASE;
                        counts.put(in(group, DONE), new float[] {multiples, rest});
                    }
                });
        return counts;
    }

    /** Returns the names that {@link #counts} may have. */
    Set<String> countNames() {
        return updates.keySet().stream()
                .map(group -> in(group, DONE))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Restores the state of all optimisers.
     *
     * @throws dev.sora.problem.DataException if it does not match; then nothing has changed
     */
    void restore(Resume resume, NDManager manager) {
        Map<String, NDArray> all = state();
        resume.check(all);
        resume.restore(all, manager);
        updates.forEach((group, update) -> update.goOn(done(group, resume)));
    }

    private static long done(String group, Resume resume) {
        FloatBuffer saved = resume.optimiser().get(in(group, DONE));
        return saved == null || saved.remaining() != 2
                ? resume.step()
                : (long) saved.get(0) * BASE + (long) saved.get(1);
    }

    private static String in(String group, String name) {
        return group.equals(ALL) ? name : group + "/" + name;
    }
}
