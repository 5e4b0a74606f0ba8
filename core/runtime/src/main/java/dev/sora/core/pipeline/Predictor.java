// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.data.UnknownCounts;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Predicts for some records together. It serves several threads. */
interface Predictor extends AutoCloseable {

    /**
     * What comes of a record.
     *
     * @param outputs what each output predicts
     * @param broken what is wrong with the record, if it is
     */
    record Answer(Map<String, Map<String, Object>> outputs, @Nullable RecordException broken) {

        static Answer of(Map<String, Map<String, Object>> outputs) {
            return new Answer(outputs, null);
        }

        static Answer broken(RecordException thrown) {
            return new Answer(Map.of(), thrown);
        }
    }

    /** Returns how many records are worth a call. */
    int batchSize();

    /**
     * Predicts for records.
     *
     * @param skipBroken whether a broken record has an answer; otherwise the first is thrown
     * @param unknown adds up values that training did not know
     * @return an answer for each, in their order
     */
    List<Answer> predict(
            List<DataRecord> records, boolean skipBroken, Optional<UnknownCounts> unknown);

    @Override
    default void close() {}
}
