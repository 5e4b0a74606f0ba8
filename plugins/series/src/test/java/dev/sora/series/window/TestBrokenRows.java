// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import static dev.sora.source.DerivationUse.EVALUATION;
import static dev.sora.source.DerivationUse.PREDICTION;
import static dev.sora.source.DerivationUse.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import dev.sora.series.Rows;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestBrokenRows {

    private static Rows at(String... times) {
        Rows rows = new Rows();
        for (String time : times) {
            rows.row(time, null, 1, 1);
        }
        return rows;
    }

    private static void refused(Rows rows, String code, Object... settings) {
        assertThatThrownBy(() -> rows.windows(EVALUATION, settings))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(code);
    }

    @Test
    void refusesTimesOutOfOrder() {
        refused(at("2024-01-01", "2024-01-03", "2024-01-02"), "SORA-4632");
    }

    @Test
    void refusesATimeTwice() {
        refused(at("2024-01-01", "2024-01-02", "2024-01-02"), "SORA-4633");
    }

    @Test
    void refusesStepsThatAreNotEqual() {
        refused(at("2024-01-01", "2024-01-02", "2024-01-04"), "SORA-4634");
        refused(at("2024-01-01T00:00", "2024-01-01T01:00", "2024-01-01T02:30"), "SORA-4634");
        refused(at("2024-01-01", "2024-01-02"), "SORA-4634", "step", "1h");
    }

    @Test
    void refusesTimesWithAndWithoutAZone() {
        refused(at("2024-01-01T00:00", "2024-01-01T01:00Z"), "SORA-4635");
        refused(at("1", "2024-01-01T01:00Z"), "SORA-4635");
    }

    /** In autumn a local hour occurs twice, in spring one is missing: neither may be guessed. */
    @Test
    void refusesLocalTimesWhereClocksAreSet() {
        refused(at("2024-10-27T01:00", "2024-10-27T02:00", "2024-10-27T02:00"), "SORA-4633");
        refused(at("2024-03-31T00:00", "2024-03-31T01:00", "2024-03-31T03:00"), "SORA-4634");
    }

    /** Reported for prophet: hours with a zone are equal steps whatever clocks do. */
    @Test
    void readsTimesWithAZoneWhereClocksAreSet() {
        Rows rows =
                at(
                        "2024-10-27T01:00+02:00",
                        "2024-10-27T02:00+02:00",
                        "2024-10-27T02:00+01:00",
                        "2024-10-27T03:00+01:00",
                        "2024-10-27T04:00+01:00");

        assertThat(rows.windows(EVALUATION)).hasSize(1);
    }

    /** Days of a zone have 23 to 25 hours. */
    @Test
    void countsDaysInTheirZone() {
        Rows rows =
                at(
                        "2024-10-25T22:00Z",
                        "2024-10-26T22:00Z",
                        "2024-10-27T23:00Z",
                        "2024-10-28T23:00Z",
                        "2024-10-29T23:00Z");

        assertThat(rows.windows(EVALUATION, "zone", "Europe/Berlin")).hasSize(1);
        refused(rows, "SORA-4634");
    }

    /** Reported for hierarchicalforecast: months that start were taken for months that end. */
    @ParameterizedTest
    @CsvSource({
        "2024-01-31 2024-02-29 2024-03-31 2024-04-30 2024-05-31, 1mo",
        "2024-02-29 2024-03-31 2024-04-30 2024-05-31 2024-06-30, 1mo",
        "2024-01-15 2024-02-15 2024-03-15 2024-04-15 2024-05-15, 1mo",
        "2024-01-01 2024-04-01 2024-07-01 2024-10-01 2025-01-01, 3mo",
        "2020-06-01 2021-06-01 2022-06-01 2023-06-01 2024-06-01, 1y",
        "2024-01-01 2024-01-08 2024-01-15 2024-01-22 2024-01-29, 1w",
        "2024-01-01T00:00 2024-01-01T00:15 2024-01-01T00:30 2024-01-01T00:45 2024-01-01T01:00, 15m",
        "5 10 15 20 25, 5"
    })
    void findsTheStep(String times, String step) {
        Rows rows = at(times.split(" "));

        assertThat(rows.windows(EVALUATION).get(0).get("step", String.class)).isEqualTo(step);
    }

    /** Reported for prophet: the last day of February was forecast as the first of March. */
    @Test
    void continuesMonthsAtTheirEnds() {
        TimeStep month = TimeStep.parse("1mo", ZoneOffset.UTC).orElseThrow();
        LocalDateTime last = LocalDateTime.of(2020, 1, 31, 0, 0);
        LocalDateTime late = LocalDateTime.of(2020, 1, 30, 0, 0);
        LocalDateTime first = LocalDateTime.of(2020, 1, 1, 0, 0);

        assertThat(month.plus(last, 1)).isEqualTo(LocalDateTime.of(2020, 2, 29, 0, 0));
        assertThat(month.plus(last, 2)).isEqualTo(LocalDateTime.of(2020, 3, 31, 0, 0));
        assertThat(month.plus(late, 1)).isEqualTo(LocalDateTime.of(2020, 2, 29, 0, 0));
        assertThat(month.plus(late, 2)).isEqualTo(LocalDateTime.of(2020, 3, 30, 0, 0));
        assertThat(month.plus(first, 1)).isEqualTo(LocalDateTime.of(2020, 2, 1, 0, 0));
    }

    @Test
    void refusesRowsWithoutATime() {
        Rows rows = at("2024-01-01", "soon");

        assertThatThrownBy(() -> rows.windows(EVALUATION))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4630")
                .hasMessageContaining("rows.csv:3");
    }

    /** Reported for neuralforecast: a missing value made every weight NaN, in silence. */
    @Test
    void refusesMissingValuesAndNaN() {
        refused(Rows.counted(4).row(4, null, null, 1).row(5, null, 5, 1), "SORA-4636");
        refused(Rows.counted(4).row(4, null, Double.NaN, 1).row(5, null, 5, 1), "SORA-4636");
        refused(Rows.counted(4).row(4, null, 4, null), "SORA-4636", "known", List.of("known"));
    }

    @Test
    void refusesToFillMoreThanAHorizon() {
        refused(Rows.counted(4).row(7, null, 5, 1), "SORA-4637", "missing", "previous");
    }

    /** What an error advises must not be refused by the next one. */
    @ParameterizedTest
    @CsvSource({"6, true", "7, false"})
    void advisesToFillWhatCanBeFilled(int next, boolean fillable) {
        Rows gap = Rows.counted(4).row(next, null, 5, 1);
        Rows empty = Rows.counted(4);
        for (int at = 4; at < next; at++) {
            empty.row(at, null, null, 1);
        }
        empty.row(next, null, 5, 1);

        for (Rows rows : List.of(gap, empty)) {
            assertThatThrownBy(() -> rows.windows(EVALUATION))
                    .satisfies(
                            thrown ->
                                    assertThat(
                                                    ((SoraException) thrown)
                                                            .problems()
                                                            .get(0)
                                                            .fix()
                                                            .contains("set 'missing: previous'"))
                                            .isEqualTo(fillable));
            if (fillable) {
                assertThat(rows.windows(EVALUATION, "missing", "previous")).isNotEmpty();
            } else {
                refused(rows, "SORA-4637", "missing", "previous");
            }
        }
    }

    /** No step is shorter than a second, so that setting another one cannot help. */
    @Test
    void doesNotAdviseAStepForPartsOfSeconds() {
        assertThatThrownBy(
                        () ->
                                at("2024-01-01T00:00:00", "2024-01-01T00:00:00.5")
                                        .windows(EVALUATION))
                .hasMessageContaining("SORA-4635")
                .hasMessageContaining("write times of whole seconds")
                .hasMessageNotContaining("'step'");
    }

    /** Reported for darts: a short series ended in a division by zero. */
    @Test
    void refusesSeriesShorterThanAWindow() {
        refused(Rows.counted(4), "SORA-4638");
        assertThatThrownBy(() -> Rows.counted(2).windows(PREDICTION))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4638");
    }

    @Test
    void refusesAHorizonLongerThanTheTest() {
        assertThatThrownBy(() -> Rows.counted(20).windows(TRAINING, "test_from", 19))
                .hasMessageContaining("SORA-4639")
                .hasMessageContaining("'test'");
        assertThatThrownBy(() -> Rows.counted(20).windows(TRAINING, "test_from", 4))
                .hasMessageContaining("SORA-4639")
                .hasMessageContaining("'train'");
    }

    @Test
    void refusesSettingsThatContradictEachOther() {
        assertThatThrownBy(() -> Rows.derivation("validation_from", 9, "test_from", 9))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2350");
        assertThatThrownBy(() -> Rows.derivation("past", List.of("y")))
                .hasMessageContaining("SORA-2350");
        assertThatThrownBy(() -> Rows.derivation("step", "1 day"))
                .hasMessageContaining("SORA-2350");
        assertThatThrownBy(() -> Rows.derivation("zone", "Mars")).hasMessageContaining("SORA-2350");
        assertThatThrownBy(() -> Rows.derivation("test_from", "later"))
                .hasMessageContaining("SORA-2350");
    }
}
