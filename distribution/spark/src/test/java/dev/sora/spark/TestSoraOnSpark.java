// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.embedded.EmbeddedSora;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** Sora with its plugins and its engine within tasks of Spark, on one class path. */
final class TestSoraOnSpark {

    @Test
    void theEngineStartsInTasksThatRunAtTheSameTime() {
        JavaSparkContext spark = LocalSpark.context();
        List<String> engines =
                spark.parallelize(List.of(1, 2, 3, 4), 4)
                        .mapPartitions(TestSoraOnSpark::engine)
                        .collect();

        assertThat(engines).hasSize(4).allSatisfy(e -> assertThat(e).contains("PyTorch"));
    }

    private static Iterator<String> engine(Iterator<Integer> numbers) {
        try (EmbeddedSora sora = EmbeddedSora.builder().build()) {
            return Collections.singleton(sora.engineFacts().toString()).iterator();
        }
    }
}
