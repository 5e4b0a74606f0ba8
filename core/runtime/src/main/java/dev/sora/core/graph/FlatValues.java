// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Fills the flat tensors of a layout on the host, and uploads them. */
final class FlatValues {

    private FlatValues() {}

    /**
     * Returns a tensor with initial values for a seed.
     *
     * @param start changes some of them
     */
    static NDArray initial(
            List<ParameterSlice> slots,
            long size,
            long seed,
            Weights.Start start,
            NDManager manager) {
        FloatBuffer flat = allocate(size);
        for (ParameterSlice slot : slots) {
            for (int i = 0; i < slot.count(); i++) {
                float[] values = new float[Math.toIntExact(slot.memberSize())];
                int member = Math.max(slot.member(), 0) + i;
                String name = slot.node() + "[" + member + "]." + slot.spec().name();
                slot.spec()
                        .initialiser()
                        .fill(values, slot.spec().shape(), new SplittableRandom(mix(seed, name)));
                start.adapt(slot.node(), member, slot.spec(), values);
                flat.position(Math.toIntExact(slot.offset() + i * slot.memberSize()));
                flat.put(values);
            }
        }
        return upload(flat, size, manager);
    }

    /**
     * Returns a tensor with given values.
     *
     * @param values the elements of each parameter by its name in files
     */
    static NDArray of(
            List<ParameterSlice> slots,
            long size,
            Map<String, FloatBuffer> values,
            NDManager manager) {
        FloatBuffer flat = allocate(size);
        ParameterNames.forEach(
                slots,
                (name, spec, offset) -> {
                    flat.position(Math.toIntExact(offset));
                    flat.put(values.get(name).duplicate().rewind());
                });
        return upload(flat, size, manager);
    }

    private static FloatBuffer allocate(long size) {
        // at least one element: engines treat empty tensors differently
        return ByteBuffer.allocateDirect(Math.toIntExact(Math.max(1, size) * Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static NDArray upload(FloatBuffer flat, long size, NDManager manager) {
        flat.rewind();
        try (NDArray host = manager.create(flat, new Shape(Math.max(1, size)), DataType.FLOAT32)) {
            // a copy is in memory of the engine, aligned for its kernels
            return host.duplicate();
        }
    }

    /** Mixes a name into a seed (FNV-1a, 64 bits), so that each name has its own sequence. */
    static long mix(long seed, String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash ^ (seed * 0x9e3779b97f4a7c15L);
    }
}
