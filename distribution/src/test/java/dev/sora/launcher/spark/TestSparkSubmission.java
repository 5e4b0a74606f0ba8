// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that are submitted to a Spark, which is a script here. */
final class TestSparkSubmission {

    private static final List<Path> KERNEL =
            List.of(
                    Path.of("lib/guice.jar"),
                    Path.of("lib/logback-classic-1.jar"),
                    Path.of("lib/org.apache.felix.framework-7.jar"),
                    Path.of("lib/picocli-4.jar"),
                    Path.of("lib/slf4j-api-2.jar"),
                    Path.of("lib/sora-core-0.3.0.jar"),
                    Path.of("lib/sora-distribution-0.3.0.jar"));
    private static final List<Path> OPTIONAL =
            List.of(
                    Path.of("spark/sora-embedded-0.3.0.jar"),
                    Path.of("spark/sora-spark-0.3.0.jar"));
    private static final List<Path> PLUGINS = List.of(Path.of("plugins/sora-table-0.3.0.jar"));

    @TempDir private Path home;

    private SparkSubmission submission(String script) throws IOException {
        assumeTrue(File.separatorChar == '/', "the script needs a shell");
        Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new SparkSubmission(
                Map.of("SPARK_HOME", home.toString()), KERNEL, OPTIONAL, PLUGINS);
    }

    @Test
    void shipsSoraWithoutWhatSparkHas() throws IOException {
        Path seen = home.resolve("seen");
        submission("printf '%s\\n' \"$@\" > '" + seen + "'\n")
                .run("sora", "local[2]", List.of("spark.a=b"), List.of("train", "net.yaml"));

        assertThat(Files.readAllLines(seen))
                .containsSubsequence("--master", "local[2]")
                .containsSubsequence("--class", "dev.sora.spark.SparkMain")
                .containsSubsequence(
                        "--jars",
                        "lib/guice.jar,lib/sora-core-0.3.0.jar,spark/sora-embedded-0.3.0.jar,"
                                + "plugins/sora-table-0.3.0.jar")
                .containsSubsequence("--conf", "spark.a=b")
                .containsSubsequence(
                        "spark/sora-spark-0.3.0.jar", "train", "net.yaml", "--problems");
    }

    @Test
    void reportsTheProblemsOfTheDriver() throws IOException {
        SparkSubmission failing =
                submission(
                        """
                        for last; do :; done
                        echo '[{"code": "SORA-7021", "message": "lost", "where": "worker 1"}]' > $last
                        exit 1
                        """);

        assertThatThrownBy(() -> failing.run("sora", "local", List.of(), List.of("train")))
                .hasMessage("SORA-7021  lost\n  where  worker 1");
    }

    @Test
    void reportsAnEndOfSparkThatReportsNothing() throws IOException {
        SparkSubmission killed = submission("exit 137\n");

        assertThatThrownBy(() -> killed.run("sora", "local", List.of(), List.of("train")))
                .hasMessageContaining("SORA-7004")
                .hasMessageContaining("137");
    }

    @Test
    void needsSparkAndItsJar() throws IOException {
        assertThatThrownBy(() -> new SparkSubmission(Map.of(), KERNEL, OPTIONAL, PLUGINS))
                .hasMessageContaining("SORA-7001");
        assertThatThrownBy(
                        () ->
                                new SparkSubmission(
                                        Map.of("SPARK_HOME", home.resolve("none").toString()),
                                        KERNEL,
                                        OPTIONAL,
                                        PLUGINS))
                .hasMessageContaining("SORA-7001")
                .hasMessageContaining("none");
        submission("");
        assertThatThrownBy(
                        () ->
                                new SparkSubmission(
                                        Map.of("SPARK_HOME", home.toString()),
                                        KERNEL,
                                        List.of(),
                                        PLUGINS))
                .hasMessageContaining("SORA-7002");
    }

    @Test
    void takesTheJarThatAVariableNames() throws IOException {
        submission("");
        List<String> command =
                new SparkSubmission(
                                Map.of("SPARK_HOME", home.toString(), "SORA_SPARK", "/opt/own.jar"),
                                KERNEL,
                                List.of(),
                                PLUGINS)
                        .command("sora", "local", List.of(), List.of("train"), Path.of("p.json"));

        assertThat(command).containsSubsequence("/opt/own.jar", "train");
    }
}
