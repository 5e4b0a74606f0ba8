// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Tensors of ONNX Runtime, which the caller closes. */
final class Feeds {

    private Feeds() {}

    static OnnxTensor values(Port port, HostValues values) throws OrtException {
        return switch (port.element()) {
            case Port.FLOAT -> tensor(values.data(), values.shape(), OnnxJavaType.FLOAT);
            case Port.INT32 -> tensor(values.data(), values.shape(), OnnxJavaType.INT32);
            case Port.UINT8 -> tensor(values.data(), values.shape(), OnnxJavaType.UINT8);
            default -> {
                int[] indices = new int[values.data().capacity() / Integer.BYTES];
                values.data().asIntBuffer().get(indices);
                yield numbers(port, indices, values.shape());
            }
        };
    }

    private static OnnxTensor tensor(ByteBuffer data, long[] shape, OnnxJavaType type)
            throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), data, shape, type);
    }

    /** Returns 1 for each step of a record and 0 for padding, {@code (batch, steps)}. */
    static OnnxTensor mask(Port port, int[] lengths, int steps) throws OrtException {
        int[] mask = new int[lengths.length * steps];
        for (int i = 0; i < lengths.length; i++) {
            Arrays.fill(mask, i * steps, i * steps + lengths[i], 1);
        }
        return numbers(port, mask, new long[] {lengths.length, steps});
    }

    static OnnxTensor zeros(Port port, long[] shape) throws OrtException {
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return numbers(port, new int[Math.toIntExact(size)], shape);
    }

    private static OnnxTensor numbers(Port port, int[] values, long[] shape) throws OrtException {
        int width = port.element() == Port.INT64 ? Long.BYTES : Integer.BYTES;
        ByteBuffer data =
                ByteBuffer.allocateDirect(Math.multiplyExact(values.length, width))
                        .order(ByteOrder.nativeOrder());
        for (int value : values) {
            switch (port.element()) {
                case Port.INT64 -> data.putLong(value);
                case Port.INT32 -> data.putInt(value);
                default -> data.putFloat(value);
            }
        }
        data.rewind();
        OnnxJavaType type =
                switch (port.element()) {
                    case Port.INT64 -> OnnxJavaType.INT64;
                    case Port.INT32 -> OnnxJavaType.INT32;
                    default -> OnnxJavaType.FLOAT;
                };
        return tensor(data, shape, type);
    }
}
