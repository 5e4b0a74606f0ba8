// SPDX-License-Identifier: Apache-2.0
/**
 * Combiners: nodes that join several signals into one and treat all of them alike, such as a sum, a
 * mean or a concatenation.
 *
 * <p>A {@link dev.sora.combiner.CombinerType} creates a {@link dev.sora.combiner.Combiner}, which
 * plans its output and computes it. {@link dev.sora.combiner.CombinerInputs} provides the signals
 * one by one or stacked in one tensor. A sum of values:
 *
 * <pre>{@code
 * record Sum() implements Combiner {
 *
 *     public ParticlePlan plan(List<SignalSpec> inputs) {
 *         for (SignalSpec input : inputs) {
 *             if (!input.values().fits(inputs.get(0).values())) {
 *                 throw new ShapeException("signals of one shape", input);
 *             }
 *         }
 *         return ParticlePlan.of(SignalSpec.of(inputs.get(0).values()));
 *     }
 *
 *     public Signal combine(CombinerInputs parts, Pass pass) {
 *         return Signal.of(parts.stacked().sum(new int[] {1})); // (batch, count, ...)
 *     }
 * }
 * }</pre>
 *
 * <p>A node whose signals have different meanings, such as queries and keys, is not a combiner: it
 * implements {@link dev.sora.particle.Particle}.
 *
 * <p><b>Implemented by</b> plugins: types and combiners. Core implements {@link
 * dev.sora.combiner.CombinerInputs}; a plugin that calls other combiners does so too. <b>Thread
 * safety:</b> types and combiners keep no state and serve several threads; each {@link
 * dev.sora.combiner.CombinerInputs} belongs to one pass.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.1.0")
package dev.sora.combiner;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
