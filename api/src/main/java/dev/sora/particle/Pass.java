// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One pass through the graph: the parameters, memory and random numbers of a particle while it
 * computes.
 *
 * <p>Memory: every tensor that a particle computes belongs to the pass and is freed with it,
 * because inputs, parameters and {@link #kept} tensors are views of this pass. A particle needs to
 * close no tensor, may close those that it alone computed and reads, to free their memory earlier,
 * and keeps tensors only by {@link #kept}.
 *
 * @since 1.0
 */
@ProviderType
public interface Pass {

    /** Returns the mode of the pass. */
    PassMode mode();

    /**
     * Returns whether this pass trains the node: dropout is active and running statistics are
     * updated. False in a frozen node.
     */
    default boolean training() {
        return mode() == PassMode.TRAIN;
    }

    /**
     * Returns a parameter of the particle, with the planned shape. It is a view for this pass.
     * In-place changes of a buffer persist in the next pass.
     *
     * @throws IllegalArgumentException if the particle planned no parameter of that name
     */
    NDArray parameter(String name);

    /** Returns the manager that owns the tensors of this pass. */
    NDManager manager();

    /**
     * Returns the random numbers of this pass. A particle uses no other source of random numbers.
     */
    PassRandom random();

    /**
     * Returns a constant tensor that is created once for a node and a run, such as a filter or a
     * range of indices, and freed with the run. It is a view for this pass and must not be changed.
     *
     * <p>The members of a generation and several threads share it. Therefore its content must
     * depend only on its name and on the settings and planned shapes of the particle. If its size
     * depends on the batch, the name must contain the size.
     *
     * @param name a name, unique within the node, or within the part that {@link #within} returns
     * @param maker creates it, with a manager that is closed at the end of the run
     */
    NDArray kept(String name, Function<NDManager, NDArray> maker);

    /**
     * Returns a tensor that is computed from a parameter and that no gradient flows through, such
     * as an estimate of its norm. It must not be changed.
     *
     * <p>The passes of a training step between which the parameter keeps its values may share it:
     * then it is computed once. Therefore it must depend only on the parameter, and on the settings
     * and planned shapes of the particle. In {@linkplain PassMode#PREDICT prediction} no parameter
     * or buffer changes: there it may depend on all of them, and all predictions of an open model
     * may share it.
     *
     * @param name a name, unique within the node, or within the part that {@link #within} returns
     * @param parameter the name of the parameter; not of a buffer, which any pass may change
     * @param function computes the tensor from the parameter; what it computes is not recorded
     * @throws IllegalArgumentException if the particle planned no parameter of that name, or
     *     planned a buffer
     * @since 2.8
     */
    default NDArray constant(String name, String parameter, UnaryOperator<NDArray> function) {
        NDArray values = parameter(parameter).stopGradient();
        return inFullPrecision(() -> function.apply(values));
    }

    /**
     * Returns which of several views of the same records an input computes in this pass, from 0: in
     * evaluation and prediction, core computes as many passes as the input has {@link
     * InputParticle#views()}, and averages the predictions.
     *
     * @since 2.0
     */
    default int view() {
        return 0;
    }

    /**
     * Declares that this input mixed each record of a minibatch of training with a partner. Core
     * mixes the losses alike. Only an input whose particle {@link InputParticle#mixes()} calls it,
     * at most once in a pass.
     *
     * @since 2.0
     */
    default void mixed(Mixing mixing) {
        throw new UnsupportedOperationException("this pass takes no mixing");
    }

    /**
     * Returns the greatest length of the records of this pass, at least 1, for an input that
     * reports {@link FittedInput#lengthsAt()}. Where core knows it, the device is not asked, which
     * would have to complete all earlier operations first; a training step waits for nothing then.
     *
     * @param lengths the lengths of the records as they were encoded, 32-bit integers
     * @since 2.6
     */
    default int longest(NDArray lengths) {
        return Math.max(1, lengths.max().getInt());
    }

    /**
     * Runs work that needs 32-bit floats where the engine otherwise computes products with a
     * shorter type ({@link dev.sora.engine.MixedPrecision}): counts and positions above 256, which
     * bfloat16 cannot tell apart, differences of large numbers, or choices between close scores.
     * What {@link #kept} and {@link #constant} create is always computed so.
     *
     * @return what the work returns
     * @since 2.8
     */
    default <T> T inFullPrecision(Supplier<T> work) {
        return work.get();
    }

    /**
     * Returns an optional ability of the engine, such as {@link dev.sora.engine.ImageSampling};
     * empty if it does not have it. A particle must work without it, with the same result except
     * for rounding.
     *
     * @param extension the interface of the ability
     * @since 2.9
     */
    default <T> Optional<T> offers(Class<T> extension) {
        return Optional.empty();
    }

    /**
     * Returns a view of this pass for a part of a particle, whose parameters are named {@code
     * prefix.…}.
     */
    Pass within(String prefix);
}
