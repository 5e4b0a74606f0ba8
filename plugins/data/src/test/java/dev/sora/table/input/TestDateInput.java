// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.tensor.ShapeException;
import java.time.Instant;
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

        // half past eleven at night in UTC is half past twelve in Berlin
        List<Float> features = Encoding.floats(Encoding.fit("date", raw, records), records).get(0);

        assertThat(features.get(0)).isCloseTo((float) Math.sin(Math.PI / 24), within(1e-6f));
        assertThat(
                        Encoding.broken(
                                        () ->
                                                Encoding.fit(
                                                        "date", raw, Encoding.column("2024-02-03")))
                                .toString())
                .contains("SORA-4251", "dd/MMM/yyyy HH:mm", "'2024-02-03'");
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        for (Map<String, Object> raw :
                List.<Map<String, Object>>of(
                        Map.of("column", "a", "format", "bbb"),
                        Map.of("column", "a", "zone", "Nowhere"),
                        Map.of("column", "a", "features", List.of()))) {
            assertThatThrownBy(() -> Encoding.input("date", raw))
                    .isInstanceOf(ShapeException.class);
        }
    }
}
