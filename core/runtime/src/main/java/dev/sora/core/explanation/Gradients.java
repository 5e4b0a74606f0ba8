// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.score.Differentiation;
import dev.sora.core.score.Finite;
import dev.sora.engine.Engine;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Gradients of the score of an answer with respect to the values of leaves, and their integral from
 * the baseline to the record (M. Sundararajan et al., 2017, Axiomatic attribution for deep
 * networks),
 *
 * <pre>{@code a(x) = (x - b) * integral over t from 0 to 1 of gradient(b + t (x - b))}</pre>
 *
 * <p>The integral is a sum over the middles of equal steps. Their number is tripled, which keeps
 * the middles, until the attributions add up to the difference between the scores of the record and
 * of the baseline.
 */
final class Gradients {

    private static final int FEWEST_STEPS = 32;
    private static final int MOST_STEPS = 864;
    private static final double TOLERANCE = 0.005;

    /** What attributions that cancel out may miss by rounding, of the sum of their sizes. */
    private static final double ROUNDING = 1e-5;

    /** The number of elements of all signals that are differentiated at once. */
    private static final long ELEMENTS = 1 << 19;

    private static final int MOST_ROWS = 128;

    private final Scoring scoring;
    private final Engine engine;
    private final List<LeafValues> leaves;
    private final NDManager manager;
    private final int rows;
    private final double scale;

    Gradients(Scoring scoring, Engine engine, List<LeafValues> leaves, NDManager manager) {
        this.scoring = scoring;
        this.engine = engine;
        this.leaves = leaves;
        this.manager = manager;
        this.rows = scoring.rowWork().rows(ELEMENTS, MOST_ROWS);
        this.scale = scoring.unit().scale();
    }

    /**
     * Attributions of the members of each leaf.
     *
     * @param values by node, of each member in the order of its elements
     * @param error by how much they miss the difference that they should add up to
     * @param rounding by how much they may miss it by rounding alone
     * @param difference that difference: the score of the record less that of the baseline
     * @param steps the number of steps of the integral
     */
    record Attributions(
            Map<String, List<double[]>> values,
            double error,
            double rounding,
            double difference,
            int steps) {

        /** Returns whether they add up, up to a tolerance. */
        boolean areComplete(double tolerance) {
            return error <= tolerance * Math.abs(difference) || error <= rounding;
        }

        /** Returns whether they add up well enough to be read as sizes. */
        boolean areComplete() {
            return areComplete(2 * TOLERANCE);
        }
    }

    /** Returns integrated gradients. */
    Attributions integrated() {
        double[] ends = ends();
        Map<String, List<double[]>> sums = zeros();
        add(points(FEWEST_STEPS, false), sums);
        for (int steps = FEWEST_STEPS; ; steps *= 3) {
            Attributions found = attributions(sums, ends, steps);
            if (found.areComplete(TOLERANCE) || steps >= MOST_STEPS) {
                return found;
            }
            add(points(3 * steps, true), sums);
        }
    }

    private Attributions attributions(Map<String, List<double[]>> sums, double[] ends, int steps) {
        Map<String, List<double[]>> values = new LinkedHashMap<>();
        double total = 0;
        double sizes = 0;
        for (LeafValues leaf : leaves) {
            List<double[]> members = new ArrayList<>();
            for (int i = 0; i < leaf.present().size(); i++) {
                float[] present = leaf.present().get(i).toFloatArray();
                float[] absent = leaf.absent().get(i).toFloatArray();
                double[] sum = sums.get(leaf.name()).get(i);
                double[] own = new double[sum.length];
                for (int at = 0; at < own.length; at++) {
                    double distance = (double) present[at] - absent[at];
                    own[at] = Finite.checked(distance * sum[at] / steps * scale);
                    total += own[at];
                    sizes += Math.abs(own[at]);
                }
                members.add(own);
            }
            values.put(leaf.name(), members);
        }
        double difference = Finite.checked((ends[1] - ends[0]) * scale);
        double ulp = Math.ulp((float) Math.max(Math.abs(ends[0]), Math.abs(ends[1])));
        return new Attributions(
                values,
                Math.abs(total - difference),
                ROUNDING * Math.max(Math.abs(difference), sizes) + 4 * ulp * Math.abs(scale),
                difference,
                steps);
    }

