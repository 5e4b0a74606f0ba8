// SPDX-License-Identifier: Apache-2.0
/**
 * Training procedures: what happens with a minibatch, where one optimiser on the sum of all losses
 * is not enough.
 *
 * <p>A {@link dev.sora.procedure.Procedure} divides the trained nodes of the graph into parts, with
 * an optimiser each, and states for every minibatch what is computed and which part learns from
 * which loss. Two networks that compete (Goodfellow et al., 2014):
 *
 * <pre>{@code
 * public ProcedurePlan plan(TrainedGraph graph) {
 *     Set<String> generator = graph.upTo("fake");
 *     return ProcedurePlan.of("generator", generator)
 *             .with("critic", graph.without(graph.upTo("score"), generator));
 * }
 *
 * public void step(ProcedureStep step) {
 *     Signal fake = step.compute("fake"); // outside of an update, nothing is recorded
 *     step.update("critic", () -> {
 *         NDArray real = step.compute("score").values();
 *         NDArray made = step.compute("score", Map.of("image", fake)).values();
 *         return softplus(real.neg()).mean().add(softplus(made).mean());
 *     });
 *     step.update("generator", () -> {
 *         Map<String, Signal> given = Map.of("image", step.compute("fake"));
 *         return softplus(step.compute("score", given).values().neg()).mean();
 *     });
 * }
 * }</pre>
 *
 * <p>A procedure has no state: weights and the state of the optimisers are all that a step leaves.
 * So a training resumes in the middle of an epoch with the same bits. Without a procedure, one
 * optimiser lowers the sum of the losses of all outputs.
 *
 * <p><b>Implemented by</b> plugins: types and procedures. <b>Implemented by core:</b> {@link
 * dev.sora.procedure.TrainedGraph}, {@link dev.sora.procedure.ProcedureStep}. <b>Thread safety:</b>
 * types and procedures serve several trainings at once; a graph and a step are used by one thread.
 *
 * @since 1.0
 */
@Export
@Version("1.2.0")
package dev.sora.procedure;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
