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
                                                "the engine has one precision of products"));
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
        double own = size(expected, null);
        double scale = isGradient(what) ? Math.max(own, Math.max(SMALL * largest, NOTHING)) : own;
        double allowed = (isGradient(what) ? GRADIENT : RESULT) * scale;
        double error = size(expected, found);
        // not a number is not within any distance
        if (!(error <= allowed) && !Arrays.equals(expected, found)) {
            throw new Breach(
                    "%s is nearly the same with products of a shorter type".formatted(what),
                    "a difference of %.3g, of %.3g%s"
                            .formatted(error, scale, training ? ", in training" : ""),
                    "compute what needs more digits, such as counts, places and differences of"
                            + " large numbers, by pass.inFullPrecision");
        }
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
