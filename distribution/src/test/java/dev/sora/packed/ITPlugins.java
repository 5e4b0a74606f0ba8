// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The life cycle of a third-party plugin with the distribution. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/sora is a script for POSIX shells")
final class ITPlugins {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern BUILD = Pattern.compile("\\bbuild: (\\d+)");

    private static final String MANIFEST =
            """
            manifest: 1
            data:
              train: {type: drawn-digits, samples: 300}
            inputs:
              image: {type: image, column: image}
            particles:
              same:
                type: %s
                from: image
              flat: {type: dense, from: same, units: 16}
            outputs:
              digit: {type: classification, column: label, from: flat}
            """;

    @TempDir private Path dir;

    private Packed packed;

    @BeforeEach
    void unpack() throws IOException {
        packed = new Packed(dir);
    }

    private JsonNode json(String... words) throws Exception {
        Packed.Outcome outcome = packed.run(words);
        assertThat(outcome.status()).as(outcome.err() + outcome.out()).isZero();
        return JSON.readTree(outcome.out());
    }

    private String refusal(String... words) throws Exception {
        Packed.Outcome outcome = packed.run(words);
        assertThat(outcome.status()).as(outcome.out()).isEqualTo(4);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().split("SORA-", -1)).as(outcome.err()).hasSize(2);
        return outcome.err();
    }

    private Path jar(String name, String version, int build) throws IOException {
        return EchoPlugin.write(dir.resolve(name), version, build);
    }

    /** Returns the build of the plugin that a manifest uses. */
    private int build(String type) throws Exception {
        Path manifest = Files.writeString(dir.resolve("net.yaml"), MANIFEST.formatted(type));
        Packed.Outcome outcome = packed.run("render", manifest.toString());
        assertThat(outcome.status()).as(outcome.err()).isZero();
        Matcher build = BUILD.matcher(outcome.out());
        assertThat(build.find()).as(outcome.out()).isTrue();
        return Integer.parseInt(build.group(1));
    }

    private List<String> installed() throws Exception {
        return json("plugin", "list", "--json").get("plugins").findParents("origin").stream()
                .map(plugin -> plugin.get("version").textValue())
                .toList();
    }

    @Test
    void isInstalledBesideUpdatedAndRemoved() throws Exception {
        Path first = jar("first/echo-1.0.0.jar", "1.0.0", 10);
        assertThat(json("plugin", "check", first.toString(), "--json").at("/plugins/0/name"))
                .hasToString("\"echo\"");
        assertThat(installed()).isEmpty();
        JsonNode one = json("plugin", "install", first.toString(), "--json").at("/installed/0");
        assertThat(one.get("origin").textValue()).isEqualTo(first.toString());
        assertThat(packed.run("plugin", "install", first.toString()).out()).contains("already");
        assertThat(build("echo")).isEqualTo(10);

        jar("repository/org/acme/echo/1.1.0/echo-1.1.0.jar", "1.1.0", 11);
        String[] words = {"--repository", dir.resolve("repository").toString(), "--json"};
        json("plugin", "install", "org.acme:echo", words[0], words[1], words[2]);
        assertThat(build("echo")).isEqualTo(11);
        assertThat(build("\"echo/echo@[1.0,1.1)\"")).isEqualTo(10);
        assertThat(refusal("plugin", "install", "org.acme:echo:7", words[0], words[1]))
                .contains("SORA-3504", "1.1.0");

        Path broken = EchoPlugin.writeBroken(dir.resolve("broken/echo.jar"), "1.2.0");
        assertThat(refusal("plugin", "update", broken.toString()))
                .startsWith("SORA-3108")
                .contains("where  " + broken, "com.acme.maths");
        assertThat(installed()).containsExactly("1.0.0", "1.1.0");

        assertThat(refusal("plugin", "update", "ecko"))
                .startsWith("SORA-3216")
                .contains("have   echo", "did you mean 'echo'?");
        assertThat(refusal("plugin", "index", dir.resolve("gone").toString()))
                .startsWith("SORA-3410");
        assertThat(packed.run("plugin", "info", "echo/echo").out())
                .contains("echo/echo 1.0.0", "echo/echo 1.1.0");

        Path folder = jar("folder/echo-1.2.0.jar", "1.2.0", 12).getParent();
        JsonNode update = json("plugin", "update", folder.toString(), "--json");
        assertThat(update.at("/installed/0/replaced")).hasSize(2);
        assertThat(installed()).containsExactly("1.2.0");
        assertThat(build("echo")).isEqualTo(12);

        assertThat(refusal("plugin", "remove", "vision")).startsWith("SORA-3222");
        assertThat(refusal("plugin", "remove", "echoo")).startsWith("SORA-3220");
        assertThat(packed.run("plugin", "remove", "echo").out()).contains("removed  echo 1.2.0");
        assertThat(installed()).isEmpty();
        assertThat(dir.resolve("home/plugins/store")).isEmptyDirectory();
        assertThat(packed.run("validate", dir.resolve("net.yaml").toString()).status())
                .isEqualTo(3);
    }

    @Test
    void aTrainingKeepsWhatIsUpdatedAndRemovedMeanwhile() throws Exception {
        json("plugin", "install", jar("echo-1.0.0.jar", "1.0.0", 10).toString(), "--json");
        Path old = store().get(0);
        Path manifest = Files.writeString(dir.resolve("net.yaml"), MANIFEST.formatted("echo"));
        Path out = dir.resolve("out.txt");
        Path err = dir.resolve("err.txt");
        Process training =
                packed.start(
                        out,
                        err,
                        "train",
                        manifest.toString(),
                        "--set",
                        "training.epochs=100000",
                        "--out",
                        dir.resolve("run").toString());
        try {
            await(dir.resolve("home/plugins/leases"));
            json("plugin", "update", jar("echo-1.1.0.jar", "1.1.0", 11).toString(), "--json");
            json("plugin", "remove", "echo", "--json");
            assertThat(store()).containsExactly(old);
            await(dir.resolve("run/checkpoints"));
            assertThat(training.isAlive()).as(Files.readString(err)).isTrue();
        } finally {
            training.destroy();
            assertThat(training.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        json("plugin", "install", jar("echo-1.2.0.jar", "1.2.0", 12).toString(), "--json");
        assertThat(store()).hasSize(1).doesNotContain(old);
    }

    private List<Path> store() throws IOException {
        try (Stream<Path> found = Files.list(dir.resolve("home/plugins/store"))) {
            return found.toList();
        }
    }

    /** Waits until a folder contains a complete file. */
    private static void await(Path folder) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        while (Instant.now().isBefore(end)) {
            String[] names = folder.toFile().list();
            if (names != null && Stream.of(names).anyMatch(name -> !name.endsWith(".tmp"))) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("nothing in " + folder);
    }
}
