// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Converts the elements of files to floats. */
final class Elements {

    private Elements() {}

    /** Returns 32-bit floats. */
    static float[] floats(ByteBuffer data) {
        float[] values = new float[data.remaining() / Float.BYTES];
        data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /** Returns 64-bit floats, rounded. */
    static float[] doubles(ByteBuffer data) {
        ByteBuffer from = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[data.remaining() / Double.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) from.getDouble();
        }
        return values;
    }

    /** Returns 16-bit floats (IEEE 754 binary16). */
    static float[] halves(ByteBuffer data) {
        ByteBuffer from = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[data.remaining() / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = half(from.getShort());
        }
        return values;
    }

    /** Returns the upper halves of 32-bit floats (bfloat16). */
    static float[] upperHalves(ByteBuffer data) {
        ByteBuffer from = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[data.remaining() / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(from.getShort() << 16);
        }
        return values;
    }

    /** Returns the value of the bits of a 16-bit float. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float small = fraction * 0x1p-24f;
            return sign == 0 ? small : -small;
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
