// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.engine.FusedOptimisers;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The base of optimisers with an element-wise rule.
 *
 * <p>A rule consists of about ten operations, each of which reads and writes memory once. The flat
 * tensor is processed in slices, so that all operations but the first find their data in the
 * processor's cache; on other devices a slice is as long as possible. No step waits for the device:
 * factors are scalars in host memory, which are passed to an operation when it is launched.
 */
abstract class FlatOptimiser implements Optimiser {

    /**
     * The number of elements of a slice on a CPU: small enough for the cache of a core, and large
     * enough that threads seldom wait for each other.
     */
    private static final int SLICE = 1 << 18;

    private final double learningRate;
    private final double weightDecay;
    private final Map<String, NDArray> state = new LinkedHashMap<>();
    private NDArray sliced;
    private List<Slice> slices;
    private List<List<NDArray>> stretches;
    private NDManager host;
    private double[] lastFactors = {};
    private NDArray[] factors = {};

    /** A slice of the weights with its state; either all of it has weight decay or none. */
    private record Slice(NDArray weights, NDArray[] state, boolean decays) {}

    FlatOptimiser(double learningRate, double weightDecay) {
        this.learningRate = learningRate;
        this.weightDecay = weightDecay;
    }

    /**
     * Returns the names and initial values of the state; each is one tensor of the size of the
     * weights.
     */
    abstract Map<String, Float> stateStarts();

    /** Returns the factors of {@link #update} for one step. */
    abstract double[] factors(long step, double learningRate);

    /** Updates a slice of the weights in place. The gradient may be overwritten. */
    abstract void update(NDArray weights, NDArray gradient, NDArray[] state, NDArray[] factors);

    /** Returns whether weight decay shrinks the weights instead of adding to the gradient. */
    boolean decoupled() {
        return false;
    }

    @Override
    public final double learningRate() {
        return learningRate;
    }

    @Override
    public final void begin(NDArray weights, RandomGenerator random) {
        NDManager manager = weights.getManager();
        host = manager.newSubManager(Device.cpu());
        stateStarts()
                .forEach(
                        (name, start) ->
                                state.put(
                                        name,
                                        start == 0
                                                ? manager.zeros(weights.getShape())
                                                : manager.full(weights.getShape(), start)));
    }

    @Override
    public final void step(OptimiserStep step) {
        if (step.weights() != sliced) {
            slice(step);
        }
        if (isDoneFused(step)) {
            return;
        }
        double rate = step.learningRate();
        prepare(factors(step.number(), rate), decoupled() ? 1 - rate * weightDecay : weightDecay);
        NDArray decay = factors[factors.length - 1];
        List<NDArray> gradients = cut(step.gradient(), step.decayed());
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            if (slice.decays() && weightDecay > 0) {
                decay(slice.weights(), gradients.get(i), decay);
            }
            update(slice.weights(), gradients.get(i), slice.state(), factors);
        }
    }

    /**
     * Updates a range of the weights with a fused implementation of the engine.
     *
     * @param decay the weight decay of this range
     * @return whether the engine has a fused implementation
     */
    boolean updateFused(
            OptimiserStep step, NDArray weights, NDArray gradient, NDArray[] state, double decay) {
        return false;
    }

    /**
     * Applies the fused implementation, if any. It passes over memory once, so the only split is
     * between weights with and without decay.
     */
    private boolean isDoneFused(OptimiserStep step) {
        if (step.offers(FusedOptimisers.class).isEmpty()) {
            return false;
        }
        long size = sliced.size();
        boolean oneStretch = weightDecay == 0 || step.decayed() == 0 || step.decayed() == size;
        if (stretches == null) {
            stretches = new ArrayList<>();
            stretches.add(stretch(sliced, step.decayed(), oneStretch));
            state.values().forEach(s -> stretches.add(stretch(s, step.decayed(), oneStretch)));
        }
        List<NDArray> gradients = stretch(step.gradient(), step.decayed(), oneStretch);
        boolean done = false;
        for (int i = 0; i < gradients.size(); i++) {
            int position = i;
            NDArray[] states =
                    stretches.stream().skip(1).map(s -> s.get(position)).toArray(NDArray[]::new);
            boolean decays = weightDecay > 0 && step.decayed() > 0 && i == 0;
            done =
                    updateFused(
                            step,
                            stretches.get(0).get(i),
                            gradients.get(i),
                            states,
                            decays ? weightDecay : 0);
        }
        return done;
    }

    private static List<NDArray> stretch(NDArray flat, long decayed, boolean one) {
        return one ? List.of(flat) : flat.split(new long[] {decayed}, 0);
    }

    @Override
    public final Map<String, NDArray> state() {
        return Collections.unmodifiableMap(state);
    }

    private void decay(NDArray weights, NDArray gradient, NDArray factor) {
        if (decoupled()) {
            weights.muli(factor);
        } else {
            try (NDArray pull = weights.mul(factor)) {
                gradient.addi(pull);
            }
        }
    }

    private void slice(OptimiserStep step) {
        sliced = step.weights();
        stretches = null;
        List<NDArray> weights = cut(sliced, step.decayed());
        List<List<NDArray>> states =
                state.values().stream().map(s -> cut(s, step.decayed())).toList();
        slices = new ArrayList<>(weights.size());
        long start = 0;
        for (int i = 0; i < weights.size(); i++) {
            int position = i;
            NDArray[] parts = states.stream().map(s -> s.get(position)).toArray(NDArray[]::new);
            slices.add(new Slice(weights.get(i), parts, start < step.decayed()));
            start += weights.get(i).size();
        }
    }

    /**
     * Splits a flat tensor into views: at the end of the weights with decay, and at multiples of
     * the slice length.
     */
    private static List<NDArray> cut(NDArray flat, long decayed) {
        long size = flat.size();
        long length = flat.getDevice().equals(Device.cpu()) ? SLICE : size;
        List<Long> cuts = new ArrayList<>();
        long at = 0;
        while (at < size) {
            long limit = at < decayed ? decayed : size;
            at = Math.min(at + length, limit);
            if (at < size) {
                cuts.add(at);
            }
        }
        return cuts.isEmpty()
                ? List.of(flat)
                : flat.split(cuts.stream().mapToLong(Long::longValue).toArray(), 0);
    }

    private void prepare(double[] rule, double decay) {
        double[] wanted = java.util.Arrays.copyOf(rule, rule.length + 1);
        wanted[rule.length] = decay;
        NDArray[] made = new NDArray[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            if (i < lastFactors.length && lastFactors[i] == wanted[i]) {
                made[i] = factors[i];
            } else {
                if (i < factors.length) {
                    factors[i].close();
                }
                made[i] = host.create(wanted[i]);
            }
        }
        lastFactors = wanted;
        factors = made;
    }
}
