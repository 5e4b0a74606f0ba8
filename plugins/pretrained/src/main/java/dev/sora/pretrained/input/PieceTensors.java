// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.particle.Pass;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** The tensors of pieces, {@code (batch, most)}, and of their numbers, {@code (batch)}. */
final class PieceTensors {

    private PieceTensors() {}

    /** Returns the values of a tensor of integers, to be written. */
    static IntBuffer ints(HostTensor tensor) {
        return tensor.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer();
    }

    /**
     * Returns the pieces of a batch as a sequence, trimmed to its longest text, so that common
     * padding is not computed.
     *
     * @param encoded begins with the pieces and their numbers
     */
    static Signal trimmed(NDList encoded, Pass pass) {
        NDArray indices = encoded.get(0);
        NDArray lengths = encoded.get(1);
        int longest = pass.longest(lengths);
        if (longest < indices.getShape().get(1)) {
            indices = indices.split(new long[] {longest}, 1).get(0);
        }
        return Signal.sequence(indices, lengths);
    }
}
