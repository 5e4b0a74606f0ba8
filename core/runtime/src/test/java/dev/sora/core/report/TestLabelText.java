// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TestLabelText {

    @Test
    void leavesALabelThatFits() {
        assertThat(LabelText.fitted("automobile", 12, 100)).isEqualTo("automobile");
        assertThat(LabelText.fitted("", 12, 0)).isEmpty();
    }

    @Test
    void keepsBeginningAndEndOfALongLabel() {
        String fitted = LabelText.fitted("station-" + "x".repeat(9_000) + "-47", 12, 100);

        assertThat(fitted).startsWith("station").endsWith("-47").contains("…");
        assertThat(LabelText.width(fitted, 12)).isLessThanOrEqualTo(100);
    }

    @Test
    void cutsBetweenCharacters() {
        String faces = "\uD83D\uDE00".repeat(50);
        String accents = "e\u0301".repeat(50);

        assertThat(LabelText.fitted(faces, 12, 100).replace("\uD83D\uDE00", "")).isEqualTo("…");
        assertThat(LabelText.fitted(accents, 12, 100).replace("e\u0301", "")).isEqualTo("…");
    }

    @Test
    void takesWideScriptsForWide() {
        assertThat(LabelText.width("积极", 10)).isGreaterThanOrEqualTo(20);
        assertThat(LabelText.width("ｶﾀ", 10)).isLessThan(LabelText.width("カタ", 10));
    }

    @Test
    void shortensCounts() {
        assertThat(CellNumbers.count(99_999)).isEqualTo("99999");
        assertThat(CellNumbers.count(100_000)).isEqualTo("100k");
        assertThat(CellNumbers.count(999_499)).isEqualTo("999k");
        assertThat(CellNumbers.count(999_500)).isEqualTo("1M");
        assertThat(CellNumbers.count(12_345_678)).isEqualTo("12.3M");
        assertThat(CellNumbers.count(Long.MAX_VALUE)).isEqualTo("9.22E");
    }

    @Test
    void shortensNumbers() {
        assertThat(CellNumbers.number(0)).isEqualTo("0");
        assertThat(CellNumbers.number(-0.0)).isEqualTo("0");
        assertThat(CellNumbers.number(0.123456)).isEqualTo("0.123");
        assertThat(CellNumbers.number(1234.5)).isEqualTo("1235");
        assertThat(CellNumbers.number(-1.5e-5)).isEqualTo("-1.5e-5");
        assertThat(CellNumbers.number(2.5e300)).isEqualTo("2.5e300");
        assertThat(CellNumbers.number(1e7)).isEqualTo("1.0e7");
        assertThat(CellNumbers.number(Double.NEGATIVE_INFINITY)).isEqualTo("-∞");
        assertThat(CellNumbers.number(Double.NaN)).isEqualTo("–");
    }
}
