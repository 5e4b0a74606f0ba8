// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Scatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The predicted and the actual numbers of some records.
 *
 * @param predicted one predicted number for each record
 * @param targets one actual number for each record
 * @since 1.0
 */
public record NumberOutcome(double[] predicted, double[] targets)
        implements DivisibleOutcome<NumberOutcome> {

    /** Checks that the sizes agree. */
    public NumberOutcome {
        if (predicted.length != targets.length) {
            throw new IllegalArgumentException(
                    "%d predictions for %d targets".formatted(predicted.length, targets.length));
        }
    }

    /** Returns an outcome. */
    public static NumberOutcome of(double[] predicted, double[] targets) {
        return new NumberOutcome(predicted, targets);
    }

    @Override
    public int size() {
        return targets.length;
    }

    @Override
    public NumberOutcome joined(List<NumberOutcome> following) {
        int size = size() + following.stream().mapToInt(NumberOutcome::size).sum();
        double[] said = Arrays.copyOf(predicted, size);
        double[] right = Arrays.copyOf(targets, size);
        int at = size();
        for (NumberOutcome part : following) {
            System.arraycopy(part.predicted, 0, said, at, part.size());
            System.arraycopy(part.targets, 0, right, at, part.size());
            at += part.size();
        }
        return of(said, right);
    }

    @Override
    public NumberOutcome chosen(int[] records) {
        return of(
                Arrays.stream(records).mapToDouble(i -> predicted[i]).toArray(),
                Arrays.stream(records).mapToDouble(i -> targets[i]).toArray());
    }

    /** Returns the outcome that predicts the mean of the targets for every record. */
    @Override
    public Optional<NumberOutcome> constant() {
        double[] mean = new double[size()];
        Arrays.fill(mean, Arrays.stream(targets).average().orElse(0));
        return Optional.of(of(mean, targets));
    }

    @Override
    public List<Exhibit> exhibits(int shown) {
        return List.of(Scatter.ofPredictions(targets, predicted));
    }
}
