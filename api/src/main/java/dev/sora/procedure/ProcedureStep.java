// SPDX-License-Identifier: Apache-2.0
package dev.sora.procedure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.particle.PassRandom;
import dev.sora.tensor.Signal;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A step of the training on one minibatch. All tensors belong to the step and are freed with it.
 *
 * <p>Nodes compute as in training: with dropout, with the statistics of the batch. Inputs are
 * computed once a step, so that all results are of the same augmented pictures and the same noise;
 * of other nodes, each call of {@code compute} draws random numbers of its own. Frozen nodes and
 * models compute as in evaluation.
 *
 * @since 1.0
 */
@ProviderType
public interface ProcedureStep {

    /** Returns the number of this step, counted from 1 over the whole training. */
    long number();

    /** Returns the number of records of the minibatch, at least 1. */
    int records();

    /** Returns the names of the outputs of the graph, in the order of the manifest. */
    Set<String> outputs();

    /** Returns the manager that owns the tensors of this step. */
    NDManager manager();

    /** Returns random numbers for the procedure itself, which depend on seed and step. */
    PassRandom random();

    /**
     * Computes a node for the records of the minibatch. Within an update, the result depends on the
     * weights of the updated part, and the loss may be computed from it.
     *
     * @param node the name of a node with one member
     */
    default Signal compute(String node) {
        return compute(node, Map.of());
    }

    /**
     * Computes a node, given the signals of others. What only the given nodes need is not computed.
     *
     * @param given signals by the names of nodes, of their planned shapes
     */
    default Signal compute(String node, Map<String, Signal> given) {
        return compute(Set.of(node), given).get(node);
    }

    /** Computes several nodes in one pass. */
    Map<String, Signal> compute(Set<String> nodes, Map<String, Signal> given);

    /**
     * Computes an input again for the records of the minibatch, with other random numbers: another
     * augmentation of the same pictures, for example. {@link #compute} uses it if it is given.
     *
     * @param input the name of an input
     * @since 1.1
     */
    default Signal varied(String input) {
        throw new UnsupportedOperationException("this step varies no inputs");
    }

    /**
     * Computes the node of a model that the plan names, for the records of the minibatch. It reads
     * the same inputs as the graph: the same augmented picture, for example. No gradient flows into
     * it.
     *
     * @param model its name in the plan
     */
    Signal ask(String model);

    /**
     * Computes the loss that an output of the manifest defines, times its {@code loss_weight}, as a
     * tensor without dimensions.
     *
     * @param prediction the signal of the output, from {@link #compute}
     */
    NDArray loss(String output, Signal prediction);

    /**
     * Returns the {@code loss_weight} of an output: the factor for a loss of the procedure's own
     * that replaces that of the output. {@link #loss} contains it.
     *
     * @since 1.1
     */
    default double lossWeight(String output) {
        return 1;
    }

    /**
     * Computes a loss, and lets the optimiser of a part lower it. The weights of all other parts
     * are constants in it. The mean of the losses of an epoch is reported as {@code part.loss}.
     *
     * @param loss computes the loss, a tensor without dimensions; the tensors that it computes may
     *     be used after the update, where they are constants
     * @return the loss, a constant
     */
    NDArray update(String part, Supplier<NDArray> loss);

    /**
     * Runs work whose nodes compute with 32-bit floats where the engine otherwise computes products
     * with a shorter type ({@link dev.sora.engine.MixedPrecision}): the difference of two scores of
     * almost the same picture, for example. It may be the loss of an update, or a part of it.
     *
     * @return what the work returns
     * @since 1.2
     */
    default <T> T inFullPrecision(Supplier<T> work) {
        return work.get();
    }

    /**
     * Computes the derivative of a value by a tensor, with the current weights. Not within an
     * update: the derivative is a constant, with which a later loss may be computed.
     *
     * @param at where to differentiate
     * @param value computes a tensor without dimensions from a tensor like {@code at}
     */
    NDArray derivative(NDArray at, UnaryOperator<NDArray> value);
}
