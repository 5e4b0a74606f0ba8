// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.Batches;
import dev.sora.core.data.EncodedData;
import dev.sora.core.evaluation.EvaluationPart;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.evaluation.Figures;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.Progress.Partial;
import dev.sora.core.packaging.Row;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Planned;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.retrieval.PairedBatches;
import dev.sora.core.run.InterruptedRunException;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.engine.Engine;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.Schedule;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.PassRandom;
import dev.sora.plugin.SoraType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** One training; its fields are what changes from step to step. */
final class TrainingLoop {

    private static final Partial NOTHING = new Partial(0, Map.of(), 0, 0);

    private final Plan plan;
    private final RunListener listener;
    private final Evaluator evaluator;
    private final TrainingPlan training;
    private final Network network;
    private final Weights weights;
    private final EncodedData data;
    private final Optional<EvaluationPart> validation;
    private final CheckpointTaker checkpoints;
    private final NDManager manager;
    private final Optimiser optimiser;
    private final Optional<Schedule> schedule;
    private final Step step;
    private final Optional<EarlyStop> earlyStop;
    private final BestWeights kept;
    private final Minibatches minibatches;
    private final EpochOrder order;
    private final List<Row> history = new ArrayList<>();
    private final long stepsPerEpoch;
    private long steps;
    private int epochsDone;
    private Partial partial = NOTHING;
    private long begun;
    private double rate;
    private ProgressMeter meter;

    TrainingLoop(
            Plan plan,
            Engine engine,
            RunListener listener,
            Evaluator evaluator,
            Network network,
            Weights weights,
            EncodedData data,
            Optional<EvaluationPart> validation,
            CheckpointStore checkpoints,
            NDManager manager) {
        this.plan = plan;
        this.listener = listener;
        this.evaluator = evaluator;
        this.training = plan.training();
        this.network = network;
        this.weights = weights;
        this.data = data;
        this.validation = validation;
        this.checkpoints = new CheckpointTaker(training.checkpoint(), checkpoints);
        this.manager = manager;
        optimiser =
                made(training.optimiser(), planned -> planned.type().create(planned.settings()));
        schedule =
                training.schedule()
                        .map(planned -> made(planned, p -> p.type().create(p.settings())));
        step = new Step(network, weights, engine, optimiser, training.clipNorm());
        earlyStop = training.earlyStopping().map(EarlyStop::new);
        kept = new BestWeights(weights);
        minibatches = Minibatches.of(network.graph(), data, manager);
        order = EpochOrder.of(plan, network.graph(), data);
        stepsPerEpoch = training.stepsPerEpoch(data.size());
    }

    private <T extends SoraType, R> R made(Planned<T> planned, Function<Planned<T>, R> maker) {
        return PluginWork.call(plan, planned, "was made", () -> maker.apply(planned));
    }

    Trainer.Result train(Resume resume) {
        PluginWork.run(
                plan,
                training.optimiser(),
                "began",
                () ->
                        optimiser.begin(
                                weights.trained(), new SplittableRandom(plan.seed() ^ 0x5eedL)));
        restore(resume);
        meter = new ProgressMeter(stepsPerEpoch * training.epochs(), steps);
        boolean stop = earlyStop.map(EarlyStop::shouldStop).orElse(false);
        // an epoch that has begun is ended, should the training be shorter now
        while (partial.steps() > 0 || (epochsDone < training.epochs() && !stop)) {
            stop = epoch(epochsDone + 1);
        }
        checkpoints.end();
        int epoch = epochsDone;
        earlyStop.filter(e -> e.undefined() > 0).ifPresent(this::tellUndefined);
        boolean restoreBest =
                earlyStop.map(e -> e.settings().restoreBest() && e.bestEpoch() > 0).orElse(false);
        if (stop && epoch < training.epochs()) {
            EarlyStop early = earlyStop.orElseThrow();
            listener.on(
                    new RunEvent.StoppedEarly(
                            epoch, early.bestEpoch(), early.settings().monitor(), early.best()));
        }
        int keptEpoch = restoreBest ? earlyStop.orElseThrow().bestEpoch() : epoch;
        Weights result = restoreBest ? kept.weights().orElse(weights) : weights;
        return new Trainer.Result(result, List.copyOf(history), keptEpoch);
    }

