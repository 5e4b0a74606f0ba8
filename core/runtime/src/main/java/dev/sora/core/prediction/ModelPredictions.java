// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.data.MemoryRecords;
import dev.sora.core.data.SourceReader;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.core.derivation.ColumnNames;
import dev.sora.core.host.Catalogue;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.data.DataRecord;
import dev.sora.data.TextForm;
import dev.sora.problem.RecordException;
import dev.sora.source.DataSourceType;
import dev.sora.source.PassedOver;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Predicts with an open model for records of any origin. Safe for any thread. */
public final class ModelPredictions {

    /** The name of the data in events for a listener. */
    private static final String PART = "prediction";

    private final LoadedModel model;
    private final Catalogue catalogue;
    private final Predictor predictor;
    private final MemoryRecords memory;
    private final ReadColumns.Read columns;

    /**
     * Creates an instance.
     *
     * @param catalogue offers the sources of files
     */
    public ModelPredictions(LoadedModel model, Catalogue catalogue, Predictor predictor) {
        this.model = model;
        this.catalogue = catalogue;
        this.predictor = predictor;
        List<Node.Input> inputs = ReadColumns.inputs(model.graph());
        this.memory = new MemoryRecords(inputs, unicode());
        this.columns = ReadColumns.of(inputs);
    }

    private TextForm unicode() {
        return model.plan().data().unicode();
    }

    private Predictor predictor(PredictionOptions options) {
        return options.tiling()
                .<Predictor>map(tiling -> TiledPredictor.of(predictor, model.graph(), tiling))
                .orElse(predictor);
    }

    private PredictionFlow flow(PredictionOptions options, Consumer<Prediction> predictions) {
        return new PredictionFlow(
                predictor(options), options, columns.begin(), Optional.empty(), predictions);
    }

    /**
     * Predicts for records in memory.
     *
     * @param from the position of the first record, counted from 0
     * @param answered receives each record that is not broken, as inputs read it, with its
     *     prediction
     */
    public List<Prediction> of(
            List<? extends Map<String, ?>> records,
            PredictionOptions options,
            long from,
            BiConsumer<DataRecord, Prediction> answered) {
        List<Prediction> predictions = new ArrayList<>(records.size());
        PredictionFlow flow =
                new PredictionFlow(
                        predictor(options),
                        options,
                        columns.begin(),
                        Optional.empty(),
                        predictions::add,
                        answered);
        long position = from;
        for (Map<String, ?> record : records) {
            take(record, position++, options, flow);
        }
        flow.flush();
        return predictions;
    }

    private void take(
            Map<String, ?> values, long position, PredictionOptions options, PredictionFlow flow) {
        DataRecord record;
        try {
            record = memory.of(values, position + 1, options.keep());
        } catch (RecordException e) {
            flow.unread(position, MemoryRecords.ORIGIN, e);
            return;
        }
        flow.take(position, record);
    }

    public List<Prediction> ofRecords(List<DataRecord> records, PredictionOptions options) {
        List<Prediction> predictions = new ArrayList<>(records.size());
        PredictionFlow flow = flow(options, predictions::add);
        ColumnNames names = new ColumnNames();
        long position = 0;
        for (DataRecord given : records) {
            DataRecord record;
            try {
                record = memory.of(given, names);
            } catch (RecordException e) {
                flow.unread(position++, given.origin(), e);
                continue;
            }
            flow.take(position++, record);
        }
        flow.flush();
        return predictions;
    }

    public void arriving(
            Iterator<? extends Map<String, ?>> records,
            PredictionOptions options,
            Consumer<Prediction> predictions) {
        PredictionFlow flow = flow(options, predictions);
        Arrivals.take(sink -> read(records, options, flow, sink), flow::flush);
        flow.flush();
    }

    private void read(
            Iterator<? extends Map<String, ?>> records,
            PredictionOptions options,
            PredictionFlow flow,
            Predicate<Runnable> sink) {
        boolean more = true;
        for (long i = 0; more && records.hasNext(); i++) {
            Map<String, ?> record = records.next();
            long position = i;
            more = sink.test(() -> take(record, position, options, flow));
        }
    }

    public void ofFile(
            Path input,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions) {
        ResolvedType<DataSourceType> source =
                PredictionSource.of(catalogue, model, input, options.keep());
        try (SourceReader.OpenSource open = SourceReader.open(source, unicode())) {
            predict(source, open, input, options, listener, predictions, false);
        }
    }

    /**
     * Reads every record of a file or folder; a broken one ends the call.
     *
     * @param records receives each record, in order
     */
    public void readFile(Path input, RunListener listener, Consumer<DataRecord> records) {
        ResolvedType<DataSourceType> source =
                PredictionSource.of(catalogue, model, input, List.of());
        ReadColumns read = columns.begin();
        long[] count = {0};
        try (SourceReader.OpenSource open = SourceReader.open(source, unicode())) {
            open.forEach(
                    (at, record) -> {
                        read.check(record);
                        count[0]++;
                        records.accept(record);
                        return true;
                    },
                    (at, thrown) -> {
                        throw thrown;
                    });
            if (count[0] == 0) {
                throw SourceReader.noRecords(source, open.files());
            }
            List<PassedOver> passedOver = open.passedOver();
            if (!passedOver.isEmpty()) {
                listener.on(new RunEvent.FilesPassedOver(PART, passedOver));
            }
        }
        read.tell(listener);
    }

    /**
     * Predicts for every record of a source.
     *
     * @param file the file that describes it, for messages
     */
    public void ofSource(
            ResolvedType<DataSourceType> source,
            Path file,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions) {
        try (SourceReader.OpenSource open = SourceReader.open(source, unicode())) {
            predict(source, open, file, options, listener, predictions, false);
        }
    }

    public boolean ofStream(
            Path beginning,
            InputStream all,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions) {
        ResolvedType<DataSourceType> source =
                PredictionSource.of(catalogue, model, beginning, options.keep());
        Optional<SourceReader.OpenSource> arriving =
                SourceReader.openArriving(source, all, unicode());
        if (arriving.isEmpty()) {
            return false;
        }
        try (SourceReader.OpenSource open = arriving.get()) {
            predict(source, open, beginning, options, listener, predictions, true);
        }
        return true;
    }

    private void predict(
            ResolvedType<DataSourceType> source,
            SourceReader.OpenSource open,
            Path input,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions,
            boolean arriving) {
        KeptColumns.check(options.keep(), input, open.schema());
        UnknownCounts unknown = new UnknownCounts();
        ReadColumns read = columns.begin();
        PredictionFlow flow =
                new PredictionFlow(
                        predictor(options), options, read, Optional.of(unknown), predictions);
        if (arriving) {
            Arrivals.take(
                    sink ->
                            open.forEach(
                                    (at, record) -> sink.test(() -> flow.take(at, record)),
                                    (at, thrown) -> sink.test(() -> flow.unread(at, thrown))),
                    flow::flush);
        } else {
            open.forEach(
                    (at, record) -> {
                        flow.take(at, record);
                        return true;
                    },
                    flow::unread);
        }
        flow.flush();
        if (flow.count() == 0) {
            throw SourceReader.noRecords(source, open.files());
        }
        List<PassedOver> passedOver = open.passedOver();
        if (!passedOver.isEmpty()) {
            listener.on(new RunEvent.FilesPassedOver(PART, passedOver));
        }
        read.tell(listener);
        unknown.tell(PART, listener);
    }
}
