// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import static dev.sora.source.DerivationUse.EVALUATION;
import static dev.sora.source.DerivationUse.PREDICTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.DataException;
import dev.sora.series.Rows;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Values whose differences 32-bit floats show, or do not. */
final class TestRounding {

    private static Rows rows(int steps, IntToDoubleFunction value) {
        Rows rows = new Rows();
        for (int i = 0; i < steps; i++) {
            rows.row(i, null, value.applyAsDouble(i), 0);
        }
        return rows;
    }

    private static void refused(Rows rows, Object... settings) {
        assertThatThrownBy(() -> rows.windows(EVALUATION, settings))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4646")
                .hasMessageContaining("'y'");
        assertThatThrownBy(() -> rows.windows(PREDICTION, settings))
                .hasMessageContaining("SORA-4646");
    }

    /** The whole series has differences that floats show; its windows have not. */
    @Test
    void refusesAMeterThatHasCountedFar() {
        refused(rows(30, i -> i < 10 ? i * 1e7 : 9e7 + i));
    }

    @Test
    void refusesASeriesThatIsLargeBesideAnother() {
        Rows rows = new Rows();
        for (int i = 0; i < 10; i++) {
            rows.row(i, "large", 1e8 + i % 3, 0).row(i, "zero", 0, 0);
        }

        refused(rows, "series", "name");
    }

    @Test
    void readsWhatFloatsShow() {
        // whole numbers below 2^24, a constant with noise of 64-bit numbers, exact large numbers
        assertThat(rows(9, i -> 16_000_000 + i % 2).windows(EVALUATION)).isNotEmpty();
        assertThat(rows(9, i -> i % 2 == 0 ? 0.3 : 0.1 + 0.2).windows(EVALUATION)).isNotEmpty();
        assertThat(rows(9, i -> 1e8 + 8 * i).windows(EVALUATION)).isNotEmpty();
        assertThat(rows(9, i -> 1e5 + 0.9 * (i % 2 * 2 - 1)).windows(EVALUATION)).isNotEmpty();
    }
}
