// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

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
    void readsIntegersUpToTheLastThatALongHolds() {
        for (long value : List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53)) {
            char[] text = (" " + value + "\u00a0").toCharArray();
            assertThat(Numbers.isInteger(text, 0, text.length)).isTrue();
            assertThat(Numbers.whole(text, 0, text.length)).isEqualTo(value);
        }
        for (String text :
                List.of(
                        "9223372036854775808",
                        "-9223372036854775809",
                        "18446744073709551615",
                        "1.0",
                        "")) {
            assertThat(Numbers.isInteger(text.toCharArray(), 0, text.length())).as(text).isFalse();
        }
        assertThat(Numbers.isInteger("000000000000000000000007".toCharArray(), 0, 24)).isTrue();
    }
}
