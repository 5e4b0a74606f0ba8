// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.onnx.Wire.WireException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a file says about its inputs and outputs, and files that are refused. */
final class TestModelGraph {

    private static ModelGraph read(byte[] file) {
        return ModelGraph.read(ByteBuffer.wrap(file));
    }

    private static void refuses(OnnxBytes graph, String why) {
        assertThatThrownBy(() -> read(OnnxBytes.model(graph)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining(why);
    }

    @Test
    void readsInputsAndOutputs() {
        ModelGraph graph = read(OnnxBytes.model(OnnxBytes.tokens()));
        assertThat(graph.inputs())
                .extracting(Port::name)
                .containsExactly("input_ids", "attention_mask", "token_type_ids");
        assertThat(graph.outputs())
                .containsExactly(
                        new Port(
                                "states",
                                Port.FLOAT,
                                List.of(-1L, -1L, 2L),
                                List.of("batch", "steps", "")));
        assertThat(graph.outputs().get(0)).hasToString("states: float32 (batch, steps, 2)");
    }

    /** Older exporters list weights as inputs: ONNX Runtime's own tools did. */
    @Test
    void leavesOutInputsThatAreWeights() {
        OnnxBytes graph = OnnxBytes.dense().message(11, OnnxBytes.port("w", Port.FLOAT, "3", "2"));
        assertThat(read(OnnxBytes.model(graph)).inputs())
                .extracting(Port::name)
                .containsExactly("x");
    }

    /**
     * onnx 3991, onnxruntime 27430: the path of an external file led out of the folder of the
     * model.
     */
    @Test
    void refusesValuesInOtherFiles() {
        OnnxBytes entry = new OnnxBytes().text(1, "location").text(2, "../../secret.bin");
        OnnxBytes elsewhere = new OnnxBytes().text(8, "w2").message(13, entry).number(14, 1);
        refuses(OnnxBytes.dense().message(5, elsewhere), "'w2' are in another file");
        refuses(
                OnnxBytes.dense().message(5, new OnnxBytes().text(8, "w2").number(14, 1)),
                "another file");
        OnnxBytes constant = OnnxBytes.node("Constant", "c").message(5, attribute(5, elsewhere));
        refuses(OnnxBytes.dense().message(1, constant), "another file");
        OnnxBytes branch = new OnnxBytes().message(1, constant);
        refuses(
                OnnxBytes.dense()
                        .message(1, OnnxBytes.node("If", "i").message(5, attribute(6, branch))),
                "another file");
        OnnxBytes sparse = new OnnxBytes().message(1, elsewhere);
        refuses(OnnxBytes.dense().message(15, sparse), "another file");
        byte[] function =
                new OnnxBytes().bytes(25, new OnnxBytes().message(7, constant).toBytes()).toBytes();
        byte[] model = OnnxBytes.model(OnnxBytes.dense());
        byte[] both = Arrays.copyOf(model, model.length + function.length);
        System.arraycopy(function, 0, both, model.length, function.length);
        assertThatThrownBy(() -> read(both)).isInstanceOf(WireException.class);
    }

    private static OnnxBytes attribute(int field, OnnxBytes value) {
        return new OnnxBytes().text(1, "value").message(field, value);
    }

    @Test
    void refusesGraphsWithoutEnd() {
        OnnxBytes inner = new OnnxBytes();
        for (int i = 0; i < 30; i++) {
            inner =
                    new OnnxBytes()
                            .message(1, OnnxBytes.node("If", "i").message(5, attribute(6, inner)));
        }
        refuses(
                OnnxBytes.dense()
                        .message(1, OnnxBytes.node("If", "i").message(5, attribute(6, inner))),
                "deeper");
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("no graph");
        byte[] model = OnnxBytes.model(OnnxBytes.dense());
        for (int length = 1; length < model.length; length++) {
            byte[] part = Arrays.copyOf(model, length);
            try {
                read(part);
            } catch (WireException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = model.clone();
            for (int j = 0; j <= i % 4; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                read(damaged);
            } catch (WireException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
