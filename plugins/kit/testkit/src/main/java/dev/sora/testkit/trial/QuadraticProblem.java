// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserStep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The minimisation of {@code f(w) = Σ c (w - t)² / 2} by an optimiser; the numbers c and t differ
 * between weights.
 */
public final class QuadraticProblem implements AutoCloseable {

    /** The number of weights. */
    static final int SIZE = 37;

    /** The number of weights that are subject to decay; the others come after them. */
    public static final int DECAYED = 24;

    private final EngineSeat seat;
    private final NDManager manager;
    private final Optimiser optimiser;
    private final NDArray weights;
    private final boolean flat;
    private final boolean fused;
    private final double rate;
    private long number;

    /** The progress of an optimiser: the number of the last step, the weights and the state. */
    public record Place(long number, float[] weights, Map<String, float[]> state) {}

    /**
     * Starts a minimisation.
     *
     * @param flat whether the function is flat: its gradient is zero everywhere
     * @param fused whether the fused rules of the engine are offered
     * @param rate the factor of the learning rate
     */
    public QuadraticProblem(
            Optimiser optimiser, long seed, boolean flat, boolean fused, double rate) {
        this(optimiser, seed, flat, fused, rate, TestEngine.here());
    }

    /** Starts a minimisation on an engine. */
    public QuadraticProblem(
            Optimiser optimiser,
            long seed,
            boolean flat,
            boolean fused,
            double rate,
            EngineSeat seat) {
        this.seat = seat;
        manager = seat.newManager();
        this.optimiser = optimiser;
        this.flat = flat;
        this.fused = fused;
        this.rate = rate;
        weights = manager.create(start());
        optimiser.begin(weights, new SplittableRandom(seed));
    }

    public QuadraticProblem(Optimiser optimiser, long seed) {
        this(optimiser, seed, false, true, 1);
    }

    /** Returns the initial weights. */
    public static float[] start() {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) Math.cos(2.1 * i) + 1.5f;
        }
        return values;
    }

    public NDManager manager() {
        return manager;
    }

    /**
     * Continues from a saved progress, as core resumes a training: the state is overwritten in
     * place.
     */
    public void resume(Place place) {
        number = place.number();
        overwrite(weights, place.weights());
        optimiser
                .state()
                .forEach(
                        (name, tensor) -> {
                            float[] saved = place.state().get(name);
                            if (saved == null || saved.length != tensor.size()) {
                                throw new Breach(
                                        "the state '%s', of %d numbers"
                                                .formatted(name, tensor.size()),
                                        saved == null
                                                ? "none of that name among what was saved: "
                                                        + place.state().keySet()
                                                : saved.length + " numbers saved",
                                        "allocate the whole state in begin: the same names and"
                                                + " sizes, whatever the step");
                            }
                            overwrite(tensor, saved);
                        });
    }

    private void overwrite(NDArray tensor, float[] values) {
        try (NDArray saved = manager.create(values, tensor.getShape())) {
            tensor.signi().subi(tensor).addi(saved);
        }
    }

    public void steps(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    public void step() {
        number++;
        try (NDManager memory = manager.newSubManager()) {
            optimiser.step(new Step(memory));
        }
    }

    public Place place() {
        Map<String, float[]> state = new LinkedHashMap<>();
        optimiser
                .state()
                .forEach(
                        (name, tensor) -> {
                            if (tensor.getDataType() != DataType.FLOAT32) {
                                throw new Breach(
                                        "a state of 32-bit floats, which checkpoints hold",
                                        "'%s' is of %s".formatted(name, tensor.getDataType()),
                                        "keep it as floats");
                            }
                            state.put(name, tensor.toFloatArray());
                        });
        return new Place(number, weights.toFloatArray(), state);
    }

    public double loss() {
        return loss(weights);
    }

    private double loss(NDArray candidate) {
        double loss = 0;
        float[] values = candidate.toFloatArray();
        for (int i = 0; i < SIZE; i++) {
            double away = values[i] - target(i);
            loss += 0.5 * curvature(i) * away * away;
        }
        return flat ? 1 : loss;
    }

    private static double curvature(int i) {
        return 0.2 + i % 5 * 0.2;
    }

    private static double target(int i) {
        return Math.sin(1.3 * i);
    }

    @Override
    public void close() {
        manager.close();
    }

    private final class Step implements OptimiserStep {

        private final NDManager memory;
        private final NDArray gradient;

        Step(NDManager memory) {
            this.memory = memory;
            float[] slopes = new float[SIZE];
            float[] values = weights.toFloatArray();
            for (int i = 0; i < SIZE && !flat; i++) {
                slopes[i] = (float) (curvature(i) * (values[i] - target(i)));
            }
            gradient = memory.create(slopes);
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public double learningRate() {
            return rate * optimiser.learningRate();
        }

        @Override
        public NDArray weights() {
            return weights;
        }

        @Override
        public NDArray gradient() {
            if (!optimiser.usesGradient()) {
                throw new Breach(
                        "no gradient, as usesGradient() is false",
                        "it uses the gradient",
                        "let usesGradient() return true");
            }
            return gradient;
        }

        @Override
        public long decayed() {
            return DECAYED;
        }

        @Override
        public NDManager manager() {
            return memory;
        }

        @Override
        public <T> Optional<T> offers(Class<T> extension) {
            return fused ? seat.engine().offers(extension) : Optional.empty();
        }

        @Override
        public double lossOf(NDArray candidate) {
            return loss(candidate);
        }
    }
}
