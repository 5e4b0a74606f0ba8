// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Elements of tensors have exactly the values of their types. */
final class TestDatatype {

    /** The values are those of IEEE 754: 10 bits after the point, halves to the even number. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.0999755859375",
        "1, 1",
        "-2049, -2048",
        "2051, 2052",
        "65504, 65504",
        "6e-8, 5.9604644775390625e-8",
        "2e-8, 0",
        "0.00006103515625, 0.00006103515625"
    })
    void floatsOfSixteenBitsAreTheNearest(double given, double nearest) {
        assertThat(Datatype.FP16.element(given)).contains(nearest);
    }

    @Test
    void floatsOfThirtyTwoBitsAreTheNearest() {
        assertThat(Datatype.FP32.element(0.1)).contains((double) 0.1f);
        assertThat(Datatype.FP16.element(65505.0)).isEmpty();
    }

    @Test
    void knowsWhichIntegersAColumnKeeps() {
        assertThat(Datatype.isKept(1L << 53, ColumnType.NUMBER)).isTrue();
        assertThat(Datatype.isKept((1L << 53) + 1, ColumnType.NUMBER)).isFalse();
        assertThat(Datatype.isKept(Long.MAX_VALUE, ColumnType.NUMBER)).isFalse();
        assertThat(Datatype.isKept((1L << 24) + 1, ColumnType.VECTOR)).isFalse();
        assertThat(Datatype.isKept(Long.MAX_VALUE, ColumnType.INTEGER)).isTrue();
    }
}
