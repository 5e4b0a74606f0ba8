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
 * An optimiser whose rule is the same for every weight.
 *
 * <p>A rule is some ten operations, each of which passes over memory once. So that all but the
 * first find their data in the processor's cache, the flat tensor is worked through slice by slice;
 * on other devices the slices are as long as they can be. No step waits for the device: factors are
 * scalars in the host's memory, which an operation takes along when it is launched.
 */
abstract class FlatOptimiser implements Optimiser {

    /**
     * Elements of a slice on a processor: few enough for what a core works on to stay in its cache,
     * and many enough that the threads seldom have to wait for each other.
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

    /** One stretch of the weights with its state; it decays as a whole or not at all. */
    private record Slice(NDArray weights, NDArray[] state, boolean decays) {}

    FlatOptimiser(double learningRate, double weightDecay) {
        this.learningRate = learningRate;
        this.weightDecay = weightDecay;
    }

    /** Returns the names of the state, one tensor like the weights each, and what they start at. */
    abstract Map<String, Float> stateStarts();

    /** Returns the numbers that {@link #update} works with in one step. */
    abstract double[] factors(long step, double learningRate);

    /** Changes a slice of the weights in place. It may use the gradient up. */
    abstract void update(NDArray weights, NDArray gradient, NDArray[] state, NDArray[] factors);

    /** Returns whether weight decay shrinks the weights rather than adding to the gradient. */
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
     * Changes a stretch of the weights by a rule that the engine has in one piece.
     *
     * @param decay the weight decay of this stretch
     * @return whether the engine has it
     */
    boolean updateFused(
            OptimiserStep step, NDArray weights, NDArray gradient, NDArray[] state, double decay) {
        return false;
    }

    /** One pass over memory needs no slices, but for what decays and what does not. */
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

    /** Cuts a flat tensor into views: at the end of what decays, and else by the slice's length. */
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