    /** Returns the gradient at the record itself, of the members of each leaf. */
    Map<String, List<double[]>> atRecord() {
        Map<String, List<double[]>> sums = zeros();
        add(new double[] {1}, sums);
        sums.values()
                .forEach(
                        members ->
                                members.forEach(
                                        sum ->
                                                Arrays.setAll(
                                                        sum, i -> Finite.checked(sum[i] * scale))));
        return sums;
    }

    /**
     * Returns the middles of steps.
     *
     * @param added whether to leave out every second of three, which is the middle of a larger step
     */
    static double[] points(int steps, boolean added) {
        return IntStream.range(0, steps)
                .filter(i -> !added || i % 3 != 1)
                .mapToDouble(i -> (i + 0.5) / steps)
                .toArray();
    }

    private Map<String, List<double[]>> zeros() {
        Map<String, List<double[]>> sums = new LinkedHashMap<>();
        for (LeafValues leaf : leaves) {
            sums.put(
                    leaf.name(),
                    leaf.present().stream().map(x -> new double[(int) x.size()]).toList());
        }
        return sums;
    }

    /** Returns the scores of the baseline and of the record. */
    private double[] ends() {
        try (NDManager own = manager.newSubManager()) {
            double[] ends = {0, 1};
            Map<String, List<Signal>> given = new LinkedHashMap<>();
            for (LeafValues leaf : leaves) {
                given.put(leaf.name(), leaf.with(between(leaf, ends, own), own));
            }
            float[] scores = scoring.scores(given, 2, own).toFloatArray();
            return new double[] {Finite.checked(scores[0]), Finite.checked(scores[1])};
        }
    }

    /** Adds the gradients at some points between baseline and record. */
    private void add(double[] points, Map<String, List<double[]>> sums) {
        for (int from = 0; from < points.length; from += rows) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedRunException("stopped while explaining");
            }
            addAtOnce(Arrays.copyOfRange(points, from, Math.min(points.length, from + rows)), sums);
        }
    }

    private void addAtOnce(double[] points, Map<String, List<double[]>> sums) {
        try (NDManager own = manager.newSubManager();
                Differentiation recorded = Differentiation.open(engine)) {
            Map<String, List<NDArray>> watched = new LinkedHashMap<>();
            Map<String, List<Signal>> given = new LinkedHashMap<>();
            for (LeafValues leaf : leaves) {
                List<NDArray> members = new ArrayList<>();
                for (NDArray values : between(leaf, points, own)) {
                    members.add(recorded.watch(values, own));
                }
                watched.put(leaf.name(), members);
                given.put(leaf.name(), leaf.with(members, own));
            }
            recorded.backward(scoring.scores(given, points.length, own));
            watched.forEach(
                    (name, members) -> {
                        for (int i = 0; i < members.size(); i++) {
                            NDArray gradient = recorded.gradient(members.get(i), own);
                            add(gradient.toFloatArray(), sums.get(name).get(i));
                        }
                    });
        }
    }

    private static void add(float[] gradients, double[] sums) {
        for (int i = 0; i < gradients.length; i++) {
            sums[i % sums.length] += Finite.checked(gradients[i]);
        }
    }

    /** Returns the values of each member at points between the baseline, 0, and the record, 1. */
    private static List<NDArray> between(LeafValues leaf, double[] points, NDManager own) {
        List<NDArray> members = new ArrayList<>();
        for (int i = 0; i < leaf.present().size(); i++) {
            NDArray present = leaf.present().get(i);
            long[] shape = new long[present.getShape().dimension()];
            Arrays.fill(shape, 1);
            shape[0] = points.length;
            float[] toRecord = new float[points.length];
            float[] toBaseline = new float[points.length];
            for (int at = 0; at < points.length; at++) {
                toRecord[at] = (float) points[at];
                toBaseline[at] = (float) (1 - points[at]);
            }
            members.add(
                    own.create(toRecord, new Shape(shape))
                            .mul(present)
                            .add(
                                    own.create(toBaseline, new Shape(shape))
                                            .mul(leaf.absent().get(i))));
        }
        return members;
    }
}
