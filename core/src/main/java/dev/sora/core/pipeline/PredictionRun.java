// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.Sora.PredictionRequest;
import dev.sora.core.data.Encoder;
import dev.sora.core.data.SourceReader;
import dev.sora.core.data.UnknownCounts;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Weights;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Planned;
import dev.sora.core.retrieval.Answers;
import dev.sora.core.retrieval.Retriever;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.data.DataRecord;
import dev.sora.data.TextForm;
import dev.sora.engine.Engine;
import dev.sora.particle.Retrieval;
import dev.sora.problem.RecordException;
import dev.sora.source.DataSourceType;
import dev.sora.source.PassedOver;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Predicts for the records of a data source, a batch at a time: a line each, in their order. */
public final class PredictionRun {

    /** The part of the data under which a listener is told of what is predicted for. */
    private static final String PART = "prediction";

    private final Plan plan;
    private final Supplier<Engine> engine;
    private final RunListener listener;

    @Inject
    PredictionRun(Plan plan, Supplier<Engine> engine, RunListener listener) {
        this.plan = plan;
        this.engine = engine;
        this.listener = listener;
    }

    /**
     * Predicts for every record.
     *
     * @param predictions receives one map a record: {@code record}, {@code number}, and what the
     *     output decodes, or with several outputs one map under each output's name
     */
    public void predict(
            LoadedModel model,
            Planned<DataSourceType> source,
            PredictionRequest request,
            Consumer<Map<String, Object>> predictions) {
        ParameterLayout layout = new ParameterLayout(model.graph());
        ReadColumns columns = ReadColumns.of(model);
        UnknownCounts unknown = new UnknownCounts();
        List<PassedOver> passedOver;
        try (PluginScope scope = new PluginScope(plan.engine().plugin().loader());
                NDManager manager = engine.get().newManager()) {
            Weights weights =
                    Weights.of(
                            layout,
                            Tensors.checked(
                                    model.contents().weights(), layout, model.file().toString()),
                            manager);
            Optional<Retriever> retriever = Retriever.of(model.graph());
            PredictionLines lines = new PredictionLines(request);
            if (retriever.isPresent()) {
                Asking asking = new Asking(retriever.get(), lines, predictions);
                try (Answers answers = asking.answers(unknown, engine.get(), weights, manager)) {
                    passedOver =
                            read(
                                    source,
                                    model.plan().data().unicode(),
                                    request,
                                    columns,
                                    (position, record) -> asking.ask(answers, position, record),
                                    answers::answer,
                                    lines,
                                    predictions);
                }
            } else {
                PredictionBatches batches =
                        new PredictionBatches(
                                model,
                                unknown,
                                engine.get(),
                                weights,
                                manager,
                                lines,
                                request.skipBroken(),
                                predictions);
                passedOver =
                        read(
                                source,
                                model.plan().data().unicode(),
                                request,
                                columns,
                                batches::add,
                                batches::flush,
                                lines,
                                predictions);
            }
        }
        if (!passedOver.isEmpty()) {
            listener.on(new RunEvent.FilesPassedOver(PART, passedOver));
        }
        columns.tell(listener);
        unknown.tell(PART, listener);
    }

    /** Takes a record of the input with its position. */
    private interface Take {
        void accept(long position, DataRecord record);
    }

    /**
     * Reads all records.
     *
     * @param finish answers for all records that were taken so far
     * @return what the source did not read
     */
    private static List<PassedOver> read(
            Planned<DataSourceType> source,
            TextForm unicode,
            PredictionRequest request,
            ReadColumns columns,
            Take take,
            Runnable finish,
            PredictionLines lines,
            Consumer<Map<String, Object>> predictions) {
        AtomicLong count = new AtomicLong();
        try (SourceReader.OpenSource open = SourceReader.open(source, unicode)) {
            KeptColumns.check(request, open.schema());
            open.forEach(
                    (position, record) -> {
                        count.incrementAndGet();
                        try {
                            columns.check(record);
                        } catch (RecordException e) {
                            finish.run();
                            predictions.accept(lines.broken(position, record, e));
                            return true;
                        }
                        take.accept(position, record);
                        return true;
                    },
                    (position, thrown) -> {
                        count.incrementAndGet();
                        finish.run();
                        predictions.accept(lines.unread(position, thrown));
                    });
            finish.run();
            if (count.get() == 0) {
                throw SourceReader.noRecords(source, open.files());
            }
            return open.passedOver();
        }
    }

    /** Asks for candidates on behalf of each record. */
    private record Asking(
            Retriever retriever,
            PredictionLines lines,
            Consumer<Map<String, Object>> predictions,
            Queue<Long> positions) {

        Asking(
                Retriever retriever,
                PredictionLines lines,
                Consumer<Map<String, Object>> predictions) {
            // answers come in the order of their questions
            this(retriever, lines, predictions, new ArrayDeque<>());
        }

        Answers answers(UnknownCounts unknown, Engine engine, Weights weights, NDManager manager) {
            return new Answers(
                    retriever,
                    new Encoder(retriever.graph(), unknown),
                    new Network(retriever.graph(), engine, manager),
                    weights,
                    manager,
                    Moment.PREDICTION,
                    (question, scores) ->
                            predictions.accept(
                                    lines.predicted(
                                            positions.remove(),
                                            question.record(),
                                            Map.of(
                                                    retriever.node().name(),
                                                    retriever.decode(question, scores)))),
                    (question, thrown) ->
                            predictions.accept(
                                    lines.broken(positions.remove(), question.record(), thrown)));
        }

        void ask(Answers answers, long position, DataRecord record) {
            Retrieval.Question question;
            try {
                question = retriever.question(record);
            } catch (RecordException e) {
                answers.answer();
                predictions.accept(lines.broken(position, record, e));
                return;
            }
            positions.add(position);
            answers.ask(question);
        }
    }
}
