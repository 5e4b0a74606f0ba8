// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.RunListener;
import dev.sora.core.data.encoding.DeviceBudget;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.graph.Weights;
import dev.sora.core.host.PluginScope;
import dev.sora.core.lock.LockMaker;
import dev.sora.core.lock.PluginDigests;
import dev.sora.core.lock.TrainingIdentity;
import dev.sora.core.packaging.Lock;
import dev.sora.core.packaging.StepsIdentity;
import dev.sora.core.plan.Plan;
import dev.sora.core.preparation.DataPreparation;
import dev.sora.core.preparation.LearnedStates;
import dev.sora.core.preparation.Phases;
import dev.sora.core.preparation.PriorModel;
import dev.sora.core.results.OutputCalibration;
import dev.sora.core.results.RunLog;
import dev.sora.core.results.RunMeasurement;
import dev.sora.core.runs.StartingWeights;
import dev.sora.core.runs.TrainingMarks;
import dev.sora.core.step.ModelGraph;
import dev.sora.core.training.Replicas;
import dev.sora.core.training.Resume;
import dev.sora.core.training.Session;
import dev.sora.core.training.TrainingSetup;
import dev.sora.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Prepares the data of a training, and opens a session on it. */
public final class SessionOpener {

    private final Plan plan;
    private final Supplier<Engine> engine;
    private final DataPreparation preparation;
    private final Evaluator evaluator;
    private final PluginDigests digests;
    private final Optional<PriorModel> prior;
    private final RunListener listener;
    private final Map<String, ModelGraph> models;
    private final RunMeasurement measurement;
    private final OutputCalibration calibration;
    private final RunLog log;

    @Inject
    SessionOpener(
            Plan plan,
            Supplier<Engine> engine,
            DataPreparation preparation,
            Evaluator evaluator,
            PluginDigests digests,
            Optional<PriorModel> prior,
            RunListener listener,
            Map<String, ModelGraph> models,
            RunMeasurement measurement,
            OutputCalibration calibration,
            RunLog log) {
        this.plan = plan;
        this.engine = engine;
        this.preparation = preparation;
        this.evaluator = evaluator;
        this.digests = digests;
        this.prior = prior;
        this.listener = listener;
        this.models = models;
        this.measurement = measurement;
        this.calibration = calibration;
        this.log = log;
    }

    /**
     * Opens a session.
     *
     * @param groups the groups of weights
     * @param closed called when the session is closed and no longer in use
     */
    public OpenSession open(SessionGroups groups, Consumer<OpenSession> closed) {
        NDManager manager = null;
        try {
            DataPreparation.Prepared data = preparation.prepare();
            LearnedStates.check(data.graph());
            Phases phases = new Phases(listener);
            phases.start("engine");
            Engine running = engine.get();
            Lock lock = LockMaker.withData(LockMaker.of(plan, running, digests), plan, prior, data);
            phases.start("upload");
            try (PluginScope scope = new PluginScope(plan.engine().plugin().loader())) {
                manager = running.newManager();
                TrainingSetup setup =
                        TrainingSetup.of(
                                data.graph(),
                                List.copyOf(groups.nodes().values()),
                                models,
                                running,
                                manager);
                OpenSession session = open(groups, data, setup, lock, closed);
                phases.end();
                return session;
            }
        } catch (RuntimeException | Error e) {
            free(manager);
            throw e;
        }
    }

    private OpenSession open(
            SessionGroups groups,
            DataPreparation.Prepared data,
            TrainingSetup setup,
            Lock lock,
            Consumer<OpenSession> closed) {
        NDManager manager = setup.manager();
        StartingWeights start = new StartingWeights(data.graph(), prior);
        start.tell(listener);
        Weights weights = Weights.initialise(setup.layout(), plan.seed(), start, manager);
        DeviceBudget budget = DeviceBudget.of(setup.engine());
        EncodedData train = data.train().upload(manager, budget);
        Replicas replicas =
                Replicas.open(
                        setup,
                        weights,
                        (network, copy, own) ->
                                data.train().upload(own, DeviceBudget.of(setup.engine())));
        try {
            return open(groups, data, setup, lock, weights, train, budget, replicas, closed);
        } catch (RuntimeException | Error e) {
            replicas.close();
            throw e;
        }
    }

    private OpenSession open(
            SessionGroups groups,
            DataPreparation.Prepared data,
            TrainingSetup setup,
            Lock lock,
            Weights weights,
            EncodedData train,
            DeviceBudget budget,
            Replicas replicas,
            Consumer<OpenSession> closed) {
        NDManager manager = setup.manager();
        Optional<EvaluationSplit> validation =
                data.validation().map(v -> v.upload(manager, budget));
        Session session = new Session(plan, setup, weights, groups.optimisers(), train, replicas);
        session.begin(Resume.fromStart());
        SessionResults results =
                new SessionResults(
                        plan,
                        setup,
                        data,
                        train,
                        validation,
                        lock,
                        evaluator,
                        calibration,
                        measurement,
                        budget,
                        log);
        StepsIdentity identity =
                new StepsIdentity(TrainingIdentity.of(plan, prior), groups.described());
        return new OpenSession(
                plan,
                setup,
                session,
                train.size(),
                new SessionFile(plan, TrainingMarks.of(identity, lock, data.digests())),
                results,
                listener,
                own -> {
                    session.close();
                    replicas.close();
                    free(manager);
                    closed.accept(own);
                });
    }

    private void free(NDManager manager) {
        if (manager != null) {
            manager.close();
        }
        preparation.close();
    }
}
