// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import dev.sora.data.ColumnType;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputType;
import dev.sora.similarity.SimilarityPlugin;
import dev.sora.similarity.metric.EmbeddingOutcome;
import dev.sora.tensor.Signal;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestFittedEmbedding {

    private static final SampleRecords PEOPLE =
            SampleRecords.column("who", ColumnType.TEXT, "b", "a", "b", "a");

    private static FittedOutput fitted() {
        OutputType type = Workbench.type(new SimilarityPlugin(), OutputType.class, "embedding");
        return type.create(Workbench.settings(type, Map.of("column", "who"))).fit(PEOPLE);
    }

    /** The mean of the vectors (1, 0) and (0.28, 0.96) of two views of a record. */
    @Test
    void comparesByAngleIfViewsAreAveraged() {
        try (Workbench bench = new Workbench()) {
            FittedOutput output = fitted();
            Signal mean =
                    Signal.of(bench.manager().create(new float[] {.64f, .48f}, new Shape(1, 2)));
            SampleRecords one = SampleRecords.column("who", ColumnType.TEXT, "a");
            Signal target = output.target(bench.upload(output.encode(one.list())));

            assertThat(((EmbeddingOutcome) output.outcome(mean, target)).vectors())
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(0.8f, 0.6f);
            assertThat((List<?>) output.decode(mean, one.list()).get(0).get("vector"))
                    .allSatisfy(value -> assertThat((double) value).isBetween(0.599999, 0.800001));
        }
    }

    @Test
    void marksIdentitiesThatAreNotInTraining() {
        try (Workbench bench = new Workbench()) {
            FittedOutput output = fitted();
            SampleRecords some = SampleRecords.column("who", ColumnType.TEXT, "a", "z", "b", "z");
            Signal target = output.target(bench.upload(output.encode(some.list())));

            assertThat(target.values().toLongArray()).containsExactly(0, -1, 1, -1);
            assertThat(target.part(Signal.DEFINED).toFloatArray()).containsExactly(1, 0, 1, 0);
        }
    }
}
