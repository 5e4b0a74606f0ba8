// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.weights.WireReader.WireException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Weights of ONNX files, and files that are none. */
final class TestOnnxFile {

    private static List<ForeignTensor> model(Wire graph) {
        return OnnxFile.read(new Wire().number(1, 8).message(7, graph).toBuffer());
    }

    @Test
    void haveTheNamesOfTheFile() {
        List<ForeignTensor> tensors =
                model(
                        new Wire()
                                .message(5, Wire.floats("a.weight", new float[] {1, 2, 3, 4}, 2, 2))
                                .message(5, Wire.tensor("ids", OnnxTypes.INT64, new byte[16], 2)));

        assertThat(tensors).hasSize(1);
        assertThat(tensors.get(0).name()).isEqualTo("a.weight");
        assertThat(tensors.get(0).shape()).containsExactly(2L, 2L);
        assertThat(tensors.get(0).values().get()).containsExactly(1, 2, 3, 4);
    }

    /** The exporter of PyTorch transposes matrices and numbers them. */
    @Test
    void haveTheNamesOfTheirLayers() {
        List<ForeignTensor> tensors =
                model(
                        new Wire()
                                .message(
                                        1,
                                        Wire.node(
                                                "/layer.0/query/MatMul", "MatMul", "x", "onnx::7"))
                                .message(
                                        5,
                                        Wire.floats(
                                                "onnx::7", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)));

        assertThat(tensors.get(0).name()).isEqualTo("layer.0.query.weight");
        assertThat(tensors.get(0).shape()).containsExactly(3L, 2L);
        assertThat(tensors.get(0).values().get()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void areDequantised() {
        List<ForeignTensor> tensors =
                model(
                        new Wire()
                                .message(
                                        5,
                                        Wire.tensor(
                                                "w_quantized",
                                                OnnxTypes.UINT8,
                                                new byte[] {(byte) 128, (byte) 255, 0, 127},
                                                2,
                                                2))
                                .message(5, Wire.floats("w_scale", new float[] {0.5f}))
                                .message(
                                        5,
                                        Wire.tensor(
                                                "w_zero_point",
                                                OnnxTypes.UINT8,
                                                new byte[] {(byte) 128})));

        assertThat(tensors).hasSize(1);
        assertThat(tensors.get(0).name()).isEqualTo("w");
        assertThat(tensors.get(0).values().get()).containsExactly(0, 63.5f, -64, -0.5f);
    }

    @Test
    void areDequantisedByColumn() {
        List<ForeignTensor> tensors =
                model(
                        new Wire()
                                .message(
                                        1,
                                        Wire.node("/w/MatMul", "MatMulInteger", "x", "w_quantized"))
                                .message(
                                        5,
                                        Wire.tensor(
                                                "w_quantized",
                                                OnnxTypes.INT8,
                                                new byte[] {1, -2, 3, 4},
                                                2,
                                                2))
                                .message(5, Wire.floats("w_scale", new float[] {1, 10}, 2)));

        assertThat(tensors.get(0).values().get()).containsExactly(1, -20, 3, 40);
    }

    /** Without a product the scales may be those of rows: a square matrix does not tell. */
    @Test
    void areRefusedWithScalesThatMayBeThoseOfRows() {
        Wire graph =
                new Wire()
                        .message(
                                5,
                                Wire.tensor(
                                        "w_quantized",
                                        OnnxTypes.INT8,
                                        new byte[] {1, 2, 3, 4},
                                        2,
                                        2))
                        .message(5, Wire.floats("w_scale", new float[] {1, 10}, 2));

        assertThatThrownBy(() -> model(graph)).isInstanceOf(WireException.class);
    }

    @Test
    void readHalvesExactly() {
        assertThat(Elements.half((short) 0x3c00)).isEqualTo(1f);
        assertThat(Elements.half((short) 0xc000)).isEqualTo(-2f);
        assertThat(Elements.half((short) 0x7bff)).isEqualTo(65504f);
        assertThat(Elements.half((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(Elements.half((short) 0x8000)).isEqualTo(-0f);
        assertThat(Elements.half((short) 0x7c00)).isInfinite();
        assertThat(Elements.half((short) 0x7e00)).isNaN();
    }

    @Test
    void refuseWhatIsNotSound() {
        Wire wrongSize = new Wire().message(5, Wire.floats("w", new float[] {1, 2}, 3));
        Wire overflow =
                new Wire().message(5, Wire.floats("w", new float[] {1}, 1L << 31, 1L << 31));
        Wire negative = new Wire().message(5, Wire.floats("w", new float[] {1}, -1));
        Wire outside = new Wire().message(5, Wire.floats("w", new float[0], 4).number(14, 1));
        Wire twice =
                new Wire()
                        .message(5, Wire.floats("w", new float[] {1}, 1))
                        .message(5, Wire.floats("w", new float[] {1}, 1));

        for (Wire graph : List.of(wrongSize, overflow, negative, outside, twice)) {
            assertThatThrownBy(() -> model(graph)).isInstanceOf(WireException.class);
        }
        assertThatThrownBy(() -> OnnxFile.read(new Wire().number(1, 8).toBuffer()))
                .isInstanceOf(WireException.class);
    }

    /** Damaged bytes give weights or an error, and neither runs for long nor takes memory. */
    @Test
    void damagedFilesFailWithOneError() {
        byte[] sound =
                new Wire()
                        .message(
                                7,
                                new Wire()
                                        .message(1, Wire.node("/a/MatMul", "MatMul", "x", "1"))
                                        .message(5, Wire.floats("1", new float[] {1, 2}, 2, 1)))
                        .toBytes();
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = sound.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            int length = random.nextBoolean() ? damaged.length : random.nextInt(damaged.length);
            try {
                OnnxFile.read(ByteBuffer.wrap(damaged, 0, length))
                        .forEach(tensor -> tensor.values().get());
            } catch (WireException | ArithmeticException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }
}
