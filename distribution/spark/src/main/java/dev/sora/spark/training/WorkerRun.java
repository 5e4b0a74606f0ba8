// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.TrainingSession;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.problem.SoraException;
import dev.sora.spark.files.TemporaryFolder;
import dev.sora.spark.ring.Ring;
import dev.sora.spark.ring.RingMember;
import dev.sora.spark.ring.RingPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.BarrierTaskInfo;
import org.apache.spark.SparkEnv;

/**
 * The run of a worker: prepares the training, waits for the other workers, and trains with them.
 *
 * <p>A worker that cannot begin tells the others, who wait for it at the barrier; afterwards, a
 * closed connection tells them.
 */
final class WorkerRun {

    /** What a worker says at the barrier instead of its address if it cannot begin. */
    private static final String CANNOT = "cannot";

    private final WorkerTask.Order order;
    private final BarrierTaskContext context;
    private final int rank;

    WorkerRun(WorkerTask.Order order, BarrierTaskContext context) {
        this.order = order;
        this.context = context;
        this.rank = context.partitionId();
    }

    /** Runs the worker; a problem that a user can fix is part of the outcome. */
    Outcome run() {
        boolean met = false;
        try (TemporaryFolder local = TemporaryFolder.create("worker");
                SharedFolder shared = SharedFolder.open(order.checkpoints(), order.hadoop());
                WorkerHost host = WorkerHost.of(order, context.stageAttemptNumber())) {
            check(shared);
            TrainingSession session = host.session(rank, this::ofExecutor);
            session.checkShares(order.settings().workers());
            try (RingPort port = RingPort.open(address())) {
                met = true;
                try (Workers workers = meet(port)) {
                    return train(host.plan(), session, workers, shared, local.path());
                }
            }
        } catch (SoraException e) {
            if (!met) {
                context.allGather(CANNOT);
            }
            return Outcome.failed(rank, e);
        } catch (OtherCannotException e) {
            return Outcome.idle(rank);
        }
    }

    /** Ends this worker because another one cannot begin, and reports why. */
    private static final class OtherCannotException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void check(SharedFolder shared) {
        String found = shared.read(SparkTraining.MARK).orElse("no file " + SparkTraining.MARK);
        if (!found.equals(order.attempt())) {
            throw SparkProblems.folder(
                    shared.toString(), "on worker %d: %s".formatted(rank, found), null);
        }
    }

    /** Returns the workers of this executor, which Spark knows by one address. */
    private SortedSet<Integer> ofExecutor() {
        BarrierTaskInfo[] all = context.getTaskInfos();
        SortedSet<Integer> here = new TreeSet<>();
        for (int i = 0; i < all.length; i++) {
            if (all[i].address().equals(all[rank].address())) {
                here.add(i);
            }
        }
        return here;
    }

    /** Returns the name under which Spark knows this machine. */
    private static String address() {
        return SparkEnv.get().blockManager().blockManagerId().host();
    }

    /** Waits until all workers are ready, and connects them. */
    private Workers meet(RingPort port) {
        int size = order.settings().workers();
        String[] addresses = context.allGather(port.address());
        if (List.of(addresses).contains(CANNOT)) {
            throw new OtherCannotException();
        }
        if (size == 1) {
            return new Workers(rank, size, Optional.empty());
        }
        RingMember me =
                new RingMember(
                        rank,
                        size,
                        order.attempt(),
                        order.secret(),
                        order.settings().timeout(),
                        order.settings().encrypted());
        return new Workers(rank, size, Optional.of(Ring.join(me, port, List.of(addresses))));
    }

    private Outcome train(
            Plan plan, TrainingSession session, Workers workers, SharedFolder shared, Path local) {
        int keep = plan.training().checkpoint().keep();
        WorkerCheckpoints checkpoints =
                new WorkerCheckpoints(session, workers, shared, local, keep);
        if (!order.training().isEmpty()) {
            checkpoints.clear(order.training(), order.settings());
        }
        checkpoints.begin(order.settings());
        WorkerTraining training =
                new WorkerTraining(
                        session,
                        workers,
                        steps(plan, session, workers),
                        checkpoints,
                        new CheckpointClock(plan.training().checkpoint(), session.step()),
                        this::checkInterrupt);
        training.run();
        return Outcome.finished(
                rank,
                training.times(),
                workers.finish(session, local.resolve(SparkTraining.RESULTS))
                        .map(result -> copied(result, shared))
                        .orElseGet(List::of));
    }

    private void checkInterrupt() {
        if (context.isInterrupted() || Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("Spark ended the task");
        }
    }

    private Steps steps(Plan plan, TrainingSession session, Workers workers) {
        WorkerSettings settings = order.settings();
        if (settings.averageEvery() > 1 && workers.size() > 1) {
            return new AveragedWeights(session, workers, settings.averageEvery());
        }
        if (workers.size() == 1 && settings.accumulate() == 1) {
            return new AloneSteps(session);
        }
        List<String> outputs =
                plan.nodes(Node.Output.class).stream().map(Node.Output::name).toList();
        return new AveragedGradients(session, workers, outputs, settings.accumulate());
    }

    /** Copies what a training wrote to the shared folder, and returns the names there. */
    private List<String> copied(TrainingResult result, SharedFolder shared) {
        List<String> names = new ArrayList<>();
        for (Path file : result.files()) {
            String name =
                    "%s/%s/%s"
                            .formatted(SparkTraining.RESULTS, order.attempt(), file.getFileName());
            shared.put(file, name);
            names.add(name);
        }
        return names;
    }
}
