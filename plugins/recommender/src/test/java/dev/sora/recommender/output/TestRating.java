// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import dev.sora.data.ColumnType;
import dev.sora.metric.NumberOutcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.recommender.InMemoryRecords;
import dev.sora.recommender.Offers;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestRating {

    /** Mean 3, from 1 to 5. */
    private static final InMemoryRecords RATINGS =
            InMemoryRecords.of("rating", ColumnType.NUMBER, 1.0, 5.0, 3.0);

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    private Signal column(float... values) {
        return Signal.of(bench.manager().create(values, new Shape(values.length, 1)));
    }

    @Test
    void addsTheMeanAndClips() {
        FittedOutput fitted = Offers.output("rating", Map.of("column", "rating")).fit(RATINGS);
        Signal target = fitted.target(bench.upload(fitted.encode(RATINGS.all())));

        assertThat(target.values().toFloatArray()).containsExactly(-2, 2, 0);
        NumberOutcome outcome = (NumberOutcome) fitted.outcome(column(-7, 9, 0.5f), target);
        assertThat(outcome.predicted()).containsExactly(1, 5, 3.5);
        assertThat(outcome.targets()).containsExactly(1, 5, 3);
        assertThat(fitted.decode(column(1), List.of())).containsExactly(Map.of("rating", 4.0));
        assertThat(fitted.loss(column(-2, 0, 1), target, bench.pass(true, Map.of())).getFloat())
                .isCloseTo(5f / 3, within(1e-6f));
    }

    @Test
    void leavesPredictionsAloneIfAsked() {
        FittedOutput fitted =
                Offers.output("rating", Map.of("column", "rating", "clip", false)).fit(RATINGS);

        assertThat(fitted.decode(column(4), List.of())).containsExactly(Map.of("rating", 7.0));
    }

    @Test
    void readsTexts() {
        FittedOutput fitted =
                Offers.output("rating", Map.of("column", "rating"))
                        .fit(InMemoryRecords.texts("rating", "4", "2.5"));

        assertThat(fitted.state().number("mean")).isEqualTo(3.25);
        assertThat(fitted.state().number("least")).isEqualTo(2.5);
    }

    @Test
    void refusesWhatIsNoNumber() {
        OutputParticle rating = Offers.output("rating", Map.of("column", "rating"));
        for (String broken : List.of("good", "NaN", "-")) {
            assertThatThrownBy(() -> rating.fit(InMemoryRecords.texts("rating", "4", broken)))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("rows.csv:3");
        }
    }

    @Test
    void refusesWhatOverflows32Bits() {
        OutputParticle rating = Offers.output("rating", Map.of("column", "rating"));

        assertThatThrownBy(() -> rating.fit(InMemoryRecords.texts("rating", "4", "-1e39")))
                .isInstanceOf(RecordException.class)
                .hasMessageContainingAll("SORA-4611", "'rating' holds -1.0E39", "rows.csv:3");
    }

    @Test
    void keepsTheMeanOfRatingsFarFromZero() {
        InMemoryRecords far =
                InMemoryRecords.of("rating", ColumnType.NUMBER, 999_999_999.0, 1_000_000_001.0);
        FittedOutput fitted = Offers.output("rating", Map.of("column", "rating")).fit(far);
        Signal target = fitted.target(bench.upload(fitted.encode(far.all())));

        assertThat(((NumberOutcome) fitted.outcome(column(0, 0), target)).targets())
                .containsExactly(999_999_999, 1_000_000_001);
    }

    @Test
    void comesBackFromItsState() {
        OutputParticle rating = Offers.output("rating", Map.of("column", "rating"));
        State state = rating.fit(RATINGS).state();

        assertThat(rating.restore(state).state()).isEqualTo(state);
        for (Map<String, Object> broken :
                List.<Map<String, Object>>of(
                        Map.of(),
                        Map.of("mean", 1.0, "least", 5.0, "most", 1.0),
                        Map.of("mean", "NaN", "least", 1.0, "most", 5.0))) {
            assertThatThrownBy(() -> rating.restore(Workbench.state(broken)))
                    .isInstanceOf(DataException.class);
        }
    }

    @Test
    void makesAHeadWhereItNeedsOne() {
        OutputParticle rating = Offers.output("rating", Map.of("column", "rating"));
        assertThat(rating.plan(List.of(SignalSpec.floats(1))).parameters()).isEmpty();
        assertThat(rating.plan(List.of(SignalSpec.floats(3))).parameters()).hasSize(2);
        assertThat(
                        Offers.output("rating", Map.of("column", "rating", "head", true))
                                .plan(List.of(SignalSpec.floats(1)))
                                .parameters())
                .hasSize(2);
        OutputParticle headless =
                Offers.output("rating", Map.of("column", "rating", "head", false));
        assertThatThrownBy(() -> headless.plan(List.of(SignalSpec.floats(3))))
                .isInstanceOf(ShapeException.class);
    }
}
