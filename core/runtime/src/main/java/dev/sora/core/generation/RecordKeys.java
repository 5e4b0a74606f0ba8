// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.PassRandom;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keys of the random numbers of records, from what their inputs encoded: whatever batch a record is
 * in, it draws the same.
 */
final class RecordKeys {

    private static final long FACTOR = 0x100000001b3L;

    private RecordKeys() {}

    /**
     * Returns a key for each record.
     *
     * @param inputs the encoded batch of each input
     * @param without inputs that are not read, as they have the target
     */
    static long[] of(long seed, Map<String, NDList> inputs, Set<String> without, int records) {
        long[] keys = new long[records];
        Arrays.fill(keys, seed);
        new TreeMap<>(inputs)
                .forEach(
                        (name, tensors) -> {
                            if (!without.contains(name)) {
                                tensors.forEach(tensor -> add(tensor, keys));
                            }
                        });
        return keys;
    }

    private static void add(NDArray tensor, long[] keys) {
        Shape shape = tensor.getShape();
        if (shape.dimension() == 0 || shape.get(0) != keys.length) {
            // what all records share, or rows that are not records
            return;
        }
        ByteBuffer bytes = tensor.toByteBuffer();
        int width = bytes.remaining() / keys.length;
        for (int i = 0; i < keys.length; i++) {
            long hash = 0;
            for (int j = 0; j < width; j++) {
                hash = (hash ^ (bytes.get() & 0xff)) * FACTOR;
            }
            keys[i] = PassRandom.mix(keys[i], hash);
        }
    }
}
