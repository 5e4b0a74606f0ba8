// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.decoder;

import ai.djl.ndarray.types.DataType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/** The two sequences that a decoder reads: that so far, and that of an encoder. */
final class Two {

    private Two() {}

    /** Checks that there are two sequences of vectors. */
    static void check(List<SignalSpec> inputs, String who) {
        if (inputs.size() != 2) {
            throw new ShapeException(
                    "two signals for %s: the embedded sequence so far, and an encoder's sequence"
                            .formatted(who),
                    inputs.get(0),
                    "name both in 'from', in this order");
        }
        for (SignalSpec input : inputs) {
            if (!input.isSequence()
                    || input.values().rank() != 2
                    || input.values().type() != DataType.FLOAT32) {
                throw new ShapeException(
                        "a sequence of vectors (steps, features) with lengths for " + who,
                        input,
                        "name an embedding, or a particle that returns a sequence");
            }
        }
    }
}
