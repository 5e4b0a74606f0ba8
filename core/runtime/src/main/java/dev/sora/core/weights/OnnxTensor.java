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
 * @param data its elements as {@code raw_data}, or as a list
 * @param isList whether they are a list of numbers of variable length, as writers may store small
 *     types
 */
record OnnxTensor(String name, int type, List<Long> shape, ByteBuffer data, boolean isList) {

    static final int MAX_NAME = 4096;
    private static final int MAX_DIMENSIONS = 16;
    private static final int EXTERNAL = 1;

    static OnnxTensor read(ByteBuffer message) {
        WireReader in = new WireReader(message);
        String name = "";
        int type = 0;
        List<Long> shape = new ArrayList<>();
        ByteBuffer data = ByteBuffer.allocate(0);
        boolean list = false;
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
                list = false;
            } else if (in.at(5, WireReader.BYTES)) {
                data = in.bytes();
                list = true;
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
        return new OnnxTensor(name, type, shape, data, list);
    }

    /** Returns the elements of a list as {@code raw_data}. */
    private ByteBuffer unlisted() {
        WireReader in = new WireReader(data);
        int bytes = bytes(type);
        ByteBuffer raw =
                ByteBuffer.allocate(Math.toIntExact(elements() * bytes))
                        .order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasMore()) {
            long value = in.varint();
            if (bytes == 1) {
                raw.put((byte) value);
            } else {
                raw.putShort((short) value);
            }
        }
        return raw.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the number of elements that the data has; -1 if it has a part of one. */
    private long elements() {
        int bytes = bytes(type);
        if (!isList) {
            return data.remaining() % bytes == 0 ? data.remaining() / bytes : -1;
        }
        if (bytes > 2) {
            return -1;
        }
        long count = 0;
        for (int i = data.position(); i < data.limit(); i++) {
            // the last byte of a number
            count += data.get(i) >= 0 ? 1 : 0;
        }
        boolean whole = !data.hasRemaining() || data.get(data.limit() - 1) >= 0;
        return whole && count * bytes <= Integer.MAX_VALUE - 8 ? count : -1;
    }

    /** Returns the size of an element in bytes; 0 for types that are not read. */
    static int bytes(int type) {
        return switch (type) {
            case OnnxTypes.UINT8, OnnxTypes.INT8 -> 1;
            case OnnxTypes.FLOAT16, OnnxTypes.BFLOAT16 -> 2;
            case OnnxTypes.FLOAT, OnnxTypes.INT32 -> 4;
            case OnnxTypes.INT64, OnnxTypes.DOUBLE -> 8;
            default -> 0;
        };
    }

    /** Returns whether its elements are floating-point numbers. */
    boolean isFloat() {
        return type == OnnxTypes.FLOAT
                || type == OnnxTypes.FLOAT16
                || type == OnnxTypes.BFLOAT16
                || type == OnnxTypes.DOUBLE;
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
        if (bytes(type) > 0 && size != elements()) {
            throw new WireException(
                    "'%s' has %d bytes, but its shape %s needs %d elements"
                            .formatted(name, data.remaining(), shape, size));
        }
        return size;
    }

    /** Returns the elements as floats. */
    float[] floats() {
        ByteBuffer raw = isList ? unlisted() : data;
        return switch (type) {
            case OnnxTypes.FLOAT -> Elements.floats(raw);
            case OnnxTypes.DOUBLE -> Elements.doubles(raw);
            case OnnxTypes.FLOAT16 -> Elements.halves(raw);
            case OnnxTypes.BFLOAT16 -> Elements.upperHalves(raw);
            case OnnxTypes.UINT8, OnnxTypes.INT8 -> integers(raw);
            default -> throw new IllegalStateException("type " + type);
        };
    }

    private float[] integers(ByteBuffer raw) {
        float[] values = new float[raw.remaining()];
        for (int i = 0; i < values.length; i++) {
            byte b = raw.get(raw.position() + i);
            values[i] = type == OnnxTypes.UINT8 ? b & 0xff : b;
        }
        return values;
    }
}
