// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.metric.DivisibleOutcome;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which outcomes are joined, by the form that is declared. */
final class TestOutcomeLog {

    private final OutcomeLog log = new OutcomeLog();

    /** A form of which there are two classes. */
    private interface Counted extends DivisibleOutcome<Counted> {
        @Override
        default Counted joined(List<Counted> following) {
            return new Many(size() + following.stream().mapToInt(Counted::size).sum());
        }

        @Override
        default Counted chosen(int[] records) {
            return new Many(records.length);
        }
    }

    private record Many(int size) implements Counted {}

    private record Few(int size) implements Counted {}

    private static NumberOutcome number(double value) {
        return NumberOutcome.of(new double[] {value}, new double[] {value});
    }

    @Test
    void joinsTheClassesOfOneForm() {
        log.add("y", new Many(9));
        log.add("y", new Few(2));

        assertThat(log.joined("y", Counted.class)).contains(new Many(11));
    }

    @Test
    void joinsOneClassOfAFormThatSaysNothingOfJoining() {
        log.add("y", number(1));
        log.add("y", number(2));

        assertThat(log.joined("y", Outcome.class))
                .hasValueSatisfying(whole -> assertThat(whole.size()).isEqualTo(2));
    }

    @Test
    void leavesApartWhatBelongsToNoOneForm() {
        log.add("y", number(1));
        log.add("y", new Few(2));

        assertThat(log.joined("y", Outcome.class)).isEmpty();
        assertThat(log.joined("none", Outcome.class)).isEmpty();
    }
}
