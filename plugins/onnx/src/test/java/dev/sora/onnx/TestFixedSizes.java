// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Minibatches for files that state their sizes. */
final class TestFixedSizes {

    private static List<List<Integer>> records(List<Part> parts) {
        return parts.stream().map(part -> Arrays.stream(part.records()).boxed().toList()).toList();
    }

    @Test
    void repeatTheLastRecordWhereTooFewAreLeft() {
        List<Part> parts = Part.of(5, new FixedSizes(2, -1, false));
        assertThat(records(parts)).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4, 4));
        assertThat(parts).extracting(Part::count).containsExactly(2, 2, 1);
        assertThat(parts.get(2).counted()).containsExactly(4);
        assertThat(Part.of(5, new FixedSizes(-1, -1, false)).get(0).isWhole(5)).isTrue();
        assertThat(Part.of(1, new FixedSizes(2, -1, false)).get(0).isWhole(1)).isFalse();
    }

    /** Sequences of one length are computed together, and two at once. */
    @Test
    void divideSequencesByLengthAndNumber() {
        int[] lengths = {3, 1, 3, 0, 3};
        List<Part> open = Part.ofSequences(lengths, 4, new FixedSizes(2, -1, false));
        assertThat(records(open))
                .containsExactly(List.of(3, 3), List.of(1, 1), List.of(0, 2), List.of(4, 4));
        assertThat(open).extracting(Part::steps).containsExactly(1, 1, 3, 3);
        assertThat(open.get(2).lengths(lengths)).containsExactly(3, 3);
        assertThat(Part.ofSequences(lengths, 4, new FixedSizes(-1, 7, true)))
                .extracting(Part::steps)
                .containsExactly(7);
    }

    /** VBDiarization 21: a file of 100 steps refused all other recordings. */
    @Test
    void refuseSequencesThatDoNotFit() {
        FixedSizes masked = new FixedSizes(-1, 4, true);
        assertThatCode(() -> masked.check(new int[] {4, 0, 2})).doesNotThrowAnyException();
        assertThatThrownBy(() -> masked.check(new int[] {4, 5}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-2353")
                .hasMessageContaining("at most 4");
        assertThatThrownBy(() -> new FixedSizes(-1, 4, false).check(new int[] {4, 3}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-2353")
                .hasMessageContaining("exactly 4");
    }

    @Test
    void padAndCutSteps() {
        ByteBuffer data =
                ByteBuffer.allocateDirect(4 * Integer.BYTES).order(ByteOrder.nativeOrder());
        data.asIntBuffer().put(new int[] {1, 2, 3, 4});
        HostValues values = new HostValues(data, new long[] {2, 2});

        HostValues longer = values.part(new int[] {1, 1}, 3);
        assertThat(longer.shape()).containsExactly(2, 3);
        int[] padded = new int[6];
        longer.data().asIntBuffer().get(padded);
        assertThat(padded).containsExactly(3, 4, 0, 3, 4, 0);

        Computed whole = Computed.zeros(new long[] {2, 1, 1});
        FloatBuffer computed = FloatBuffer.wrap(new float[] {5, 6, 7, 8});
        whole.put(new int[] {1}, new Computed(computed, new long[] {2, 2, 1}));
        assertThat(whole.values()).isEqualTo(FloatBuffer.wrap(new float[] {0, 5}));
    }

    /**
     * onnxruntime 5618, onnxruntime-inference-examples 183: a large file ended with an error of the
     * JVM.
     */
    @Test
    void sayWhereMemoryIsMissing() {
        assertThatThrownBy(
                        () ->
                                NativeMemory.allocate(
                                        "the model",
                                        1 << 30,
                                        bytes -> {
                                            throw new OutOfMemoryError("Cannot reserve " + bytes);
                                        }))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-2354")
                .hasMessageContaining("1024 MiB outside the Java heap")
                .hasMessageContaining("Cannot reserve 1073741824");
        assertThat(NativeMemory.allocate("the model", 8).capacity()).isEqualTo(8);

        HostValues values =
                new HostValues(ByteBuffer.allocateDirect(2 * Integer.BYTES), new long[] {1, 2});
        assertThatThrownBy(() -> values.part(new int[] {0}, Integer.MAX_VALUE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-2354")
                .hasMessageContaining("8192 MiB");
        assertThatThrownBy(() -> Computed.zeros(new long[] {1 << 16, 1 << 16}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-2354")
                .hasMessageContaining("16384 MiB");
    }
}
