// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.packaging.Samples;
import dev.sora.problem.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestSafetensors {

    @Test
    void writesTheBytesOfTheFormat() throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("b", TensorData.floats(new float[] {1, -2}, 2));
        tensors.put("a", TensorData.floats(new float[] {0.5f}));

        byte[] bytes = write(tensors, Map.of("by", "tests"));

        String header =
                "{\"__metadata__\":{\"by\":\"tests\"},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}       ";
        assertThat(header.length() % 8).isZero();
        assertThat(HexFormat.of().formatHex(bytes, 0, 8)).isEqualTo("9000000000000000");
        assertThat(new String(bytes, 8, header.length(), StandardCharsets.UTF_8)).isEqualTo(header);
        assertThat(HexFormat.of().formatHex(bytes, 8 + header.length(), bytes.length))
                .isEqualTo("0000803f000000c00000003f");
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>(Samples.weights());
        tensors.put("empty", TensorData.floats(new float[0], 0, 3));
        tensors.put("count", Samples.longs(new long[] {1, Long.MIN_VALUE}, 2, 1));

        Map<String, TensorData> read = read(write(tensors, Map.of()));

        assertThat(read).isEqualTo(tensors);
        // Wider elements go first, so that each tensor lies aligned.
        assertThat(read.keySet()).containsExactly("count", "stem.weight", "stem.bias", "empty");
        assertThat(read.get("stem.weight").toFloats()).containsExactly(1, -2, 3.5f, 0, 5, 6);
        assertThat(read.get("count").buffer().getLong(8)).isEqualTo(Long.MIN_VALUE);
        assertThat(read.get("count").dimensions()).containsExactly(2, 1);
    }

    @Test
    void readsAHeaderInAnyOrder() throws IOException {
        String header =
                """
                {"b":{"shape":[1],"dtype":"F32","data_offsets":[4,8]},
                 "a":{"dtype":"F32","data_offsets":[0,4],"shape":[1]}}""";

        assertThat(read(file(header, 8)).keySet()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                    | 8 | 4 bytes were expected, not 8
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}                    | 4 | 8 bytes were expected, not 4
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                    | 4 | needs 8 bytes
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                    | 8 | leave a hole
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | overlap
            {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}                   | 4 | at least 0
            {"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}                  | 4 | integers
            {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}} | 4 | impossible shape
            {"a":{"dtype":"F32","shape":[1073741824],"data_offsets":[0,4294967296]}}  | 4 | larger than 2 GiB
            {"a":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]}}                   | 2 | 'BF16', only F32 and I64
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}                  | 4 | at most 2
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}                      | 4 | two offsets
            {"a":{"dtype":"F32","shape":[1]}}                                         | 4 | data_offsets
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}              | 4 | data_offsets
            {"a":7}                                                                   | 4 | data_offsets
            {"":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                     | 4 | empty or very long
            {"__metadata__":{"a":1}}                                                  | 0 | metadata must be strings
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{}}             | 4 | Duplicate field 'a'
            []                                                                        | 0 | object was expected
            {"a"                                                                      | 0 | not valid JSON
            {} {}                                                                     | 0 | something follows
            """)
    void refusesAHeaderThatIsNotRight(String header, int length, String message) {
        assertThatThrownBy(() -> read(file(header, length)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4407")
                .hasMessageContaining("test.safetensors")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesALengthThatCannotBe(long headerLength) {
        byte[] bytes =
                ByteBuffer.allocate(100)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(headerLength)
                        .array();

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a header of " + headerLength + " bytes");
    }

    @Test
    void refusesEveryCut() throws IOException {
        byte[] bytes = write(Samples.weights(), Map.of());

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(DataException.class);
            // The stream may also hold less than its owner says.
            assertThatThrownBy(
                            () ->
                                    Safetensors.read(
                                            new ByteArrayInputStream(cut), bytes.length, "cut"))
                    .isInstanceOf(DataException.class);
        }
    }

    @Test
    void refusesNamesThatNobodyCouldRead() {
        TensorData tensor = TensorData.floats(new float[1], 1);

        for (String name : List.of("", "__metadata__", "x".repeat(2000))) {
            assertThatThrownBy(() -> write(Map.of(name, tensor), Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] file(String header, int length) {
        byte[] utf8 = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + utf8.length + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(utf8.length)
                .put(utf8)
                .array();
    }

    private static byte[] write(Map<String, TensorData> tensors, Map<String, String> metadata)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(out, tensors, metadata);
        return out.toByteArray();
    }

    private static Map<String, TensorData> read(byte[] bytes) throws IOException {
        return Safetensors.read(new ByteArrayInputStream(bytes), bytes.length, "test.safetensors");
    }
}
