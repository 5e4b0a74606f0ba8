// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.Moments;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TestMoments {

    private static String parsed(String text, String form) {
        return Moments.parse(text, MomentForm.of(form, OptionalInt.of(1950), Locale.ENGLISH))
                .map(Object::toString)
                .orElse("none");
    }

    @Test
    void readsIso8601WithAZoneAndWithout() {
        Map.ofEntries(
                        Map.entry("2024-02-29", "2024-02-29T00:00"),
                        Map.entry("2024-02-29 13:05:07.25", "2024-02-29T13:05:07.250"),
                        Map.entry("2024-02-29 13:05:07,25", "2024-02-29T13:05:07.250"),
                        Map.entry("2024-02-29T13:05+02:00", "2024-02-29T11:05:00Z"),
                        Map.entry("2024-02-29 13:05:00+02", "2024-02-29T11:05:00Z"),
                        Map.entry("2024-02-29 13:05:00 +0200", "2024-02-29T11:05:00Z"),
                        Map.entry("2024-02-29t13:05z", "2024-02-29T13:05:00Z"),
                        Map.entry("2024-02-29 13:05:00 UTC", "2024-02-29T13:05:00Z"),
                        Map.entry(
                                "2024-02-29T13:05:00+01:00[Europe/Berlin]", "2024-02-29T12:05:00Z"),
                        Map.entry("2024-02-29T24:00", "2024-03-01T00:00"),
                        Map.entry("2024-12-31T24:00:00Z", "2025-01-01T00:00:00Z"),
                        Map.entry("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
                        Map.entry("874965758", "1997-09-22T22:02:38Z"))
                .forEach(
                        (text, moment) ->
                                assertThat(Moments.parse(text).map(Object::toString))
                                        .as(text)
                                        .contains(moment));
    }

    @Test
    void refusesWhatIsNoMoment() {
        for (String text :
                List.of(
                        "2023-02-31",
                        "2024-02-30",
                        "2023-02-29",
                        "yesterday",
                        "2024-13-01T00:00",
                        "2024-01-01T24:01",
                        "2024-01-01T12:00:60",
                        "0000-01-01",
                        "0000-00-00",
                        "20230301",
                        "1704067200000",
                        "2023",
                        "0",
                        "1",
                        "")) {
            assertThat(Moments.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void readsFormsStrictly() {
        assertThat(parsed("01-Jan-1995", "dd-MMM-yyyy")).isEqualTo("1995-01-01T00:00");
        assertThat(parsed("31/02/2023", "dd/MM/yyyy")).isEqualTo("none");
        assertThat(parsed("29/02/2024 23:30", "dd/MM/yyyy HH:mm")).isEqualTo("2024-02-29T23:30");
        assertThat(parsed("01/01/2024 11:30 PM", "MM/dd/yyyy hh:mm a"))
                .isEqualTo("2024-01-01T23:30");
        assertThat(parsed("20230301", "yyyyMMdd")).isEqualTo("2023-03-01T00:00");
        assertThat(parsed("202303", "yyyyMM")).isEqualTo("2023-03-01T00:00");
        assertThat(parsed("2023", "yyyy")).isEqualTo("2023-01-01T00:00");
        assertThat(parsed("01/03/49", "dd/MM/yy")).isEqualTo("2049-03-01T00:00");
        assertThat(parsed("01/03/50", "dd/MM/yy")).isEqualTo("1950-03-01T00:00");
        assertThat(parsed("010350", "ddMMyy")).isEqualTo("1950-03-01T00:00");
        assertThat(parsed("2024-02-29T12:00 +0100", "yyyy-MM-dd'T'HH:mm Z"))
                .isEqualTo("2024-02-29T11:00:00Z");
        assertThat(
                        Moments.parse(
                                        "1. März 2023",
                                        MomentForm.of(
                                                "d. MMMM yyyy", OptionalInt.empty(), Locale.GERMAN))
                                .map(Object::toString))
                .contains("2023-03-01T00:00");
    }

    @Test
    void saysWhichLetterIsMeant() {
        Map.of(
                        "yyyy-mm-dd", "MM for the month",
                        "YYYY-MM-dd", "yyyy for the year",
                        "yyyy-MM-DD", "dd for the day",
                        "dd/MM/yyyy hh:mm", "HH for 0 to 23",
                        "dd/MM/yy", "'pivot'")
                .forEach(
                        (form, advice) ->
                                assertThatThrownBy(
                                                () ->
                                                        MomentForm.of(
                                                                form,
                                                                OptionalInt.empty(),
                                                                Locale.ENGLISH))
                                        .hasMessageContaining(advice));
    }
}