    private void restore(Resume resume) {
        steps = resume.step();
        epochsDone = resume.epoch();
        partial = resume.partial().orElse(NOTHING);
        checkpoints.begin(steps);
        history.addAll(resume.history());
        resume.restore(optimiser.state(), manager);
        earlyStop.ifPresent(
                early ->
                        resume.history()
                                .forEach(
                                        row ->
                                                early.accept(
                                                        row.epoch(),
                                                        monitored(early, row.figures()))));
        if (!resume.best().isEmpty()) {
            kept.load(resume.best());
        } else if (resume.epoch() > 0 && partial.steps() == 0 && earlyStop.isPresent()) {
            // a checkpoint of the best epoch holds its weights once
            kept.keep();
        }
        if (partial.steps() > 0) {
            // all its steps may be done
            rate = optimiser.learningRate() * factor(epochsDone + 1);
        }
    }

    /** Trains one epoch; returns whether to stop after it. */
    private boolean epoch(int epoch) {
        double before = partial.seconds();
        begun = System.nanoTime();
        Map<String, Double> figures = steps(epoch);
        Duration took = Duration.ofNanos(System.nanoTime() - begun + (long) (before * 1e9));
        double seconds = Math.max(1e-9, took.toNanos() / 1e9);
        validation.ifPresent(part -> validate(part, figures));
        boolean better = earlyStop.map(e -> e.accept(epoch, monitored(e, figures))).orElse(true);
        if (better && earlyStop.isPresent()) {
            kept.keep();
        }
        double speed = stepsPerEpoch * (double) training.batchSize() / seconds;
        speed = Math.min(speed, data.size() / seconds);
        history.add(new Row(epoch, figures, rate, seconds, speed));
        epochsDone = epoch;
        partial = NOTHING;
        boolean best = better && earlyStop.isPresent();
        listener.on(new RunEvent.EpochEnded(epoch, figures, rate, took, speed, best));
        earlyStop
                .filter(e -> e.undefined() == 1 && !Double.isFinite(monitored(e, figures)))
                .ifPresent(
                        e ->
                                listener.on(
                                        new RunEvent.MonitorUndefined(
                                                e.settings().monitor(),
                                                epoch,
                                                1,
                                                epoch,
                                                e.bestEpoch())));
        boolean stop = earlyStop.map(EarlyStop::shouldStop).orElse(false);
        checkpoints.afterEpoch(
                epoch,
                steps,
                stop || epoch >= training.epochs(),
                List.copyOf(history),
                () -> state(better ? Optional.empty() : kept.weights()));
        meter.restart(steps);
        return stop;
    }

    private void validate(EvaluationPart part, Map<String, Double> figures) {
        try {
            Figures.flatten(plan, evaluator.evaluate(network, weights, part, manager))
                    .forEach((name, value) -> figures.put("val_" + name, value));
        } catch (InterruptedRunException e) {
            checkpoints.interrupted(steps, () -> state(kept.weights()));
            throw e;
        }
    }

    private TrainingState state(Optional<Weights> best) {
        return new TrainingState(
                epochsDone,
                steps,
                partial.steps() > 0 ? Optional.of(partial) : Optional.empty(),
                weights,
                best,
                optimiser.state(),
                List.copyOf(history));
    }

    /** Returns what is done of an epoch, to go on with. */
    private Partial done(int epoch, long stepsOfEpoch, LossSums sums, double before) {
        if (stepsOfEpoch == 0) {
            return NOTHING;
        }
        finite(epoch, sums.mean());
        return new Partial(
                stepsOfEpoch,
                sums.sums(),
                sums.records(),
                before + (System.nanoTime() - begun) / 1e9);
    }

    /** Says in how many epochs the monitor was not defined; the first was told when it happened. */
    private void tellUndefined(EarlyStop early) {
        if (early.undefined() > 1 || early.bestEpoch() == 0) {
            listener.on(
                    new RunEvent.MonitorUndefined(
                            early.settings().monitor(),
                            0,
                            early.undefined(),
                            history.size(),
                            early.bestEpoch()));
        }
    }

    private static double monitored(EarlyStop early, Map<String, Double> figures) {
        return figures.getOrDefault(early.settings().monitor(), Double.NaN);
    }

