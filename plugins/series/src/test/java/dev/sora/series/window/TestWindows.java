// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import static dev.sora.source.DerivationUse.EVALUATION;
import static dev.sora.source.DerivationUse.PREDICTION;
import static dev.sora.source.DerivationUse.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.DataRecord;
import dev.sora.series.Rows;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestWindows {

    private static float[] of(DataRecord window, String column) {
        return window.get(column, float[].class);
    }

    private static List<Object> all(List<DataRecord> windows, String column) {
        return windows.stream().map(w -> w.find(column).orElse("")).toList();
    }

    @Test
    void joinHistoryAndHorizonWithoutAStepBetween() {
        List<DataRecord> windows = Rows.counted(7).windows(EVALUATION, "known", List.of("known"));

        assertThat(windows).hasSize(3);
        assertThat(of(windows.get(0), "y")).containsExactly(0, 1, 2);
        assertThat(of(windows.get(0), "y_next")).containsExactly(3, 4);
        assertThat(of(windows.get(2), "y_next")).containsExactly(5, 6);
        assertThat(windows.get(0).get("time", String.class)).isEqualTo("2");
        assertThat(windows.get(2).get("position", Long.class)).isEqualTo(2);
    }

    @Test
    void knowInAdvanceWhatBelongsToEachStepOfTheHorizon() {
        DataRecord window = Rows.counted(6).windows(EVALUATION, "known", List.of("known")).get(0);

        assertThat(of(window, "known")).containsExactly(100, 101, 102);
        assertThat(of(window, "known_next")).containsExactly(103, 104);
        assertThat(of(window, "y_next")).containsExactly(3, 4);
    }

    @Test
    void startAtEveryStride() {
        List<DataRecord> windows = Rows.counted(12).windows(EVALUATION, "stride", 3);

        assertThat(windows).extracting(w -> of(w, "y")[0]).containsExactly(0f, 3f, 6f);
    }

    /** Reported for darts and sktime: the last step of the series was in no test. */
    @Test
    void reachTheLastStep() {
        List<DataRecord> windows = Rows.counted(5).windows(EVALUATION);

        assertThat(windows).hasSize(1);
        assertThat(of(windows.get(0), "y_next")).containsExactly(3, 4);
    }

    @Test
    void areDividedByTimeSoThatNoTargetIsInTwoParts() {
        List<DataRecord> windows =
                Rows.counted(20).windows(TRAINING, "validation_from", 10, "test_from", 15);

        for (DataRecord window : windows) {
            float first = of(window, "y_next")[0];
            float last = of(window, "y_next")[1];
            String part = last < 10 ? "train" : first < 15 ? "validation" : "test";
            assertThat(window.get("part", String.class)).isEqualTo(part);
            assertThat(first < 10).isEqualTo(last < 10);
            assertThat(first < 15).isEqualTo(last < 15);
        }
        // of 16 windows, one straddles each boundary
        assertThat(windows).hasSize(14);
    }

    @Test
    void areCountedWhereTheyAreLeftOut() {
        Rows rows = new Rows();
        for (int i = 0; i < 20; i++) {
            rows.row(i, "long", i, 1);
        }
        rows.row(0, "brief", 1, 1).row(1, "brief", 1, 1);
        DataSource source =
                Rows.derivation("validation_from", 10, "series", "name").derive(rows, TRAINING);
        try (RecordStream stream = source.records()) {
            while (stream.next().isPresent()) {
                // to the end
            }
        }

        assertThat(source.passedOver()).hasSize(2);
        assertThat(source.passedOver().get(0).examples()).containsExactly("brief");
        assertThat(source.passedOver().get(1).count()).isEqualTo(1);
    }

    @Test
    void ofSeveralSeriesDoNotMixThem() {
        Rows rows = new Rows();
        for (int i = 0; i < 6; i++) {
            rows.row(i, "a", i, 0).row(i, "b", 10 * i, 0);
        }

        List<DataRecord> windows = rows.windows(EVALUATION, "series", "name");

        assertThat(all(windows, "series")).containsExactly("a", "b", "a", "b");
        assertThat(of(windows.get(3), "y")).containsExactly(10, 20, 30);
        assertThat(of(windows.get(3), "y_next")).containsExactly(40, 50);
    }

    @Test
    void toPredictContinueEachSeriesOnce() {
        Rows rows = Rows.counted(7).row(7, null, null, 107).row(8, null, null, 108);

        List<DataRecord> windows = rows.windows(PREDICTION, "known", List.of("known"));

        assertThat(windows).hasSize(1);
        assertThat(of(windows.get(0), "y")).containsExactly(4, 5, 6);
        assertThat(of(windows.get(0), "known_next")).containsExactly(107, 108);
        assertThat(windows.get(0).find("y_next")).isEmpty();
        assertThat(windows.get(0).get("time", String.class)).isEqualTo("6");
    }

    @Test
    void ignoreWhatIsKnownBeyondTheHorizon() {
        Rows rows = Rows.counted(4);
        for (int i = 4; i < 12; i++) {
            rows.row(i, null, null, 100 + i);
        }

        List<DataRecord> windows = rows.windows(PREDICTION, "known", List.of("known"));

        assertThat(of(windows.get(0), "y")).containsExactly(1, 2, 3);
        assertThat(of(windows.get(0), "known_next")).containsExactly(104, 105);
    }

    @Test
    void needWhatIsKnownInAdvance() {
        Rows rows = Rows.counted(7).row(7, null, null, 107);

        assertThatThrownBy(() -> rows.windows(PREDICTION, "known", List.of("known")))
                .hasMessageContaining("SORA-4641")
                .hasMessageContaining("2 rows after the last target");
    }

    /** What is known in advance of a step that no row has is not known: nothing may be invented. */
    @Test
    void doNotInventWhatIsKnownInAdvance() {
        Object[] fills = {"missing", "previous", "known", List.of("known")};
        Rows rows = Rows.counted(7).row(8, null, null, 108);
        assertThatThrownBy(() -> rows.windows(PREDICTION, fills))
                .hasMessageContaining("SORA-4641")
                .hasMessageContaining("1 such rows");

        Rows gap = Rows.counted(7).row(8, null, 8, 108).row(9, null, 9, null);
        for (int i = 10; i < 15; i++) {
            gap.row(i, null, i, 100 + i);
        }
        DataSource source = Rows.derivation(fills).derive(gap, EVALUATION);
        List<DataRecord> windows = gap.windows(EVALUATION, fills);

        assertThat(all(windows, "position")).containsExactly(0L, 1L, 2L, 7L, 8L, 9L, 10L);
        assertThat(of(windows.get(3), "known")).containsExactly(106, 108, 108);
        assertThat(windows.get(3).get("filled", long[].class)).containsExactly(0);
        try (RecordStream stream = source.records()) {
            while (stream.next().isPresent()) {
                // to the end
            }
        }
        assertThat(source.passedOver()).hasSize(1);
        assertThat(source.passedOver().get(0).count()).isEqualTo(4);
    }

    @Test
    void ofOneSeriesHaveOneName() {
        Rows rows = new Rows();
        for (int i = 0; i < 5; i++) {
            rows.row(i, i % 2 == 0 ? "1.0" : " 1", i, 0);
        }

        assertThat(all(rows.windows(EVALUATION, "series", "name"), "series")).containsExactly("1");
    }

    /** A value before is used, never one after: interpolation would read the horizon. */
    @Test
    void takeTheValueBeforeForAMissingOneAndLeaveMissingTargetsOut() {
        Rows rows = new Rows();
        for (int i = 0; i < 8; i++) {
            if (i != 3) {
                rows.row(i, null, i == 5 ? null : i, 0);
            }
        }

        List<DataRecord> windows = rows.windows(EVALUATION, "missing", "previous");

        assertThat(of(windows.get(0), "y_next")).containsExactly(Float.NaN, 4);
        assertThat(of(windows.get(1), "y")).containsExactly(1, 2, 2);
        assertThat(of(windows.get(3), "y")).containsExactly(2, 4, 4);
        assertThat(of(windows.get(3), "y_next")).containsExactly(6, 7);
    }
}
