// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums and bytes that go around a ring. */
final class TestRing {

    private static float[] vector(int rank, int length) {
        Random random = new Random(rank);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Lengths that no number of workers divides, below and above what one message holds. */
    @ParameterizedTest
    @CsvSource({
        "2, 1, false",
        "2, 1000, false",
        "3, 2, false",
        "3, 70001, true",
        "4, 3, false",
        "4, 600001, false"
    })
    void allWorkersEndWithTheSameSum(int size, int length, boolean encrypted) throws Exception {
        List<float[]> first = Rings.run(size, encrypted, (ring, rank) -> sum(ring, rank, length));
        List<float[]> again = Rings.run(size, encrypted, (ring, rank) -> sum(ring, rank, length));

        double[] expected = new double[length];
        for (int rank = 0; rank < size; rank++) {
            float[] values = vector(rank, length);
            for (int i = 0; i < length; i++) {
                expected[i] += values[i];
            }
        }
        for (int i = 0; i < length; i++) {
            assertThat((double) first.get(0)[i]).isCloseTo(expected[i], within(1e-5));
        }
        assertThat(first).allMatch(sum -> Arrays.equals(sum, first.get(0)));
        assertThat(again).allMatch(sum -> Arrays.equals(sum, first.get(0)));
    }

    private static float[] sum(Ring ring, int rank, int length) {
        float[] values = vector(rank, length);
        ring.add(values);
        assertThat(ring.spentNanos()).isGreaterThanOrEqualTo(ring.waitedNanos());
        return values;
    }

    /** The limits of short vectors change what an exchange costs, and no bit of a training. */
    @ParameterizedTest
    @CsvSource({"3, 20000, false", "4, 25011, false", "5, 3, true", "2, 30001, true"})
    void wholeVectorsAndPartsGiveTheSameBits(int size, int length, boolean whole) throws Exception {
        List<float[]> sums =
                Rings.run(
                        size,
                        false,
                        (ring, rank) -> {
                            assertThat(Ring.isShort(length, size)).isEqualTo(whole);
                            return sum(ring, rank, length);
                        });
        List<float[]> vectors =
                IntStream.range(0, size).mapToObj(rank -> vector(rank, length)).toList();
        float[] expected = new float[length];
        ShortVectors.add(vectors, expected);

        assertThat(sums).allMatch(sum -> Arrays.equals(sum, expected));
    }

    @Test
    void anEmptyVectorIsItsSum() throws Exception {
        assertThat(Rings.run(3, false, (ring, rank) -> sum(ring, rank, 0)))
                .allMatch(sum -> sum.length == 0);
    }

    @Test
    void everyWorkerGathersTheBytesOfAll() throws Exception {
        List<List<String>> all =
                Rings.run(
                        3,
                        true,
                        (ring, rank) ->
                                ring
                                        .gather(
                                                "worker".repeat(rank * 20_000).getBytes(ascii()),
                                                1 << 20)
                                        .stream()
                                        .map(bytes -> bytes.length + "")
                                        .toList());

        assertThat(all).allMatch(lengths -> lengths.equals(List.of("0", "120000", "240000")));
    }

    private static java.nio.charset.Charset ascii() {
        return StandardCharsets.US_ASCII;
    }

    /**
     * A length that is announced is not allocated before it is checked. One worker alone refuses:
     * of two, one could lose the other before it has read the length.
     */
    @Test
    void moreBytesThanAreTakenAreRefused() {
        assertThatThrownBy(
                        () ->
                                Rings.run(
                                        2,
                                        false,
                                        (ring, rank) ->
                                                ring.gather(new byte[9], rank == 0 ? 8 : 9)))
                .isInstanceOf(RingException.class)
                .hasMessageContaining("SORA-7022")
                .hasMessageContaining("at most 8 bytes");
    }

    @Test
    void workersThatAddVectorsOfTwoLengthsNoticeIt() {
        assertThatThrownBy(
                        () ->
                                Rings.run(
                                        2,
                                        false,
                                        (ring, rank) -> sum(ring, rank, rank == 0 ? 10 : 20)))
                .isInstanceOf(RingException.class);
    }

    @Test
    void workersThatDoDifferentThingsNoticeIt() {
        assertThatThrownBy(
                        () ->
                                Rings.run(
                                        2,
                                        false,
                                        (ring, rank) ->
                                                rank == 0
                                                        ? sum(ring, rank, 2).length
                                                        : ring.gather(new byte[4], 8).size()))
                .isInstanceOf(RingException.class);
    }
}
