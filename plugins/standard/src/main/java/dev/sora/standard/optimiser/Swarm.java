// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserStep;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Particle swarm optimisation (Kennedy and Eberhart, 1995, with the inertia of Shi and Eberhart,
 * 1998). For each member, {@code v = i v + c r1 (p - x) + s r2 (g - x)} and {@code x = x + v},
 * where p is the best position of the member, g the best position of all, and r1, r2 are uniform in
 * [0, 1) for each weight. The defaults of inertia and attraction are those of Clerc and Kennedy
 * (2002). The weights are g.
 *
 * <p>A step evaluates every member on one minibatch. Losses of different minibatches are not
 * comparable: unless {@code reevaluate} is off, the best positions are evaluated again on the same
 * minibatch. Member 0 starts at the initial weights, the others near them.
 */
final class Swarm implements Optimiser {

    private static final Setting<Long> SIZE =
            Setting.integer("swarm_size", "Number of members.")
                    .atLeast(2)
                    .atMost(10_000)
                    .orElse(20L);
    private static final Setting<Double> INERTIA =
            Setting.number("inertia", "Share of its velocity that a member keeps.")
                    .atLeast(0)
                    .orElse(0.7298);
    private static final Setting<Double> COGNITIVE =
            Setting.number("cognitive", "Pull towards the best position of the member.")
                    .atLeast(0)
                    .orElse(1.49618);
    private static final Setting<Double> SOCIAL =
            Setting.number("social", "Pull towards the best position of all members.")
                    .atLeast(0)
                    .orElse(1.49618);
    private static final Setting<Double> VELOCITY_LIMIT =
            Setting.number("velocity_limit", "Maximum change of a weight in one step.")
                    .above(0)
                    .orElse(0.5);
    private static final Setting<Double> BOUND =
            Setting.number("bound", "Maximum absolute value of a weight; none if not set.")
                    .above(0);
    private static final Setting<Double> SPREAD =
            Setting.number("spread", "Deviation of the members' starts around the initial weights.")
                    .atLeast(0)
                    .orElse(0.5);
    private static final Setting<Boolean> REEVALUATE =
            Setting.bool(
                            "reevaluate",
                            "Whether the best positions are measured again on each minibatch.")
                    .orElse(true);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "pso",
                    "Particle swarm: searches without gradients, by members that learn from each"
                            + " other.",
                    SIZE,
                    INERTIA,
                    COGNITIVE,
                    SOCIAL,
                    VELOCITY_LIMIT,
                    BOUND,
                    SPREAD,
                    REEVALUATE);

    private final int size;
    private final float inertia;
    private final float cognitive;
    private final float social;
    private final float limit;
    private final Optional<Double> bound;
    private final double spread;
    private final boolean reevaluate;
    private final Map<String, NDArray> state = new LinkedHashMap<>();
    private long seed;

    Swarm(Settings settings) {
        this.size = settings.get(SIZE).intValue();
        this.inertia = settings.get(INERTIA).floatValue();
        this.cognitive = settings.get(COGNITIVE).floatValue();
        this.social = settings.get(SOCIAL).floatValue();
        this.limit = settings.get(VELOCITY_LIMIT).floatValue();
        this.bound = settings.find(BOUND);
        this.spread = settings.get(SPREAD);
        this.reevaluate = settings.get(REEVALUATE);
    }

    @Override
    public boolean usesGradient() {
        return false;
    }

    @Override
    public void begin(NDArray weights, RandomGenerator random) {
        seed = random.nextLong();
        NDManager manager = weights.getManager();
        long count = weights.size();
        NDArray places = manager.zeros(new Shape(size, count));
        float[] start = weights.toFloatArray();
        for (int member = 0; member < size; member++) {
            float[] place = start.clone();
            for (int i = 0; member > 0 && i < place.length; i++) {
                place[i] += (float) (random.nextGaussian() * spread);
            }
            try (NDManager scratch = manager.newSubManager()) {
                places.set(new NDIndex(member), scratch.create(place));
            }
        }
        state.put("places", places);
        state.put("velocities", manager.zeros(new Shape(size, count)));
        state.put("best_places", places.duplicate());
        state.put("best_losses", manager.full(new Shape(size), Float.POSITIVE_INFINITY));
    }

    @Override
    public void step(OptimiserStep step) {
        // random numbers depend only on the seed and the step, so a resumed training needs no
        // generator state
        SplittableRandom random = new SplittableRandom(seed + step.number() * 0x9E3779B97F4A7C15L);
        try (NDManager manager = step.manager().newSubManager()) {
            measure(step, manager);
            float[] losses = state.get("best_losses").toFloatArray();
            int leader = 0;
            for (int member = 1; member < size; member++) {
                leader = losses[member] < losses[leader] ? member : leader;
            }
            NDArray best = row("best_places", leader, manager);
            copy(best, step.weights());
            move(best, manager, random);
        }
    }

    private void measure(OptimiserStep step, NDManager manager) {
        NDArray losses = state.get("best_losses");
        float[] known = losses.toFloatArray();
        for (int member = 0; member < size; member++) {
            NDArray place = row("places", member, manager);
            NDArray best = row("best_places", member, manager);
            double before = known[member];
            if (reevaluate && step.number() > 1) {
                before = step.lossOf(best);
            }
            double now = step.lossOf(place);
            if (now < before) {
                copy(place, best);
                before = now;
            }
            known[member] = Double.isNaN(before) ? Float.POSITIVE_INFINITY : (float) before;
        }
        copy(manager.create(known), losses);
    }

    /** Moves all members at once; each draws its random numbers after those before it. */
    private void move(NDArray leader, NDManager manager, SplittableRandom random) {
        NDArray places = all("places", manager);
        NDArray velocities = all("velocities", manager);
        int count = (int) leader.size();
        float[] own = new float[size * count];
        float[] others = new float[size * count];
        for (int member = 0; member < size; member++) {
            draw(own, member * count, count, cognitive, random);
            draw(others, member * count, count, social, random);
        }
        NDArray towardsOwn = all("best_places", manager).sub(places);
        NDArray towardsLeader = leader.expandDims(0).sub(places);
        velocities
                .muli(inertia)
                .addi(towardsOwn.muli(manager.create(own, places.getShape())))
                .addi(towardsLeader.muli(manager.create(others, places.getShape())));
        clip(velocities, limit);
        places.addi(velocities);
        bound.ifPresent(b -> bounce(places, velocities, b.floatValue()));
    }

    /**
     * Moves weights beyond the bound back to it, and turns half of their velocity around (M. Clerc,
     * standard particle swarm optimisation, 2011). Otherwise all members may meet at a bound, where
     * nothing pulls them away from each other any more.
     */
    private static void bounce(NDArray places, NDArray velocities, float bound) {
        NDArray outside = places.abs().gt(bound).toType(DataType.FLOAT32, false);
        velocities.muli(outside.mul(-1.5f).add(1f));
        clip(places, bound);
    }

    private static void draw(
            float[] into, int start, int count, float strength, SplittableRandom random) {
        for (int i = start; i < start + count; i++) {
            into[i] = strength * (float) random.nextDouble();
        }
    }

    private static void clip(NDArray values, float most) {
        try (NDArray clipped = values.clip(-most, most)) {
            copy(clipped, values);
        }
    }

    /**
     * Copies values within the memory of the device; NDArray.set would create a tensor elsewhere.
     */
    private static void copy(NDArray from, NDArray to) {
        to.set(new NDIndex(":"), from);
    }

    /** Returns a view of the rows of all members, which is closed with the step. */
    private NDArray all(String name, NDManager manager) {
        return state.get(name).get(manager, new NDIndex(":"));
    }

    /** Returns a view of one member's row, which is closed with the step. */
    private NDArray row(String name, int member, NDManager manager) {
        return state.get(name).get(manager, member);
    }

    @Override
    public Map<String, NDArray> state() {
        return java.util.Collections.unmodifiableMap(state);
    }
}
