// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.nio.ByteBuffer;

/**
 * The values of one field in one batch. A subclass implements the accessors that fit its type.
 * Callers read only values that are not null, in rows below {@link #length}.
 */
abstract class Vector {

    /** An empty buffer. */
    static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final int length;
    private final ByteBuffer validity;

    /**
     * Creates a vector.
     *
     * @param validity a bit for each value that is not null; empty if no value is null
     */
    Vector(int length, ByteBuffer validity) {
        this.length = length;
        this.validity = validity;
    }

    final int length() {
        return length;
    }

    /** Returns whether the value of a row is missing. */
    boolean isNull(int row) {
        return validity.limit() > 0 && (validity.get(row >> 3) >> (row & 7) & 1) == 0;
    }

    /**
     * Returns an integer.
     *
     * @throws UnfitValueException if it is outside of the range of signed 64-bit integers
     */
    long whole(int row) {
        throw new IllegalStateException("no integers");
    }

    double number(int row) {
        return whole(row);
    }

    boolean truth(int row) {
        throw new IllegalStateException("no booleans");
    }

    String text(int row) {
        throw new IllegalStateException("no texts");
    }

    byte[] bytes(int row) {
        throw new IllegalStateException("no bytes");
    }

    /** Returns an instant, or a local date and time. */
    Object time(int row) {
        throw new IllegalStateException("no times");
    }

    /** Returns the elements of all lists. */
    Vector elements() {
        throw new IllegalStateException("no lists");
    }

    /** Returns the index of the first element of a list. */
    int from(int row) {
        throw new IllegalStateException("no lists");
    }

    /** Returns the index after the last element of a list; never less than that of the first. */
    int to(int row) {
        throw new IllegalStateException("no lists");
    }

    /** Returns an inner field of a structure. */
    Vector child(int position) {
        throw new IllegalStateException("no structures");
    }

    /** Returns an offset of 4 or 8 bytes after checking that it is within the given bounds. */
    static int place(ByteBuffer offsets, int index, int width, int least, long most) {
        long place =
                width == Integer.BYTES
                        ? offsets.getInt(index * Integer.BYTES)
                        : offsets.getLong(index * Long.BYTES);
        if (place < least || place > most) {
            throw new Damaged(
                    "an offset %,d where %,d to %,d are possible".formatted(place, least, most));
        }
        return (int) place;
    }
}
