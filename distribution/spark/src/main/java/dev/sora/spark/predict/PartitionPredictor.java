// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.spark.rows.RecordReader;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/** What a task does: predicts for the rows of a partition. Sent to executors as it is. */
final class PartitionPredictor implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private final ShippedModel model;
    private final RecordReader reader;
    private final AnswerColumns answers;
    private final RowPlace place;
    private final int kept;

    /**
     * Creates the work of tasks.
     *
     * @param place what of rows tells their place, in columns after those of the model
     * @param kept the number of columns that pass through; they are the last ones
     */
    PartitionPredictor(
            ShippedModel model,
            RecordReader reader,
            AnswerColumns answers,
            RowPlace place,
            int kept) {
        this.model = model;
        this.reader = reader;
        this.answers = answers;
        this.place = place;
        this.kept = kept;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new PredictedRows(this, rows);
    }

    ShippedModel model() {
        return model;
    }

    RecordReader reader() {
        return reader;
    }

    AnswerColumns answers() {
        return answers;
    }

    RowPlace place() {
        return place;
    }

    /** Returns the number of columns that pass through; they are the last ones of a row. */
    int kept() {
        return kept;
    }
}
