// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.Sora;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.io.Json;
import dev.sora.core.manifest.Overrides;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.problem.SoraException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application gets the same bits with plugins in Felix, on the class path, and by command. */
final class TestEmbeddedModes {

    @TempDir private static Path folder;
    private static Sora.TrainingResult trained;
    private static List<Map<String, Map<String, Object>>> expected;

    @BeforeAll
    static void train() {
        try (EmbeddedSora sora = EmbeddingLab.isolated().build()) {
            trained = EmbeddingLab.train(sora, folder.resolve("isolated"));
            expected = EmbeddingLab.answers(sora, trained.model());
        }
    }

    @Test
    void predictsTheSameInAnotherInstanceOfEitherMode() {
        try (EmbeddedSora flat = EmbeddingLab.flat().build();
                EmbeddedSora isolated = EmbeddingLab.isolated().build()) {
            assertThat(EmbeddingLab.answers(flat, trained.model())).isEqualTo(expected);
            assertThat(EmbeddingLab.answers(isolated, trained.model())).isEqualTo(expected);
            assertThat(facts(flat)).isEqualTo(facts(isolated));
            assertThat(ofApplication(flat)).contains("data", "memory", "standard");
            assertThat(ofApplication(isolated)).containsExactly("memory");
        }
    }

    /** Returns the facts of the engine, without its reason: the class path has further engines. */
    private static Map<String, String> facts(EmbeddedSora sora) {
        Map<String, String> facts = new HashMap<>(sora.engineFacts());
        assertThat(facts.remove("chosen")).startsWith("engine-cpu/cpu, ");
        return facts;
    }

    /** Returns the plugins whose classes the application's loader loaded. */
    private static List<String> ofApplication(EmbeddedSora sora) {
        return sora.plugins().stream()
                .filter(plugin -> plugin.loader() == EmbeddedSora.class.getClassLoader())
                .map(OfferedPlugin::name)
                .toList();
    }

    @Test
    void refusesOneEngineUnderTwoNames() throws Exception {
        Path engine = EmbeddingLab.jars().get(0);
        Path link =
                Files.createSymbolicLink(
                        Files.createDirectory(folder.resolve("linked")).resolve("engine.jar"),
                        engine);
        assertThatThrownBy(() -> EmbeddedSora.builder().plugins(engine, link).build())
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-3111")
                .hasMessageContaining(link.toString());
    }

    @Test
    void predictsTheSameByCommandWithoutThePluginOfTheData() throws Exception {
        String lines =
                EmbeddingLab.questions().stream().map(Json::line).collect(Collectors.joining("\n"));
        Path input = Files.writeString(folder.resolve("questions.jsonl"), lines + "\n");
        List<String> command =
                List.of(
                        EmbeddingLab.FOLDER.resolve("bin/sora").toString(),
                        "predict",
                        trained.model().toString(),
                        "--input",
                        input.toString());

        assertThat(outputs(run(command, ""))).isEqualTo(json());
    }

    @Test
    void predictsTheSameOnAClassPathWithoutFelix() throws Exception {
        String classPath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("felix"))
                        .collect(Collectors.joining(File.pathSeparator));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                classPath,
                                PlainApplication.class.getName(),
                                trained.model().toString()));
        String records =
                EmbeddingLab.questions().stream()
                        .map(Json::line)
                        .collect(Collectors.joining(",", "[", "]"));

        assertThat(outputs(run(command, records))).isEqualTo(json());

        command.add(EmbeddingLab.FOLDER.resolve("plugins").toString());
        assertThatThrownBy(() -> run(command, records)).hasMessageContaining("SORA-3140");
    }

    @Test
    void holdsALockOfTheOtherMode() {
        Path out = folder.resolve("flat");
        Path lock = trained.model().resolveSibling("sora.lock");
        try (EmbeddedSora flat = EmbeddingLab.flat().build()) {
            Sora.TrainingResult again =
                    flat.train(
                            flat.plan(
                                    write("people.yaml", EmbeddingLab.MANIFEST),
                                    Overrides.none(),
                                    lock),
                            new Sora.TrainingRequest(out, false, Optional.of(lock)),
                            event -> {});
            // the training used the number of threads in the lock, which this model leaves open
            assertThat(EmbeddingLab.answers(flat, again.model())).isEqualTo(expected);
        }
    }

    @Test
    void refusesAFolderWithoutPlugins() {
        assertThatThrownBy(() -> EmbeddedSora.builder().plugins(folder).build())
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-3141");
        assertThatThrownBy(() -> EmbeddedSora.builder().plugins(folder.resolve("no.jar")).build())
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-3101");
    }

    private static Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, Object>> json() {
        try (EmbeddedSora sora = EmbeddingLab.flat().build();
                Model model = sora.open(trained.model())) {
            return outputs(
                    model.predict(EmbeddingLab.questions()).stream()
                            .map(Prediction::json)
                            .collect(Collectors.joining("\n")));
        }
    }

    private static List<Map<String, Object>> outputs(String lines) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, ?> line :
                Json.readRecords("[" + lines.strip().replace("\n", ",") + "]", "lines")) {
            Map<String, Object> values = new TreeMap<>(line);
            values.remove("record");
            all.add(values);
        }
        return all;
    }

    private static String run(List<String> command, String input)
            throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .directory(folder.toFile());
        builder.environment().put("SORA_HOME", folder.resolve("home").toString());
        builder.environment().put("SORA_CDS", "off");
        builder.environment().put("DJL_CACHE_DIR", System.getProperty("DJL_CACHE_DIR"));
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(errors));
        }
        return output;
    }
}
