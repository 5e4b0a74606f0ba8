// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDArray;
import dev.sora.core.TrainingSession;
import dev.sora.core.evaluation.Figures;
import dev.sora.core.graph.Weights;
import dev.sora.core.host.PluginScope;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.Row;
import dev.sora.core.plan.Plan;
import dev.sora.core.run.RunListener;
import dev.sora.core.training.BestEpoch;
import dev.sora.core.training.Computed;
import dev.sora.core.training.Minibatch;
import dev.sora.core.training.Resume;
import dev.sora.core.training.Session;
import dev.sora.core.training.TrainingSetup;
import dev.sora.metric.MetricResult;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session on data that was prepared, with the plugins that serve it. */
public final class OpenSession implements TrainingSession {

    private final Plan plan;
    private final TrainingSetup setup;
    private final Session session;
    private final Weights weights;
    private final SessionVectors vectors;
    private final int records;
    private final Supplier<Map<String, Map<String, MetricResult>>> measure;
    private final SessionFile file;
    private final RunListener listener;
    private final InUse use;
    private BestEpoch best;

    /**
     * The epochs that early stopping knows of: the last is one of them when the next begins, as
     * until then it may be measured.
     */
    private int settled;

    private @Nullable Minibatch batch;

    /** What was computed last, until its loss is counted. */
    private @Nullable OpenGradient uncounted;

    /** The thread that the engine was made ready for last. */
    private Thread ready = Thread.currentThread();

    /**
     * Creates a session.
     *
     * @param measure measures the weights on the validation data
     * @param release frees what it holds
     */
    OpenSession(
            Plan plan,
            TrainingSetup setup,
            Session session,
            int records,
            Supplier<Map<String, Map<String, MetricResult>>> measure,
            SessionFile file,
            RunListener listener,
            Consumer<OpenSession> release) {
        this.plan = plan;
        this.setup = setup;
        this.session = session;
        this.weights = session.weights();
        this.vectors = new SessionVectors(weights, setup.manager());
        this.records = records;
        this.measure = measure;
        this.file = file;
        this.listener = listener;
        this.best = new BestEpoch(plan.training(), weights, listener);
        this.use =
                new InUse("the session of '%s'".formatted(plan.name()), () -> release.accept(this));
    }

    /** Makes a call, one at a time. */
    <R> R within(Supplier<R> action) {
        synchronized (session) {
            try (InUse.Call call = use.begin();
                    PluginScope scope = new PluginScope(plan.engine().plugin().loader())) {
                if (ready != Thread.currentThread()) {
                    // an engine makes the thread ready that asks it for a manager
                    setup.engine().newManager().close();
                    ready = Thread.currentThread();
                }
                return action.get();
            }
        }
    }

    private void run(Runnable action) {
        within(
                () -> {
                    action.run();
                    return plan;
                });
    }

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public int records() {
        return records;
    }

    @Override
    public long stepsPerEpoch() {
        return session.stepsPerEpoch();
    }

    @Override
    public long step() {
        return within(session::step);
    }

    @Override
    public int epochs() {
        return within(session::epochs);
    }

    @Override
    public boolean isDone() {
        return within(
                () -> {
                    if (session.stepOfEpoch() > 0 || batch != null) {
                        return false;
                    }
                    return best.shouldStop(session.history())
                            || session.epochs() >= plan.training().epochs();
                });
    }

    /** Lets early stopping know of the last epoch, with all that was measured of it. */
    private void settle() {
        if (settled < session.epochs()) {
            settled = session.epochs();
            Row last = session.history().get(settled - 1);
            best.accept(settled, last.figures());
            best.tellFirstUndefined(last);
        }
    }

    @Override
    public boolean next(int share, int shares) {
        if (share < 0 || share >= shares) {
            throw new IllegalArgumentException(
                    "there is no share %d of %d".formatted(share, shares));
        }
        return within(
                () -> {
                    leave();
                    if (session.hasNext()) {
                        settle();
                        batch = session.next(share, shares);
                        return true;
                    }
                    session.endEpoch(session.endSteps());
                    return false;
                });
    }

    /** Frees the minibatch; if nothing was applied to it, it is passed over. */
    private void leave() {
        if (batch != null) {
            session.passOver();
            forget();
        }
    }

    private void forget() {
        if (batch != null) {
            batch.close();
            batch = null;
            uncounted = null;
        }
    }

    private Minibatch current() {
        if (batch == null) {
            throw new IllegalStateException("there is no minibatch: call next()");
        }
        return batch;
    }

    boolean isCurrent(Minibatch other) {
        return batch == other;
    }

    @Override
    public double learningRate() {
        return within(session::learningRate);
    }

