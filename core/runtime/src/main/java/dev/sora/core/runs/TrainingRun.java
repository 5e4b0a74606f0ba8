// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunEvent;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.data.MemoryBound;
import dev.sora.core.data.encoding.DeviceBudget;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.split.Split;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.core.evaluation.Forwards;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Weights;
import dev.sora.core.host.PluginScope;
import dev.sora.core.lock.EngineTexts;
import dev.sora.core.lock.RunLock;
import dev.sora.core.means.ActivationMeans;
import dev.sora.core.packaging.Checkpoints;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.preparation.DataPreparation;
import dev.sora.core.preparation.LearnedStates;
import dev.sora.core.preparation.Phases;
import dev.sora.core.preparation.PreparedTraining;
import dev.sora.core.results.OutputCalibration;
import dev.sora.core.results.RunDistributions;
import dev.sora.core.results.RunLog;
import dev.sora.core.results.RunMeasurement;
import dev.sora.core.results.RunResults;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.core.step.ModelGraph;
import dev.sora.core.training.Replicas;
import dev.sora.core.training.Trainer;
import dev.sora.core.training.TrainingSetup;
import dev.sora.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A training from data to files: reads, fits, encodes, trains, evaluates, saves. */
public final class TrainingRun {

    private final Plan plan;
    private final TrainingRequest request;
    private final Supplier<Engine> engine;
    private final DataPreparation preparation;
    private final RunLock locks;
    private final InitialStates starts;
    private final Trainer trainer;
    private final OutputCalibration calibration;
    private final RunMeasurement measurement;
    private final RunLog log;
    private final Map<String, ModelGraph> models;

    @Inject
    TrainingRun(
            Plan plan,
            TrainingRequest request,
            Supplier<Engine> engine,
            DataPreparation preparation,
            RunLock locks,
            InitialStates starts,
            Trainer trainer,
            OutputCalibration calibration,
            RunMeasurement measurement,
            RunLog log,
            Map<String, ModelGraph> models) {
        this.plan = plan;
        this.request = request;
        this.engine = engine;
        this.preparation = preparation;
        this.locks = locks;
        this.starts = starts;
        this.trainer = trainer;
        this.calibration = calibration;
        this.measurement = measurement;
        this.log = log;
        this.models = models;
    }

    /** Trains and writes the results to the folder of the request. */
    public TrainingResult run() {
        RunFolder folder = RunFolder.open(request.out());
        try (folder;
                preparation) {
            locks.check(engine);
            return run(folder);
        } catch (RuntimeException | Error e) {
            folder.abandon();
            throw e;
        }
    }

    private TrainingResult run(RunFolder folder) {
        long begun = System.nanoTime();
        PreparedTraining data = preparation.prepare();
        LearnedStates.check(data.graph());
        Phases phases = new Phases(log);
        phases.start("engine");
        Engine running = engine.get();
        Lock lock = locks.of(running, data);
        phases.start("upload");
        try (PluginScope scope = new PluginScope(plan.engine().plugin().loader());
                NDManager manager = running.newManager()) {
            TrainingSetup setup =
                    TrainingSetup.of(
                            data.graph(),
                            List.copyOf(plan.training().groups().values()),
                            models,
                            running,
                            manager);
            long memory =
                    DataProcedure.of(data.graph()).retriever().isEmpty()
                            ? MemoryBound.of(plan.data()).left()
                            : 0;
            InitialState start =
                    starts.find(
                            setup,
                            folder,
                            lock,
                            data.digests(),
                            FrozenValues.areKept(data.graph(), data.train().size(), memory),
                            locks.frozen());
            DeviceBudget budget = DeviceBudget.of(running);
            FrozenValues frozen = new FrozenValues(setup.network(), start.weights(), memory, log);
            EncodedData train =
                    frozen.extend(
                            data.train().upload(manager, budget),
                            Split.TRAIN.word(),
                            true,
                            manager);
            Optional<EvaluationSplit> validation =
                    data.validation()
                            .map(v -> v.upload(manager, budget))
                            .map(v -> extended(v, frozen, manager));
            Optional<EvaluationSplit> test =
                    data.test().filter(t -> request.test()).map(t -> t.upload(manager, budget));
            if (start.isNew()) {
                folder.clear(request.lock());
            }
            phases.start("train");
            announce(setup, train, validation, test);
            Trainer.Result trained;
            try (Replicas replicas = replicas(setup, start.weights(), data, memory);
                    CheckpointWriter checkpoints = checkpoints(start, folder)) {
                trained =
                        trainer.train(
                                setup,
                                start.weights(),
                                train,
                                validation,
                                start.resume(),
                                checkpoints,
                                replicas);
            }
            phases.start("evaluate");
            checkInterrupt("stopped before the weights were measured");
            FittedGraph graph = calibration.calibrate(setup, trained, validation, Forwards.HERE);
            TrainingSetup answering = setup.with(graph);
            RunMeasurement.Measured measured =
                    measurement.measure(answering, trained, validation, test, Forwards.HERE, log);
            phases.start("save");
            checkInterrupt("stopped before the results were written");
            RunResults all =
                    new RunResults(
                            plan,
                            answering,
                            data.with(graph),
                            lock,
                            trained,
                            measured,
                            ActivationMeans.of(
                                    answering.network(), trained.weights(), train, manager, log),
                            RunDistributions.of(
                                    answering.network(), trained.weights(), data, manager, log),
                            (System.nanoTime() - begun) / 1e9);
            return folder.save(all, log, phases, log);
        }
    }

    private static Replicas replicas(
            TrainingSetup setup, Weights first, PreparedTraining data, long memory) {
        return Replicas.open(
                setup,
                first,
                (network, weights, own) ->
                        new FrozenValues(network, weights, memory, event -> {})
                                .extend(
                                        data.train().upload(own, DeviceBudget.of(setup.engine())),
                                        Split.TRAIN.word(),
                                        true,
                                        own));
    }

    /** Adds values of frozen nodes that do not change between the epochs. */
    private static EvaluationSplit extended(
            EvaluationSplit part, FrozenValues frozen, NDManager manager) {
        return new EvaluationSplit(
                part.split(),
                frozen.extend(part.data(), part.split().word(), false, manager),
                part.records());
    }

    /**
     * Checks for an abort after an evaluation: a split that does not exist is not evaluated, and a
     * listener may have aborted.
     */
    private static void checkInterrupt(String stopped) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException(stopped);
        }
    }

    private CheckpointWriter checkpoints(InitialState start, RunFolder folder) {
        return new CheckpointWriter(
                plan,
                start.marks(),
                new Checkpoints(
                        folder.checkpoints(), Math.max(1, plan.training().checkpoint().keep())),
                folder.history(),
                log);
    }

    private void announce(
            TrainingSetup setup,
            EncodedData train,
            Optional<EvaluationSplit> validation,
            Optional<EvaluationSplit> test) {
        log.on(
                new RunEvent.TrainingStarted(
                        plan.name(),
                        plan.seed(),
                        EngineTexts.device(setup.engine()),
                        train.size(),
                        validation.map(part -> part.data().size()).orElse(0),
                        test.map(part -> part.data().size()).orElse(0),
                        plan.training().epochs(),
                        plan.training().batches().stepsPerEpoch(train.size()),
                        setup.layout().parameterCount(),
                        plan.training().earlyStopping().map(TrainingPlan.EarlyStopping::monitor)));
    }
}
