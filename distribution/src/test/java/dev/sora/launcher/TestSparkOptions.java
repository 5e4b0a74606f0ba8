// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of trainings on Spark that do not fit, which do not start Spark. */
final class TestSparkOptions {

    private static Call train(String options) {
        return Call.of(new FakeSora(), ("train net.yaml " + options).split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--workers 3",
                "--master local",
                "--conf a=b",
                "--accumulate 2",
                "--encrypt",
                "--shard-data",
                "--on spark --frozen",
                "--on spark --from other.sora",
                "--on spark --without-test"
            })
    void optionsOfTheOtherWayAreRefused(String options) {
        Call call = train(options);

        assertThat(call.status).isEqualTo(2);
        assertThat(call.err).contains("SORA-1018");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--on flink",
                "--on spark --workers 0",
                "--on spark --accumulate 0",
                "--on spark --timeout -1",
                "--on spark --conf executor.memory=8g",
                "--on spark --conf spark.executor.memory"
            })
    void valuesThatDoNotFitAreRefused(String options) {
        Call call = train(options);

        assertThat(call.status).isEqualTo(2);
        assertThat(call.err).contains("SORA-1004");
    }

    @Test
    void workersOnOtherMachinesNeedASharedFolder() {
        Call call = train("--on spark --master spark://host:7077");

        assertThat(call.status).isEqualTo(6);
        assertThat(call.err).contains("SORA-7009", "--checkpoints");
    }

    @Test
    void sparkIsNeeded() {
        Call call = train("--on spark");

        assertThat(call.status).isEqualTo(6);
        assertThat(call.err).contains("SORA-7001", "SPARK_HOME");
    }
}
