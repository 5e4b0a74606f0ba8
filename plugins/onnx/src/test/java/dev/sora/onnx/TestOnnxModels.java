// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.particle.State;
import dev.sora.problem.SoraException;
import dev.sora.tensor.HostTensor;
import dev.sora.testkit.SoraFixture;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Models in files within pipelines, with the plugin as a bundle. */
final class TestOnnxModels {

    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(OnnxPlugin.class);

    @TempDir private static Path folder;
    private static Path file;

    @BeforeAll
    static void write() throws IOException {
        file = folder.resolve("dense.onnx");
        Files.write(file, OnnxBytes.model(OnnxBytes.dense()));
    }

    private static String manifest(Path model, String before, String from) {
        return """
        manifest: 1
        name: foreign
        data:
          train: {type: synthetic, records: 40, features: 3}
        inputs:
          x: {type: plain-values, column: x}
        particles:
          %s
          model: {type: onnx, from: %s, frozen: true, file: "%s"}
          head: {type: plain-map, from: model, units: 2}
        outputs:
          y: {type: plain-number, column: y, from: head}
        training:
          optimiser: {type: plain-descent, learning_rate: 0.01}
          epochs: 2
          batch_size: 16
        """
                .formatted(before, from, model);
    }

    private static float[] values() {
        float[] values = new float[15];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.3f * (i % 4) - 0.1f * i;
        }
        return values;
    }

    /** The numbers of ONNX Runtime without Sora. */
    private static float[] alone(byte[] model) throws Exception {
        FloatBuffer values = FloatBuffer.wrap(values());
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor x = OnnxTensor.createTensor(environment, values, new long[] {5, 3});
                OrtSession.Result result = session.run(Map.of("x", x))) {
            float[] computed = new float[10];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(computed);
            return computed;
        }
    }

    /** The file is gone when the package is opened, as on another machine. */
    @Test
    void computeWhatOnnxRuntimeComputesWithoutTheFile() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Path copy = folder.resolve("copy.onnx");
        Files.write(copy, bytes);
        Path trained = SORA.train(manifest(copy, "", "x")).model();
        Files.delete(copy);

        try (Model model = SORA.runtime().open(trained)) {
            assertThat(computed(model)).containsExactly(alone(bytes));
        }
    }

    /**
     * onnxruntime 2468 and 13184: a file of one number of records refuses all others, also the last
     * minibatch, which is smaller (vortex 53).
     */
    @Test
    void computeMinibatchesOfAnySizeWhereTheFileStatesOne() throws Exception {
        Path fixed = folder.resolve("fixed.onnx");
        Files.write(fixed, OnnxBytes.model(OnnxBytes.dense("2")));
        Path trained = SORA.train(manifest(fixed, "", "x")).model();

        try (Model model = SORA.runtime().open(trained)) {
            assertThat(computed(model)).containsExactly(alone(Files.readAllBytes(file)));
        }
    }

    /** The values of the node for five records. */
    private static float[] computed(Model model) {
        NodeValue given = NodeValue.of(values(), 5, 3);
        return model.tapWith(Collections.nCopies(5, Map.of()), Map.of("x", given), "model")
                .get("model")
                .floats();
    }

    /** A package that lacks the model must not make Sora read a file that its manifest names. */
    @Test
    void comeFromThePackageOnly() {
        Path trained = SORA.train(manifest(file, "", "x")).model();
        ModelPackage whole = ModelPackage.read(trained);
        Map<String, State> states = new HashMap<>(whole.particles());
        State model = states.remove("model");
        Path lacking = folder.resolve("lacking.sora");
        ModelPackage.write(lacking, with(whole, states));
        assertThatThrownBy(() -> SORA.runtime().open(lacking))
                .hasMessageContaining("SORA-2348")
                .hasMessageContaining("'model'");

        HostTensor other = HostTensor.allocate(DataType.UINT8, 3);
        states.put("model", model.toBuilder().tensor("model", other).build());
        Path hostile = folder.resolve("hostile.sora");
        ModelPackage.write(hostile, with(whole, states));
        assertThatThrownBy(() -> SORA.runtime().open(hostile)).hasMessageContaining("SORA-2344");
    }

    private static ModelPackage with(ModelPackage whole, Map<String, State> states) {
        return new ModelPackage(
                whole.manifest(),
                whole.lock(),
                whole.weights(),
                states,
                whole.metrics(),
                whole.card());
    }

    @Test
    void keepNothingBeforeThemFromLearning() {
        String dense = "first: {type: plain-map, from: x, units: 3}";
        assertThatThrownBy(() -> SORA.validate(manifest(file, dense, "first")))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2349")
                .hasMessageContaining("no gradient passes through 'model' to 'first'");
        SORA.validate(
                manifest(
                        file,
                        "first: {type: plain-map, from: x, units: 3, frozen: true}",
                        "first"));
    }

    /** spring-ai 204, simpletransformers 1009: inputs and outputs were expected by fixed names. */
    @Test
    void refuseFilesThatDoNotFit() throws IOException {
        Path tokens = folder.resolve("tokens.onnx");
        Files.write(tokens, OnnxBytes.model(OnnxBytes.tokens()));
        refused(manifest(tokens, "", "x"), "SORA-2345", "attention_mask: int64 (batch, steps)");
        Path wide = folder.resolve("wide.onnx");
        Files.write(
                wide,
                OnnxBytes.model(
                        new OnnxBytes()
                                .message(1, OnnxBytes.node("Tanh", "y", "x"))
                                .message(11, OnnxBytes.port("x", Port.FLOAT, "batch", "4"))
                                .message(12, OnnxBytes.port("y", Port.FLOAT, "batch", "4"))));
        SoraException shapes = refusal(manifest(wide, "", "x"), "data.train.features=3");
        assertThat(shapes).hasMessageContaining("SORA-23").hasMessageContaining("x: float32");
        refused(manifest(folder.resolve("none.onnx"), "", "x"), "SORA-2344", "no such file");
        Path text = Files.writeString(folder.resolve("text.onnx"), "this is no model");
        refused(manifest(text, "", "x"), "SORA-2344", "text.onnx cannot be taken");
    }

    /**
     * The bytes that mark ONNX Runtime's own format stand where a text of an ONNX file may have
     * them: what was checked would not be what is computed.
     */
    @Test
    void areReadInTheFormatThatWasChecked() throws IOException {
        byte[] producer = new OnnxBytes().text(2, "xxORTM").toBytes();
        byte[] model = OnnxBytes.model(OnnxBytes.dense());
        byte[] marked = Arrays.copyOf(producer, producer.length + model.length);
        System.arraycopy(model, 0, marked, producer.length, model.length);
        assertThat(new String(marked, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ORTM");
        Path odd = folder.resolve("marked.onnx");
        Files.write(odd, marked);
        assertThat(SORA.train(manifest(odd, "", "x")).model()).exists();
    }

    /** An operator that is not ONNX's is refused when training starts, with its name. */
    @Test
    void refuseOperatorsThatOnnxRuntimeLacks() throws IOException {
        Path odd = folder.resolve("odd.onnx");
        Files.write(
                odd,
                OnnxBytes.model(
                        new OnnxBytes()
                                .message(
                                        1,
                                        OnnxBytes.node("Frobnicate", "y", "x").text(7, "org.odd"))
                                .message(11, OnnxBytes.port("x", Port.FLOAT, "batch", "3"))
                                .message(12, OnnxBytes.port("y", Port.FLOAT, "batch", "3"))));
        assertThatThrownBy(() -> SORA.train(manifest(odd, "", "x")))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2346")
                .hasMessageContaining("Frobnicate");
    }

    private static SoraException refusal(String manifest, String... overrides) {
        try {
            SORA.train(manifest, overrides);
        } catch (SoraException e) {
            return e;
        }
        throw new AssertionError("not refused");
    }

    private static void refused(String manifest, String code, String part) {
        assertThat(refusal(manifest)).hasMessageContaining(code).hasMessageContaining(part);
    }
}
