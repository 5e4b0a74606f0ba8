// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.NDManager;
import dev.sora.data.DataRecord;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.trial.Batch;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.DrawnSignal;
import dev.sora.testkit.trial.HostTensors;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.RecordList;
import dev.sora.testkit.trial.Subject;
import dev.sora.testkit.trial.TestEngine;
import dev.sora.testkit.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tests of an output particle that learns its targets from records and predicts from drawn signals.
 */
public final class OutputChecks {

    private final Supplier<OutputParticle> particle;
    private final RecordList records;

    public OutputChecks(Supplier<OutputParticle> particle, RecordList records) {
        this.particle = particle;
        this.records = records;
    }

    public FittedOutput fit() {
        return particle.get().fit(records);
    }

    public Trial trial(List<DrawnSignal> signals) {
        return Trial.of(Subject.of(fit()), signals);
    }

    /** Checks that the head can be planned before data is read. */
    public void early(List<DrawnSignal> signals) {
        List<SignalSpec> known = signals.stream().map(DrawnSignal::spec).toList();
        List<SignalSpec> unknown = signals.stream().map(DrawnSignal::unknown).toList();
        for (List<SignalSpec> specs : List.of(known, unknown)) {
            ParticlePlan plan = particle.get().plan(specs);
            if (plan == null) {
                throw new Breach("a plan", "null", "return the head, unknown sizes as -1");
            }
        }
    }

    /**
     * Compares the gradient of the loss with finite differences.
     *
     * @param repeatable the name of the check that one seed gives the same numbers every time
     */
    public void gradient(List<DrawnSignal> signals, Differences differences, String repeatable) {
        FittedOutput fitted = fit();
        List<HostTensor> targets = fitted.encode(records.many(Gradients.RECORDS));
        new Gradients(
                        Trial.of(training(fitted, targets), signals),
                        differences,
                        (prediction, pass, inputs) ->
                                fitted.loss(
                                        prediction, target(fitted, targets, pass.manager()), pass),
                        repeatable)
                .check();
    }

    /** Compares the head, the loss and their gradients on two engines. */
    public void engines(List<DrawnSignal> signals) {
        FittedOutput fitted = fit();
        List<HostTensor> targets = fitted.encode(records.many(Gradients.RECORDS));
        EngineChecks.check(
                Trial.of(training(fitted, targets), signals),
                false,
                Gradients.RECORDS,
                loss(fitted, targets));
    }

    /** Compares the head, the loss and their gradients with those of a shorter type of products. */
    public void precision(List<DrawnSignal> signals) {
        FittedOutput fitted = fit();
        List<HostTensor> targets = fitted.encode(records.many(Gradients.RECORDS));
        PrecisionChecks.check(
                Trial.of(training(fitted, targets), signals),
                Gradients.RECORDS,
                loss(fitted, targets));
    }

    private static Gradients.Function loss(FittedOutput fitted, List<HostTensor> targets) {
        return (prediction, pass, inputs) ->
                fitted.loss(prediction, target(fitted, targets, pass.manager()), pass);
    }

    private static Subject training(FittedOutput fitted, List<HostTensor> targets) {
        Subject plain = Subject.of(fitted);
        return new Subject() {
            @Override
            public ParticlePlan plan(List<SignalSpec> inputs) {
                return plain.plan(inputs);
            }

            @Override
            public Signal forward(List<Signal> inputs, Pass pass) {
                return fitted.forward(inputs, target(fitted, targets, pass.manager()), pass);
            }
        };
    }

    static Signal target(FittedOutput fitted, List<HostTensor> encoded, NDManager manager) {
        return fitted.target(HostTensors.upload(encoded, manager));
    }

    /** Checks that the loss is one number: the mean over the records for which it is defined. */
    public void loss(List<DrawnSignal> signals) {
        new OutputLoss(fit(), records).check(signals);
    }

    static List<Signal> uploaded(List<Batch> batches, NDManager manager) {
        return batches.stream().map(batch -> batch.upload(manager)).toList();
    }

    /** Checks the outcome and the decoding of predictions. */
    public void decoding(List<DrawnSignal> signals, OutputType type) {
        FittedOutput fitted = fit();
        if (fitted.retrieval().isPresent()) {
            return;
        }
        Trial trial = Trial.of(Subject.of(fitted), signals);
        for (int count : new int[] {1, 7}) {
            try (NDManager manager = TestEngine.newManager()) {
                KitPass pass = new KitPass(false, manager, trial.uploadParameters(manager));
                Signal prediction = fitted.forward(uploaded(trial.draw(count, 2), manager), pass);
                Signal target = target(fitted, fitted.encode(records.many(count)), manager);
                Outcome outcome = fitted.outcome(prediction, target);
                if (!type.outcome().isInstance(outcome) || outcome.size() != count) {
                    throw new Breach(
                            "an outcome of %d records of the form %s, as the type says"
                                    .formatted(count, type.outcome().getSimpleName()),
                            "one of %d of the form %s"
                                    .formatted(outcome.size(), outcome.getClass().getSimpleName()),
                            "return from outcome what OutputType.outcome() names");
                }
                List<Map<String, Object>> decoded = fitted.decode(prediction, records.many(count));
                if (decoded.size() != count || decoded.stream().anyMatch(Map::isEmpty)) {
                    throw new Breach(
                            "a map of values for each of %d records".formatted(count),
                            "%d maps: %s".formatted(decoded.size(), decoded),
                            "decode every record of the batch");
                }
                decoded.forEach(States::checkDecoded);
                AnswerChecks.check(fitted.answerFields(), decoded);
            }
        }
    }

