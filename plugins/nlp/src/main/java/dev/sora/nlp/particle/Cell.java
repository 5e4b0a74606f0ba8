// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.List;

/** One recurrent layer in one direction, with the same parameters however it is computed. */
interface Cell {

    /**
     * Returns its parameters.
     *
     * @param in the number of features of a step, or -1 while planning
     */
    List<ParameterSpec> parameters(long in, long units);

    /**
     * Computes all states by the engine's own kernel.
     *
     * @param input {@code (batch, steps, in)}
     * @param hidden the weights of the states
     * @return {@code (batch, steps, units)}
     */
    NDArray fused(NDArray input, NDArray hidden, Pass pass);

    /**
     * Computes all states step by step, where a mask is laid on the state before each step.
     *
     * @param input {@code (batch, steps, in)}
     * @param hidden the weights of the states
     * @param mask {@code (batch, units)}, one for all steps
     * @return {@code (batch, steps, units)}
     */
    NDArray stepwise(NDArray input, NDArray hidden, NDArray mask, Pass pass);
}
