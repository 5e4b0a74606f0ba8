// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.RowNumbers;
import dev.sora.core.minibatches.EpochRows;
import dev.sora.core.packaging.Progress.Partial;
import dev.sora.core.plan.Plan;
import dev.sora.core.step.Computed;
import dev.sora.core.step.Minibatch;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An epoch that has begun: its order, the completed steps, and its losses so far. */
final class EpochInProgress implements AutoCloseable {

    private final NDManager manager;
    private final NDList batches;
    private final List<LossTerm> terms;
    private final boolean each;
    private LossSums sums;
    private final double before;
    private final EpochRows rows;

    /** The outputs whose losses were counted for the latest step. */
    private final Set<String> counted = new HashSet<>();

    private long countedStep;
    private long begun = System.nanoTime();
    private long done;

    /**
     * Begins an epoch, or continues one.
     *
     * @param rows its minibatches
     * @param from the completed part of it
     * @param parent the manager of the training
     */
    EpochInProgress(Plan plan, EpochRows rows, Partial from, NDManager parent) {
        this.rows = rows;
        manager = parent.newSubManager();
        batches = manager.create(rows.rows()).split(rows.cuts(), 0);
        terms = LossTerm.of(plan);
        each = plan.training().procedure().isPresent();
        sums = new LossSums(terms, manager, from.losses(), from.records(), each);
        before = from.seconds();
        done = from.steps();
    }

    /**
     * Returns the rows of a step.
     *
     * @param number the number of the step within the epoch, counted from 0
     */
    RowNumbers rows(long number) {
        int index = Math.toIntExact(number);
        return rows.minibatch(index, batches.get(index));
    }

    /** Returns the rows of all steps. */
    EpochRows all() {
        return rows;
    }

    /** Returns a manager for a step. */
    NDManager newManager() {
        return manager.newSubManager();
    }

    /**
     * Counts the losses of a minibatch. If it was computed several times, the first result of each
     * output counts.
     */
    void add(Computed computed, Minibatch batch) {
        if (batch.step() != countedStep) {
            countedStep = batch.step();
            counted.clear();
            sums.addRecords(batch.records());
        }
        sums.add(computed, batch.records(), counted);
        counted.addAll(computed.losses().keySet());
    }

    /** Replaces the sums of the losses; the tensors of the old ones are freed with the epoch. */
    void replaceSums(long records, Map<String, Double> losses) {
        sums = new LossSums(terms, manager, losses, records, each);
    }

    /** Returns whether all records of its steps were counted, without shares and without gaps. */
    boolean isComplete() {
        return sums.records() == rows.trained();
    }

    /** Returns whether it trains on all records. */
    boolean takesAll() {
        return leftOut() == 0;
    }

    /** Returns how many records it leaves out. */
    long leftOut() {
        return rows.leftOut().length;
    }

    /** Returns the rows that it leaves out; it must leave out some. */
    RowNumbers rowsLeftOut() {
        return RowNumbers.of(rows.leftOut(), manager);
    }

    /** Counts a step as done. */
    void stepped() {
        done++;
    }

    /** Returns the number of completed steps. */
    long done() {
        return done;
    }

    LossSums sums() {
        return sums;
    }

    /** Returns the time that it has taken so far, including the time before a resumption. */
    double seconds() {
        return before + (System.nanoTime() - begun) / 1e9;
    }

    /** Excludes a period in which nothing was trained. */
    void rested(long nanos) {
        begun += nanos;
    }

    /** Returns the completed part, to continue from; waits for the device. */
    Partial partial() {
        return new Partial(done, sums.sums(), sums.records(), seconds());
    }

    @Override
    public void close() {
        manager.close();
    }
}
