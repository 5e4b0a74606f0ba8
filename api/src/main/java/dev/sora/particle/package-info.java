// SPDX-License-Identifier: Apache-2.0
/**
 * Particles, inputs and outputs: the nodes that a network is built from.
 *
 * <p>A {@link dev.sora.particle.Particle} transforms signals, as a layer or block of PyTorch does.
 * It declares its parameters in a {@link dev.sora.particle.ParticlePlan}; core creates, saves and
 * trains them and passes them in with each {@link dev.sora.particle.Pass}. Most particles take one
 * signal and implement {@link dev.sora.particle.UnaryParticle}:
 *
 * <pre>{@code
 * record ScaleParticle() implements UnaryParticle {
 *
 *     public ParticlePlan plan(SignalSpec input) { // shapes only
 *         return ParticlePlan.of(input, ParameterSpec.bias("scale", Initialiser.constant(1), 1));
 *     }
 *
 *     public Signal forward(Signal input, Pass pass) { // tensors, batch dimension first
 *         return input.withValues(input.values().mul(pass.parameter("scale")));
 *     }
 * }
 * }</pre>
 *
 * <p>An {@link dev.sora.particle.InputParticle} learns its preprocessing from the training records;
 * the {@link dev.sora.particle.FittedInput} then turns records into a signal. An {@link
 * dev.sora.particle.OutputParticle} becomes a {@link dev.sora.particle.FittedOutput}, which has the
 * head, the loss and the decoding. Both save what they learned as a {@link
 * dev.sora.particle.State}.
 *
 * <p>A particle does not hold parameters, does not load native code and does not know its place in
 * the graph.
 *
 * <p><b>Implemented by</b> plugins: types, particles, inputs and outputs. <b>Implemented by
 * core:</b> {@link dev.sora.particle.Pass}. <b>Thread safety:</b> types, particles and fitted
 * inputs and outputs are immutable and serve several threads; a pass belongs to one thread; fitting
 * uses one thread.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.9.0")
package dev.sora.particle;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
