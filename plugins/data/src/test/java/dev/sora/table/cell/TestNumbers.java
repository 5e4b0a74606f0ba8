// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TestNumbers {

    @Test
    void readsNumbersAsJavaDoes() {
        Random random = new Random(3);
        for (int i = 0; i < 40_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            String text =
                    switch (i % 4) {
                        case 0 -> Double.toString(value);
                        case 1 -> Double.toString(random.nextInt() / 1000.0);
                        case 2 -> Long.toString(random.nextLong());
                        default -> String.format(Locale.ROOT, "%.7f", random.nextGaussian());
                    };
            if (Double.isFinite(Double.parseDouble(text))) {
                assertThat(Numbers.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
            }
        }
        for (String text : List.of("+1", ".5", "5.", "-.5e1", " 7 ", "1E+2", "000123", "-0")) {
            assertThat(Numbers.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void refusesWhatIsNoNumber() {
        for (String text :
                List.of(
                        "",
                        " ",
                        "-",
                        ".",
                        "e5",
                        "1e",
                        "1e+",
                        "1d",
                        "1f",
                        "0x1p3",
                        "NaN",
                        "Infinity",
                        "1,5",
                        "1 2",
                        "1e999",
                        "--1",
                        "1.2.3",
                        "٣")) {
            assertThat(Numbers.parse(text)).as(text).isNaN();
        }
    }

    @Test
    void readsMomentsOfSeveralForms() {
        assertThat(Moments.parse("2024-02-29")).hasToString("Optional[2024-02-29T00:00:00Z]");
        assertThat(Moments.parse("2024-02-29 13:05:07.25"))
                .hasToString("Optional[2024-02-29T13:05:07.250Z]");
        assertThat(Moments.parse("2024-02-29T13:05+02:00"))
                .hasToString("Optional[2024-02-29T11:05:00Z]");
        assertThat(Moments.parse("874965758")).hasToString("Optional[1997-09-22T22:02:38Z]");
        assertThat(Moments.parse("01-Jan-1995", Moments.pattern("dd-MMM-yyyy")))
                .hasToString("Optional[1995-01-01T00:00:00Z]");
        for (String text : List.of("2024-02-30", "yesterday", "2024-13-01T00:00", "")) {
            assertThat(Moments.parse(text)).as(text).isEmpty();
        }
    }
}
