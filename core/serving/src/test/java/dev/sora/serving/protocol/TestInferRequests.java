// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.io.Json;
import dev.sora.data.ColumnType;
import dev.sora.serving.models.Signature;
import dev.sora.serving.refusal.RefusedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lists of numbers in requests of the Open Inference Protocol. */
final class TestInferRequests {

    private static final long LARGE = 16_777_217;

    private static InferRequest read(ColumnType type, String inputs, byte[] binary) {
        Signature signature =
                new Signature(
                        Map.of("a", Optional.of(type)),
                        Map.of("a", Set.of(type)),
                        List.of(),
                        List.of(),
                        Optional.empty());
        byte[] json = "{\"inputs\": [%s]}".formatted(inputs).getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(json.length + binary.length).put(json).array();
        System.arraycopy(binary, 0, body, json.length, binary.length);
        return InferRequest.read(body, json.length, signature, 100);
    }

    private static String binary(String datatype, int records, int size, int bytes) {
        return """
        {"name": "a", "datatype": "%s", "shape": [%d, %d], "parameters": {"binary_data_size": %d}}"""
                .formatted(datatype, records, size, bytes);
    }

    /** A byte of the body becomes an object, so JSON and bytes have the same bound. */
    @Test
    void haveAtMostAsManyBinaryElementsAsJsonHasValues() {
        int most = Json.MAX_VALUES;
        assertThat(list(read(ColumnType.VECTOR, binary("UINT8", 1, most, most), new byte[most])))
                .hasSize(most);
        for (int records : List.of(1, 100)) {
            int size = most / records + 1;
            String tensor = binary("UINT8", records, size, records * size);
            assertThatThrownBy(() -> read(ColumnType.VECTOR, tensor, new byte[records * size]))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            large -> {
                                assertThat(large.status()).isEqualTo(413);
                                assertThat(large.problem().code()).isEqualTo("SORA-6107");
                            });
        }
    }

    @Test
    void countTheElementsOfAllTensors() {
        int half = Json.MAX_VALUES / 2 + 1;
        String tensor = binary("BOOL", 1, half, half);

        assertThatThrownBy(() -> read(ColumnType.TEXTS, tensor + ", " + tensor, new byte[2 * half]))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("SORA-6107");
    }

    /** Bytes above 127 would take 24 bytes each, far more than is counted for a body. */
    @Test
    void bytesTakeNoObjectsOfTheirOwn() {
        List<?> values =
                list(read(ColumnType.VECTOR, binary("UINT8", 1, 2, 2), new byte[] {-1, -1}));

        assertThat(values.get(0)).isEqualTo(255L).isSameAs(values.get(1));
    }

    @Test
    void identifiersKeepAllTheirDigits() {
        byte[] bytes = new byte[2 * Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(LARGE).putLong(5);
        String binary = binary("INT64", 1, 2, bytes.length);
        String json =
                "{\"name\": \"a\", \"datatype\": \"INT64\", \"shape\": [1, 2], \"data\": [%d, 5]}"
                        .formatted(LARGE);

        assertThat(list(read(ColumnType.IDENTIFIERS, binary, bytes))).isEqualTo(List.of(LARGE, 5L));
        assertThat(list(read(ColumnType.IDENTIFIERS, json, new byte[0])))
                .isEqualTo(List.of(LARGE, 5L));
        assertThatThrownBy(() -> read(ColumnType.VECTOR, binary, bytes))
                .hasMessageContaining("more digits than its column keeps");
        assertThatThrownBy(() -> read(ColumnType.VECTOR, json, new byte[0]))
                .hasMessageContaining("more digits than its column keeps");
    }

    private static List<?> list(InferRequest request) {
        return (List<?>) request.records().get(0).get("a");
    }
}
