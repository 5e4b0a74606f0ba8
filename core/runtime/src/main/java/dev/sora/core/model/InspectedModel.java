// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.DataExplanation;
import dev.sora.core.Explanation;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.Neighbours;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.device.BatchWork;
import dev.sora.core.device.DeviceFailures;
import dev.sora.core.drift.TrainingDistributions;
import dev.sora.core.hint.ActivatingRecords;
import dev.sora.core.hint.Counterfactual;
import dev.sora.core.host.CallerScope;
import dev.sora.core.host.PluginScope;
import dev.sora.core.prediction.RecordRemedy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The taps and explanations of an open model, and what every call of it goes through. */
abstract class InspectedModel implements Model {

    private final ModelParts parts;
    private final InUse use;

    /**
     * Creates a model.
     *
     * @param closed called when the model is closed and no longer in use
     */
    InspectedModel(ModelParts parts, Consumer<InspectedModel> closed) {
        this.parts = parts;
        this.use =
                new InUse(
                        "the model '%s'".formatted(parts.model().plan().name()),
                        () -> closed.accept(this));
    }

    final ModelParts parts() {
        return parts;
    }

    /** Refuses further calls; calls in progress continue to their end. */
    final void retireCalls() {
        use.close();
    }

    /** Refuses further calls, and waits for those in progress on other threads. */
    final void endCalls() {
        use.closeAndWait();
    }

    /** Computes a call while the model is in use, with the class loader of the engine. */
    final <R> R within(RecordRemedy remedy, Supplier<R> action) {
        try (InUse.Call call = use.begin();
                PluginScope scope =
                        new PluginScope(parts.model().plan().engine().plugin().loader())) {
            return DeviceFailures.in(
                    parts.device()::ifStarted,
                    BatchWork.call(parts.model().plan().training().batches().evaluationSize()),
                    () -> remedy.in(action));
        }
    }

    final void run(RecordRemedy remedy, Runnable action) {
        within(
                remedy,
                () -> {
                    action.run();
                    return this;
                });
    }

    static RunListener told(CallerScope caller, RunListener listener) {
        return caller.<RunEvent>consumer(listener::on)::accept;
    }

    @Override
    public TrainingDistributions distributions() {
        return parts.distributions();
    }

    @Override
    public Map<String, NodeValue> tap(List<? extends Map<String, ?>> records, String... nodes) {
        return tapWith(records, Map.of(), nodes);
    }

    @Override
    public Map<String, NodeValue> tapWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given, String... nodes) {
        return within(RecordRemedy.TAP, () -> parts.taps().tap(records, given, List.of(nodes)));
    }

    @Override
    public List<Prediction> predictWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given) {
        return within(RecordRemedy.TAP, () -> parts.generation().predict(records, given));
    }

    @Override
    public List<ColumnInfo> columns(String node) {
        Set<String> inputs = parts.taps().inputs(node);
        return parts.inspection().columns().stream()
                .filter(column -> inputs.contains(column.input()))
                .toList();
    }

    @Override
    public List<Explanation> explain(
            List<? extends Map<String, ?>> records, ExplanationOptions options) {
        return within(RecordRemedy.TAP, () -> parts.explanations().of(records, options));
    }

    @Override
    public void explain(
            Path input,
            ExplanationOptions options,
            RunListener listener,
            Consumer<Explanation> sink) {
        CallerScope caller = new CallerScope();
        run(
                RecordRemedy.TAP,
                () ->
                        parts.explanations()
                                .ofFile(
                                        input,
                                        options,
                                        told(caller, listener),
                                        caller.consumer(sink)));
    }

    @Override
    public DataExplanation explainData(
            Optional<Path> source, ExplanationOptions options, RunListener listener) {
        CallerScope caller = new CallerScope();
        return within(
                RecordRemedy.EVALUATION,
                () ->
                        parts.explanations()
                                .ofSource(
                                        sink ->
                                                parts.sources()
                                                        .readTest(
                                                                source,
                                                                told(caller, listener),
                                                                sink),
                                        options));
    }

    @Override
    public void neighbours(
            Path input,
            Path source,
            Neighbours.Options options,
            RunListener listener,
            Consumer<Neighbours> sink) {
        CallerScope caller = new CallerScope();
        run(
                RecordRemedy.TAP,
                () ->
                        parts.explanations()
                                .neighbours(
                                        input,
                                        records ->
                                                parts.sources()
                                                        .read(
                                                                source,
                                                                told(caller, listener),
                                                                records),
                                        options,
                                        told(caller, listener),
                                        caller.consumer(sink)));
    }

    @Override
    public ActivatingRecords activating(
            Path source, ActivatingRecords.Options options, RunListener listener) {
        CallerScope caller = new CallerScope();
        List<ActivatingRecords> found = new ArrayList<>(1);
        run(
                RecordRemedy.TAP,
                () ->
                        found.add(
                                parts.explanations()
                                        .activating(
                                                records ->
                                                        parts.sources()
                                                                .read(
                                                                        source,
                                                                        told(caller, listener),
                                                                        records),
                                                options)));
        return found.get(0);
    }

    @Override
    public void counterfactuals(
            Path input,
            Path source,
            Counterfactual.Options options,
            RunListener listener,
            Consumer<Counterfactual> sink) {
        CallerScope caller = new CallerScope();
        run(
                RecordRemedy.TAP,
                () ->
                        parts.explanations()
                                .counterfactuals(
                                        input,
                                        records ->
                                                parts.sources()
                                                        .read(
                                                                source,
                                                                told(caller, listener),
                                                                records),
                                        options,
                                        told(caller, listener),
                                        caller.consumer(sink)));
    }
}
