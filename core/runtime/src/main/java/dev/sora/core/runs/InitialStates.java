// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import com.google.inject.Inject;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Tensors;
import dev.sora.core.graph.Weights;
import dev.sora.core.lock.LockEnforcer;
import dev.sora.core.lock.TrainingIdentity;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.Checkpoints;
import dev.sora.core.packaging.Lock;
import dev.sora.core.packaging.StepsIdentity;
import dev.sora.core.plan.Plan;
import dev.sora.core.preparation.PriorModel;
import dev.sora.core.profiling.SplitDigest;
import dev.sora.core.training.Resume;
import dev.sora.core.training.TrainingSetup;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the initial state of a training: its last checkpoint, if it is to be resumed, or new
 * weights.
 */
public final class InitialStates {

    private static final Logger LOG = LoggerFactory.getLogger(InitialStates.class);

    private final Plan plan;
    private final TrainingRequest request;
    private final Optional<PriorModel> prior;
    private final RunListener listener;

    @Inject
    InitialStates(
            Plan plan, TrainingRequest request, Optional<PriorModel> prior, RunListener listener) {
        this.plan = plan;
        this.request = request;
        this.prior = prior;
        this.listener = listener;
    }

    /**
     * Finds the initial state.
     *
     * @param lock what the training depends on
     * @param digests hashes of the data that its files do not tell, by part
     * @param kept whether what frozen nodes yield is computed once for each record
     * @param frozen the lock that a checkpoint must agree with
     */
    InitialState find(
            TrainingSetup setup,
            RunFolder folder,
            Lock lock,
            Map<String, SplitDigest> digests,
            boolean kept,
            Optional<LockEnforcer> frozen) {
        TrainingMarks marks =
                TrainingMarks.of(
                        StepsIdentity.of(TrainingIdentity.of(plan, prior), kept), lock, digests);
        if (!request.resume()) {
            return anew(marks, setup);
        }
        Optional<Checkpoints.Found> latest =
                new Checkpoints(folder.checkpoints(), 1).latest(note -> LOG.warn("{}", note));
        if (latest.isEmpty()) {
            listener.on(new RunEvent.NothingToResume(folder.checkpoints()));
            return anew(marks, setup);
        }
        Path file = latest.get().file();
        Checkpoint checkpoint = latest.get().checkpoint();
        marks.require(checkpoint, file);
        frozen.ifPresent(f -> f.checkCheckpoint(checkpoint.progress().pins(), file));
        ParameterLayout layout = setup.layout();
        Weights weights =
                Weights.of(
                        layout,
                        Tensors.checked(checkpoint.weights(), layout, file.toString()),
                        setup.manager());
        return new InitialState(marks, weights, resume(checkpoint, layout, file));
    }

    /**
     * Returns the state of a checkpoint.
     *
     * @throws dev.sora.problem.DataException if the weights of its best epoch do not match
     */
    public static Resume resume(Checkpoint checkpoint, ParameterLayout layout, Path file) {
        return new Resume(
                checkpoint.progress().epochs(),
                checkpoint.progress().epoch(),
                checkpoint.progress().step(),
                checkpoint.progress().partial(),
                Tensors.buffers(checkpoint.optimiser()),
                checkpoint
                        .best()
                        .map(best -> Tensors.checked(best, layout, file.toString()))
                        .orElse(Map.of()),
                checkpoint.progress().history());
    }

    private InitialState anew(TrainingMarks marks, TrainingSetup setup) {
        StartingWeights start = new StartingWeights(setup.network().graph(), prior);
        start.tell(listener);
        return new InitialState(
                marks,
                Weights.initialise(setup.layout(), plan.seed(), start, setup.manager()),
                Resume.fromStart());
    }
}
