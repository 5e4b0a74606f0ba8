// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import ai.djl.ndarray.types.DataType;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import java.nio.IntBuffer;

/** Lists of 32-bit integers in a saved state. */
final class Integers {

    private Integers() {}

    static HostTensor tensor(int[] values) {
        HostTensor tensor = HostTensor.allocate(DataType.INT32, values.length);
        tensor.data().asIntBuffer().put(values);
        return tensor;
    }

    /**
     * Reads a list.
     *
     * @throws dev.sora.problem.DataException if it is not a list
     */
    static int[] list(State state, String key) {
        HostTensor tensor = state.tensor(key, DataType.INT32);
        if (tensor.shape().dimension() != 1) {
            throw state.broken(key, "a list of integers");
        }
        IntBuffer buffer = tensor.data().asIntBuffer();
        int[] values = new int[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /**
     * Reads a list of numbers, each greater than the one before it.
     *
     * @param end all are at least 0 and less than this
     * @throws dev.sora.problem.DataException if it is not such a list
     */
    static int[] ascending(State state, String key, int end) {
        int[] values = list(state, key);
        int least = 0;
        for (int value : values) {
            if (value < least || value >= end) {
                throw state.broken(key, "ascending numbers from 0 to %d".formatted(end - 1));
            }
            least = value + 1;
        }
        return values;
    }
}
