// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.optimiser.Schedule;
import dev.sora.optimiser.Schedule.Progress;
import dev.sora.standard.lab.Offered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestSchedules {

    /** Ten epochs of ten steps. */
    private static Progress at(long step) {
        return new Progress(step, 100, (int) ((step - 1) / 10) + 1, 10, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "constant, 1, 1, 1",
        "linear, 1, 0.5, 0.01",
        "cosine, 1, 0.5, 0.000246720",
        "exponential, 1, 0.59049, 0.3523716",
    })
    void goesFromStartToEnd(String name, double first, double middle, double last) {
        Schedule schedule = Offered.schedule(name, Map.of());

        assertThat(schedule.factor(at(1))).isCloseTo(first, within(1e-6));
        assertThat(schedule.factor(at(51))).isCloseTo(middle, within(1e-6));
        assertThat(schedule.factor(at(100))).isCloseTo(last, within(1e-6));
    }

    @Test
    void stepsDownEveryFewEpochs() {
        Schedule schedule = Offered.schedule("step", Map.of("every", 3, "gamma", 0.5));

        assertThat(schedule.factor(at(30))).isEqualTo(1);
        assertThat(schedule.factor(at(31))).isEqualTo(0.5);
        assertThat(schedule.factor(at(100))).isEqualTo(0.125);
    }

    /** google-research/bert 1293: the first step had a rate of zero, and was lost. */
    @ParameterizedTest
    @ValueSource(strings = {"constant", "step", "exponential", "linear", "cosine", "plateau"})
    void warmsUp(String name) {
        Schedule bySteps = Offered.schedule(name, Map.of("warmup_steps", 4));
        Schedule byShare = Offered.schedule(name, Map.of("warmup", 0.04));

        for (int step = 1; step <= 4; step++) {
            assertThat(bySteps.factor(at(step))).isCloseTo(step / 5.0, within(0.03));
            assertThat(byShare.factor(at(step))).isEqualTo(bySteps.factor(at(step)));
        }
        assertThat(bySteps.factor(at(5))).isCloseTo(1, within(0.05));
    }

    @Test
    void keepsAMinimum() {
        assertThat(Offered.schedule("linear", Map.of("minimum", 0.2)).factor(at(100)))
                .isCloseTo(0.208, within(1e-9));
        assertThat(Offered.schedule("cosine", Map.of("minimum", 0.2)).factor(at(100)))
                .isGreaterThan(0.2)
                .isLessThan(0.21);
    }

    @Test
    void goesThroughOneCycle() {
        Schedule schedule = Offered.schedule("one_cycle", Map.of());

        assertThat(schedule.factor(at(1))).isCloseTo(1 / 25.0, within(1e-9));
        assertThat(schedule.factor(at(30))).isCloseTo(1, within(1e-9));
        assertThat(schedule.factor(at(31))).isBetween(0.99, 1 - 1e-9);
        assertThat(schedule.factor(at(100))).isCloseTo(1 / 25e4, within(1e-9));
        assertThat(schedule.factor(at(16))).isBetween(0.4, 0.6);
    }

    @Test
    void staysFiniteInAVeryShortTraining() {
        for (String name : List.of("linear", "cosine", "one_cycle", "exponential")) {
            Schedule schedule = Offered.schedule(name, Map.of());
            double factor = schedule.factor(new Progress(1, 1, 1, 1, List.of()));
            assertThat(factor).as(name).isBetween(0.0, 1.0);
        }
    }

    @Test
    void lowersTheRateOnAPlateau() {
        Schedule schedule = Offered.schedule("plateau", Map.of("patience", 1, "gamma", 0.5));

        assertThat(plateau(schedule)).isEqualTo(1);
        assertThat(plateau(schedule, 3, 2, 1)).isEqualTo(1);
        assertThat(plateau(schedule, 3, 2, 2)).isEqualTo(1);
        assertThat(plateau(schedule, 3, 2, 2, 2)).isEqualTo(0.5);
        assertThat(plateau(schedule, 3, 2, 2, 2, 2, 2)).isEqualTo(0.25);
        assertThat(plateau(schedule, 3, 2, 2, 2, 1, 1)).isEqualTo(0.5);
    }

    @Test
    void waitsAfterLowering() {
        Schedule schedule =
                Offered.schedule("plateau", Map.of("patience", 0, "gamma", 0.5, "cooldown", 2));

        assertThat(plateau(schedule, 1, 1)).isEqualTo(0.5);
        assertThat(plateau(schedule, 1, 1, 1, 1)).isEqualTo(0.5);
        assertThat(plateau(schedule, 1, 1, 1, 1, 1)).isEqualTo(0.25);
    }

    private static double plateau(Schedule schedule, double... values) {
        List<Double> monitored = java.util.Arrays.stream(values).boxed().toList();
        return schedule.factor(new Progress(60, 100, values.length + 1, 10, monitored));
    }
}
