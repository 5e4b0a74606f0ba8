// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.io.TensorData;
import dev.sora.core.io.TensorData.Type;
import dev.sora.export.OnnxValue;
import dev.sora.tensor.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parts of ONNX files: element types, bytes and size. */
final class TestOnnxWriter {

    /** The numbers of {@code TensorProto.DataType} in {@code onnx.proto}. */
    private static final Map<Type, Integer> NUMBERS =
            new EnumMap<>(
                    Map.of(
                            Type.F32, 1, Type.U8, 2, Type.I32, 6, Type.I64, 7, Type.BOOL, 9,
                            Type.F16, 10, Type.F64, 11, Type.BF16, 16));

    private static byte[] bytes(WireWriter message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.write(out);
        assertThat(message.length()).isEqualTo(out.size());
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(Type.class)
    void labelsEachElementType(Type type) throws IOException {
        TensorData data = new TensorData(type, List.of(1L), ByteBuffer.allocate(type.bytes()));

        // field 1: one dimension of 1; field 2: the element type
        assertThat(bytes(OnnxMessages.tensor("w", data)))
                .startsWith(1 << 3, 1, 2 << 3, NUMBERS.get(type));
    }

    @Test
    void writesNestedMessagesAroundBuffersTwice() throws IOException {
        WireWriter inner =
                new WireWriter().integer(1, 300).bytes(2, ByteBuffer.wrap(new byte[] {7, 8}));
        WireWriter outer =
                new WireWriter().text(1, "a").message(3, inner.integer(4, 1)).integer(5, 2);
        byte[] expected = {10, 1, 'a', 26, 9, 8, (byte) 0xAC, 2, 18, 2, 7, 8, 32, 1, 40, 2};

        assertThat(bytes(outer)).isEqualTo(expected);
        assertThat(bytes(outer)).isEqualTo(expected);
        assertThat(bytes(inner)).hasSize(9);
    }

    /** The weights share their bytes, so that the test needs less memory than the file is large. */
    @Test
    void refusesMoreThanAMessageHolds() {
        ByteBuffer shared = ByteBuffer.allocate(1 << 24);
        Map<String, TensorData> weights = new HashMap<>();
        for (int i = 0; i < 128; i++) {
            weights.put("w" + i, new TensorData(Type.F32, List.of(1L << 22), shared));
        }
        OnnxWriter writer = new OnnxWriter(weights);
        for (int i = 0; i < 127; i++) {
            writer.parameter("w" + i);
        }
        assertThat(writer.file("large").length()).isBetween(127L << 24, 1L << 31);

        writer.parameter("w127");

        assertThatThrownBy(() -> writer.file("large")).hasMessageContaining("SORA-4942");
    }

    @Test
    void aColumnIsNeverThePreparedInputOfAnotherParticle() {
        OnnxWriter writer = new OnnxWriter(Map.of());
        TensorSpec spec = TensorSpec.of(DataType.FLOAT32, 1);
        writer.column("x", spec);
        assertThat(writer.column("x", spec)).isEqualTo("x");
        writer.input("age", new OnnxValue("age", spec));

        assertThatThrownBy(() -> writer.column("age", spec))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> writer.input("x", new OnnxValue("x", spec)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(writer.inputs()).containsOnlyKeys("x", "age");
    }

    @Test
    void nothingOfARefusedPreparationIsLeft() throws IOException {
        OnnxWriter writer = new OnnxWriter(Map.of());
        TensorSpec spec = TensorSpec.of(DataType.FLOAT32, 1);
        writer.note("first", "kept");
        OnnxWriter.Mark mark = writer.mark();
        writer.column("y", spec);
        writer.note("second", "dropped");
        writer.node("n", OnnxMessages.LEARNING + ".LabelEncoder", List.of("y"), Map.of());
        writer.reset(mark);

        String file = new String(bytes(writer.file("m")), StandardCharsets.ISO_8859_1);
        assertThat(file).contains("kept").doesNotContain("dropped", OnnxMessages.LEARNING);
        // the name is free for prepared values
        assertThat(writer.has("y")).isFalse();
        assertThat(writer.input("y", new OnnxValue("y", spec)).name()).isEqualTo("y");
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void writesOrRefusesOutputsOfEachType(DataType type) {
        OnnxWriter writer = new OnnxWriter(Map.of());
        OnnxValue value = new OnnxValue("x", TensorSpec.of(type, 2));

        switch (type) {
            case FLOAT32, FLOAT64, FLOAT16, UINT8, INT8, INT32, INT64, BOOLEAN, STRING -> {
                writer.output("y", value);
                assertThatCode(() -> writer.file("model")).doesNotThrowAnyException();
            }
            default -> {
                assertThatThrownBy(() -> writer.output("y", value))
                        .isInstanceOf(UnsupportedOperationException.class);
                assertThat(writer.outputs()).isEmpty();
            }
        }
    }
}
