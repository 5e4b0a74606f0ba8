// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import dev.sora.core.RunListener;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.TrainingSession;
import dev.sora.core.evaluation.Forwards;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.minibatches.Shard;
import dev.sora.core.plan.Plan;
import dev.sora.core.step.Minibatch;
import dev.sora.core.training.Session;
import dev.sora.core.training.TrainingSetup;
import dev.sora.metric.MetricResult;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A session on prepared data, with a lease on its plugins. */
public final class OpenSession implements TrainingSession {

    private final Plan plan;
    private final TrainingSetup setup;
    private final Session session;
    private final SessionEpochs epochs;
    private final SessionVectors vectors;
    private final SessionFile file;
    private final SessionResults results;
    private final Shard shard;
    private final IntFunction<OpenSession> another;
    private final SessionCalls calls;
    private final CurrentMinibatch batch;
    private final SessionShares divided;

    /**
     * Creates a session.
     *
     * @param shard which of the training records it holds
     * @param another opens another session on the same data, with a shard of it
     * @param release frees the resources of the session
     */
    OpenSession(
            Plan plan,
            TrainingSetup setup,
            Session session,
            Shard shard,
            SessionFile file,
            SessionResults results,
            IntFunction<OpenSession> another,
            RunListener listener,
            Consumer<OpenSession> release) {
        this.plan = plan;
        this.setup = setup;
        this.session = session;
        this.batch = new CurrentMinibatch(session);
        this.epochs = new SessionEpochs(plan, session, listener);
        this.vectors = new SessionVectors(session, setup.manager());
        this.divided = new SessionShares(setup.network().graph(), shard.records());
        this.shard = shard;
        this.file = file;
        this.results = results;
        this.another = another;
        this.calls = new SessionCalls(plan, setup.engine(), () -> release.accept(this));
    }

    /** Runs a call; one call runs at a time. */
    <R> R within(Supplier<R> action) {
        return calls.get(action);
    }

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public int records() {
        return divided.records();
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
        return session.stepOfEpoch() == 0 && !batch.isPresent();
    }

    @Override
    public boolean next() {
        return next(shard.number(), shard.count());
    }

    @Override
    public boolean next(int share, int shares) {
        SessionChecks.share(share, shares);
        SessionChecks.shard(shard, share, shares);
        return within(
                () -> {
                    divided.check(shares);
                    batch.leave();
                    if (session.hasNext()) {
                        epochs.settle();
                        batch.draw(share, shares);
                        return true;
                    }
                    session.endEpoch(session.endSteps().metrics());
                    return false;
                });
    }

    @Override
    public void checkShares(int shares) {
        calls.run(() -> divided.check(shares));
    }

    boolean isCurrent(Minibatch other) {
        return batch.is(other);
    }

    @Override
    public void train() {
        calls.run(batch::train);
    }

    @Override
    public double learningRate() {
        return within(session::learningRate);
    }

    @Override
    public Gradient gradient(Set<String> outputs) {
        SessionChecks.outputs(plan, outputs);
        return within(() -> new OpenGradient(this, batch.get(), batch.compute(outputs)));
    }

    @Override
    public void apply(Gradient gradient) {
        apply(gradient, session.optimisers().groups());
    }

    @Override
    public void apply(Gradient gradient, String group) {
        apply(gradient, Set.of(SessionChecks.group(session.optimisers().groups(), group)));
    }

    private void apply(Gradient gradient, Collection<String> to) {
        calls.run(
                () -> {
                    OpenGradient own = SessionChecks.own(gradient, this);
                    batch.apply(to, now -> own.take());
                });
    }

    @Override
    public void apply(float[] gradient) {
        apply(gradient, session.optimisers().groups());
    }

    @Override
    public void apply(float[] gradient, String group) {
        apply(gradient, Set.of(SessionChecks.group(session.optimisers().groups(), group)));
    }

    private void apply(float[] gradient, Collection<String> to) {
        calls.run(
                () -> {
                    SessionChecks.gradient(session.optimisers().usesGradient());
                    batch.apply(to, now -> vectors.gradient(gradient, now.manager()));
                });
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
    public Metrics<MetricResult> evaluate() {
        return evaluate(Forwards.HERE);
    }

    @Override
    public Metrics<MetricResult> evaluate(int share, int shares, int most, Exchange exchange) {
        return evaluate(SessionShares.forwards(share, shares, most, exchange));
    }

    private Metrics<MetricResult> evaluate(Forwards forwards) {
        return within(
                () -> {
                    Metrics<MetricResult> metrics = results.validate(session.evaluated(), forwards);
                    if (isBetweenEpochs()) {
                        epochs.measured(metrics);
                    }
                    return metrics;
                });
    }

    @Override
    public TrainingResult writeResults(Path folder) {
        return within(() -> results.write(folder, epochs.last(), Forwards.HERE));
    }

    @Override
    public TrainingResult finish(Path folder) {
        return within(() -> results.write(folder, epochs.chosen(), Forwards.HERE));
    }

    @Override
    public Optional<TrainingResult> finish(
            Path folder, int share, int shares, int most, Exchange exchange) {
        Forwards forwards = SessionShares.forwards(share, shares, most, exchange);
        return within(() -> results.write(folder, epochs.chosen(), share, forwards));
    }

    @Override
    public EpochSums sums() {
        return within(epochs::sums);
    }

    @Override
    public void setSums(EpochSums sums) {
        calls.run(() -> epochs.setSums(sums));
    }

    @Override
    public void save(Path to) {
        calls.run(() -> file.write(to, session.state(epochs.best())));
    }

    @Override
    public void load(Path from) {
        calls.run(
                () -> {
                    SessionFile.Content saved = file.read(from, setup.layout());
                    session.goOn(saved.resume());
                    batch.forget();
                    session.weights().replace(saved.weights(), setup.manager());
                    epochs.goOn(saved.resume());
                });
    }

    @Override
    public TrainingSession another() {
        return another(shard.number());
    }

    @Override
    public TrainingSession another(int number) {
        return calls.beside(() -> another.apply(number));
    }

    /** Refuses further calls; a call in progress continues to its end. */
    public void retire() {
        calls.refuse();
    }

    @Override
    public void close() {
        calls.close();
    }
}
