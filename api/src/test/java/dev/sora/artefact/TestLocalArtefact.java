// SPDX-License-Identifier: Apache-2.0
package dev.sora.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in jars of a local Maven repository. */
final class TestLocalArtefact {

    private static final String ARTEFACT = "org.example:encoder:1.0.0";

    @TempDir private Path repository;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(repository.resolve("org/example/encoder/1.0.0"));
    }

    private Path jar(String... entries) throws IOException {
        Path jar = folder.resolve("encoder-1.0.0.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(("of " + entry).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return jar;
    }

    private LocalArtefact find(String text, String... endings) {
        return LocalArtefact.find(text, List.of(endings), repository);
    }

    private void refused(String code, String text, String... endings) {
        assertThatThrownBy(() -> find(text, endings)).hasMessageContaining(code);
    }

    @Test
    void findsTheOnlyFileWithAnEnding() throws IOException {
        Path jar = jar("META-INF/MANIFEST.MF", "models/", "models/small.onnx", "tokenizer.json");

        LocalArtefact found = find(" " + ARTEFACT + " ", ".safetensors", ".onnx");

        assertThat(found).isEqualTo(new LocalArtefact(jar, "models/small.onnx"));
        try (InputStream in = found.open()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("of models/small.onnx");
        }
        Files.delete(jar);
        assertThat(jar).as("closed with the file").doesNotExist();
    }

    @Test
    void findsTheFileThatIsNamed() throws IOException {
        jar("a/model.onnx", "b/model.onnx");

        assertThat(find(ARTEFACT + ":b/model.onnx").entry()).isEqualTo("b/model.onnx");
    }

    @Test
    void refusesToChoose() throws IOException {
        jar("a/model.onnx", "b/model.onnx");

        assertThatThrownBy(() -> find(ARTEFACT, ".onnx"))
                .hasMessageContaining("SORA-3662")
                .hasMessageContaining("a/model.onnx, b/model.onnx");
        refused("SORA-3662", ARTEFACT, ".safetensors");
        refused("SORA-3662", ARTEFACT + ":model.onnx", ".onnx");
        refused("SORA-3662", ARTEFACT + ":a/", ".onnx");
    }

    @Test
    void aJarThatIsMissingOrBrokenIsNamed() throws IOException {
        assertThatThrownBy(() -> find(ARTEFACT, ".onnx"))
                .hasMessageContaining("SORA-3661")
                .hasMessageContaining("encoder-1.0.0.jar");
        Files.writeString(folder.resolve("encoder-1.0.0.jar"), "<html>not found</html>");
        refused("SORA-3663", ARTEFACT, ".onnx");
    }

    /** A manifest may come from a stranger: no coordinate leads out of the repository. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "org.example:encoder",
                "org.example::1.0.0",
                "../../etc:passwd:1",
                "org..example:encoder:1.0.0",
                "org.example.:encoder:1.0.0",
                "org.example:..:1.0.0",
                "org.example:encoder:../1.0.0",
                "org.example:enc/oder:1.0.0",
                "org.example:encoder:1.0.0\u0000",
                "C:\\x:encoder:1.0.0",
                ".org:encoder:1.0.0"
            })
    void noCoordinateLeavesTheRepository(String text) {
        refused("SORA-3660", text, ".onnx");
        refused("SORA-3660", "org.example:" + "e".repeat(201) + ":1.0.0", ".onnx");
    }
}
