// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.ColumnEffects.Loss;
import dev.sora.data.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TestColumnGrid {

    private static final Set<ColumnType> NUMBER = Set.of(ColumnType.TEXT, ColumnType.NUMBER);
    private static final Set<ColumnType> CATEGORY = Set.of(ColumnType.TEXT, ColumnType.TEXTS);

    @Test
    void numbersHaveQuantilesByNearestRank() {
        List<Object> values = new ArrayList<>();
        for (long i = 1; i <= 100; i++) {
            values.add(i);
        }
        Collections.shuffle(values, new Random(1));

        ColumnGrid grid = ColumnGrid.of(values, NUMBER).orElseThrow();

        assertThat(grid.numeric()).isTrue();
        assertThat(grid.values()).containsExactly(5L, 15L, 25L, 35L, 45L, 55L, 65L, 75L, 85L, 95L);
    }

    @Test
    void numbersInTextAreOrderedAsNumbers() {
        ColumnGrid grid = ColumnGrid.of(List.of("10", "9", "-1.5", "9"), NUMBER).orElseThrow();

        assertThat(grid.values()).containsExactly("-1.5", "9", "10");
        assertThat(grid.shown()).containsExactly(-1.5, 9.0, 10.0);
    }

    @Test
    void categoriesHaveTheirMostFrequentValues() {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            values.addAll(Collections.nCopies(i, "%d".formatted(i)));
        }

        ColumnGrid grid = ColumnGrid.of(values, CATEGORY).orElseThrow();

        assertThat(grid.numeric()).isFalse();
        assertThat(grid.values())
                .containsExactly("12", "11", "10", "9", "8", "7", "6", "5", "4", "3");
    }

    @Test
    void nothingIsChosenAmongTextsOrVectorsOrOneValue() {
        List<Object> texts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            texts.add("text " + i);
        }
        assertThat(ColumnGrid.of(texts, NUMBER)).isEmpty();
        assertThat(ColumnGrid.of(List.of(new float[2], new float[2]), CATEGORY)).isEmpty();
        assertThat(ColumnGrid.of(List.of(1.0, 1.0), NUMBER)).isEmpty();
        assertThat(ColumnGrid.of(List.of(), NUMBER)).isEmpty();
    }

    @Test
    void deviatesWithOneDegreeOfFreedomLess() {
        Loss loss = ColumnExplainer.loss(new double[] {1, 2, 3, 4, 5});

        assertThat(loss.mean()).isCloseTo(3, within(1e-12));
        assertThat(loss.deviation()).isCloseTo(Math.sqrt(2.5), within(1e-12));
    }
}
