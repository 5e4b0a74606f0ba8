// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.SessionOptions.DataShards;
import dev.sora.core.data.encoding.DeviceBudget;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.PreparedData;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.graph.Weights;
import dev.sora.core.host.PluginScope;
import dev.sora.core.lock.LockMaker;
import dev.sora.core.lock.PluginDigests;
import dev.sora.core.lock.TrainingIdentity;
import dev.sora.core.minibatches.Shard;
import dev.sora.core.packaging.Lock;
import dev.sora.core.packaging.StepsIdentity;
import dev.sora.core.plan.Plan;
import dev.sora.core.preparation.DataPreparation;
import dev.sora.core.preparation.LearnedStates;
import dev.sora.core.preparation.Phases;
import dev.sora.core.preparation.PreparedTraining;
import dev.sora.core.preparation.PriorModel;
import dev.sora.core.results.OutputCalibration;
import dev.sora.core.results.RunLog;
import dev.sora.core.results.RunMeasurement;
import dev.sora.core.retrieval.DataProcedure;
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
import java.util.function.Supplier;

/** Prepares the data of a training, and opens a session on it. */
public final class SessionOpener {

    private final Plan plan;
    private final Supplier<Engine> engine;
    private final DataPreparation preparation;
    private final Optional<DataShards> shards;
    private final Evaluator evaluator;
    private final PluginDigests digests;
    private final Optional<PriorModel> prior;
    private final Map<String, ModelGraph> models;
    private final RunMeasurement measurement;
    private final OutputCalibration calibration;
    private final RunLog log;

    @Inject
    SessionOpener(
            Plan plan,
            Supplier<Engine> engine,
            DataPreparation preparation,
            Optional<DataShards> shards,
            Evaluator evaluator,
            PluginDigests digests,
            Optional<PriorModel> prior,
            Map<String, ModelGraph> models,
            RunMeasurement measurement,
            OutputCalibration calibration,
            RunLog log) {
        this.plan = plan;
        this.engine = engine;
        this.preparation = preparation;
        this.shards = shards;
        this.evaluator = evaluator;
        this.digests = digests;
        this.prior = prior;
        this.models = models;
        this.measurement = measurement;
        this.calibration = calibration;
        this.log = log;
    }

    /**
     * Opens a session on data that is read now.
     *
     * @param groups the groups of weights
     * @param owner learns of it, and of all sessions on the same data
     */
    public OpenSession open(SessionGroups groups, SessionOwner owner) {
        int own = shards.map(DataShards::own).orElse(0);
        return open(groups, prepare(owner::released), own, owner);
    }

    /**
     * Opens another session of a training. Candidates, which are read while they are measured, are
     * read by each session.
     */
    private OpenSession another(
            SessionGroups groups, SharedData data, int number, SessionOwner owner) {
        // refused before the use of the data is counted
        data.data().train(number);
        if (!DataProcedure.of(data.data().graph()).encodesMeasured()) {
            return owner.openAgain();
        }
        data.use();
        return open(groups, data, number, owner);
    }

    /**
     * Reads and encodes the data.
     *
     * @param released called when the data is freed, also if it cannot be prepared
     */
    private SharedData prepare(Runnable released) {
        Runnable release =
                () -> {
                    preparation.close();
                    released.run();
                };
        try {
            PreparedTraining data = preparation.prepare();
            LearnedStates.check(data.graph());
            Phases phases = new Phases(log);
            phases.start("engine");
            Lock lock = LockMaker.of(plan, engine.get(), digests);
            Lock whole = LockMaker.withData(lock, plan, prior, data);
            preparation.check(whole.learnedData());
            phases.end();
            return new SharedData(data, whole, release);
        } catch (RuntimeException | Error e) {
            release.run();
            throw e;
        }
    }

    /** Opens a session, which uses the data until it is closed. */
    private OpenSession open(
            SessionGroups groups, SharedData shared, int number, SessionOwner owner) {
        NDManager manager = null;
        // the report of a session tells of its own training, and of the data
        RunLog own = log.branch();
        try {
            Phases phases = new Phases(own);
            phases.start("upload");
            Engine running = engine.get();
            try (PluginScope scope = new PluginScope(plan.engine().plugin().loader())) {
                manager = running.newManager();
                TrainingSetup setup =
                        TrainingSetup.of(
                                shared.data().graph(),
                                List.copyOf(groups.nodes().values()),
                                models,
                                running,
                                manager);
                OpenSession session =
                        open(groups, shared, shard(number, shared), setup, own, owner);
                phases.end();
                owner.opened(session);
                return session;
            }
        } catch (RuntimeException | Error e) {
            free(manager, shared);
            throw e;
        }
    }

    private OpenSession open(
            SessionGroups groups,
            SharedData shared,
            Shard shard,
            TrainingSetup setup,
            RunLog own,
            SessionOwner owner) {
        NDManager manager = setup.manager();
        PreparedTraining data = shared.data();
        StartingWeights start = new StartingWeights(data.graph(), prior);
        start.tell(own);
        Weights weights = Weights.initialise(setup.layout(), plan.seed(), start, manager);
        DeviceBudget budget = DeviceBudget.of(setup.engine());
        PreparedData encoded = data.train(shard.number());
        EncodedData train = encoded.upload(manager, budget);
        Replicas replicas =
                Replicas.open(
                        setup,
                        weights,
                        (network, copy, device) ->
                                encoded.upload(device, DeviceBudget.of(setup.engine())));
        try {
            return open(groups, shared, shard, setup, weights, train, budget, replicas, own, owner);
        } catch (RuntimeException | Error e) {
            replicas.close();
            throw e;
        }
    }

    private OpenSession open(
            SessionGroups groups,
            SharedData shared,
            Shard shard,
            TrainingSetup setup,
            Weights weights,
            EncodedData train,
            DeviceBudget budget,
            Replicas replicas,
            RunLog own,
            SessionOwner owner) {
        NDManager manager = setup.manager();
        PreparedTraining data = shared.data();
        Optional<EvaluationSplit> validation =
                data.validation().map(v -> v.upload(manager, budget));
        Session session =
                new Session(plan, setup, weights, groups.optimisers(), train, shard, replicas);
        session.begin(Resume.fromStart());
        SessionResults results =
                new SessionResults(
                        plan,
                        setup,
                        data,
                        train,
                        validation,
                        shared.lock(),
                        evaluator,
                        calibration,
                        measurement,
                        budget,
                        own);
        StepsIdentity identity =
                new StepsIdentity(
                        TrainingIdentity.of(plan, prior), groups.described(), false, shard.count());
        return new OpenSession(
                plan,
                setup,
                session,
                shard,
                new SessionFile(plan, TrainingMarks.of(identity, shared.lock(), data.digests())),
                results,
                number -> another(groups, shared, number, owner),
                own,
                closed -> {
                    session.close();
                    replicas.close();
                    free(manager, shared);
                    owner.closed(closed);
                });
    }

    private Shard shard(int number, SharedData shared) {
        int records = shared.data().records();
        return shards.map(some -> new Shard(number, some.count(), records))
                .orElseGet(() -> Shard.whole(records));
    }

    private static void free(NDManager manager, SharedData shared) {
        if (manager != null) {
            manager.close();
        }
        shared.free();
    }
}
