// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.State;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which input of a file takes what. */
final class TestPorts {

    private static final OnnxType TYPE = new OnnxType();
    private static final SignalSpec WORDS = SignalSpec.sequence(TensorSpec.indices(4, 5));

    private static OnnxParticle particle(OnnxBytes graph, Map<String, Object> raw) {
        byte[] file = OnnxBytes.model(graph);
        HostTensor tensor =
                HostTensor.of(DataType.UINT8, new Shape(file.length), ByteBuffer.wrap(file));
        Settings settings = Settings.read(TYPE.descriptor().settings(), raw, new ArrayList<>());
        return (OnnxParticle)
                TYPE.create(settings, State.builder().tensor("model", tensor).build());
    }

    private static OnnxBytes tokens(String mask, String zeros) {
        return new OnnxBytes()
                .message(11, OnnxBytes.port("input_ids", Port.INT64, "batch", "steps"))
                .message(11, OnnxBytes.port("mask", Port.INT64, "batch", mask))
                .message(11, OnnxBytes.port("kinds", Port.INT64, "batch", zeros))
                .message(12, OnnxBytes.port("states", Port.FLOAT, "batch", "steps", "2"));
    }

    private static void refused(OnnxBytes graph, Map<String, Object> raw, String name) {
        assertThatThrownBy(() -> particle(graph, raw))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2345")
                .hasMessageContaining("'%s' of the file is taken twice".formatted(name));
    }

    @Test
    void areTakenOnce() {
        OnnxBytes single =
                new OnnxBytes()
                        .message(11, OnnxBytes.port("input_ids", Port.INT64, "batch", "steps"))
                        .message(12, OnnxBytes.port("y", Port.FLOAT, "batch", "2"));
        refused(single, Map.of("mask", "input_ids"), "input_ids");
        OnnxBytes tokens = tokens("steps", "steps");
        refused(tokens, Map.of("mask", "mask", "zeros", List.of("mask", "kinds")), "mask");
        refused(tokens, Map.of("mask", "mask", "zeros", List.of("kinds", "kinds")), "kinds");
        refused(
                tokens,
                Map.of("values", "kinds", "mask", "mask", "zeros", List.of("kinds", "input_ids")),
                "kinds");
    }

    /** What one input fixes holds for all of them. */
    @Test
    void takeAsManyStepsAsTheFileStates() {
        Map<String, Object> raw = Map.of("mask", "mask", "zeros", List.of("kinds"));
        assertThat(particle(tokens("steps", "steps"), raw).ports().plan(WORDS).isSequence())
                .isTrue();
        for (OnnxBytes fixed : List.of(tokens("5", "steps"), tokens("steps", "5"))) {
            Ports ports = particle(fixed, raw).ports();
            assertThat(ports.plan(WORDS).isSequence()).isTrue();
            assertThat(ports.sizes(true)).isEqualTo(new FixedSizes(-1, 5, true));
        }
        refused(tokens("4", "4"), raw, WORDS, "sequences of at most 4 steps");
        refused(tokens("5", "6"), raw, WORDS, "one number of records, and one of steps");
    }

    /** A small file may state sizes that no machine has the memory for. */
    @Test
    void takeNoMoreThanAMinibatchMayBeFilledUpTo() {
        Map<String, Object> raw = Map.of("mask", "mask", "zeros", List.of("kinds"));
        assertThat(particle(tokens("5", "5"), raw).ports().bytes(2, 5))
                .isEqualTo(3 * 2 * 5 * Long.BYTES);
        // 24 bytes for each step of a record
        String most = Integer.toString((1 << 29) / 24);
        assertThat(particle(tokens(most, most), raw).ports().plan(WORDS).isSequence()).isTrue();
        String more = Integer.toString((1 << 29) / 24 + 1);
        refused(tokens(more, more), raw, WORDS, "at most 512 MiB");
        refused(
                vectors("65536", "1024", "65536"),
                Map.of(),
                SignalSpec.sequence(TensorSpec.floats(1024, 3)),
                "at most 512 MiB");
    }

    private static void refused(
            OnnxBytes graph, Map<String, Object> raw, SignalSpec signal, String part) {
        Ports ports = particle(graph, raw).ports();
        assertThatThrownBy(() -> ports.plan(signal))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(part);
    }

    private static OnnxBytes vectors(String records, String steps, String results) {
        return new OnnxBytes()
                .message(11, OnnxBytes.port("x", Port.FLOAT, records, steps, "3"))
                .message(12, OnnxBytes.port("y", Port.FLOAT, results, "2"));
    }

    /** Without a mask the steps of padding would count. */
    @Test
    void takeNoPaddingWithoutAMask() {
        SignalSpec four = SignalSpec.sequence(TensorSpec.floats(4, 3));
        refused(vectors("n", "5", "n"), Map.of(), four, "sequences of exactly 5 steps");
        assertThat(particle(vectors("n", "4", "n"), Map.of()).ports().plan(four).isSequence())
                .isFalse();
    }

    @Test
    void giveAsManyRecordsAsTheyTake() {
        SignalSpec four = SignalSpec.sequence(TensorSpec.floats(4, 3));
        assertThat(particle(vectors("8", "n", "8"), Map.of()).ports().sizes(true).records())
                .isEqualTo(8);
        assertThat(particle(vectors("8", "n", "n"), Map.of()).ports().plan(four).values().rank())
                .isEqualTo(1);
        refused(vectors("65537", "n", "n"), Map.of(), four, "at most 65536 records at once");
        refused(vectors("8", "n", "4"), Map.of(), four, "as many records as the inputs");
        refused(vectors("n", "n", "8"), Map.of(), four, "as many records as the inputs");
    }

    @Test
    void takeZerosInTheShapeOfTheValues() {
        for (String size : List.of("3", "4")) {
            OnnxBytes graph =
                    OnnxBytes.dense().message(11, OnnxBytes.port("z", Port.FLOAT, "batch", size));
            Ports ports = particle(graph, Map.of("values", "x", "zeros", List.of("z"))).ports();
            if (size.equals("3")) {
                assertThat(ports.plan(SignalSpec.floats(3)).values().dimension(0)).isEqualTo(2);
            } else {
                assertThatThrownBy(() -> ports.plan(SignalSpec.floats(3)))
                        .isInstanceOf(ShapeException.class)
                        .hasMessageContaining("z: float32 (batch, 4)");
            }
        }
    }
}
