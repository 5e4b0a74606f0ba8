// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.Retrieval.Pairs;
import dev.sora.recommender.InMemoryRecords;
import dev.sora.recommender.Offers;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What recommendation does at its limits, and what it refuses. */
final class TestImplicitLimits {

    private static OutputParticle implicit(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(Map.of("user", "user", "item", "item"));
        settings.putAll(more);
        return Offers.output("implicit", settings);
    }

    @Test
    void drawsAnythingForAUserWhoHasSeenAll() {
        InMemoryRecords all = InMemoryRecords.texts("user item", "ann a", "ann b");
        FittedOutput fitted = implicit(Map.of()).fit(all);
        Pairs pairs =
                fitted.retrieval()
                        .orElseThrow()
                        .draw(2, fitted.encode(all.all()), new SplittableRandom(1));
        assertThat(pairs.candidates()).hasSize(10);
    }

    @Test
    void drawsTheFewUnseenOfAUserWhoHasSeenNearlyAll() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            rows.add((i % 1000 == 7 ? "bob i" : "ann i") + i);
        }
        InMemoryRecords most = InMemoryRecords.texts("user item", rows.toArray(String[]::new));
        FittedOutput fitted = implicit(Map.of("negatives", 1)).fit(most);
        Pairs pairs =
                fitted.retrieval()
                        .orElseThrow()
                        .draw(2000, fitted.encode(most.all()), new SplittableRandom(1));
        for (int i = 0; i < 2000; i++) {
            if (rows.get(i).startsWith("ann")) {
                assertThat(pairs.candidates()[2 * i + 1]).isIn(7, 1007);
            }
        }
        assertThat(pairs.candidates()).contains(7, 1007);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "item", "genre,genre"})
    void refusesColumnsOfBothSides(String columns) {
        OutputParticle output = implicit(Map.of("item_columns", List.of(columns.split(","))));

        assertThatThrownBy(() -> output.plan(List.of(SignalSpec.floats(1))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("name each column once");
    }

    @Test
    void refusesIndicesAsScores() {
        assertThatThrownBy(() -> implicit(Map.of()).plan(List.of(SignalSpec.indices(9))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("() of indices");
    }

    @Test
    void refusesSequencesAsScores() {
        SignalSpec sequence = SignalSpec.sequence(TensorSpec.floats(9, 4));

        assertThatThrownBy(() -> implicit(Map.of()).plan(List.of(sequence)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("a sequence (9, 4)");
    }
}
