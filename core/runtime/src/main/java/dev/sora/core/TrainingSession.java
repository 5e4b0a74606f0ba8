// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.metric.MetricResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A training that its caller drives, step by step: who averages gradients over machines, lets two
 * optimisers take turns, or decides by himself when to stop.
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
 * <p>This does the steps of {@code train} with the same plan, to the last bit. Order of records,
 * random numbers and learning rate follow from the plan's seed and the numbers of step and epoch,
 * so that sessions of one plan, on several machines too, draw the same minibatches.
 *
 * <p><b>Vectors.</b> All trained weights are one vector, and so is their gradient; {@link #layout}
 * says where each parameter lies. Between parameters are gaps of zeros, so that each begins on a
 * boundary of 64 bytes. Sessions of one plan on the same data have the same layout. What particles
 * keep themselves, such as the means of a batch normalisation, is a second vector, {@link
 * #buffers}.
 *
 * <p><b>Threads.</b> Any thread may call, one call is made at a time.
 *
 * <p><b>Failures</b> are {@link dev.sora.problem.SoraException}s with the codes of the command
 * line; after one of an optimiser or particle, {@link #load} or {@link #close} is all that is left
 * to do. A session that was closed throws {@link IllegalStateException}, as do those of a {@link
 * Sora} that was closed.
 */
public interface TrainingSession extends AutoCloseable {

    /** Returns the pipeline's name. */
    String name();

    /** Returns the number of training records. */
    int records();

    /** Returns the number of minibatches in an epoch. */
    long stepsPerEpoch();

    /** Returns the number of steps that are done, over all epochs. */
    long step();

    /** Returns the number of epochs that are done. */
    int epochs();

    /**
     * Returns whether the plan would end the training: its epochs are done, or early stopping says
     * so, which needs {@link #evaluate} after each epoch if it monitors validation. A session goes
     * on all the same if it is told to.
     */
    boolean isDone();

    /**
     * Goes to the next minibatch, or ends the epoch if it has no more.
     *
     * @return false if the epoch has ended; the next call begins another
     */
    default boolean next() {
        return next(0, 1);
    }

    /**
     * Goes to a share of the next minibatch: of n sessions that work on one minibatch together, the
     * one of number i takes share i. Each share draws random numbers of its own.
     *
     * @param share which, counted from 0
     * @param shares how many there are; the records are divided as evenly as they can be
     * @return false if the epoch has ended; the next call begins another
     */
    boolean next(int share, int shares);

    /** Returns the learning rate of the current minibatch, after the schedule. */
    double learningRate();

    /**
     * Computes the losses of the current minibatch and their gradient, with the weights as they
     * are.
     *
     * @throws IllegalStateException if there is no current minibatch
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
     * Lets the optimiser change the weights by a gradient that was computed here, after clipping;
     * where weights are divided into groups, the optimisers of all groups. With the first gradient
     * that is applied, the step is done; further gradients of the same minibatch may follow.
     *
     * @param gradient of the current minibatch; it is used up
     */
    void apply(Gradient gradient);

    /**
     * Lets the optimiser of a group change its weights; no other weight changes.
     *
     * @param gradient of the current minibatch; it is used up
     * @param group the name of a group of {@link SessionOptions}
     */
    void apply(Gradient gradient, String group);

    /**
     * Lets the optimiser change the weights by a gradient that comes from elsewhere, such as the
     * mean over several sessions.
     *
     * @param gradient as long as {@link #weights}
     * @throws dev.sora.problem.DataException if it has another length, or a value that is not
     *     finite
     */
    void apply(float[] gradient);

    /**
     * Lets the optimiser of a group change its weights by a gradient that comes from elsewhere.
     *
     * @param gradient by all weights, as long as {@link #weights}
     * @param group the name of a group of {@link SessionOptions}
     */
    void apply(float[] gradient, String group);

    /** Returns a copy of all trained weights. */
    float[] weights();

    /**
     * Replaces all trained weights.
     *
     * @param weights as long as {@link #weights()}
     * @throws dev.sora.problem.DataException if it has another length, or a value that is not
     *     finite
     */
    void setWeights(float[] weights);

    /** Returns a copy of what particles keep themselves. */
    float[] buffers();

    /**
     * Replaces what particles keep themselves.
     *
     * @param buffers as long as {@link #buffers()}
     * @throws dev.sora.problem.DataException if it has another length, or a value that is not
     *     finite
     */
    void setBuffers(float[] buffers);

    /** Returns where each parameter lies in the vector of weights. */
    List<ParameterRange> layout();

    /** Returns a copy of the optimiser's state, by name. */
    Map<String, float[]> optimiser();

    /**
     * Replaces the optimiser's state.
     *
     * @param state the same names and lengths as {@link #optimiser()}
     * @throws dev.sora.problem.DataException if a name is missing or unknown, a length is another,
     *     or a value is NaN; infinity is allowed, as a search knows no loss at first
     */
    void setOptimiser(Map<String, float[]> state);

    /**
     * Measures the weights on the validation data; nothing is measured if the plan has none. From
     * the end of an epoch until the next begins, its figures join those of the epoch, which early
     * stopping and schedules follow; also after {@link #load} of a checkpoint of that time.
     *
     * @return output, metric, value
     */
    Map<String, Map<String, MetricResult>> evaluate();

    /**
     * Saves the training between two steps as a checkpoint: a minibatch to which nothing was
     * applied is drawn again. In the folder {@code checkpoints} of a run, under a name such as
     * {@code epoch-0002.ckpt}, {@code sora train --resume} goes on with it, and writes the model
     * package.
     */
    void save(Path file);

    /**
     * Goes on from a checkpoint of this plan, of a session or of {@code train}. If it is refused,
     * nothing changes.
     *
     * @throws dev.sora.problem.DataException if it is damaged, or belongs to another plan
     */
    void load(Path file);

    /** Frees all that the session holds. Closing again does nothing. */
    @Override
    void close();

    /** The gradient of a minibatch's loss, until the next minibatch. */
    interface Gradient {

        /**
         * Returns a copy of the gradient by all trained weights, before clipping.
         *
         * @throws IllegalStateException if the optimiser uses no gradient, or the session has gone
         *     to the next minibatch
         */
        float[] values();

        /** Returns the loss over all outputs, each with its factor. */
        double loss();

        /** Returns the loss of each output, without its factor. */
        Map<String, Double> losses();

        /**
         * Returns the number of records of the minibatch, or of the share of it. The gradient is
         * the mean over these, unless the loss of an output is not defined for some of them.
         */
        int records();

        /**
         * Returns the number of records that the loss of an output is the mean over: those for
         * which it is defined.
         *
         * @param output the name of an output whose loss was computed
         * @throws IllegalArgumentException if it was not
         */
        int records(String output);
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

        /** Returns the element after its last. */
        public int end() {
            return start + Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
        }
    }
}