    /** Does the steps of one epoch; returns the mean losses over its records. */
    private Map<String, Double> steps(int epoch) {
        try (NDManager epochManager = manager.newSubManager()) {
            NDArray rows = epochManager.create(order.rows(epoch));
            NDList batches = rows.split(Batches.cuts(data.size(), training.batchSize()), 0);
            LossSums sums = new LossSums(plan, epochManager, partial.losses(), partial.records());
            double before = partial.seconds();
            for (int i = (int) partial.steps(); i < stepsPerEpoch; i++) {
                int done = i;
                if (Thread.currentThread().isInterrupted()) {
                    checkpoints.interrupted(
                            steps,
                            () -> {
                                partial = done(epoch, done, sums, before);
                                return state(kept.weights());
                            });
                    throw new InterruptedRunException(
                            "stopped in epoch %d, step %d".formatted(epoch, i + 1));
                }
                NDArray batch = batches.get(i);
                int size = Math.toIntExact(batch.size());
                try (NDManager stepManager = epochManager.newSubManager()) {
                    step(epoch, batch, stepManager);
                    sums.add(step, size);
                    meter.add(size);
                    if (meter.isDue()) {
                        tell(epoch, i + 1, sums.mean());
                    }
                }
                if (i + 1 < stepsPerEpoch) {
                    checkpoints.afterStep(
                            steps,
                            () -> {
                                partial = done(epoch, done + 1, sums, before);
                                return state(kept.weights());
                            });
                }
            }
            partial = done(epoch, stepsPerEpoch, sums, before);
            return sums.figures();
        }
    }

    private void step(int epoch, NDArray rows, NDManager stepManager) {
        steps++;
        // each step has random numbers of its own: what is drawn needs no history
        RandomGenerator random =
                new SplittableRandom(PassRandom.mix(plan.seed() ^ 0x9a175L, steps));
        PairedBatches.Batch batch = minibatches.of(rows, random, stepManager);
        rate = optimiser.learningRate() * factor(epoch);
        step.run(batch.inputs(), batch.targets(), stepManager, steps, rate);
    }

    private double factor(int epoch) {
        if (schedule.isEmpty()) {
            return 1;
        }
        List<Double> monitored = earlyStop.map(EarlyStop::monitored).orElseGet(this::losses);
        return PluginWork.call(
                plan,
                training.schedule().orElseThrow(),
                "set the learning rate",
                () ->
                        schedule.get()
                                .factor(
                                        new Schedule.Progress(
                                                steps,
                                                stepsPerEpoch * training.epochs(),
                                                epoch,
                                                training.epochs(),
                                                monitored)));
    }

    private List<Double> losses() {
        return history.stream()
                .map(row -> row.figures().getOrDefault("val_loss", row.figures().get("loss")))
                .filter(Double::isFinite)
                .toList();
    }

    private void tell(int epoch, long stepOfEpoch, double loss) {
        finite(epoch, loss);
        meter.tell(steps);
        String name = "";
        OptionalDouble glance = OptionalDouble.empty();
        Node.Output first = plan.nodes(Node.Output.class).get(0);
        FittedOutput output = network.graph().outputs().get(first.name());
        if (output.glanceName().isPresent()) {
            name = output.glanceName().get();
            glance =
                    OptionalDouble.of(
                            output.glance(
                                            step.predictions().get(first.name()),
                                            step.targets().get(first.name()))
                                    .getFloat());
        }
        listener.on(
                new RunEvent.Progress(
                        epoch,
                        stepOfEpoch,
                        loss,
                        name,
                        glance,
                        meter.samplesPerSecond(),
                        meter.left(steps)));
    }

    private double finite(int epoch, double loss) {
        if (Double.isNaN(loss) || Double.isInfinite(loss)) {
            throw new SoraException(
                    Problem.of("SORA-5201", "the training diverged: the loss is no number")
                            .where("epoch %d, step %d".formatted(epoch, steps))
                            .have("loss " + loss + ", learning rate " + rate)
                            .fix(
                                    "lower training.optimiser.learning_rate, or set"
                                            + " training.clip_norm: 1"));
        }
        return loss;
    }
}
