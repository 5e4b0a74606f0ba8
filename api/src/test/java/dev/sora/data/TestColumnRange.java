// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class TestColumnRange {

    @Test
    void countsFromTheFirstToTheLast() {
        assertThat(ColumnRange.expand("I9..I11")).containsExactly("I9", "I10", "I11");
        assertThat(ColumnRange.expand("x08..x10")).containsExactly("x08", "x09", "x10");
        assertThat(ColumnRange.expand("3..3")).containsExactly("3");
        assertThat(ColumnRange.expand(List.of("a", "b1..b2"))).containsExactly("a", "b1", "b2");
    }

    @Test
    void countsInTheSameDigitsInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(ColumnRange.expand("x09..x10")).containsExactly("x09", "x10");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void leavesAloneEverythingElse() {
        for (String text : List.of("a", "a..b", "a1..b2", "a2..a1", "1..", "a1..a999999999")) {
            assertThat(ColumnRange.expand(text)).containsExactly(text);
        }
    }
}
