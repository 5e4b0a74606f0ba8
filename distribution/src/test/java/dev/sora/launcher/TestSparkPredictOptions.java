// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of predictions on Spark that do not fit, which do not start Spark. */
final class TestSparkPredictOptions {

    private static Call predict(String options) {
        return Call.of(new FakeSora(), ("predict model.sora " + options).split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--input a.csv --read sep=;",
                "--input a.csv --master local",
                "--input - --output said --on spark",
                "--input a --output said --tiles 640x480 --on spark",
                "--input a --output said --index staff.index --on spark",
                "--input a --output said --format csv --on spark"
            })
    void optionsOfTheOtherWayAreRefused(String options) {
        Call call = predict(options);

        assertThat(call.status).isEqualTo(2);
        assertThat(call.err).contains("SORA-1018");
    }

    @Test
    void parquetIsWrittenOnSparkOnly() {
        Call call = predict("--input a.csv --format parquet --output said");

        assertThat(call.status).isEqualTo(2);
        assertThat(call.err).contains("SORA-1004", "parquet");
    }

    @Test
    void aFolderIsNeeded() {
        Call call = predict("--input a.parquet --on spark");

        assertThat(call.status).isEqualTo(2);
        assertThat(call.err).contains("SORA-1003", "--output");
    }

    @Test
    void sparkIsNeeded() {
        Call call = predict("--input a.parquet --output said --on spark");

        assertThat(call.status).isEqualTo(6);
        assertThat(call.err).contains("SORA-7001", "SPARK_HOME");
    }
}
