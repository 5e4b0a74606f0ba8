// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script of the distribution, in a folder whose name has spaces. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/sora is a script for POSIX shells")
final class ITScript {

    private record Outcome(int status, List<String> out, List<String> err) {}

    @TempDir private Path dir;

    private Path script;
    private Path home;

    @BeforeEach
    void unpackBesideSpaces() throws IOException {
        unpack("a folder/sora");
        home = dir.resolve("a home");
    }

    private void unpack(String name) throws IOException {
        Path to = dir.resolve(name);
        Packed.link(Path.of(System.getProperty("sora.folder")), to);
        script = to.resolve("bin/sora");
    }

    @Test
    void startsFromAFolderWithSpaces() throws Exception {
        Outcome outcome = sora(Map.of("SORA_CDS", "off"), "--version");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).first().asString().contains("0.3");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void startsThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), script);

        Outcome outcome = run(Map.of("SORA_CDS", "off"), link.toString(), "--version");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void keepsAnArchiveOfClassesForLaterStarts() throws Exception {
        // In a path with spaces, the JVM does not find the archive and starts without it.
        unpack("sora");
        Outcome first = sora(Map.of(), "--version");
        Path archive = awaitArchive(".jsa");
        Outcome later =
                sora(Map.of("SORA_JAVA_OPTS", "-Xlog:class+load=info:file=" + log()), "--version");

        assertThat(later.out()).isEqualTo(first.out());
        assertThat(later.err()).isEmpty();
        assertThat(archive).isRegularFile();
        assertThat(archived("dev.sora.launcher.")).isTrue();
    }

    @Test
    void keepsALargerArchiveForStartsOfAnEngine() throws Exception {
        unpack("sora");
        Packed.linkNatives(home);
        sora(Map.of(), "--version");
        awaitArchive(".jsa");
        String[] training = {
            "train", manifest().toString(), "--out", dir.resolve("run").toString()
        };
        Outcome first = sora(Map.of(), training);
        awaitArchive("-long.jsa");
        Outcome later =
                sora(Map.of("SORA_JAVA_OPTS", "-Xlog:class+load=info:file=" + log()), training);

        assertThat(first.status()).as("%s", first.err()).isZero();
        assertThat(later.status()).as("%s", later.err()).isZero();
        assertThat(archived("dev.sora.core.training.")).isTrue();
        try (Stream<Path> left = Files.walk(home.resolve("cache/cds"))) {
            assertThat(left.filter(Files::isRegularFile).map(Path::toString))
                    .hasSize(2)
                    .allMatch(name -> name.endsWith(".jsa"));
        }
    }

    private Path manifest() {
        return script.resolveSibling("../lib/warm-up.yaml").normalize();
    }

    private boolean archived(String classes) throws IOException {
        return Files.readAllLines(Path.of(log())).stream()
                .anyMatch(line -> line.contains(classes) && line.contains("shared objects file"));
    }

    private String log() {
        // An option in this variable is split at spaces, so its path must have none.
        return dir.resolve("classes.log").toString();
    }

    private Path awaitArchive(String ending) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        Path shelf = home.resolve("cache/cds");
        while (Instant.now().isBefore(end)) {
            if (Files.isDirectory(shelf)) {
                try (Stream<Path> files = Files.walk(shelf)) {
                    List<Path> found =
                            files.filter(file -> file.toString().endsWith(ending)).toList();
                    // The script removes the lock after it has moved the archive to its final path.
                    if (!found.isEmpty() && Files.notExists(Path.of(found.get(0) + ".lock"))) {
                        return found.get(0);
                    }
                } catch (UncheckedIOException e) {
                    // The script removed its lock or a partial archive in the meantime: check
                    // again.
                    assertThat(e.getCause()).isInstanceOf(NoSuchFileException.class);
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no archive of classes in " + home);
    }

    @Test
    void saysWhichJavaItNeeds() throws Exception {
        Path old = dir.resolve("jdk 11");
        Files.createDirectories(old.resolve("bin"));
        Files.createLink(old.resolve("bin/java"), script);
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

        Outcome outcome = sora(Map.of("JAVA_HOME", old.toString()), "--version");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith(
                        "SORA-1901  Sora runs on Java 17 or newer, and none was found",
                        "  needs  Java 17 or newer",
                        "  have   Java 11.0.2 at " + old + "/bin/java");
    }

    /** Minimal containers have only the locale C, in which the JVM uses ASCII. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "xx_YY.UTF-8"})
    void readsFileNamesInAnyLetters(String locale) throws Exception {
        // in one of them, the engine unpacks its libraries beside spaces
        if (!locale.equals("C")) {
            Packed.linkNatives(home);
        }
        Files.writeString(
                dir.resolve("make.sh"),
                """
                set -e
                cd "$(dirname "$0")"
                name=$(printf 'd\\303\\244t')
                mkdir -p "$name"
                printf 'x,y\\n1,a\\n2,b\\n3,a\\n4,b\\n' >"$name/train.csv"
                cat >m.yaml <<END
                manifest: 1
                data: {train: {type: csv, path: $name/train.csv}}
                inputs: {x: {type: number, column: x}}
                outputs: {y: {type: classification, column: y, from: x}}
                training: {epochs: 1}
                END
                exec "$1" train m.yaml --out "$name/out"
                """);

        Outcome outcome =
                run(
                        Map.of("SORA_CDS", "off", "LC_ALL", locale),
                        "sh",
                        dir.resolve("make.sh").toString(),
                        script.toString());

        assertThat(outcome.status()).as("%s", outcome.err()).isZero();
    }

    @Test
    void passesOnTheExitStatus() throws Exception {
        assertThat(sora(Map.of("SORA_CDS", "off"), "no-such-verb").status()).isEqualTo(2);
    }

    private Outcome sora(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return run(environment, command.toArray(String[]::new));
    }

    private Outcome run(Map<String, String> environment, String... command) throws Exception {
        Path out = Files.createTempFile(dir, "out", "");
        Path err = Files.createTempFile(dir, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(dir.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_OPTS", "SORA_JAVA_OPTS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SORA_HOME", home.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(Packed.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }
}
