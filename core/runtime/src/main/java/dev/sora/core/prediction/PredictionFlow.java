// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.core.profile.RecordSize;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects records into batches, and passes on a prediction for each record, in order. */
final class PredictionFlow {

    /** Records that wait together, such as large pictures, before a batch is complete. */
    private static final long MOST_BYTES = 128L << 20;

    private final Predictor predictor;
    private final PredictionOptions options;
    private final ReadColumns columns;
    private final Optional<UnknownCounts> unknown;
    private final Consumer<Prediction> predictions;
    private final BiConsumer<DataRecord, Prediction> answered;
    private List<Waiting> waiting = new ArrayList<>();
    private final RecordSize size = new RecordSize();
    private long count;
    private long bytes;

    /**
     * A record without a prediction yet.
     *
     * @param record null if it could not be read
     */
    private record Waiting(
            long position,
            String origin,
            @Nullable DataRecord record,
            @Nullable RecordException broken) {}

    PredictionFlow(
            Predictor predictor,
            PredictionOptions options,
            ReadColumns columns,
            Optional<UnknownCounts> unknown,
            Consumer<Prediction> predictions) {
        this(predictor, options, columns, unknown, predictions, (record, prediction) -> {});
    }

    /**
     * Begins a flow.
     *
     * @param answered receives each record that is not broken, with its prediction, in order
     */
    PredictionFlow(
            Predictor predictor,
            PredictionOptions options,
            ReadColumns columns,
            Optional<UnknownCounts> unknown,
            Consumer<Prediction> predictions,
            BiConsumer<DataRecord, Prediction> answered) {
        this.predictor = predictor;
        this.options = options;
        this.columns = columns;
        this.unknown = unknown;
        this.predictions = predictions;
        this.answered = answered;
    }

    /** Returns the number of records so far, broken ones too. */
    long count() {
        return count;
    }

    /**
     * Adds a record.
     *
     * @param position counts all records from 0, broken ones too
     */
    void take(long position, DataRecord record) {
        try {
            columns.check(record);
        } catch (RecordException e) {
            add(new Waiting(position, record.origin(), record, e));
            return;
        }
        add(new Waiting(position, record.origin(), record, null));
    }

    /** Adds a record that could not be read. */
    void unread(long position, String origin, RecordException thrown) {
        add(new Waiting(position, origin, null, thrown));
    }

    /** Adds a record that could not be read. */
    void unread(long position, RecordException thrown) {
        String where = thrown.problems().get(0).where();
        unread(position, thrown.origin().orElseGet(() -> origin(where)), thrown);
    }

    /**
     * Returns the origin of a record whose place is {@code data.csv:7}, possibly followed by the
     * file that the line names.
     */
    private static String origin(String where) {
        return where.replaceFirst("(?:, record \\d+|:\\d+)(?:, .*)?$", "");
    }

    private void add(Waiting next) {
        count++;
        if (next.broken != null && !options.skipBroken()) {
            // records before it are answered nevertheless
            flush();
            throw next.broken;
        }
        waiting.add(next);
        bytes += next.record == null ? 0 : size.of(next.record);
        if (waiting.size() >= predictor.batchSize() || bytes > MOST_BYTES) {
            flush();
        }
    }

    /** Predicts for all waiting records. */
    void flush() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("stopped while predicting");
        }
        if (waiting.isEmpty()) {
            return;
        }
        List<Waiting> taken = waiting;
        waiting = new ArrayList<>();
        bytes = 0;
        List<DataRecord> sound =
                taken.stream().filter(w -> w.broken == null).map(Waiting::record).toList();
        List<Predictor.Answer> answers = new ArrayList<>(sound.size());
        int together = sound.isEmpty() ? 1 : predictor.together(sound);
        for (int from = 0; from < sound.size(); from += together) {
            int to = Math.min(sound.size(), from + together);
            answers.addAll(
                    predictor.predict(sound.subList(from, to), options.skipBroken(), unknown));
        }
        int at = 0;
        for (Waiting next : taken) {
            Prediction prediction =
                    next.broken != null
                            ? prediction(next, Predictor.Answer.broken(next.broken))
                            : prediction(next, answers.get(at++));
            predictions.accept(prediction);
            if (next.record != null && !prediction.isBroken()) {
                answered.accept(next.record, prediction);
            }
        }
    }

    private Prediction prediction(Waiting next, Predictor.Answer answer) {
        Map<String, Object> kept = new LinkedHashMap<>();
        DataRecord record = next.record;
        if (record != null) {
            options.keep().forEach(name -> kept.put(name, record.find(name).orElse(null)));
        }
        Map<String, Map<String, Object>> outputs = new LinkedHashMap<>();
        answer.outputs()
                .forEach(
                        (name, values) ->
                                outputs.put(name, MostProbable.of(values, options.top())));
        return new Prediction(
                next.origin,
                next.position + 1,
                kept,
                outputs,
                Optional.ofNullable(answer.broken())
                        .map(broken -> shown(broken.problems().get(0))));
    }

    /** Removes advice about settings of manifests, which does not apply here. */
    private static Problem shown(Problem problem) {
        return problem.fix(RecordRemedy.withoutSetting(problem.fix()));
    }
}
