// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.io.TensorData;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Converts the tensors of states from the byte order of this machine to that of files, and back.
 */
final class StateTensors {

    private static final Map<DataType, TensorData.Type> TYPES =
            Map.of(
                    DataType.FLOAT32, TensorData.Type.F32,
                    DataType.INT32, TensorData.Type.I32,
                    DataType.INT64, TensorData.Type.I64,
                    DataType.UINT8, TensorData.Type.U8,
                    DataType.BOOLEAN, TensorData.Type.BOOL);

    private StateTensors() {}

    static TensorData toFile(HostTensor tensor) {
        List<Long> shape = new ArrayList<>();
        for (long dimension : tensor.shape().getShape()) {
            shape.add(dimension);
        }
        int width = tensor.type().getNumOfBytes();
        return new TensorData(TYPES.get(tensor.type()), shape, swapped(tensor.data(), width));
    }

    /** Returns a tensor on the host; empty if states have no tensors of its type. */
    static Optional<HostTensor> toHost(TensorData tensor) {
        for (Map.Entry<DataType, TensorData.Type> type : TYPES.entrySet()) {
            if (type.getValue() == tensor.type()) {
                ByteBuffer data = swapped(tensor.buffer(), tensor.type().bytes());
                return Optional.of(
                        HostTensor.of(
                                type.getKey(),
                                new Shape(tensor.dimensions()),
                                data.order(ByteOrder.nativeOrder())));
            }
        }
        return Optional.empty();
    }

    /** Returns whether all booleans are 0 or 1: native code misinterprets any other byte. */
    static boolean hasTruths(TensorData tensor) {
        ByteBuffer bytes = tensor.buffer();
        while (tensor.type() == TensorData.Type.BOOL && bytes.hasRemaining()) {
            int truth = bytes.get();
            if (truth != 0 && truth != 1) {
                return false;
            }
        }
        return true;
    }

    /** Converts elements from the byte order of this machine to that of files, or back. */
    private static ByteBuffer swapped(ByteBuffer elements, int width) {
        ByteBuffer from = elements.duplicate();
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN || width == 1) {
            return from;
        }
        ByteBuffer to = ByteBuffer.allocate(from.remaining());
        for (int i = 0; i < from.remaining(); i++) {
            to.put(i, from.get(i - i % width + width - 1 - i % width));
        }
        return to;
    }
}
