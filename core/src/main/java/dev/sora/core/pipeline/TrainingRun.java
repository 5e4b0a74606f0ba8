// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import com.google.inject.Provider;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.assembly.EngineTexts;
import dev.sora.core.data.EncodedData;
import dev.sora.core.evaluation.EvaluationPart;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.evaluation.Figures;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.host.PluginScope;
import dev.sora.core.packaging.Checkpoints;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.run.Phases;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.core.training.Trainer;
import dev.sora.engine.Engine;
import dev.sora.metric.MetricResult;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A training from data to files: reads, fits, encodes, trains, evaluates, saves. */
public final class TrainingRun {

    private final Plan plan;
    private final Supplier<Engine> engine;
    private final Provider<Trainer> trainer;
    private final Evaluator evaluator;
    private final DataPreparation preparation;
    private final RunListener listener;

    @Inject
    TrainingRun(
            Plan plan,
            Supplier<Engine> engine,
            Provider<Trainer> trainer,
            Evaluator evaluator,
            DataPreparation preparation,
            RunListener listener) {
        this.plan = plan;
        this.engine = engine;
        this.trainer = trainer;
        this.evaluator = evaluator;
        this.preparation = preparation;
        this.listener = listener;
    }

    /**
     * Trains and writes the results into the folder of the request.
     *
     * @param prior the model whose weights it starts from
     * @param manifest the resolved manifest as YAML
     * @param log what the run's listener noted for the report
     * @param digests the digests of the plugins' jars
     */
    TrainingResult run(
            TrainingRequest request,
            Optional<PriorModel> prior,
            String manifest,
            RunLog log,
            PluginDigests digests) {
        RunFolder folder = RunFolder.open(request.out());
        try (preparation) {
            Optional<Frozen> frozen = request.lock().map(Frozen::read);
            frozen.ifPresent(
                    f -> {
                        f.check(LockMaker.of(plan, engine.get(), digests));
                        f.checkFiles(plan, prior);
                    });
            return run(request, prior, frozen, manifest, log, digests, folder);
        } catch (RuntimeException | Error e) {
            folder.abandon();
            throw e;
        }
    }

    private TrainingResult run(
            TrainingRequest request,
            Optional<PriorModel> prior,
            Optional<Frozen> frozen,
            String manifest,
            RunLog log,
            PluginDigests digests,
            RunFolder folder) {
        long begun = System.nanoTime();
        DataPreparation.Prepared data = preparation.prepare(prior);
        LearnedStates.check(data.graph());
        Phases phases = new Phases(listener);
        phases.start("engine");
        Engine running = engine.get();
        Lock lock = LockMaker.withData(LockMaker.of(plan, running, digests), plan, prior, data);
        frozen.ifPresent(f -> f.checkRead(lock));
        phases.start("upload");
        try (PluginScope scope = new PluginScope(plan.engine().plugin().loader());
                NDManager manager = running.newManager()) {
            Network network = new Network(data.graph(), running, manager);
            ParameterLayout layout = new ParameterLayout(data.graph());
            checkTrainable(layout);
            StartingPoint start =
                    StartingPoint.of(
                            plan,
                            data.graph(),
                            folder,
                            request.resume(),
                            prior,
                            frozen,
                            layout,
                            manager,
                            listener);
            EncodedData train = data.train().upload(manager);
            Optional<EvaluationPart> validation = data.validation().map(v -> v.upload(manager));
            Optional<EvaluationPart> test = data.test().map(t -> t.upload(manager));
            if (start.isNew()) {
                folder.clear(request.lock());
            }
            phases.start("train");
            announce(running, layout, train, validation, test);
            Trainer.Result trained;
            try (CheckpointWriter checkpoints = checkpoints(start, lock.pins(), folder)) {
                trained =
                        trainer.get()
                                .train(
                                        network,
                                        start.weights(),
                                        train,
                                        validation,
                                        start.resume(),
                                        checkpoints,
                                        manager);
            }
            phases.start("evaluate");
            OutcomeLog outcomes = new OutcomeLog();
            Map<String, Map<String, Map<String, MetricResult>>> results = new LinkedHashMap<>();
            validation.ifPresent(
                    part ->
                            results.put(
                                    "validation",
                                    evaluator.evaluate(
                                            network,
                                            trained.weights(),
                                            part,
                                            manager,
                                            test.isPresent() ? (o, x) -> {} : outcomes)));
            test.ifPresent(
                    part ->
                            results.put(
                                    "test",
                                    evaluator.evaluate(
                                            network, trained.weights(), part, manager, outcomes)));
            results.forEach((part, result) -> listener.on(new RunEvent.Evaluated(part, result)));
            phases.start("save");
            Map<String, Map<String, Map<String, Double>>> metrics = new LinkedHashMap<>();
            metrics.put("train", trainLoss(trained));
            results.forEach((part, result) -> metrics.put(part, Figures.numbers(result)));
            RunResults all =
                    new RunResults(
                            plan,
                            manifest,
                            running,
                            data,
                            lock,
                            layout,
                            trained.weights(),
                            trained,
                            results,
                            metrics,
                            outcomes,
                            (System.nanoTime() - begun) / 1e9);
            TrainingResult result = folder.save(all, log, phases, listener);
            return result;
        }
    }

    private void checkTrainable(ParameterLayout layout) {
        if (layout.parameterCount() == 0) {
            throw new SoraException(
                    Problem.of("SORA-2392", "the graph has no weights: there is nothing to train")
                            .where(plan.manifest().where("outputs"))
                            .have(layout.frozenSize() == 0 ? "" : "nothing but frozen weights")
                            .fix(
                                    layout.frozenSize() == 0
                                            ? "add a particle that learns, or leave an output its"
                                                    + " head"
                                            : "remove 'frozen' from a node, or use 'sora"
                                                    + " evaluate' on the package as it is"));
        }
    }

    private CheckpointWriter checkpoints(StartingPoint start, String pins, RunFolder folder) {
        return new CheckpointWriter(
                plan,
                start.identity(),
                pins,
                new Checkpoints(
                        folder.checkpoints(), Math.max(1, plan.training().checkpoint().keep())),
                folder.history(),
                listener);
    }

    private void announce(
            Engine running,
            ParameterLayout layout,
            EncodedData train,
            Optional<EvaluationPart> validation,
            Optional<EvaluationPart> test) {
        listener.on(
                new RunEvent.TrainingStarted(
                        plan.name(),
                        plan.seed(),
                        EngineTexts.device(running),
                        train.size(),
                        validation.map(part -> part.data().size()).orElse(0),
                        test.map(part -> part.data().size()).orElse(0),
                        plan.training().epochs(),
                        plan.training().stepsPerEpoch(train.size()),
                        layout.parameterCount(),
                        plan.training().earlyStopping().map(TrainingPlan.EarlyStopping::monitor)));
    }

    /** The training loss of the epoch whose weights were kept, by output. */
    private Map<String, Map<String, Double>> trainLoss(Trainer.Result trained) {
        Map<String, Map<String, Double>> losses = new LinkedHashMap<>();
        trained.history().stream()
                .filter(row -> row.epoch() == trained.bestEpoch())
                .forEach(
                        row -> {
                            for (Node.Output output : plan.nodes(Node.Output.class)) {
                                Double loss = row.figures().get(output.name() + ".loss");
                                losses.put(
                                        output.name(),
                                        Map.of(
                                                "loss",
                                                loss == null ? row.figures().get("loss") : loss));
                            }
                        });
        return losses;
    }
}
