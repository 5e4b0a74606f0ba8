// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.profile.RecordSize;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** The rows of a partition with their predictions, computed in batches as they are consumed. */
final class PredictedRows implements Iterator<Row> {

    /** The number of rows that are predicted together, unless they are large. */
    private static final int MOST_ROWS = 1024;

    /** The size at which a batch is complete, for rows with pictures. */
    private static final long MOST_BYTES = 64L << 20;

    private final PartitionPredictor partition;
    private final Iterator<Row> rows;
    private final RecordSize size = new RecordSize();
    private final PredictionOptions options;
    private final String task;
    private Iterator<Row> predicted = List.<Row>of().iterator();
    private SharedModels.@Nullable Lease lease;
    private long counted;

    PredictedRows(PartitionPredictor partition, Iterator<Row> rows) {
        this.partition = partition;
        this.rows = rows;
        this.options = partition.answers().options();
        this.task = RowPlace.task();
    }

    @Override
    public boolean hasNext() {
        // an empty partition opens no model
        if (!predicted.hasNext() && rows.hasNext()) {
            predicted = ExecutorFailure.carry(this::batch).iterator();
        }
        if (!predicted.hasNext()) {
            release();
        }
        return predicted.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return predicted.next();
    }

    private SharedModels.Lease lease() {
        if (lease == null) {
            SharedModels.Lease taken = SharedModels.lease(partition.model());
            lease = taken;
            TaskContext task = TaskContext.get();
            if (task != null) {
                // also if the task fails, or does not consume all rows
                task.addTaskCompletionListener((TaskCompletionListener) ended -> taken.close());
            }
        }
        return lease;
    }

    private void release() {
        if (lease != null) {
            lease.close();
            lease = null;
        }
    }

    private List<Row> batch() {
        List<Row> taken = new ArrayList<>();
        List<DataRecord> sound = new ArrayList<>();
        List<Optional<RecordException>> broken = new ArrayList<>();
        long bytes = 0;
        while (taken.size() < MOST_ROWS && bytes < MOST_BYTES && rows.hasNext()) {
            Row row = rows.next();
            taken.add(row);
            counted++;
            try {
                DataRecord record = record(row);
                sound.add(record);
                broken.add(Optional.empty());
                bytes += size.of(record);
            } catch (RecordException e) {
                if (!options.skipBroken()) {
                    throw e;
                }
                broken.add(Optional.of(e));
            }
        }
        Iterator<Prediction> answers = lease().model().predictRecords(sound, options).iterator();
        List<Row> made = new ArrayList<>(taken.size());
        for (int i = 0; i < taken.size(); i++) {
            made.add(row(taken.get(i), broken.get(i).map(Broken::of).orElseGet(answers::next)));
        }
        return made;
    }

    private DataRecord record(Row row) {
        int at = partition.reader().width();
        RowPlace place = partition.place();
        return partition
                .reader()
                .of(row, place.origin(row, at, task), place.number(row, at, counted));
    }

    private Row row(Row given, Prediction prediction) {
        int kept = partition.kept();
        int first = given.size() - kept;
        Object[] values = new Object[kept + partition.answers().width()];
        for (int i = 0; i < kept; i++) {
            values[i] = given.get(first + i);
        }
        partition.answers().write(prediction, values, kept);
        return RowFactory.create(values);
    }

    /** Makes the prediction of a row that could not be read. */
    private static final class Broken {
        private static Prediction of(RecordException thrown) {
            return new Prediction(
                    thrown.origin().orElse(""),
                    1,
                    Map.of(),
                    Map.of(),
                    Optional.of(thrown.problems().get(0)));
        }
    }
}
