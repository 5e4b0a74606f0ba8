// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sora.core.serving.ServerRequest;
import dev.sora.serving.config.ConfigReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/serving.md shows is what happens. */
final class TestServingDocument {

    private static final Path DOCUMENT = Path.of("../../docs/serving.md");

    @TempDir private Path folder;

    private static List<String> commands() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("curl "))
                .toList();
    }

    private static boolean hasCurl() {
        try {
            return new ProcessBuilder("curl", "--version").start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    @Test
    void itsCommandsAreAnswered() throws Exception {
        assumeTrue(hasCurl(), "curl is not installed");
        Files.writeString(folder.resolve("people.csv"), "age,city\n31,Rome\n");
        List<String> failed = new ArrayList<>();
        try (Lab.Served served = Lab.get().serve("", Lab.get().kinds().toString())) {
            for (String command : commands()) {
                // only the port differs, which the build does not own
                String own =
                        command.replace(
                                "http://localhost:8080",
                                "http://localhost:" + served.server().address().getPort());
                Process process =
                        new ProcessBuilder("sh", "-c", own + " --fail-with-body")
                                .directory(folder.toFile())
                                .redirectErrorStream(true)
                                .start();
                String answer =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                if (process.exitValue() != 0 || answer.isEmpty()) {
                    failed.add(command + "\n" + answer);
                }
            }
        }
        assertThat(commands()).hasSizeGreaterThan(10);
        assertThat(failed).isEmpty();
    }

    @Test
    void itsConfigurationIsValidAndStatesTheDefaults() throws IOException {
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf("```yaml\n") + 8;
        String yaml = text.substring(begin, text.indexOf("```", begin));
        Path file = Files.writeString(folder.resolve("serving.yaml"), yaml);

        var shown = ConfigReader.read(ServerRequest.of(List.of()).withConfig(file));
        var defaults = ConfigReader.read(ServerRequest.of(List.of()));

        assertThat(shown.limits()).isEqualTo(defaults.limits());
        assertThat(shown.host()).isEqualTo(defaults.host());
        assertThat(shown.port()).isEqualTo(defaults.port());
        assertThat(shown.poll()).isEqualTo(defaults.poll());
        assertThat(shown.drain()).isEqualTo(defaults.drain());
        assertThat(shown.accessLog()).isEqualTo(defaults.accessLog());
        assertThat(shown.batching().records()).isEqualTo(defaults.batching().records());
        assertThat(shown.batching().pause()).isEqualTo(defaults.batching().pause());
        assertThat(shown.drift()).isEqualTo(defaults.drift());
        assertThat(shown.repository()).hasValue(folder.resolve("models"));
        assertThat(shown.models().get(0).routes()).containsEntry("2", 10.0);
    }

    @Test
    void theConfigurationForKubernetesIsValid() throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of("../../distribution/image/kubernetes.yaml"));
        int begin = lines.indexOf("  serving.yaml: |") + 1;
        List<String> own =
                lines.subList(begin, begin + lines.subList(begin, lines.size()).indexOf("---"));
        Path file = folder.resolve("serving.yaml");
        Files.write(file, own.stream().map(String::strip).toList());

        var config = ConfigReader.read(ServerRequest.of(List.of()).withConfig(file));

        assertThat(config.tls()).isPresent();
        assertThat(config.keys()).isPresent();
        assertThat(lines)
                .contains("            - {name: https, containerPort: " + config.port() + "}");
    }
}
