// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/** Tensors of ONNX Runtime, which the caller closes. */
final class Feeds {

    private Feeds() {}

    static OnnxTensor values(Port port, HostValues values) throws OrtException {
        return switch (port.element()) {
            case Port.FLOAT -> tensor(values.data(), values.shape(), OnnxJavaType.FLOAT);
            case Port.INT32 -> tensor(values.data(), values.shape(), OnnxJavaType.INT32);
            case Port.UINT8 -> tensor(values.data(), values.shape(), OnnxJavaType.UINT8);
            default -> {
                IntBuffer indices = values.data().asIntBuffer();
                ByteBuffer data = allocate(port, values.shape());
                while (indices.hasRemaining()) {
                    put(port, data, indices.get());
                }
                yield numbers(port, data, values.shape());
            }
        };
    }

    private static OnnxTensor tensor(ByteBuffer data, long[] shape, OnnxJavaType type)
            throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), data, shape, type);
    }

    /** Returns 1 for each step of a record and 0 for padding, {@code (batch, steps)}. */
    static OnnxTensor mask(Port port, int[] lengths, int steps) throws OrtException {
        long[] shape = {lengths.length, steps};
        ByteBuffer data = allocate(port, shape);
        for (int i = 0; i < lengths.length; i++) {
            data.position(i * steps * port.width());
            for (int step = 0; step < lengths[i]; step++) {
                put(port, data, 1);
            }
        }
        return numbers(port, data, shape);
    }

    static OnnxTensor zeros(Port port, long[] shape) throws OrtException {
        return numbers(port, allocate(port, shape), shape);
    }

    private static ByteBuffer allocate(Port port, long[] shape) {
        int bytes = NativeMemory.fitting(NativeMemory.TAKEN, port.width() * Port.product(shape));
        return NativeMemory.allocate(NativeMemory.TAKEN, bytes);
    }

    private static void put(Port port, ByteBuffer data, int value) {
        switch (port.element()) {
            case Port.INT64 -> data.putLong(value);
            case Port.INT32 -> data.putInt(value);
            default -> data.putFloat(value);
        }
    }

    private static OnnxTensor numbers(Port port, ByteBuffer data, long[] shape)
            throws OrtException {
        OnnxJavaType type =
                switch (port.element()) {
                    case Port.INT64 -> OnnxJavaType.INT64;
                    case Port.INT32 -> OnnxJavaType.INT32;
                    default -> OnnxJavaType.FLOAT;
                };
        return tensor(data.rewind(), shape, type);
    }
}
