// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import dev.sora.testkit.trial.Batch;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.EngineSeat;
import dev.sora.testkit.trial.TestEngine;
import dev.sora.testkit.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Compares results and gradients with those of the same engine whose products have a shorter type
 * ({@link dev.sora.engine.MixedPrecision}).
 */
public final class PrecisionChecks {

    /** The root mean square of the differences, as a fraction of that of the result. */
    public static final double RESULT = 0.05;

    /**
     * The same as a fraction of the standard deviation of the result: behind an offset that all
     * elements have, errors are as small as what the elements tell apart.
     */
    public static final double SPREAD = 0.25;

    /**
     * The root mean square of the differences, as a fraction of that of the gradient: where a
     * maximum is taken, another element may be the largest.
     */
    public static final double GRADIENT = 0.25;

    /**
     * A gradient below this fraction of the largest one is compared with that fraction: what
     * cancels out is rounding, as the gradient of a bias before a normalisation, or that of the
     * square of what was normalised.
     */
    private static final double SMALL = 0.5;

    /** A gradient of this size is 0, and rounded: that of the length of a vector of length 1. */
    private static final double NOTHING = 1e-6;

    private static final int RECORDS = 33;

    private PrecisionChecks() {}

    /** Checks a subject in evaluation and in training; a device draws the same numbers in both. */
    public static void check(Trial trial) {
        check(trial, RECORDS, null);
    }

    /**
     * Checks a function of the output of a subject.
     *
     * @param records the number of records in the batch
     * @param function what to differentiate, such as a loss; null for the mean square of the output
     */
    public static void check(Trial trial, int records, Gradients.@Nullable Function function) {
        EngineSeat here = TestEngine.here();
        EngineSeat reduced =
                TestEngine.reduced()
                        .orElseThrow(
                                () ->
                                        new TestAbortedException(
                                                "the engine has one precision of"
                                                        + " products on this machine"));
        List<Batch> batches = trial.draw(records, EngineChecks.SEED);
        for (boolean training : new boolean[] {false, true}) {
            Map<String, float[]> expected =
                    EngineChecks.compute(trial, batches, training, here, function);
            Map<String, float[]> found =
                    EngineChecks.compute(trial, batches, training, reduced, function);
            double largest =
                    expected.entrySet().stream()
                            .filter(each -> isGradient(each.getKey()))
                            .mapToDouble(each -> size(each.getValue(), null))
                            .max()
                            .orElse(0);
            try {
                expected.forEach(
                        (what, values) ->
                                compare(what, values, found.get(what), largest, training));
            } catch (Breach e) {
                Map<String, float[]> again =
                        EngineChecks.compute(trial, batches, training, here, function);
                if (expected.entrySet().stream()
                        .allMatch(
                                each -> Arrays.equals(each.getValue(), again.get(each.getKey())))) {
                    throw e;
                }
                throw new TestAbortedException(
                        "the same engine gives other numbers each time: see the clause 'seed'", e);
            }
        }
    }

    private static boolean isGradient(String what) {
        return what.startsWith(EngineChecks.BY);
    }

    private static void compare(
            String what, float[] expected, float[] found, double largest, boolean training) {
        if (what.startsWith(EngineChecks.RESULT_NAME) && areIntegers(expected)) {
            compareIntegers(what, expected, found, training);
            return;
        }
        double allowed =
                isGradient(what)
                        ? GRADIENT
                                * Math.max(size(expected, null), Math.max(SMALL * largest, NOTHING))
                        : allowed(rounded(expected, found));
        double error = size(expected, found);
        // not a number is not within any distance
        if (!(error <= allowed) && !Arrays.equals(expected, found)) {
            throw breach(
                    what + " is nearly the same",
                    "a difference of %.3g, of which %.3g are allowed".formatted(error, allowed),
                    training);
        }
    }

    /** Counts, places and choices are right or wrong: no rounding of them is small. */
    private static void compareIntegers(
            String what, float[] expected, float[] found, boolean training) {
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != found[i]) {
                throw breach(
                        what + ", which consists of integers, is the same",
                        "%s instead of %s at %d".formatted(found[i], expected[i], i),
                        training);
            }
        }
    }

    private static Breach breach(String expected, String found, boolean training) {
        return new Breach(
                expected + " with products of a shorter type",
                found + (training ? ", in training" : ""),
                "compute what needs more digits, such as counts, places and differences of large"
                        + " numbers, by pass.inFullPrecision");
    }

    private static boolean areIntegers(float[] values) {
        for (float value : values) {
            if (value != Math.rint(value)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the numbers that are not computed exactly alike. Those that are, such as a large
     * number that masks others, say nothing about the size of the rest.
     */
    private static float[] rounded(float[] expected, float[] found) {
        float[] rounded = new float[expected.length];
        int count = 0;
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != found[i]) {
                rounded[count++] = expected[i];
            }
        }
        return Arrays.copyOf(rounded, count);
    }

    /** Returns the difference that a result may have; numbers that are all alike have no spread. */
    private static double allowed(float[] values) {
        double size = size(values, null);
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        float[] mean = new float[values.length];
        Arrays.fill(mean, (float) (sum / values.length));
        double spread = size(values, mean);
        return spread > NOTHING * size ? Math.min(RESULT * size, SPREAD * spread) : RESULT * size;
    }

    /** Returns the root mean square of numbers, or of their differences from others. */
    private static double size(float[] values, float @Nullable [] others) {
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double value = values[i] - (others == null ? 0.0 : others[i]);
            squares += value * value;
        }
        return Math.sqrt(squares / Math.max(1, values.length));
    }
}
