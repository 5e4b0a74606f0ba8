// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDArray;
import dev.sora.core.TrainingSession;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.plan.Plan;
import dev.sora.core.run.RunListener;
import dev.sora.core.training.Computed;
import dev.sora.core.training.Minibatch;
import dev.sora.core.training.Resume;
import dev.sora.core.training.Session;
import dev.sora.core.training.TrainingSetup;
import dev.sora.metric.MetricResult;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session on data that was prepared, with the plugins that serve it. */
public final class OpenSession implements TrainingSession {

    private final Plan plan;
    private final TrainingSetup setup;
    private final Session session;
    private final SessionEpochs epochs;
    private final SessionVectors vectors;
    private final int records;
    private final Supplier<Map<String, Map<String, MetricResult>>> measure;
    private final SessionFile file;
    private final SessionCalls calls;

    private @Nullable Minibatch batch;

    /** What was computed of the minibatch, in its order, until its losses are counted. */
    private final List<Computed> uncounted = new ArrayList<>();

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
        this.epochs = new SessionEpochs(plan, session, listener);
        this.vectors = new SessionVectors(session, setup.manager());
        this.records = records;
        this.measure = measure;
        this.file = file;
        this.calls = new SessionCalls(plan, setup.engine(), () -> release.accept(this));
    }

    /** Makes a call, one at a time. */
    <R> R within(Supplier<R> action) {
        return calls.get(action);
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
        return within(() -> isBetweenEpochs() && epochs.areEnough());
    }

    private boolean isBetweenEpochs() {
        return session.stepOfEpoch() == 0 && batch == null;
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
                        epochs.settle();
                        batch = session.next(share, shares);
                        return true;
                    }
                    session.endEpoch(session.endSteps());
                    return false;
                });
    }

    /** Frees the minibatch; if nothing was applied to it, it is passed over, its losses counted. */
    private void leave() {
        if (batch != null) {
            count(batch);
            session.passOver();
            forget();
        }
    }

    private void forget() {
        if (batch != null) {
            batch.close();
            batch = null;
            uncounted.clear();
        }
    }

    private void count(Minibatch now) {
        uncounted.forEach(computed -> session.count(now, computed));
        uncounted.clear();
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
                    uncounted.add(computed);
                    return new OpenGradient(this, now, computed);
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
        calls.run(
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
        calls.run(
                () -> {
                    Minibatch now = current();
                    if (!session.usesGradient()) {
                        throw new IllegalStateException("the optimiser uses no gradient");
                    }
                    apply(now, to, vectors.gradient(gradient, now.manager()));
                });
    }

    private void apply(Minibatch now, Collection<String> to, @Nullable NDArray gradient) {
        session.apply(now, to, gradient);
        count(now);
    }

    @Override
    public float[] weights() {
        return within(vectors::weights);
    }

    @Override
    public void setWeights(float[] values) {
        calls.run(() -> vectors.setWeights(values));
    }

    @Override
    public float[] buffers() {
        return within(vectors::buffers);
    }

    @Override
    public void setBuffers(float[] values) {
        calls.run(() -> vectors.setBuffers(values));
    }

    @Override
    public List<ParameterRange> layout() {
        return vectors.layout();
    }

    @Override
    public Map<String, float[]> optimiser() {
        return within(vectors::optimiser);
    }

    @Override
    public void setOptimiser(Map<String, float[]> state) {
        calls.run(() -> vectors.setOptimiser(state));
    }

    @Override
    public Map<String, Map<String, MetricResult>> evaluate() {
        return within(
                () -> {
                    Map<String, Map<String, MetricResult>> results = measure.get();
                    if (isBetweenEpochs()) {
                        epochs.measured(results);
                    }
                    return results;
                });
    }

    @Override
    public void save(Path to) {
        calls.run(() -> file.write(to, session.state(epochs.best())));
    }

    @Override
    public void load(Path from) {
        calls.run(
                () -> {
                    Checkpoint checkpoint = file.read(from);
                    Map<String, FloatBuffer> values =
                            Tensors.checked(checkpoint.weights(), setup.layout(), from.toString());
                    Resume resume = StartingPoints.resume(checkpoint, setup.layout(), from);
                    session.goOn(resume);
                    forget();
                    session.weights().replace(values, setup.manager());
                    epochs.goOn(resume);
                });
    }

    /** Refuses further calls; one in progress goes on to its end. */
    public void retire() {
        calls.refuse();
    }

    @Override
    public void close() {
        calls.close();
    }
}
