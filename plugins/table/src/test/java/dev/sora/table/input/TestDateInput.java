// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.State;
import dev.sora.table.Reading;
import dev.sora.tensor.ShapeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestDateInput {

    @Test
    void turnsDatesIntoCircles() {
        List<DataRecord> records =
                Encoding.column("2024-01-01T06:00", 1704067200L, Instant.EPOCH, null);

        FittedInput input =
                Encoding.fit(
                        "date",
                        Map.of(
                                "column",
                                "a",
                                "features",
                                List.of("hour", "month"),
                                "missing",
                                "indicator"),
                        records);

        List<List<Float>> features = Encoding.floats(input, records);
        assertThat(features.get(0).get(0)).isCloseTo(1, within(1e-6f));
        assertThat(features.get(0).get(1)).isCloseTo(0, within(1e-6f));
        assertThat(features.get(1)).containsExactly(0f, 1f, 0f, 1f, 0f);
        assertThat(features.get(3)).containsExactly(0f, 0f, 0f, 0f, 1f);
    }

    @Test
    void standardisesAge() {
        List<DataRecord> records = Encoding.column("2024-01-01", "2024-01-03");

        FittedInput input =
                Encoding.fit("date", Map.of("column", "a", "features", List.of("age")), records);

        assertThat(Encoding.floats(input, records)).containsExactly(List.of(-1f), List.of(1f));
    }

    @Test
    void readsOtherFormsAndZones() {
        List<DataRecord> records = Encoding.column("03/Feb/2024 23:30");
        Map<String, Object> raw =
                Map.of(
                        "column",
                        "a",
                        "format",
                        "dd/MMM/yyyy HH:mm",
                        "zone",
                        "Europe/Berlin",
                        "features",
                        List.of("hour"));

        // half past eleven at night is that in Berlin, as the text names no zone
        List<Float> features = Encoding.floats(Encoding.fit("date", raw, records), records).get(0);

        assertThat(features.get(0)).isCloseTo((float) Math.sin(-Math.PI / 24), within(1e-6f));
        assertThat(
                        Encoding.broken(
                                        () ->
                                                Encoding.fit(
                                                        "date", raw, Encoding.column("2024-02-03")))
                                .toString())
                .contains("SORA-4251", "dd/MMM/yyyy HH:mm", "'2024-02-03'");
    }

    private static Map<String, Object> raw(Object... settings) {
        Map<String, Object> raw = new HashMap<>();
        raw.put("column", "a");
        raw.put("features", List.of("year_day", "hour"));
        for (int i = 0; i < settings.length; i += 2) {
            raw.put((String) settings[i], settings[i + 1]);
        }
        return raw;
    }

    private static List<Float> features(Object value, Object... settings) {
        List<DataRecord> records = Encoding.column(value);
        return Encoding.floats(Encoding.fit("date", raw(settings), records), records).get(0);
    }

    @Test
    void whatNamesNoZoneIsWhatItsClocksShow() {
        for (String zone : List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")) {
            List<Float> expected = features("2023-03-01T17:00", "zone", "UTC");
            assertThat(features("2023-03-01T17:00", "zone", zone)).isEqualTo(expected);
            assertThat(features("01/03/2023 17", "format", "dd/MM/yyyy HH", "zone", zone))
                    .isEqualTo(expected);
            assertThat(features(LocalDateTime.of(2023, 3, 1, 17, 0), "zone", zone))
                    .isEqualTo(expected);
            // an hour that clocks left out is still what stands there
            assertThat(features("2024-03-31T02:30", "zone", zone))
                    .isEqualTo(features("2024-03-31T02:30"));
        }
        assertThat(features("2023-03-01T23:00Z", "zone", "Europe/Berlin"))
                .isEqualTo(features("2023-03-02T00:00"));
    }

    @Test
    void goesOnOnlyWithTheFeaturesThatItLearned() {
        List<DataRecord> records = Encoding.column("2023-03-01T12:00Z", "2024-05-02T13:00Z");
        Map<String, Object> both = Map.of("column", "a", "features", List.of("year", "hour"));
        Map<String, Object> turned = Map.of("column", "a", "features", List.of("hour", "year"));
        State state = Encoding.fit("date", both, records).state();
        List<DataRecord> now = Encoding.column("1999-03-01T12:00Z", "2001-05-02T13:00Z");

        assertThat(Encoding.input("date", both).grow(state, Reading.records(now)).state())
                .isEqualTo(state);
        assertThat(Encoding.input("date", turned).grow(state, Reading.records(now)).state())
                .isEqualTo(Encoding.fit("date", turned, now).state());
        assertThatThrownBy(() -> Encoding.input("date", turned).restore(state))
                .hasMessageContaining("SORA-4274")
                .hasMessageContaining("needs  features: [year, hour]")
                .hasMessageContaining("have   features: [hour, year]");
    }

    @Test
    void readsNumbersOfAUnit() {
        List<Float> expected = features("2023-03-01T12:00Z");
        for (Object value : List.of(1677672000L, "1677672000", 1677672000.0, "1677672000.25")) {
            assertThat(features(value)).as("%s", value).isEqualTo(expected);
        }
        assertThat(features(1677672000000L, "unit", "milliseconds")).isEqualTo(expected);
        assertThat(features("1677672000000000", "unit", "microseconds")).isEqualTo(expected);
        assertThat(features(1677672000000000000L, "unit", "nanoseconds")).isEqualTo(expected);
        assertThat(features(19417L, "unit", "days")).isEqualTo(features("2023-03-01"));
        assertThat(features(44986.5, "unit", "spreadsheet_days")).isEqualTo(expected);
        assertThat(features(60L, "unit", "seconds")).isEqualTo(features("1970-01-01T00:01Z"));
        assertThat(features(20230301L, "format", "yyyyMMdd")).isEqualTo(features("2023-03-01"));
    }

    @Test
    void saysWithWhichSettingsDigitsWouldBeADate() {
        Map.of(
                        "20230301", "format: yyyyMMdd",
                        "01032023", "format: ddMMyyyy",
                        "202303", "format: yyyyMM",
                        "2023", "format: yyyy",
                        "1677672000000", "unit: milliseconds",
                        "1677672000000000000", "unit: nanoseconds",
                        "44986", "unit: spreadsheet_days",
                        "01/03/2023", "format: dd/MM/yyyy, or format: MM/dd/yyyy",
                        "31.12.2023", "format: dd.MM.yyyy")
                .forEach(
                        (text, setting) ->
                                assertThat(Encoding.broken(() -> features(text)).fix())
                                        .as(text)
                                        .contains(setting, "on_error: skip"));
        assertThat(Encoding.broken(() -> features(20230301L)).fix()).contains("yyyyMMdd");
        assertThat(Encoding.broken(() -> features("0")).fix()).contains("'format' or 'unit'");
    }

    @Test
    void yearsOfTwoDigitsNeedAPivot() {
        Map<String, Object> without = Map.of("column", "a", "format", "dd/MM/yy");
        assertThatThrownBy(() -> Encoding.input("date", without))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("pivot");
        List<DataRecord> records = Encoding.column("01/01/75", "01/01/05");
        Map<String, Object> raw = raw("format", "dd/MM/yy", "pivot", 1930);
        raw.put("features", List.of("year"));
        assertThat(Encoding.floats(Encoding.fit("date", raw, records), records))
                .containsExactly(List.of(-1f), List.of(1f));
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        for (Map<String, Object> raw :
                List.<Map<String, Object>>of(
                        Map.of("column", "a", "format", "bbb"),
                        Map.of("column", "a", "zone", "Nowhere"),
                        Map.of("column", "a", "locale", "not a language"),
                        Map.of("column", "a", "format", "yyyy-mm-dd"),
                        Map.of("column", "a", "format", "yyyy", "unit", "days"),
                        Map.of("column", "a", "features", List.of()))) {
            assertThatThrownBy(() -> Encoding.input("date", raw))
                    .isInstanceOf(ShapeException.class);
        }
    }
}
