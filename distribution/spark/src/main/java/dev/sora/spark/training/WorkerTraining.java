// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.TrainingSession;
import dev.sora.core.io.Digests;
import dev.sora.spark.ring.Ring;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The epochs of a training on one of its workers. */
final class WorkerTraining {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerTraining.class);

    private final TrainingSession session;
    private final Workers workers;
    private final Steps steps;
    private final WorkerCheckpoints checkpoints;
    private final EpochLosses losses;
    private final CheckpointClock clock;
    private final Runnable interrupted;
    private long trained;
    private long spent;
    private long exchanging;
    private long waiting;

    /**
     * Creates a training whose session has loaded the state to begin with.
     *
     * @param interrupted throws if the worker is to end; asked before each step
     */
    WorkerTraining(
            TrainingSession session,
            Workers workers,
            Steps steps,
            WorkerCheckpoints checkpoints,
            CheckpointClock clock,
            Runnable interrupted) {
        this.session = session;
        this.workers = workers;
        this.steps = steps;
        this.checkpoints = checkpoints;
        this.losses = new EpochLosses(session, workers);
        this.clock = clock;
        this.interrupted = interrupted;
    }

    /** Trains until the manifest ends the training. */
    void run() {
        losses.loaded();
        long perEpoch = session.stepsPerEpoch();
        boolean done = isDone(session.step() - session.epochs() * perEpoch);
        while (!done) {
            epoch(perEpoch);
            workers.evaluate(session);
            done = agree();
            if (clock.isDueAfter(session.epochs(), session.step(), done)) {
                checkpoints.save(0);
                clock.saved(session.step());
            }
        }
    }

    /** An epoch that has begun is completed, even if the training is shorter now. */
    private boolean isDone(long stepOfEpoch) {
        return stepOfEpoch == 0 && session.isDone();
    }

    private void epoch(long perEpoch) {
        long position = session.step() - session.epochs() * perEpoch;
        while (position < perEpoch) {
            interrupted.run();
            position++;
            boolean last = position == perEpoch;
            long step = session.epochs() * perEpoch + position;
            boolean wanted = step(last, clock.isDue(step));
            if (wanted && !last) {
                losses.collect();
                checkpoints.save(position);
                clock.saved(step);
            }
        }
        losses.share();
        if (session.next()) {
            throw new IllegalStateException("the epoch has more than %d steps".formatted(perEpoch));
        }
    }

    /** Takes a step; what evaluations exchange between epochs is not part of its time. */
    private boolean step(boolean last, boolean due) {
        long begun = System.nanoTime();
        long exchanged = nanos(Ring::spentNanos);
        long waited = nanos(Ring::waitedNanos);
        boolean wanted = steps.step(last, due);
        spent += System.nanoTime() - begun;
        exchanging += nanos(Ring::spentNanos) - exchanged;
        waiting += nanos(Ring::waitedNanos) - waited;
        trained++;
        return wanted;
    }

    private long nanos(ToLongFunction<Ring> clock) {
        return workers.ring().map(clock::applyAsLong).orElse(0L);
    }

    /**
     * Compares the weights of all workers, which may differ in their last digits if processors do;
     * then all continue with those of the first.
     *
     * @return whether the first worker's training is done
     */
    private boolean agree() {
        boolean done = session.isDone();
        String own = (done ? "1" : "0") + digest();
        List<String> all =
                workers.gather(own.getBytes(StandardCharsets.US_ASCII)).stream()
                        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                        .toList();
        if (all.stream().distinct().count() > 1) {
            LOG.warn(
                    "workers have other weights than worker 0 after epoch {}, as it happens if"
                            + " their processors differ; all continue with those of worker 0",
                    session.epochs());
            checkpoints.agree();
        }
        return all.get(0).startsWith("1");
    }

    private String digest() {
        MessageDigest digest = Digests.newDigest();
        for (float[] vector : List.of(session.weights(), session.buffers())) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(vector.length, Float.BYTES));
            bytes.asFloatBuffer().put(vector);
            digest.update(bytes.array());
        }
        return Digests.hex(digest);
    }

    /** Returns where the time of the steps went. */
    WorkerTimes times() {
        return new WorkerTimes(
                trained,
                steps.exchanges(),
                (spent - exchanging) / 1e9,
                (exchanging - waiting) / 1e9,
                waiting / 1e9,
                steps.bytes());
    }
}
