// SPDX-License-Identifier: Apache-2.0
/**
 * Generation: outputs whose answer is a sequence that is made step by step, such as a translation.
 *
 * <p>The decoder consists of nodes of the graph, like everything else. One input reads the sequence
 * so far. In training it yields the begin symbol and the whole target, so that one pass computes
 * all steps (teacher forcing). Core generates: it computes what does not depend on the sequence so
 * far once, and then calls the decoder for one symbol after the other. It searches for the best
 * sequence (greedily or with beams) or draws one, for all records of a batch together.
 *
 * <pre>{@code
 * inputs:
 *   german: {type: pieces, column: de}
 *   so_far: {type: target-pieces, column: en}                  # begin symbol, then the target
 * particles:
 *   words:   {type: embedding, from: german, units: 256}
 *   memory:  {type: transformer-encoder, from: words}
 *   before:  {type: embedding, from: so_far, units: 256}
 *   decoded: {type: transformer-decoder, from: [before, memory]}   # a SteppedParticle
 * outputs:
 *   english: {type: generated-text, column: en, from: [decoded, so_far]}   # a GeneratingOutput
 * }</pre>
 *
 * <p>Three types are enough to read on. {@link dev.sora.generation.GeneratingOutput} scores the
 * next symbol and names the sequence so far. {@link dev.sora.generation.SteppedParticle} keeps the
 * state of earlier steps (that of a recurrent network, keys and values of attention), so that a
 * step costs the same however long the sequence is. {@link dev.sora.generation.EachStep} marks
 * particles that compute each step alone, such as an embedding. A node of the decoder that is
 * neither is refused: it may read later steps, which do not exist in generation.
 *
 * <p>A {@link dev.sora.generation.ContinuingOutput} continues sequences of numbers in the same way:
 * its input of the sequence so far yields a first step and then the target, and core feeds each
 * predicted step back. It may draw several paths of a record, such as those of a forecast.
 *
 * <p><b>Implemented by</b> plugins: {@code GeneratingOutput}, {@code ContinuingOutput}, {@code
 * SteppedParticle}, {@code EachStep}. <b>Thread safety:</b> as for outputs and particles; a {@code
 * StepState} belongs to one pass.
 *
 * @since 1.0
 */
@Export
@Version("1.3.0")
package dev.sora.generation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
