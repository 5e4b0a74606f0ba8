// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.metrics.Metrics;
import dev.sora.metric.MetricResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A training whose steps the caller drives, for example to average gradients over machines, to
 * alternate between optimisers, or to stop by its own criterion.
 *
 * <pre>{@code
 * try (TrainingSession session = sora.session(plan, listener)) {
 *     while (!session.isDone()) {
 *         while (session.next()) {
 *             session.apply(session.gradient());
 *         }
 *         session.evaluate();
 *     }
 *     session.save(Path.of("runs/mine/checkpoints/epoch-0005.ckpt"));
 * }
 * }</pre>
 *
 * <p>A session computes the same steps as {@code train} with the same plan, bit by bit. The order
 * of records, random numbers and learning rate depend only on the plan's seed and the numbers of
 * step and epoch, so sessions of one plan draw the same minibatches, even on different machines.
 *
 * <p><b>Vectors.</b> All trained weights are one vector, and so is their gradient; {@link #layout}
 * returns the place of each parameter. Parameters are separated by gaps of zeros, so that each
 * begins on a boundary of 64 bytes. Sessions of one plan on the same data have the same layout. The
 * buffers of particles, such as the means of a batch normalisation, are a second vector, {@link
 * #buffers}.
 *
 * <p><b>Threads.</b> Any thread may call; one call runs at a time.
 *
 * <p><b>Failures</b> are {@link dev.sora.problem.SoraException}s with the codes of the command
 * line. After a failure of an optimiser or particle, only {@link #load} and {@link #close} are
 * possible. After the session or its {@link Sora} is closed, calls throw {@link
 * IllegalStateException}.
 */
public interface TrainingSession extends AutoCloseable {

    /** Returns the pipeline's name. */
    String name();

    /** Returns the number of training records. */
    int records();

    /** Returns the number of minibatches in an epoch. */
    long stepsPerEpoch();

    /** Returns the number of completed steps, over all epochs. */
    long step();

    /** Returns the number of completed epochs. */
    int epochs();

    /**
     * Returns whether the plan would end the training: all epochs are completed, or early stopping
     * applies. If early stopping monitors validation, call {@link #evaluate} after each epoch. The
     * caller may continue nevertheless.
     */
    boolean isDone();

    /**
     * Advances to the next minibatch, or ends the epoch after the last one. A session with a shard
     * of the records advances to its share of the minibatch.
     *
     * @return false if the epoch has ended; the next call begins another
     */
    default boolean next() {
        return next(0, 1);
    }

    /**
     * Advances to a share of the next minibatch. If n sessions divide a minibatch, session i takes
     * share i. Each share draws its own random numbers.
     *
     * @param share the index of the share, counted from 0
     * @param shares the number of shares; the records are divided as evenly as possible. A session
     *     that holds shard i of n records of its training takes only share i of n
     * @return false if the epoch has ended; the next call begins another
     * @throws dev.sora.problem.SoraException as {@link #checkShares} does
     */
    boolean next(int share, int shares);

    /**
     * Checks that n sessions can divide the minibatches of this training.
     *
     * @param shares the number of shares
     * @throws dev.sora.problem.SoraException if a loss compares the records of a minibatch, which
     *     no share has as a whole, or if shares have fewer records than a particle needs
     */
    void checkShares(int shares);

    /**
     * Trains on the current minibatch as the manifest states: by its procedure, otherwise as {@code
     * apply(gradient())} does.
     *
     * @throws IllegalStateException if there is no current minibatch
     */
    void train();

    /** Returns the learning rate of the current minibatch, after the schedule. */
    double learningRate();

    /**
     * Computes the losses of the current minibatch and their gradient, with the current weights.
     *
     * @throws IllegalStateException if there is no current minibatch, or if a procedure trains the
     *     graph: its parts have losses of their own, so call {@link #train}
     */
    default Gradient gradient() {
        return gradient(Set.of());
    }

    /**
     * Computes the losses of some outputs, and their gradient.
     *
     * @param outputs the names of the outputs; all if empty
     */
    Gradient gradient(Set<String> outputs);

    /**
     * Lets the optimiser update the weights with a gradient that was computed here, after clipping.
     * If weights are divided into groups, the optimisers of all groups update. The first gradient
     * that is applied completes the step; further gradients of the same minibatch may follow.
     *
     * @param gradient the gradient of the current minibatch, which is consumed
     */
    void apply(Gradient gradient);

    /**
     * Lets the optimiser of a group update its weights; no other weights change.
     *
     * @param gradient the gradient of the current minibatch, which is consumed
     * @param group the name of a group of {@link SessionOptions}
     */
    void apply(Gradient gradient, String group);

    /**
     * Lets the optimiser update the weights with a gradient from elsewhere, such as the mean over
     * several sessions.
     *
     * @param gradient as long as {@link #weights}
     * @throws dev.sora.problem.DataException if the length differs, or a value is not finite
     */
    void apply(float[] gradient);

    /**
     * Lets the optimiser of a group update its weights with a gradient from elsewhere.
     *
     * @param gradient with respect to all weights, as long as {@link #weights}
     * @param group the name of a group of {@link SessionOptions}
     */
    void apply(float[] gradient, String group);

    /** Returns a copy of all trained weights. */
    float[] weights();

    /**
     * Replaces all trained weights.
     *
     * @param weights as long as {@link #weights()}
     * @throws dev.sora.problem.DataException if the length differs, or a value is not finite
     */
    void setWeights(float[] weights);

    /** Returns a copy of the buffers of particles. */
    float[] buffers();

    /**
     * Replaces the buffers of particles.
     *
     * @param buffers as long as {@link #buffers()}
     * @throws dev.sora.problem.DataException if the length differs, or a value is not finite
     */
    void setBuffers(float[] buffers);

    /** Returns the place of each parameter in the vector of weights. */
    List<ParameterRange> layout();

    /** Returns a copy of the optimiser's state, by name. */
    Map<String, float[]> optimiser();

    /**
     * Replaces the optimiser's state.
     *
     * @param state the same names and lengths as {@link #optimiser()}
     * @throws dev.sora.problem.DataException if a name is missing or unknown, a length differs, or
     *     a value is NaN; infinity is allowed, because a search has no loss at first
     */
    void setOptimiser(Map<String, float[]> state);

    /**
     * Evaluates the weights on the validation data; the result is empty if the plan has none. From
     * the end of an epoch until the next begins, the metrics are added to those of the epoch, which
     * early stopping and schedules use; also after {@link #load} of a checkpoint from that time.
     *
     * @return the metrics of the split {@code validation}
     */
    Metrics<MetricResult> evaluate();

    /**
     * Evaluates as {@link #evaluate()} does, and divides the predictions among sessions that have
     * the same plan, data and weights, and all call this. Each computes some of the batches, sends
     * its predictions to the others, and measures all of them in the order of one session, so the
     * metrics of all are those of one session to the last digit, also of metrics that cannot merge
     * partial results. An output that chooses among candidates is evaluated by each session alone.
     *
     * @param share the index of this session, counted from 0
     * @param shares the number of sessions
     * @param most the greatest number of bytes that a session sends at once, the same for all;
     *     greater predictions of a batch are computed by each session
     * @param exchange sends bytes to all sessions; it is called equally often by each
     * @return the metrics of the split {@code validation}
     */
    Metrics<MetricResult> evaluate(int share, int shares, int most, Exchange exchange);

    /** Lets sessions send bytes to each other. */
    @FunctionalInterface
    interface Exchange {

        /**
         * Sends bytes to all sessions, and waits for those of the others.
         *
         * @return the bytes of all sessions by index, which may be empty
         */
        List<byte[]> gather(byte[] own);
    }

    /**
     * Evaluates the current weights on validation and test data, and writes what {@code train}
     * writes: model package, metrics, history, lock and report. Older results in the folder are
     * removed.
     *
     * @param folder the folder, which is created if it does not exist
     * @throws IllegalStateException if no epoch is completed
     */
    TrainingResult writeResults(Path folder);

    /**
     * Ends the training as {@code train} does: chooses the weights of the best epoch if the
     * manifest restores it, and the current ones otherwise, and writes what {@link #writeResults}
     * writes of them. The last epoch counts with the metrics that it has now.
     *
     * @param folder the folder, which is created if it does not exist
     * @throws IllegalStateException if no epoch is completed
     */
    TrainingResult finish(Path folder);

    /**
     * Ends the training as {@link #finish(Path)} does, and divides the predictions of its
     * evaluation as {@link #evaluate(int, int, int, Exchange)} does. All sessions that divide it
     * call this. The first one writes the results, whose digits are those of one session.
     *
     * @param folder the folder of the first session, which is created if it does not exist
     * @param share the index of this session, counted from 0
     * @param shares the number of sessions
     * @param most the greatest number of bytes that a session sends at once, the same for all
     * @param exchange sends bytes to all sessions; it is called equally often by each
     * @return the results of the first session; empty for the others
     * @throws IllegalStateException if no epoch is completed
     */
    Optional<TrainingResult> finish(
            Path folder, int share, int shares, int most, Exchange exchange);

    /**
     * Returns what the completed steps of the epoch in progress add up to; 0 records between two
     * epochs. With shares, these are the sums of the shares of this session.
     */
    EpochSums sums();

    /**
     * Replaces the sums of the epoch in progress, for example by those of all sessions that divide
     * its minibatches, from which the losses of the epoch follow.
     *
     * @throws IllegalStateException if no step of the epoch is completed
     */
    void setSums(EpochSums sums);

    /**
     * Saves the state between two steps as a checkpoint. A minibatch to which no gradient was
     * applied is drawn again. If the file is in the folder {@code checkpoints} of a run, with a
     * name such as {@code epoch-0002.ckpt}, {@code sora train --resume} continues from it and
     * writes the model package.
     */
    void save(Path file);

    /**
     * Continues from a checkpoint of this plan, of a session or of {@code train}. If the checkpoint
     * is refused, nothing changes.
     *
     * @throws dev.sora.problem.DataException if it is damaged, or belongs to another plan
     */
    void load(Path file);

    /**
     * Opens another session of the same plan, with its own weights, as a new one has them. The data
     * is read and encoded once for both, and freed when all sessions on it are closed; candidates,
     * among which an output chooses, each session reads itself. Both tell the same listener, each
     * on the thread that calls it. Unlike other calls, this one runs beside a call in progress.
     */
    TrainingSession another();

    /**
     * Opens another session as {@link #another()} does, for another shard of the training records.
     *
     * @param shard one of those that {@link SessionOptions.DataShards#held} named
     * @throws IllegalArgumentException if it is not
     */
    TrainingSession another(int shard);

    /** Frees all resources of the session. Closing again has no effect. */
    @Override
    void close();

    /** The gradient of a minibatch's loss; valid until the next minibatch. */
    interface Gradient {

        /**
         * Returns a copy of the gradient with respect to all trained weights, before clipping.
         *
         * @throws IllegalStateException if the optimiser uses no gradient, or the session has
         *     advanced to the next minibatch
         */
        float[] values();

        /** Returns the loss over all outputs, each multiplied by its factor. */
        double loss();

        /** Returns the loss of each output, without its factor. */
        Map<String, Double> losses();

        /**
         * Returns the number of records of the minibatch, or of its share. The gradient is the mean
         * over these, unless the loss of an output is undefined for some of them.
         */
        int records();

        /**
         * Returns the number of records over which the loss of an output is the mean: those for
         * which it is defined.
         *
         * @param output the name of an output whose loss was computed
         * @throws IllegalArgumentException if the loss of the output was not computed
         */
        int records(String output);
    }

    /**
     * What the steps of an epoch add up to.
     *
     * @param records the number of records whose losses were counted
     * @param losses sums over these records by name: of losses, and of numbers of records
     */
    record EpochSums(long records, Map<String, Double> losses) {

        private static final Set<String> COUNTS = Set.of("records", "defined");

        /** Copies the map. */
        public EpochSums {
            losses = Map.copyOf(losses);
        }

        /** Returns the sums of both. A count that one of them lacks is its number of records. */
        public EpochSums plus(EpochSums other) {
            Map<String, Double> both = new TreeMap<>();
            losses.keySet().forEach(name -> both.put(name, of(name) + other.of(name)));
            other.losses.keySet().forEach(name -> both.put(name, of(name) + other.of(name)));
            return new EpochSums(records + other.records, both);
        }

        private double of(String name) {
            boolean count = COUNTS.contains(name.substring(name.lastIndexOf('.') + 1));
            return losses.getOrDefault(name, count ? records : 0.0);
        }
    }

    /**
     * A parameter's place in the vector of weights.
     *
     * @param node the node that it belongs to
     * @param name its name in packages, such as {@code view[2].weight}
     * @param shape its dimensions
     * @param start its first element
     */
    record ParameterRange(String node, String name, List<Long> shape, int start) {

        /** Copies the list. */
        public ParameterRange {
            shape = List.copyOf(shape);
        }

        /** Returns the index after its last element. */
        public int end() {
            return start + Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
        }
    }
}
