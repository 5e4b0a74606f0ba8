// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.Sora.Inspection;
import dev.sora.core.data.MemoryRecords;
import dev.sora.core.data.SourceReader;
import dev.sora.core.data.UnknownCounts;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.PluginLease;
import dev.sora.core.host.PluginScope;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Planned;
import dev.sora.core.plan.Planner;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.retrieval.Retriever;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.data.DataRecord;
import dev.sora.data.TextForm;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.metric.MetricResult;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A package that was opened, with the plugins that serve it. */
public final class OpenModel implements Model {

    /** The name under which a listener hears of the data that is predicted for. */
    private static final String PART = "prediction";

    private final LoadedModel model;
    private final Catalogue all;
    private final Catalogue catalogue;
    private final Inspection inspection;
    private final DeviceModel device;
    private final Predictor predictor;
    private final MemoryRecords memory;
    private final ReadColumns.Read columns;
    private final InUse use;

    private OpenModel(
            PackagePlugins.Serving serving,
            LoadedModel loaded,
            Supplier<Engine> engine,
            Consumer<OpenModel> closed) {
        this.model = loaded.withoutWeights();
        this.all = serving.all();
        this.catalogue = serving.catalogue();
        this.inspection = ModelInspector.of(serving, loaded);
        ParameterLayout layout = new ParameterLayout(loaded.graph());
        this.device =
                new DeviceModel(
                        loaded.graph(),
                        layout,
                        Tensors.checked(
                                loaded.contents().weights(), layout, loaded.file().toString()),
                        engine);
        this.predictor =
                Retriever.of(loaded.graph())
                        .<Predictor>map(retriever -> new RetrievalPredictor(retriever, device))
                        .orElseGet(() -> new BatchPredictor(loaded.graph(), device));
        List<Node.Input> inputs = ReadColumns.inputs(loaded.graph());
        this.memory = new MemoryRecords(inputs, unicode());
        this.columns = ReadColumns.of(inputs);
        this.use = new InUse("the model '%s'".formatted(name()), () -> closed.accept(this));
    }

    /**
     * Opens a package.
     *
     * @param lease the plugins, kept until the model is closed; closed here if it does not open
     * @param start starts the engine, and returns what waits for it
     * @param closed hears that the model is closed and in nobody's use
     */
    public static OpenModel open(
            Path file,
            Catalogue catalogue,
            PluginLease lease,
            Function<Planned<EngineType>, Supplier<Engine>> start,
            Consumer<OpenModel> closed) {
        try {
            PackagePlugins.Serving serving = PackagePlugins.read(file, catalogue);
            LoadedModel loaded = serving.load();
            return new OpenModel(
                    serving,
                    loaded,
                    start.apply(loaded.plan().engine()),
                    model -> {
                        model.free();
                        lease.close();
                        closed.accept(model);
                    });
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return model.plan().name();
    }

    @Override
    public List<ColumnInfo> columns() {
        return inspection.columns();
    }

    @Override
    public List<String> outputs() {
        return model.plan().nodes(Node.Output.class).stream().map(Node::name).toList();
    }

    @Override
    public Inspection inspection() {
        return inspection;
    }

    private TextForm unicode() {
        return model.plan().data().unicode();
    }

    private <R> R within(RecordRemedy remedy, Supplier<R> action) {
        try (InUse.Call call = use.begin();
                PluginScope scope = new PluginScope(model.plan().engine().plugin().loader())) {
            return remedy.in(action);
        }
    }

    private PredictionFlow flow(PredictionOptions options, Consumer<Prediction> predictions) {
        return new PredictionFlow(
                predictor, options, columns.begin(), Optional.empty(), predictions);
    }

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options) {
        List<Prediction> predictions = new ArrayList<>(records.size());
        return within(
                RecordRemedy.MEMORY,
                () -> {
                    PredictionFlow flow = flow(options, predictions::add);
                    long position = 0;
                    for (Map<String, ?> record : records) {
                        take(record, position++, options, flow);
                    }
                    flow.flush();
                    return predictions;
                });
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

    @Override
    public List<Prediction> predictRecords(List<DataRecord> records, PredictionOptions options) {
        List<Prediction> predictions = new ArrayList<>(records.size());
        return within(
                RecordRemedy.MEMORY,
                () -> {
                    PredictionFlow flow = flow(options, predictions::add);
                    long position = 0;
                    for (DataRecord given : records) {
                        DataRecord record;
                        try {
                            record = memory.of(given);
                        } catch (RecordException e) {
                            flow.unread(position++, given.origin(), e);
                            continue;
                        }
                        flow.take(position++, record);
                    }
                    flow.flush();
                    return predictions;
                });
    }

    @Override
    public void predict(
            Iterator<? extends Map<String, ?>> records,
            PredictionOptions options,
            Consumer<Prediction> predictions) {
        within(
                RecordRemedy.MEMORY,
                () -> {
                    PredictionFlow flow = flow(options, predictions);
                    Arrivals.take(sink -> read(records, options, flow, sink), flow::flush);
                    flow.flush();
                    return flow;
                });
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

    @Override
    public void predict(
            Path input,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions) {
        within(
                RecordRemedy.PREDICTION,
                () -> {
                    Planned<DataSourceType> source =
                            PredictionSource.of(catalogue, model, input, options.keep());
                    try (SourceReader.OpenSource open = SourceReader.open(source, unicode())) {
                        predict(source, open, input, options, listener, predictions, false);
                    }
                    return model;
                });
    }

    @Override
    public boolean predictArriving(
            Path beginning,
            InputStream all,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions) {
        return within(
                RecordRemedy.PREDICTION,
                () -> {
                    Planned<DataSourceType> source =
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
                });
    }

    private void predict(
            Planned<DataSourceType> source,
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
                new PredictionFlow(predictor, options, read, Optional.of(unknown), predictions);
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

    @Override
    public Map<String, Map<String, MetricResult>> evaluate(
            Optional<Path> source, RunListener listener) {
        return within(
                RecordRemedy.EVALUATION,
                () -> {
                    Optional<SourcePlan> data =
                            source.map(file -> new Planner(all).planSource(read(file)));
                    if (data.isEmpty() && !model.plan().data().hasTest()) {
                        throw noTestData();
                    }
                    return new EvaluationRun(model, device, listener).evaluate(data);
                });
    }

    private static Manifest read(Path file) {
        return new ManifestReader().read(file, new Overrides(List.of(), System.getenv()));
    }

    private DataException noTestData() {
        return new DataException(
                Problem.of("SORA-4496", "the package names no test data")
                        .where(model.file().toString())
                        .fix("name a data source with --data SOURCE.yaml"));
    }

    /** Refuses further calls; what is in progress goes on to its end. */
    public void retire() {
        use.close();
    }

    @Override
    public void close() {
        use.closeAndWait();
    }

    private void free() {
        predictor.close();
        device.close();
    }
}
