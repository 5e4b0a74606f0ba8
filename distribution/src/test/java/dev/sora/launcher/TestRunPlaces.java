// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manifests that say where they are trained, without a Spark to train on. */
final class TestRunPlaces {

    private static final Map<String, Object> SPARK = Map.of("on", "spark", "workers", 8L);

    private final FakeSora sora = new FakeSora();

    private Call call(Map<String, Object> run, String words) {
        sora.tree = Map.of("run", run);
        return Call.of(sora, words.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"train net.yaml", "train net.yaml --workers 3 --timeout 9"})
    void aManifestGoesWhereItSays(String words) {
        Call call = call(SPARK, words);

        assertThat(call.status).isEqualTo(6);
        assertThat(call.err).contains("SORA-7001", "SPARK_HOME");
        assertThat(sora.requests).isEmpty();
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
