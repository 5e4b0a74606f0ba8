// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Scatter;
import dev.sora.metric.DivisibleOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Predicted and actual directions in degrees, the form of outcome between the output and its
 * metric. Because records can be joined and chosen, the report shows an interval for each metric.
 */
record Directions(double[] predicted, double[] targets) implements DivisibleOutcome<Directions> {

    Directions {
        if (predicted.length != targets.length) {
            throw new IllegalArgumentException(
                    "%d predictions for %d targets".formatted(predicted.length, targets.length));
        }
    }

    static Directions of(double[] predicted, double[] targets) {
        return new Directions(predicted, targets);
    }

    @Override
    public int size() {
        return targets.length;
    }

    @Override
    public Directions joined(List<Directions> following) {
        return of(all(following, Directions::predicted), all(following, Directions::targets));
    }

    private double[] all(List<Directions> following, Function<Directions, double[]> part) {
        return Stream.concat(Stream.of(this), following.stream())
                .map(part)
                .flatMapToDouble(DoubleStream::of)
                .toArray();
    }

    @Override
    public Directions chosen(int[] records) {
        return of(
                Arrays.stream(records).mapToDouble(i -> predicted[i]).toArray(),
                Arrays.stream(records).mapToDouble(i -> targets[i]).toArray());
    }

    /** Returns the mean direction for each record, the baseline that a model must beat. */
    @Override
    public Optional<Directions> constant() {
        double sine = 0;
        double cosine = 0;
        for (double target : targets) {
            sine += Math.sin(Math.toRadians(target));
            cosine += Math.cos(Math.toRadians(target));
        }
        double[] mean = new double[size()];
        Arrays.fill(mean, Degrees.of(sine, cosine));
        return Optional.of(of(mean, targets));
    }

    @Override
    public List<Exhibit> exhibits(int shown) {
        return List.of(Scatter.ofPredictions(targets, predicted));
    }
}
