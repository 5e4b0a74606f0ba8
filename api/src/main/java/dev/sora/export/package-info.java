// SPDX-License-Identifier: Apache-2.0
/**
 * Models as ONNX, for other programs: a particle, a combiner or a fitted output declares the
 * operators that compute what it computes in a prediction.
 *
 * <p>An extension: where one does not implement {@link dev.sora.export.OnnxExport}, {@code sora
 * export} refuses the model and names the node.
 *
 * <pre>{@code
 * record Doubled() implements UnaryParticle, OnnxExport {
 *     …
 *     public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
 *         String two = graph.floats(new float[] {2});
 *         OnnxValue input = inputs.get(0);
 *         return input.with(graph.node("Mul", List.of(input.name(), two), Map.of()));
 *     }
 * }
 * }</pre>
 *
 * <p>The operators are those of ONNX operator set 17. Signals are tensors whose first dimension is
 * the batch. Sequences have lengths as well, which are a tensor of their own; a part reads them if
 * it declares {@link dev.sora.export.OnnxExport#exportsSequences()}.
 *
 * <p>A fitted input that implements {@link dev.sora.export.OnnxPreparation} declares its
 * preprocessing in the same way.
 *
 * <p><b>Implemented by</b> plugins: {@link dev.sora.export.OnnxExport}, {@link
 * dev.sora.export.OnnxPreparation}. <b>Implemented by core:</b> {@link dev.sora.export.OnnxGraph}.
 * <b>Experimental:</b> this package may change with a minor version of Sora. <b>Thread safety:</b>
 * one export is written by one thread.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("1.2.0")
package dev.sora.export;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
