// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import static dev.sora.source.DerivationUse.PREDICTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.DataRecord;
import dev.sora.series.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The times of the steps that are predicted, which follow from the rows, not from the last one. */
final class TestTimes {

    private static List<String> next(String times, Object... settings) {
        Rows rows = new Rows();
        Arrays.stream(times.split(" ")).forEach(time -> rows.row(time, null, 1, 1));
        DataRecord window = rows.windows(PREDICTION, settings).get(0);
        return ((List<?>) window.find("times").orElseThrow())
                .stream().map(time -> time.toString().replace("T00:00", "")).toList();
    }

    @ParameterizedTest
    @CsvSource({
        // on the 28th, which is the last day of February
        "2022-12-28 2023-01-28 2023-02-28, 2023-03-28 2023-04-28",
        // the first row is a last day, the series has none
        "2023-04-30 2023-05-30 2023-06-30, 2023-07-30 2023-08-30",
        "2023-03-30 2023-04-30 2023-05-30, 2023-06-30 2023-07-30",
        "2023-02-28 2023-03-28 2023-04-28, 2023-05-28 2023-06-28",
        // last days
        "2023-04-30 2023-05-31 2023-06-30, 2023-07-31 2023-08-31",
        "2023-01-31 2023-02-28 2023-03-31, 2023-04-30 2023-05-31",
        "2023-01-30 2023-02-28 2023-03-30, 2023-04-30 2023-05-30",
        "2023-11-30 2024-02-29 2024-05-30, 2024-08-30 2024-11-30",
        // years
        "2024-02-29 2025-02-28 2026-02-28, 2027-02-28 2028-02-29",
        "2023-02-28 2024-02-28 2025-02-28, 2026-02-28 2027-02-28",
        "7 9 11, 13 15"
    })
    void followFromAllRows(String times, String expected) {
        assertThat(next(times)).containsExactly(expected.split(" "));
    }

    @Test
    void followFromAStepThatIsSet() {
        assertThat(next("2023-02-28 2023-03-30 2023-04-30", "step", "1mo"))
                .containsExactly("2023-05-30", "2023-06-30");
    }

    /** Half past two does not exist on the day on which clocks are set forward. */
    @Test
    void returnToTheHourOfTheDayAfterClocksWereSet() {
        String times = "2024-03-29T01:30Z 2024-03-30T01:30Z 2024-03-31T01:30Z";

        assertThat(next(times, "zone", "Europe/Berlin"))
                .containsExactly("2024-04-01T00:30:00Z", "2024-04-02T00:30:00Z");
    }

    @Test
    void doNotChangeTheirDayTwice() {
        assertThatThrownBy(() -> next("2023-04-30 2023-05-30 2023-06-30 2023-07-31"))
                .hasMessageContaining("SORA-4634");
        assertThatThrownBy(() -> next("2023-04-30 2023-05-31 2023-06-30 2023-07-30"))
                .hasMessageContaining("SORA-4634");
    }

    /** As numbers of steps, dates without hyphens have gaps, which would be filled in silence. */
    @ParameterizedTest
    @CsvSource({"20240130 20240131 20240201", "202411 202412 202501"})
    void areNotDatesWithoutHyphens(String times) {
        assertThatThrownBy(() -> next(times, "missing", "previous"))
                .hasMessageContaining("SORA-4650")
                .hasMessageContaining("with hyphens");
    }

    @Test
    void mayBeNumbersThatAreNoDates() {
        assertThat(next("20240132 20240133 20240134")).containsExactly("20240135", "20240136");
        assertThat(next("20240129 20240130 20240131", "step", "1"))
                .containsExactly("20240132", "20240133");
    }
}
