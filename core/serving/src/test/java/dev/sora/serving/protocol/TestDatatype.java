// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.ColumnType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    /** Zero, the numbers next to it, the least normal one, one, and the greatest (IEEE 754). */
    @ParameterizedTest
    @CsvSource({
        "0x0000, 0",
        "0x0001, 5.9604644775390625e-8",
        "0x03ff, 6.097555160522461e-5",
        "0x0400, 0.00006103515625",
        "0x3c00, 1",
        "0x3c01, 1.0009765625",
        "0xc000, -2",
        "0x7bff, 65504"
    })
    void readsFloatsOfSixteenBits(String bits, double number) {
        assertThat(Datatype.FP16.element(two(Integer.decode(bits)))).contains(number);
    }

    private static ByteBuffer two(int bits) {
        return ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) bits).flip();
    }

    @Test
    void readsBinaryElementsOfEachType() {
        assertThat(Datatype.FP16.element(two(0x7c00))).isEmpty();
        assertThat(Datatype.FP16.element(two(0xfe00))).isEmpty();
        assertThat(Datatype.UINT16.element(two(0xffff))).contains(65535L);
        assertThat(Datatype.INT16.element(two(0xffff))).contains(-1L);
        assertThat(Datatype.BOOL.element(two(1))).contains(true);
        assertThat(Datatype.BOOL.element(two(2))).isEmpty();
        assertThat(Datatype.UINT8.element(two(255))).contains(255L);
        assertThat(Datatype.INT8.element(two(255))).contains(-1L);
        ByteBuffer ones = ByteBuffer.allocate(8).putLong(-1).flip();
        assertThat(Datatype.UINT64.element(ones.duplicate())).isEmpty();
        assertThat(Datatype.INT64.element(ones.duplicate())).contains(-1L);
        assertThat(Datatype.UINT32.element(ones.duplicate())).contains(4294967295L);
        assertThat(Datatype.INT32.element(ones.duplicate())).contains(-1L);
        assertThat(Datatype.FP32.element(ones.duplicate())).isEmpty();
        assertThat(Datatype.FP64.element(ones.duplicate())).isEmpty();
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
