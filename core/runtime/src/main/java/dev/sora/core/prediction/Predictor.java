// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Predicts for some records together. Safe for any thread. */
public interface Predictor extends AutoCloseable {

    /**
     * The result for a record.
     *
     * @param outputs the prediction of each output
     * @param broken the error of the record, if it is broken
     */
    record Answer(Map<String, Map<String, Object>> outputs, @Nullable RecordException broken) {

        static Answer of(Map<String, Map<String, Object>> outputs) {
            return new Answer(outputs, null);
        }

        static Answer broken(RecordException thrown) {
            return new Answer(Map.of(), thrown);
        }
    }

    /** Returns the number of records of an efficient call. */
    int batchSize();

    /** Returns how many of some valid records, at most all, may be predicted in one call. */
    default int together(List<DataRecord> records) {
        return records.size();
    }

    /**
     * Predicts for records.
     *
     * @param skipBroken whether a broken record has an answer; otherwise the first is thrown
     * @param unknown counts values that are unknown from training
     * @return an answer for each record, in order
     */
    List<Answer> predict(
            List<DataRecord> records, boolean skipBroken, Optional<UnknownCounts> unknown);

    @Override
    default void close() {}
}
