// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.Batches;
import dev.sora.core.packaging.Progress.Partial;
import dev.sora.core.plan.BatchPlan;
import dev.sora.core.plan.Plan;
import java.util.HashSet;
import java.util.Set;

/** An epoch that has begun: its order, how far it is, and what it came to so far. */
final class EpochInProgress implements AutoCloseable {

    private final NDManager manager;
    private final NDList batches;
    private final LossSums sums;
    private final double before;
    private final long rows;

    /** The records of its steps: fewer than its rows, where a last, smaller batch is left out. */
    private final long trained;

    /** The outputs that were counted of the step that was counted last. */
    private final Set<String> counted = new HashSet<>();

    private long countedStep;
    private long begun = System.nanoTime();
    private long done;

    /**
     * Begins an epoch, or goes on with one.
     *
     * @param rows its order
     * @param from what is done of it
     * @param parent the manager of the training
     */
    EpochInProgress(Plan plan, long[] rows, Partial from, NDManager parent) {
        this.rows = rows.length;
        BatchPlan cut = plan.training().batches();
        trained = Math.min(this.rows, cut.stepsPerEpoch(rows.length) * cut.size());
        manager = parent.newSubManager();
        batches =
                manager.create(rows)
                        .split(Batches.cuts(rows.length, plan.training().batches().size()), 0);
        sums = new LossSums(plan, manager, from.losses(), from.records());
        before = from.seconds();
        done = from.steps();
    }

    /** Returns the rows of the step after those that are done. */
    NDArray rows() {
        return batches.get(Math.toIntExact(done));
    }

    /** Returns a manager for a step. */
    NDManager newManager() {
        return manager.newSubManager();
    }

    /**
     * Counts what a minibatch came to: of several times that it was computed, the first of each
     * output.
     */
    void add(Computed computed, Minibatch batch) {
        if (batch.step() != countedStep) {
            countedStep = batch.step();
            counted.clear();
            sums.addRecords(batch.size());
        }
        sums.add(computed, batch.size(), counted);
        counted.addAll(computed.losses().keySet());
    }

    /** Returns whether all records of its steps were counted: no share of them, and none missed. */
    boolean isWhole() {
        return sums.records() == trained;
    }

    /** Returns whether it trains on all records there are, and does not leave out the last ones. */
    boolean takesAll() {
        return trained == rows;
    }

    /** Counts a step as done. */
    void stepped() {
        done++;
    }

    /** Returns the steps that are done. */
    long done() {
        return done;
    }

    LossSums sums() {
        return sums;
    }

    /** Returns the time that it took so far, also before a resumption. */
    double seconds() {
        return before + (System.nanoTime() - begun) / 1e9;
    }

    /** Leaves out a time in which nothing was trained. */
    void rested(long nanos) {
        begun += nanos;
    }

    /** Returns what is done, to go on with; waits for the device. */
    Partial partial() {
        return new Partial(done, sums.sums(), sums.records(), seconds());
    }

    @Override
    public void close() {
        manager.close();
    }
}