    /** Returns the prediction and the parameters of an output, without their initial values. */
    private static String head(FittedOutput fitted, List<SignalSpec> specs) {
        ParticlePlan plan = fitted.plan(specs);
        return plan.output()
                + " "
                + plan.parameters().stream().map(p -> p.name() + " " + p.shape()).toList();
    }

    public boolean calibrates() {
        return particle.get().calibrates();
    }

    /** Checks what an output learns from the outcomes of two batches of validation data. */
    public void calibration(List<DrawnSignal> signals) {
        FittedOutput fitted = fit();
        Trial trial = Trial.of(Subject.of(fitted), signals);
        try (NDManager manager = TestEngine.newManager()) {
            KitPass pass = new KitPass(false, manager, trial.uploadParameters(manager));
            int count = records.list().size();
            Signal prediction = fitted.forward(uploaded(trial.draw(count, 3), manager), pass);
            Signal target = target(fitted, fitted.encode(records.many(count)), manager);
            Outcome outcome = fitted.outcome(prediction, target);
            FittedOutput calibrated = fitted.calibrated(List.of(outcome, outcome));
            List<SignalSpec> specs = signals.stream().map(DrawnSignal::spec).toList();
            if (!head(calibrated, specs).equals(head(fitted, specs))) {
                throw new Breach(
                        "the same head after calibration: " + head(fitted, specs),
                        head(calibrated, specs),
                        "change only what outcome and decode do");
            }
            State saved = States.saved(calibrated.state());
            FittedOutput restored = particle.get().restore(saved);
            List<Map<String, Object>> before = calibrated.decode(prediction, records.many(count));
            if (!restored.decode(prediction, records.many(count)).equals(before)) {
                throw new Breach(
                        "the same answers after saving and reading",
                        "other ones, from the state " + saved,
                        "keep all that was learned from the validation data in state()");
            }
            before.forEach(States::checkDecoded);
        }
    }

    public void roundTrip() {
        FittedOutput fitted = fit();
        State saved = States.saved(fitted.state());
        FittedOutput restored = particle.get().restore(saved);
        if (!HostTensors.same(fitted.encode(records.many(7)), restored.encode(records.many(7)))) {
            throw new Breach(
                    "the same targets as before it was saved",
                    "other ones, from the state " + saved,
                    "keep all that decides the targets in state()");
        }
        if (!saved.equals(States.saved(restored.state()))) {
            throw new Breach(
                    "the same state when it is saved again: " + saved,
                    States.saved(restored.state()).toString(),
                    "let state() return what restore was given");
        }
        List<HostTensor> like = null;
        for (int count : new int[] {1, 2, 7}) {
            List<HostTensor> encoded = restored.encode(records.many(count));
            HostTensors.check(encoded, count, like);
            like = encoded;
        }
    }

    public void brokenState() {
        State state = States.saved(fit().state());
        States.checkBroken(
                state,
                broken -> {
                    FittedOutput restored = particle.get().restore(broken);
                    try {
                        restored.encode(records.many(2));
                    } catch (DataException | RecordException e) {
                        // the records are unsuitable for these settings
                    }
                });
    }

    public void brokenRecords(List<RecordList> broken) {
        FittedOutput fitted = fit();
        DataRecord first = records.list().get(0);
        refused(
                fitted,
                first.with(first.schema(), new Object[first.schema().columns().size()]),
                true);
        for (RecordList samples : broken) {
            samples.list().forEach(record -> refused(fitted, record, false));
        }
    }

    /** Checks that one invalid record causes no {@link DataException}, which would end the run. */
    private static void refused(FittedOutput fitted, DataRecord record, boolean mayPass) {
        String where = record.where();
        try {
            fitted.encode(List.of(record));
        } catch (RecordException e) {
            if (!e.problems().get(0).where().contains(record.origin())) {
                throw new Breach(
                        "a problem that names the record: " + where,
                        e.getMessage(),
                        "set where: Problem.where(record.where())");
            }
            return;
        } catch (RuntimeException e) {
            throw new Breach(
                    "a RecordException for the record at %s, whose target is missing or not known"
                            .formatted(where),
                    e.toString(),
                    "read values with record.get(column, type), which says what is missing; refuse"
                            + " a label that was not learned by a RecordException",
                    e);
        }
        if (!mayPass) {
            throw new Breach(
                    "a RecordException for the record at " + where,
                    "it is encoded",
                    "check the target before it is encoded");
        }
    }
}
