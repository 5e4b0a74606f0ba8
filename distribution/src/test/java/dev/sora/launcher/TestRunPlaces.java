// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manifests that say where they are trained, without a Spark to train on. */
final class TestRunPlaces {

    private static final Map<String, Object> SPARK = Map.of("on", "spark", "workers", 8L);

    @TempDir private Path folder;
    private final FakeSora sora = new FakeSora();

    private Call call(Map<String, Object> run, String words) {
        sora.tree = Map.of("run", run);
        return Call.of(sora, words.split(" "));
    }

    @Test
    void aManifestGoesWhereItSays() {
        Call call = call(SPARK, "train net.yaml");

        assertThat(call.status).isEqualTo(6);
        assertThat(call.err).contains("SORA-7001", "SPARK_HOME");
        assertThat(sora.requests).isEmpty();
    }

    /** Returns the arguments of spark-submit, which is a script here. */
    private List<String> submitted(String options) throws Exception {
        assumeTrue(File.separatorChar == '/', "the script needs a shell");
        Path submit = Files.createDirectories(folder.resolve("bin")).resolve("spark-submit");
        Path seen = folder.resolve("seen");
        Files.writeString(submit, "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + seen + "'\n");
        Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
        sora.tree =
                Map.of(
                        "run",
                        Map.of(
                                "on",
                                "spark",
                                "workers",
                                8L,
                                "master",
                                "spark://host:7077",
                                "checkpoints",
                                "hdfs://name/runs",
                                "timeout",
                                60L,
                                "encrypt",
                                true,
                                "conf",
                                Map.of("spark.a", "1")));
        String words = "train net.yaml --out " + folder.resolve("out") + options;
        Call call =
                Call.within(
                        Map.of("SPARK_HOME", folder.toString(), "SORA_SPARK", "/opt/own.jar"),
                        sora,
                        words.split(" "));
        assertThat(call.err).isEmpty();
        assertThat(call.status).isZero();
        return Files.readAllLines(seen);
    }

    @Test
    void theSectionBecomesTheCallOfSpark() throws Exception {
        assertThat(submitted(""))
                .containsSubsequence("--master", "spark://host:7077")
                .containsSubsequence("--conf", "spark.a=1")
                .containsSubsequence("train", Path.of("net.yaml").toAbsolutePath().toString())
                .containsSubsequence("--workers", "8")
                .containsSubsequence("--checkpoints", "hdfs://name/runs")
                .containsSubsequence("--timeout", "60", "--encrypt");
    }

    @Test
    void optionsReplaceTheSectionOneByOne() throws Exception {
        List<String> seen =
                submitted(
                        " --workers 3 --master yarn --checkpoints s3a://own --timeout 9"
                                + " --conf spark.a=2 --conf spark.b=x=y --conf spark.a=1");

        assertThat(seen)
                .containsSubsequence("--master", "yarn")
                .containsSubsequence("--conf", "spark.a=1", "--conf", "spark.b=x=y")
                .containsSubsequence("--workers", "3", "--checkpoints", "s3a://own")
                .containsSubsequence("--timeout", "9", "--encrypt")
                // of a setting given twice, the last is the only one
                .doesNotContain("spark.a=2", "8", "60", "hdfs://name/runs");
    }

    /** Spark only logs a warning, and runs with its default. */
    @ParameterizedTest
    @CsvSource({"train net.yaml", "validate net.yaml"})
    void settingsThatSparkIgnoresAreRefused(String words) {
        Call call = call(Map.of("on", "spark", "conf", Map.of("executor.memory", "8g")), words);

        assertThat(call.status).isEqualTo(3);
        assertThat(call.err).contains("SORA-2111", "executor.memory", "spark.");
    }

    @Test
    void anOptionTrainsHereInstead() {
        Call call = call(SPARK, "train net.yaml --on local --out target/run-place");

        assertThat(call.status).isZero();
        assertThat(sora.requests).hasSize(1);
        // so that what trains here has a manifest that says so
        assertThat(sora.overrides.get(0).assignments()).contains("run.on=local");
    }

    @ParameterizedTest
    @CsvSource({"--frozen", "--from other.sora", "--without-test", "--until-epoch 2"})
    void optionsOfOneProcessAreRefusedAsWithTheOption(String option) {
        Call call = call(SPARK, "train net.yaml " + option);

        assertThat(call.status).isEqualTo(2);
        assertThat(call.err).contains("SORA-1018", "--on local");
    }

    @ParameterizedTest
    @CsvSource({"train net.yaml", "validate net.yaml"})
    void anUnknownPlaceIsRefused(String words) {
        Call call = call(Map.of("on", "flink"), words);

        assertThat(call.status).isEqualTo(3);
        assertThat(call.err).contains("SORA-2111", "flink", "local, spark");
    }

    @ParameterizedTest
    @CsvSource({"train net.yaml", "validate net.yaml"})
    void workersOnOtherMachinesNeedASharedFolder(String words) {
        Map<String, Object> far = Map.of("on", "spark", "master", "spark://host:7077");
        Call call = call(far, words);

        assertThat(call.status).isEqualTo(6);
        assertThat(call.err).contains("SORA-7009", "spark://host:7077", "checkpoints");
    }

    @Test
    void renderShowsThePlace() {
        Call call = call(SPARK, "render net.yaml");

        assertThat(call.status).isZero();
        assertThat(call.out).contains("name: digits", "run:", "on: spark", "workers: 8");
    }
}
