// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.InterruptedRunException;
import dev.sora.engine.Engine;
import dev.sora.engine.Tape;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gradients of the score of an answer with respect to the values of leaves, and their integral from
 * the baseline to the record (M. Sundararajan et al., 2017, Axiomatic attribution for deep
 * networks),
 *
 * <pre>{@code a(x) = (x - b) * integral over t from 0 to 1 of gradient(b + t (x - b))}</pre>
 *
 * <p>The integral is a sum over the middles of equal steps. Their number is doubled until the
 * attributions add up to the difference between the scores of the record and of the baseline.
 */
final class Gradients {

    private static final int FEWEST_STEPS = 32;
    private static final int MOST_STEPS = 1024;
    private static final double TOLERANCE = 0.005;

    /** The number of elements of all leaves that are differentiated at once. */
    private static final long ELEMENTS = 1 << 19;

    private static final int MOST_ROWS = 128;

    private final Scoring scoring;
    private final Engine engine;
    private final List<LeafValues> leaves;
    private final NDManager manager;
    private final int rows;

    Gradients(Scoring scoring, Engine engine, List<LeafValues> leaves, NDManager manager) {
        this.scoring = scoring;
        this.engine = engine;
        this.leaves = leaves;
        this.manager = manager;
        long elements = leaves.stream().mapToLong(LeafValues::elements).sum();
        this.rows = (int) Math.max(1, Math.min(MOST_ROWS, ELEMENTS / Math.max(1, elements)));
    }

    /**
     * Attributions of the members of each leaf.
     *
     * @param values by node, of each member in the order of its elements
     * @param error by how much they miss the difference that they should add up to
     * @param difference that difference: the score of the record less that of the baseline
     * @param steps the number of steps of the integral
     */
    record Attributions(
            Map<String, List<float[]>> values, double error, double difference, int steps) {

        /** Returns whether they add up, up to the tolerance. */
        boolean areComplete() {
            return error <= 2 * TOLERANCE * Math.abs(difference) || error < 1e-4;
        }
    }

    /** Returns integrated gradients. */
    Attributions integrated() {
        double difference = difference();
        for (int steps = FEWEST_STEPS; ; steps *= 2) {
            Map<String, List<double[]>> sums = sums(points(steps));
            Map<String, List<float[]>> values = new LinkedHashMap<>();
            double total = 0;
            for (LeafValues leaf : leaves) {
                List<float[]> members = new ArrayList<>();
                for (int i = 0; i < leaf.present().size(); i++) {
                    float[] distance =
                            leaf.present().get(i).sub(leaf.absent().get(i)).toFloatArray();
                    double[] sum = sums.get(leaf.name()).get(i);
                    float[] own = new float[distance.length];
                    for (int at = 0; at < own.length; at++) {
                        own[at] = (float) (distance[at] * sum[at] / steps);
                        total += distance[at] * sum[at] / steps;
                    }
                    members.add(own);
                }
                values.put(leaf.name(), members);
            }
            double error = Math.abs(total - difference);
            if (error <= TOLERANCE * Math.abs(difference) || steps == MOST_STEPS) {
                return new Attributions(values, error, difference, steps);
            }
        }
    }

    /** Returns the gradient at the record itself, of the members of each leaf. */
    Map<String, List<double[]>> atRecord() {
        return sums(new double[] {1});
    }

    private static double[] points(int steps) {
        double[] points = new double[steps];
        for (int i = 0; i < steps; i++) {
            points[i] = (i + 0.5) / steps;
        }
        return points;
    }

    private double difference() {
        try (NDManager own = manager.newSubManager()) {
            double[] ends = {0, 1};
            Map<String, List<Signal>> given = new LinkedHashMap<>();
            for (LeafValues leaf : leaves) {
                given.put(leaf.name(), leaf.with(between(leaf, ends, own), own));
            }
            float[] scores = scoring.scores(given, 2, own).toFloatArray();
            return (double) Finite.checked(scores[1]) - Finite.checked(scores[0]);
        }
    }

    /** Returns the sums of the gradients at some points between baseline and record. */
    private Map<String, List<double[]>> sums(double[] points) {
        Map<String, List<double[]>> sums = new LinkedHashMap<>();
        for (LeafValues leaf : leaves) {
            sums.put(
                    leaf.name(),
                    leaf.present().stream().map(x -> new double[(int) x.size()]).toList());
        }
        for (int from = 0; from < points.length; from += rows) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedRunException("stopped while explaining");
            }
            add(Arrays.copyOfRange(points, from, Math.min(points.length, from + rows)), sums);
        }
        return sums;
    }

    private void add(double[] points, Map<String, List<double[]>> sums) {
        try (NDManager own = manager.newSubManager();
                Tape tape = open()) {
            Map<String, List<NDArray>> watched = new LinkedHashMap<>();
            Map<String, List<Signal>> given = new LinkedHashMap<>();
            for (LeafValues leaf : leaves) {
                List<NDArray> members = new ArrayList<>();
                for (NDArray values : between(leaf, points, own)) {
                    NDArray one = tape.watch(values);
                    one.attach(own);
                    members.add(one);
                }
                watched.put(leaf.name(), members);
                given.put(leaf.name(), leaf.with(members, own));
            }
            tape.backward(scoring.scores(given, points.length, own).sum());
            watched.forEach(
                    (name, members) -> {
                        for (int i = 0; i < members.size(); i++) {
                            NDArray gradient = tape.gradient(members.get(i));
                            gradient.attach(own);
                            add(gradient.toFloatArray(), sums.get(name).get(i));
                        }
                    });
        }
    }

    private Tape open() {
        try {
            return engine.openTape();
        } catch (UnsupportedOperationException e) {
            throw new SoraException(
                    List.of(
                            Problem.of("SORA-4934", "this engine computes no gradients")
                                    .needs("an engine with gradients")
                                    .fix("explain inputs by 'occlusion', or by 'particles' only")),
                    e);
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
