// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.sora.tensor.HostTensor;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestRecordLengths {

    private static HostTensor integers(int... values) {
        HostTensor tensor = HostTensor.allocate(DataType.INT32, values.length);
        tensor.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer().put(values);
        return tensor;
    }

    @Test
    void findsTheGreatestLengthOfEachInput() {
        HostTensor other = integers(100, 100, 100);
        HostData data =
                new HostData(
                        3,
                        Map.of(
                                "text", List.of(other, integers(3, 9, 4)),
                                "empty", List.of(integers(0, 0, 0), other),
                                "number", List.of(other)),
                        Map.of());

        assertThat(RecordLengths.longest(data, Map.of("text", 1, "empty", 0)))
                .containsOnly(Map.entry("text", 9), Map.entry("empty", 1));
        // the same again: reading does not move the position of a buffer
        assertThat(RecordLengths.longest(data, Map.of("text", 1))).containsEntry("text", 9);
    }
}