    @Override
    public Gradient gradient(Set<String> outputs) {
        SessionChecks.outputs(plan, outputs);
        return within(
                () -> {
                    Minibatch now = current();
                    Computed computed = session.compute(now, outputs);
                    uncounted = new OpenGradient(this, now, computed);
                    return uncounted;
                });
    }

    @Override
    public void apply(Gradient gradient) {
        apply(gradient, session.groups());
    }

    @Override
    public void apply(Gradient gradient, String group) {
        apply(gradient, Set.of(SessionChecks.group(session.groups(), group)));
    }

    private void apply(Gradient gradient, Collection<String> to) {
        run(
                () -> {
                    if (!(gradient instanceof OpenGradient own) || !own.belongsTo(this)) {
                        throw new IllegalArgumentException(
                                "the gradient is another session's: apply its values()");
                    }
                    Minibatch now = current();
                    apply(now, to, own.take());
                });
    }

    @Override
    public void apply(float[] gradient) {
        apply(gradient, session.groups());
    }

    @Override
    public void apply(float[] gradient, String group) {
        apply(gradient, Set.of(SessionChecks.group(session.groups(), group)));
    }

    private void apply(float[] gradient, Collection<String> to) {
        run(
                () -> {
                    Minibatch now = current();
                    if (!session.usesGradient()) {
                        throw new IllegalStateException("the optimiser uses no gradient");
                    }
                    apply(now, to, vectors.gradient(gradient, now.manager()));
                });
    }

    private void apply(Minibatch now, Collection<String> to, @Nullable NDArray gradient) {
        Optional<Computed> counts = Optional.ofNullable(uncounted).map(OpenGradient::computed);
        uncounted = null;
        session.apply(now, to, gradient, counts);
    }

    @Override
    public float[] weights() {
        return within(vectors::weights);
    }

    @Override
    public void setWeights(float[] values) {
        run(() -> vectors.setWeights(values));
    }

    @Override
    public float[] buffers() {
        return within(vectors::buffers);
    }

    @Override
    public void setBuffers(float[] values) {
        run(() -> vectors.setBuffers(values));
    }

    @Override
    public List<ParameterRange> layout() {
        return vectors.layout();
    }

    @Override
    public Map<String, float[]> optimiser() {
        return within(
                () -> {
                    Map<String, float[]> state = new LinkedHashMap<>();
                    session.optimiserState()
                            .forEach((name, tensor) -> state.put(name, tensor.toFloatArray()));
                    state.putAll(session.optimiserCounts());
                    return state;
                });
    }

    @Override
    public void setOptimiser(Map<String, float[]> state) {
        run(
                () -> {
                    SessionChecks.optimiser(
                            session.optimiserState(), session.optimiserCountNames(), state);
                    Map<String, FloatBuffer> given = new LinkedHashMap<>();
                    state.forEach((name, values) -> given.put(name, FloatBuffer.wrap(values)));
                    session.replaceOptimiserState(given);
                });
    }

    @Override
    public Map<String, Map<String, MetricResult>> evaluate() {
        return within(
                () -> {
                    Map<String, Map<String, MetricResult>> results = measure.get();
                    boolean afterEpoch = session.stepOfEpoch() == 0 && batch == null;
                    if (afterEpoch && settled < session.epochs() && !results.isEmpty()) {
                        Map<String, Double> figures = new LinkedHashMap<>();
                        Figures.flatten(plan, results)
                                .forEach((name, value) -> figures.put("val_" + name, value));
                        session.measured(figures);
                    }
                    return results;
                });
    }

    @Override
    public void save(Path to) {
        run(
                () -> {
                    boolean isBest =
                            settled < session.epochs() && best.isLastBest(session.history());
                    file.write(to, session.state(isBest ? Optional.empty() : best.weights()));
                });
    }

    @Override
    public void load(Path from) {
        run(
                () -> {
                    Checkpoint checkpoint = file.read(from);
                    Map<String, FloatBuffer> values =
                            Tensors.checked(checkpoint.weights(), setup.layout(), from.toString());
                    Resume resume = StartingPoints.resume(checkpoint, setup.layout(), from);
                    session.goOn(resume);
                    forget();
                    weights.replace(values, setup.manager());
                    best.close();
                    best = new BestEpoch(plan.training(), weights, listener);
                    settled = Math.max(0, session.epochs() - (resume.partial().isEmpty() ? 1 : 0));
                    best.begin(resume, settled);
                });
    }

    /** Refuses further calls; one in progress goes on to its end. */
    public void retire() {
        use.close();
    }

    @Override
    public void close() {
        use.closeAndWait();
    }
}
