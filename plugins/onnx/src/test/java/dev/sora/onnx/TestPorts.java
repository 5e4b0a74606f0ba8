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

    /** The mask and the zeros have as many steps as a minibatch, too. */
    @Test
    void takeAsManyStepsAsComes() {
        Map<String, Object> raw = Map.of("mask", "mask", "zeros", List.of("kinds"));
        assertThat(particle(tokens("steps", "steps"), raw).ports().plan(WORDS).isSequence())
                .isTrue();
        for (OnnxBytes fixed : List.of(tokens("5", "steps"), tokens("steps", "5"))) {
            Ports ports = particle(fixed, raw).ports();
            assertThatThrownBy(() -> ports.plan(WORDS))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("open number of steps");
        }
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
