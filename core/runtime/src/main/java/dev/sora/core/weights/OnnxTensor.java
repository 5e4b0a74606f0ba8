// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import dev.sora.core.weights.WireReader.WireException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code TensorProto} of an ONNX file.
 *
 * @param type the number of its element type
 * @param data its elements as {@code raw_data}
 */
record OnnxTensor(String name, int type, List<Long> shape, ByteBuffer data) {

    static final int FLOAT = 1;
    static final int UINT8 = 2;
    static final int INT8 = 3;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int HALF = 10;
    static final int DOUBLE = 11;
    static final int BFLOAT = 16;

    static final int MAX_NAME = 4096;
    private static final int MAX_DIMENSIONS = 16;
    private static final int EXTERNAL = 1;

    static OnnxTensor read(ByteBuffer message) {
        WireReader in = new WireReader(message);
        String name = "";
        int type = 0;
        List<Long> shape = new ArrayList<>();
        ByteBuffer data = ByteBuffer.allocate(0);
        while (in.next()) {
            if (in.at(1, WireReader.VARINT)) {
                shape.add(in.varint());
            } else if (in.at(1, WireReader.BYTES)) {
                WireReader packed = new WireReader(in.bytes());
                while (packed.hasMore() && shape.size() <= MAX_DIMENSIONS) {
                    shape.add(packed.varint());
                }
            } else if (in.at(2, WireReader.VARINT)) {
                type = (int) in.varint();
            } else if (in.at(4, WireReader.BYTES) || in.at(9, WireReader.BYTES)) {
                data = in.bytes();
            } else if (in.at(5, WireReader.BYTES)) {
                data = int32s(in.bytes(), type);
            } else if (in.at(8, WireReader.BYTES)) {
                name = in.text(MAX_NAME);
            } else if (in.at(14, WireReader.VARINT)) {
                if (in.varint() == EXTERNAL) {
                    throw new WireException(
                            "the weights are in another file, which is not read: '%s'"
                                    .formatted(name));
                }
            } else {
                in.skip();
            }
            if (shape.size() > MAX_DIMENSIONS) {
                throw new WireException(
                        "a tensor of more than %d dimensions".formatted(MAX_DIMENSIONS));
            }
        }
        return new OnnxTensor(name, type, shape, data);
    }

    /** Returns small types as bytes that writers may store as a list of 32-bit numbers. */
    private static ByteBuffer int32s(ByteBuffer packed, int type) {
        WireReader in = new WireReader(packed);
        ByteBuffer wide =
                ByteBuffer.allocate(packed.remaining() * Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasMore()) {
            long value = in.varint();
            switch (type) {
                case UINT8, INT8 -> wide.put((byte) value);
                case HALF, BFLOAT -> wide.putShort((short) value);
                default -> wide.putInt((int) value);
            }
        }
        return wide.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the size of an element in bytes; 0 for types that are not read. */
    static int bytes(int type) {
        return switch (type) {
            case UINT8, INT8 -> 1;
            case HALF, BFLOAT -> 2;
            case FLOAT, INT32 -> 4;
            case INT64, DOUBLE -> 8;
            default -> 0;
        };
    }

    /** Returns whether its elements are floating-point numbers. */
    boolean isFloat() {
        return type == FLOAT || type == HALF || type == BFLOAT || type == DOUBLE;
    }

    /** Returns the number of elements, after a check that the data has exactly as many. */
    long size() {
        long size = 1;
        for (long dimension : shape) {
            if (dimension < 0 || dimension > Integer.MAX_VALUE) {
                throw new WireException("'%s' has an impossible shape %s".formatted(name, shape));
            }
            size = dimension == 0 ? 0 : Math.multiplyExact(size, dimension);
        }
        int bytes = bytes(type);
        if (bytes > 0 && size != data.remaining() / bytes
                || bytes > 1 && data.remaining() % bytes != 0) {
            throw new WireException(
                    "'%s' has %d bytes, but its shape %s needs %d elements"
                            .formatted(name, data.remaining(), shape, size));
        }
        return size;
    }

    /** Returns the elements as floats. */
    float[] floats() {
        return switch (type) {
            case FLOAT -> Elements.floats(data);
            case DOUBLE -> Elements.doubles(data);
            case HALF -> Elements.halves(data);
            case BFLOAT -> Elements.upperHalves(data);
            case UINT8, INT8 -> integers();
            default -> throw new IllegalStateException("type " + type);
        };
    }

    private float[] integers() {
        float[] values = new float[data.remaining()];
        for (int i = 0; i < values.length; i++) {
            byte b = data.get(data.position() + i);
            values[i] = type == UINT8 ? b & 0xff : b;
        }
        return values;
    }
}
