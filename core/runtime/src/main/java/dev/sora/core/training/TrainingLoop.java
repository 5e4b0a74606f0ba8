// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunControl;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.step.Computed;
import dev.sora.core.step.Minibatch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Runs a session through its epochs: steps, validation, checkpoints and early stopping. */
final class TrainingLoop {

    /** Evaluates the weights on the validation data. */
    @FunctionalInterface
    interface Measure {

        /**
         * Returns the metrics by the names of monitors; empty without validation data.
         *
         * @throws InterruptedRunException if the thread was interrupted
         */
        Map<String, Double> metrics();
    }

    private final FittedGraph graph;
    private final Plan plan;
    private final Session session;
    private final Measure measure;
    private final CheckpointTrigger checkpoints;
    private final RunListener listener;
    private final RunControl control;
    private final BestEpoch best;
    private ProgressReporter progress;

    /**
     * Whether this run has completed a step: a run that is asked to stop completes at least one.
     */
    private boolean stepped;

    /** The number of completed steps of the last epoch. */
    private long lastSteps;

    TrainingLoop(
            FittedGraph graph,
            Session session,
            Measure measure,
            CheckpointTrigger checkpoints,
            RunListener listener,
            RunControl control) {
        this.graph = graph;
        this.plan = graph.plan();
        this.session = session;
        this.measure = measure;
        this.checkpoints = checkpoints;
        this.listener = listener;
        this.control = control;
        best = new BestEpoch(plan.training(), session.evaluated(), listener);
    }

    Trainer.Result train(Resume resume) {
        session.begin(resume);
        best.begin(resume);
        checkpoints.begin(session.step());
        progress = new ProgressReporter(graph, session, listener);
        pause();
        int epochs = epochs();
        boolean done = best.shouldStop() || session.epochs() >= epochs;
        // complete an epoch that has begun, even if the planned training is shorter now
        while (session.stepOfEpoch() > 0 || !done) {
            done = epoch() || session.epochs() >= epochs;
            if (stopping()) {
                break;
            }
        }
        if (Thread.currentThread().isInterrupted()) {
            save();
            throw new InterruptedRunException("stopped after epoch %d".formatted(session.epochs()));
        }
        checkpoints.end();
        tellEnd(done);
        return best.result(session.evaluated(), session.history(), session.epochs());
    }

    /** Returns the epoch after which the training ends: its last one, or one asked for. */
    private int epochs() {
        return Math.min(plan.training().epochs(), control.lastEpoch());
    }

    private void tellEnd(boolean done) {
        best.tellUndefined(session.epochs());
        boolean whole = lastSteps == session.stepsPerEpoch();
        if (stopping() && (!done || !whole)) {
            listener.on(new RunEvent.Stopped(session.epochs(), lastSteps, session.stepsPerEpoch()));
        } else if (best.shouldStop() && session.epochs() < plan.training().epochs()) {
            best.tellStopped(session.epochs());
        }
    }

    private boolean stopping() {
        return stepped && control.isStopped();
    }

    /**
     * Trains one epoch, or a part of it if the training is asked to stop; returns whether early
     * stopping applies.
     */
    private boolean epoch() {
        while (session.hasNext() && !stopping()) {
            step();
            pause();
        }
        lastSteps = session.stepOfEpoch();
        boolean whole = !session.hasNext();
        if (!whole) {
            // from here the training can continue, whatever happens to its weights now
            save();
        }
        Session.Ended ended = session.endSteps();
        Map<String, Double> metrics = ended.metrics();
        if (session.epochs() == 0) {
            ended.undefined().forEach((output, n) -> tellUndefined(output, n, metrics));
        }
        if (whole) {
            tellNever(ended);
        }
        validate(metrics);
        boolean better = best.accept(session.epochs() + 1, metrics);
        EpochMetrics row = session.endEpoch(metrics);
        listener.on(
                new RunEvent.EpochEnded(
                        row.epoch(),
                        metrics,
                        row.learningRate(),
                        Duration.ofNanos((long) (row.seconds() * 1e9)),
                        row.samplesPerSecond(),
                        better && best.isMonitored()));
        best.tellFirstUndefined(row);
        boolean stop = best.shouldStop();
        if (whole) {
            checkpoints.afterEpoch(
                    row.epoch(),
                    session.step(),
                    stop || stopping() || row.epoch() >= epochs(),
                    session.history(),
                    () -> session.state(better ? Optional.empty() : best.weights()));
        }
        progress.rested();
        return stop;
    }

    private void tellUndefined(String output, long records, Map<String, Double> metrics) {
        if (records > 0 && hasLoss(output, metrics)) {
            listener.on(
                    new RunEvent.Warned(
                            output,
                            ("the loss is not defined for %,d training records: its mean is that"
                                            + " of the others")
                                    .formatted(records)));
        }
    }

    private boolean hasLoss(String output, Map<String, Double> metrics) {
        boolean alone = plan.nodes(Node.Output.class).size() == 1;
        return metrics.containsKey(alone ? "loss" : output + ".loss");
    }

    /** Says which outputs had no loss in an epoch, which left out the records that have one. */
    private void tellNever(Session.Ended ended) {
        if (plan.training().procedure().isPresent()) {
            // a part need not learn in every minibatch
            return;
        }
        for (Node.Output output : plan.nodes(Node.Output.class)) {
            if (!hasLoss(output.name(), ended.metrics())) {
                listener.on(
                        new RunEvent.Warned(
                                output.name(),
                                ("in epoch %d the loss is not defined for any record that was"
                                                + " trained on: it has no mean; records left out:"
                                                + " %,d; %s to train on them too")
                                        .formatted(
                                                session.epochs() + 1,
                                                ended.leftOut(),
                                                plan.training().batches().order().isPresent()
                                                        ? "change 'training.order'"
                                                        : "set 'training.drop_last: false'")));
            }
        }
    }

    /** Waits while the training is paused. */
    private void pause() {
        if (!control.isPaused()) {
            return;
        }
        long begun = System.nanoTime();
        listener.on(new RunEvent.Paused(session.epochs() + 1, session.stepOfEpoch()));
        control.await();
        long took = System.nanoTime() - begun;
        session.rested(took);
        progress.rested();
        listener.on(new RunEvent.Continued(Duration.ofNanos(took)));
    }

    private void step() {
        if (Thread.currentThread().isInterrupted()) {
            save();
            throw new InterruptedRunException(
                    "stopped in epoch %d, step %d"
                            .formatted(session.epochs() + 1, session.stepOfEpoch() + 1));
        }
        try (Minibatch batch = session.next()) {
            Computed computed = session.step(batch);
            stepped = true;
            progress.stepped(batch, computed);
        }
        if (session.hasNext()) {
            checkpoints.afterStep(session.step(), () -> session.state(best.weights()));
        }
    }

    private void validate(Map<String, Double> metrics) {
        try {
            measure.metrics().forEach((name, value) -> metrics.put("val_" + name, value));
        } catch (InterruptedRunException e) {
            save();
            throw e;
        }
    }

    /** Saves the state, unless it is saved already or checkpoints are disabled. */
    private void save() {
        checkpoints.saveNow(session.step(), () -> session.state(best.weights()));
    }
}
