// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.container.flat.FlatHost;
import dev.sora.core.Sora;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.SoraException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that are inconsistent, or do not match the installed plugins. */
final class TestBrokenPackages {

    @TempDir private static Path folder;
    private static Lab lab;
    private static ModelPackage whole;

    @BeforeAll
    static void train() {
        lab = new Lab(folder);
        whole = ModelPackage.read(lab.train("out", Manifests.POINTS, "training.epochs=1").model());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static Path write(
            String name,
            Map<String, TensorData> weights,
            Map<String, State> particles,
            String manifest) {
        Path file = folder.resolve(name + ".sora");
        ModelPackage.write(
                file,
                new ModelPackage(
                        manifest, whole.lock(), weights, particles, whole.metrics(), whole.card()));
        return file;
    }

    private static Path withWeight(String name, String weight, TensorData tensor) {
        Map<String, TensorData> weights = new LinkedHashMap<>(whole.weights());
        weights.put(weight, tensor);
        return write(name, weights, whole.particles(), whole.manifest());
    }

    private static SoraException refused(Path model) {
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () -> lab.runtime().evaluate(model, Optional.empty(), Lab.DEAF));
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    void theWholeOneWorks() {
        assertThat(
                        lab.evaluate(
                                write(
                                        "whole",
                                        whole.weights(),
                                        whole.particles(),
                                        whole.manifest())))
                .isEqualTo(whole.metrics().split("test"));
    }

    @Test
    void aWeightOfAnotherShape() {
        Path model = withWeight("shape", "view[1].weight", TensorData.floats(new float[30], 6, 5));

        SoraException failure = refused(model);

        assertThat(failure).isInstanceOf(DataException.class);
        assertThat(failure.problems().get(0).toString())
                .contains("SORA-4490", "view[1].weight", "shape.sora", "(8, 4)", "[6, 5]");
        assertThat(lab.runtime().inspect(model).nodes()).isNotEmpty();
    }

    /** An engine would compute with it, and every result would be NaN. */
    @Test
    void aWeightThatIsNotFinite() {
        String name = whole.weights().keySet().iterator().next();
        TensorData tensor = whole.weights().get(name);
        float[] values = tensor.toFloats();
        values[values.length - 1] = Float.NaN;

        assertThat(refused(withWeight("nan", name, TensorData.floats(values, tensor.dimensions()))))
                .hasMessageContaining("SORA-4495")
                .hasMessageContaining(name);
    }

    @Test
    void aWeightThatIsMissingAndOneTooMany() {
        Map<String, TensorData> fewer = new LinkedHashMap<>(whole.weights());
        fewer.remove("view[0].bias");

        assertThat(refused(write("fewer", fewer, whole.particles(), whole.manifest())).getMessage())
                .contains("SORA-4490", "view[0].bias");
        assertThat(
                        refused(
                                        withWeight(
                                                "more",
                                                "ghost.weight",
                                                TensorData.floats(new float[1], 1)))
                                .getMessage())
                .contains("SORA-4491", "ghost.weight");
    }

    @Test
    void aParticleThatLacksWhatItLearned() {
        for (String node : whole.particles().keySet()) {
            Map<String, State> fewer = new LinkedHashMap<>(whole.particles());
            fewer.remove(node);
            Path model = write("without-" + node, whole.weights(), fewer, whole.manifest());

            assertThat(refused(model).getMessage()).contains("SORA-4492", "'" + node + "'");
            Sora.Inspection inspection = lab.runtime().inspect(model);
            assertThat(inspection.problems()).isNotEmpty();
            assertThat(inspection.manifest()).isEqualTo(whole.manifest());
            assertThat(inspection.metrics()).isEqualTo(whole.metrics());
        }
    }

    @Test
    void aParticleThatLearnedNonsense() {
        Map<String, State> strange = new LinkedHashMap<>(whole.particles());
        strange.put("kind", State.builder().string("classes", "none").build());
        Path model = write("nonsense", whole.weights(), strange, whole.manifest());

        SoraException failure = refused(model);

        assertThat(failure.problems()).isNotEmpty();
        assertThat(failure.problems().get(0).toString())
                .contains("SORA-4411", "nonsense.sora, 'kind': ", "have   nothing");
    }

    @Test
    void aPluginThatIsNotThere() {
        Path model = folder.resolve("out/model.sora");
        try (SoraRuntime bare =
                new SoraRuntime(
                        FlatHost.ofClassPath(TestBrokenPackages.class.getClassLoader()),
                        KnownTypes.none())) {
            SoraException failure =
                    catchThrowableOfType(
                            SoraException.class,
                            () -> bare.evaluate(model, Optional.empty(), Lab.DEAF));

            assertThat(failure.problems().get(0).toString())
                    .contains("SORA-3650", "trial", "model.sora");
            Sora.Inspection inspection = bare.inspect(model);
            assertThat(inspection.problems()).isNotEmpty();
            assertThat(inspection.name()).isEqualTo("points");
            assertThat(inspection.plugins()).containsKey("trial");
            assertThat(inspection.metrics()).isEqualTo(whole.metrics());
        }
    }

    @Test
    void aPackageWithoutTestData() {
        Path model = lab.train("untested", withoutTest(), "training.epochs=1").model();

        assertThat(refused(model).getMessage()).contains("SORA-4496", "--data");
    }

    private static String withoutTest() {
        return Manifests.POINTS
                .lines()
                .filter(line -> !line.contains("test:"))
                .reduce("", (a, b) -> a + b + "\n");
    }

    @Test
    void filesThatAreNoPackages() throws Exception {
        byte[] bytes = Files.readAllBytes(folder.resolve("out/model.sora"));
        Path cut = folder.resolve("cut.sora");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 200));
        Path text = folder.resolve("text.sora");
        Files.writeString(text, "no package");
        Path flipped = folder.resolve("flipped.sora");
        byte[] damaged = bytes.clone();
        // within the weights: a reader ignores some bytes of the headers between entries
        int entry = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("weights.safetensors");
        damaged[entry + 200] ^= 0x20;
        Files.write(flipped, damaged);

        for (Path file : new Path[] {cut, text, flipped, folder.resolve("absent.sora"), folder}) {
            SoraException failure = refused(file);
            assertThat(failure).isInstanceOf(DataException.class);
            assertThat(failure.getMessage()).contains(file.getFileName().toString());
        }
    }
}
