// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sora.testkit.Workbench;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Losses of cases computed by hand. */
final class TestIdentityLosses {

    private static Workbench bench;

    @BeforeAll
    static void open() {
        bench = new Workbench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    /** At 60 degrees from the own direction and 30 from the other one. */
    @Test
    void turnsTheOwnCosineByAnAngle() {
        double own = Math.cos(Math.toRadians(60) + 0.5);
        double other = Math.cos(Math.toRadians(30));

        assertThat(margin(MarginLoss.arcFace(2, 0.5), 0, 60))
                .isCloseTo(Math.log1p(Math.exp(2 * (other - own))), within(1e-5));
    }

    @Test
    void lowersTheOwnCosine() {
        assertThat(margin(MarginLoss.cosFace(2, 0.35), 0, 60))
                .isCloseTo(
                        Math.log1p(Math.exp(2 * (Math.cos(Math.toRadians(30)) - 0.5 + 0.35))),
                        within(1e-5));
    }

    /** At 180 degrees a further turn would raise the cosine. */
    @Test
    void goesOnFallingBehindHalfATurn() {
        double own = -1 - 0.5 * Math.sin(0.5);

        assertThat(margin(MarginLoss.arcFace(2, 0.5), 0, 180))
                .isCloseTo(Math.log1p(Math.exp(-2 * own)), within(1e-5));
    }

    @Test
    void leavesOutIdentitiesThatAreNotInTraining() {
        double alone = margin(MarginLoss.cosFace(2, 0.35), 0, 60);

        assertThat(margin(MarginLoss.cosFace(2, 0.35), 0, 60, -1, 10)).isEqualTo(alone);
        assertThat(margin(MarginLoss.cosFace(2, 0.35), -1, 60)).isZero();
    }

    /**
     * People a, a, b, b at 0, 10, 30 and 100 degrees; the distance of two angles is 2 sin(d / 2).
     * The terms are 0, 0.3 + d(10) - d(20), 0.3 + d(70) - d(20), 0.3 + d(70) - d(90).
     */
    @Test
    void comparesTheHardestRecordsOfAMinibatch() {
        double expected = (0.3 + d(10) - d(20) + 0.3 + d(70) - d(20) + 0.3 + d(70) - d(90)) / 4;

        assertThat(triplet(new long[] {1, 1, 2, 2}, 0, 10, 30, 100))
                .isCloseTo(expected, within(1e-5));
    }

    @Test
    void leavesOutRecordsWithoutAPartner() {
        double expected = (0.3 + d(10) - d(25) + 0.3 + d(10) - d(15)) / 2;

        assertThat(triplet(new long[] {1, 1, 2}, 0, 10, 25)).isCloseTo(expected, within(1e-5));
        assertThat(triplet(new long[] {1, 2, 3}, 0, 10, 40)).isZero();
        assertThat(triplet(new long[] {1, 1, 1}, 0, 10, 40)).isZero();
    }

    /** A vector that meets its direction, or its opposite, where the sine has no derivative. */
    @Test
    void hasAGradientWhereAVectorMeetsItsDirection() {
        for (double angle : new double[] {0, 180}) {
            NDArray vectors = vectors(angle, 90);
            NDArray classes = bench.manager().create(new long[] {0, 1}, new Shape(2, 1));
            MarginLoss loss = MarginLoss.arcFace(30, 0.5);

            assertThat(
                            gradient(
                                    vectors,
                                    () ->
                                            loss.of(
                                                    vectors,
                                                    classes,
                                                    classes,
                                                    loss.defined(classes, classes),
                                                    bench.pass(
                                                            true,
                                                            Map.of("centres", vectors(0, 90))))))
                    .isFinite();
        }
    }

    /** Equal pictures have equal vectors: the distance has no derivative at 0. */
    @Test
    void hasAGradientWhereRecordsAreAlike() {
        NDArray vectors = vectors(20, 20, 20, 50);
        NDArray keys = bench.manager().create(new long[] {1, 1, 2, 2}, new Shape(4, 1));
        TripletLoss loss = new TripletLoss(0.3);

        assertThat(
                        gradient(
                                vectors,
                                () ->
                                        loss.of(
                                                vectors,
                                                keys,
                                                keys,
                                                loss.defined(keys, keys),
                                                bench.pass(true, Map.of()))))
                .isFinite();
    }

    @Test
    void makesAVectorOfZerosWithoutNaN() {
        NDArray zeros = bench.manager().zeros(new Shape(1, 3));

        assertThat(gradient(zeros, () -> VectorHead.unit(zeros).sum())).isFinite();
        assertThat(VectorHead.unit(zeros).toFloatArray()).containsOnly(0f);
    }

    /** Returns the sum of the absolute gradient. */
    private static double gradient(NDArray of, Supplier<NDArray> loss) {
        of.setRequiresGradient(true);
        try (GradientCollector tape = bench.manager().getEngine().newGradientCollector()) {
            tape.backward(loss.get());
        }
        return of.getGradient().abs().sum().getFloat();
    }

    private static double d(double degrees) {
        return 2 * Math.sin(Math.toRadians(degrees) / 2);
    }

    /** The loss of records, each given by its class and angle; the directions are 0 and 90. */
    private static double margin(MarginLoss loss, double... classesAndAngles) {
        int records = classesAndAngles.length / 2;
        long[] classes = new long[records];
        double[] angles = new double[records];
        for (int i = 0; i < records; i++) {
            classes[i] = (long) classesAndAngles[2 * i];
            angles[i] = classesAndAngles[2 * i + 1];
        }
        NDArray positions = bench.manager().create(classes, new Shape(records, 1));
        return loss.of(
                        vectors(angles),
                        positions,
                        positions,
                        loss.defined(positions, positions),
                        bench.pass(true, Map.of("centres", vectors(0, 90).mul(3))))
                .getFloat();
    }

    private static double triplet(long[] people, double... angles) {
        TripletLoss loss = new TripletLoss(0.3);
        NDArray keys = bench.manager().create(people, new Shape(people.length, 1));
        return loss.of(
                        vectors(angles),
                        keys,
                        keys,
                        loss.defined(keys, keys),
                        bench.pass(true, Map.of()))
                .getFloat();
    }

    private static NDArray vectors(double... degrees) {
        float[] values = new float[degrees.length * 2];
        for (int i = 0; i < degrees.length; i++) {
            values[2 * i] = (float) Math.cos(Math.toRadians(degrees[i]));
            values[2 * i + 1] = (float) Math.sin(Math.toRadians(degrees[i]));
        }
        return bench.manager().create(values, new Shape(degrees.length, 2));
    }
}
