// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.core.CpuTime;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every manifest in {@code src/test/resources/broken} gives the message in the text beside it. Its
 * first lines may be {@code # plugins: …} for those at work and {@code # set: …} for an override.
 *
 * <p>Run with {@code -Dsora.write=true}, it writes the messages instead; read them before you
 * commit them.
 */
final class TestBrokenManifests {

    private static final Path FOLDER = Path.of("src/test/resources/broken");
    private static final Map<String, String> ENVIRONMENT = Map.of("DATA", "/data");
    private static final Map<String, OfferedPlugin> PLUGINS =
            Map.of(
                    "standard", LikeStandard.plugin(),
                    "vision", LikeVision.plugin(),
                    "engine-cpu", LikeVision.engine(),
                    "other", LikeVision.plugin("other", "2.0.0"));
    private static final KnownTypes KNOWN =
            KnownTypes.load(
                    new StringReader(
                            String.join("\n", KnownTypes.lines(List.of(LikeVision.plugin())))));

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatIsWrong(String name) throws IOException {
        Path expected = FOLDER.resolve(name + ".txt");
        long begun = CpuTime.now();
        SoraException failure = failureOf(name);
        assertThat(CpuTime.since(begun)).isLessThan(Duration.ofSeconds(2));

        assertThat(failure).as("a problem with " + name).isNotNull();
        if (Boolean.getBoolean("sora.write")) {
            Files.writeString(expected, failure.getMessage() + "\n");
        }
        assertThat(failure.getMessage() + "\n").isEqualTo(Files.readString(expected));
        for (Problem problem : failure.problems()) {
            assertThat(problem.where())
                    .matches(
                            java.util.regex.Pattern.quote(name)
                                    + "\\.yaml:\\d+:\\d+( \\(environment variable [A-Z]+\\))?"
                                    + "|--set .*");
            assertThat(problem.code()).startsWith("SORA-2");
        }
    }

    @Test
    void thereAreEnough() throws IOException {
        assertThat(names()).hasSizeGreaterThan(100);
    }

    private static SoraException failureOf(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".yaml");
        List<OfferedPlugin> plugins = new ArrayList<>();
        List<String> assignments = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("# plugins: ")) {
                for (String plugin : line.substring("# plugins: ".length()).split(" ")) {
                    plugins.add(PLUGINS.get(plugin));
                }
            } else if (line.startsWith("# set: ")) {
                assignments.add(line.substring("# set: ".length()));
            }
        }
        if (plugins.isEmpty()) {
            plugins.addAll(
                    List.of(
                            PLUGINS.get("standard"),
                            PLUGINS.get("vision"),
                            PLUGINS.get("engine-cpu")));
        }
        Planner planner = new Planner(new Catalogue(plugins, KNOWN));
        Overrides overrides = new Overrides(assignments, ENVIRONMENT);
        return catchThrowableOfType(
                SoraException.class,
                () -> planner.plan(new ManifestReader().read(file, overrides)));
    }
}
