// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which records are predicted in one call. */
final class TestPredictionFlow {

    private static final Schema SCHEMA = Schema.of(Column.of("x", ColumnType.NUMBER));

    /** Whose encoded records are so large that three fit together. */
    private static final class Threes implements Predictor {

        private final List<Integer> sizes = new ArrayList<>();

        @Override
        public int batchSize() {
            return 8;
        }

        @Override
        public int together(List<DataRecord> records) {
            return 3;
        }

        @Override
        public List<Answer> predict(
                List<DataRecord> records, boolean skipBroken, Optional<UnknownCounts> unknown) {
            sizes.add(records.size());
            return records.stream()
                    .map(record -> Answer.of(Map.of("y", Map.of("value", record.number()))))
                    .toList();
        }
    }

    @Test
    void predictsAsManyTogetherAsFit() {
        Threes threes = new Threes();
        List<Prediction> predictions = new ArrayList<>();
        PredictionFlow flow =
                new PredictionFlow(
                        threes,
                        PredictionOptions.DEFAULT,
                        ReadColumns.of(List.of()).begin(),
                        Optional.empty(),
                        predictions::add);
        for (int i = 0; i < 9; i++) {
            flow.take(i, new DataRecord(SCHEMA, "a.csv", i + 1, 1.0));
        }
        flow.flush();

        assertThat(threes.sizes).containsExactly(3, 3, 2, 1);
        assertThat(predictions)
                .extracting(each -> each.outputs().get("y").get("value"))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }
}
