// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.export.OnnxGraph;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.List;
import java.util.Optional;

/** One recurrent layer in one direction. Both ways to compute it use the same parameters. */
interface Cell {

    /**
     * Returns the parameters.
     *
     * @param in the number of features of a step, or -1 while planning
     */
    List<ParameterSpec> parameters(long in, long units);

    /**
     * Computes all states with the fused kernel of the engine.
     *
     * @param input {@code (batch, steps, in)}
     * @param hidden the recurrent weights
     * @return {@code (batch, steps, units)}
     */
    NDArray fused(NDArray input, NDArray hidden, Pass pass);

    /**
     * Computes all states step by step, with a dropout mask on the state before each step.
     *
     * @param input {@code (batch, steps, in)}
     * @param hidden the recurrent weights
     * @param mask {@code (batch, units)}, the same for all steps
     * @return {@code (batch, steps, units)}
     */
    NDArray stepwise(NDArray input, NDArray hidden, NDArray mask, Pass pass);

    /**
     * Adds the operator that computes all states of a prediction.
     *
     * @param steps the name of the input, {@code (steps, batch, in)}
     * @param lengths the name of the number of steps of each record; empty for all steps
     * @param direction {@code forward} or {@code reverse}; the states have the order of the input
     * @return the name of the states, {@code (steps, 1, batch, units)}
     */
    String export(
            String steps, Optional<String> lengths, long units, String direction, OnnxGraph graph);
}
