// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.Signal;
import dev.sora.testkit.trial.TestEngine;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Predictions that workers send each other. */
final class TestPredictionBytes {

    private static final int MOST = 1 << 24;

    /** A tensor of 64 MiB whose values cannot be copied. */
    private static NDArray large() {
        return (NDArray)
                Proxy.newProxyInstance(
                        NDArray.class.getClassLoader(),
                        new Class<?>[] {NDArray.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "size" -> 1L << 24;
                                    case "getShape" -> new Shape(1 << 12, 1 << 12);
                                    case "getDataType" -> DataType.FLOAT32;
                                    default -> throw new AssertionError(method);
                                });
    }

    /** Otherwise the memory of the JVM would end a training that has enough on its device. */
    @Test
    void longPredictionsAreNotCopied() {
        assertThat(PredictionBytes.write(Map.of("mask", Signal.of(large())), MOST)).isEmpty();
    }

    /** Several outputs, sequences, and the further parts of a detector. */
    @Test
    void predictionsAreTheSameBitByBit() {
        try (NDManager manager = TestEngine.newManager()) {
            Map<String, Signal> sent = new LinkedHashMap<>();
            sent.put("kind", Signal.of(random(manager, 1000, 37)));
            sent.put(
                    "words",
                    Signal.sequence(random(manager, 3, 5, 7), manager.create(new int[] {5, 0, 2})));
            sent.put(
                    "boxes",
                    Signal.of(random(manager, 3, 11, 4))
                            .with("sizes", random(manager, 3, 11))
                            .with("classes", manager.create(new long[] {1, -2, 1L << 40})));

            Map<String, Signal> received =
                    PredictionBytes.read(PredictionBytes.write(sent, MOST), manager);

            assertThat(received.keySet()).containsExactlyElementsOf(sent.keySet());
            sent.forEach(
                    (name, signal) -> {
                        Map<String, NDArray> parts = received.get(name).parts();
                        assertThat(parts.keySet())
                                .containsExactlyElementsOf(signal.parts().keySet());
                        signal.parts().forEach((role, part) -> assertSame(parts.get(role), part));
                    });
        }
    }

    private static NDArray random(NDManager manager, long... shape) {
        return manager.randomNormal(new Shape(shape));
    }

    private static void assertSame(NDArray received, NDArray sent) {
        assertThat(received.getShape()).isEqualTo(sent.getShape());
        assertThat(received.getDataType()).isEqualTo(sent.getDataType());
        assertThat(bytes(received)).isEqualTo(bytes(sent));
    }

    private static byte[] bytes(NDArray part) {
        ByteBuffer buffer = part.toByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** Kernels round by the alignment of their tensors, and one process has that of the engine. */
    @Test
    void receivedTensorsHaveTheAlignmentOfComputedOnes() {
        try (NDManager manager = TestEngine.newManager()) {
            for (int i = 1; i < 20; i++) {
                byte[] bytes =
                        PredictionBytes.write(
                                Map.of("kind", Signal.of(random(manager, i, 37))), MOST);

                NDArray received = PredictionBytes.read(bytes, manager).get("kind").values();

                assertThat(received.toByteBuffer(true).alignmentOffset(0, 64)).isZero();
            }
        }
    }
}
