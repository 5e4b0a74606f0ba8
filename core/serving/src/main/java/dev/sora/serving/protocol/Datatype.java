// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.data.ColumnType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The types of elements in the Open Inference Protocol. */
enum Datatype {
    BOOL,
    UINT8(0, 255),
    UINT16(0, 65535),
    UINT32(0, 4294967295L),
    UINT64(0, Long.MAX_VALUE),
    INT8(-128, 127),
    INT16(-32768, 32767),
    INT32(Integer.MIN_VALUE, Integer.MAX_VALUE),
    INT64(Long.MIN_VALUE, Long.MAX_VALUE),
    FP16(65504),
    FP32(Float.MAX_VALUE),
    FP64(Double.MAX_VALUE),
    BYTES;

    /** The least exponent of a normal number, and the bits after the point, of 16-bit floats. */
    private static final int HALF_EXPONENT = -14;

    private static final int HALF_BITS = 10;

    /**
     * The numbers of a byte without a sign. A body has most elements of these, and half of them
     * would be objects of their own: they would take three times the memory of all others.
     */
    private static final List<Object> BYTE_VALUES =
            LongStream.rangeClosed(0, 255).<Object>mapToObj(Long::valueOf).toList();

    private final long least;
    private final long most;
    private final double magnitude;

    Datatype() {
        this(0, 0, 0);
    }

    Datatype(long least, long most) {
        this(least, most, 0);
    }

    Datatype(double magnitude) {
        this(0, 0, magnitude);
    }

    Datatype(long least, long most, double magnitude) {
        this.least = least;
        this.most = most;
        this.magnitude = magnitude;
    }

    static Optional<Datatype> of(Object name) {
        for (Datatype type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Returns the type that a column is described with. */
    static Datatype of(Optional<ColumnType> column) {
        return column.map(
                        type ->
                                switch (type) {
                                    case INTEGER, IDENTIFIERS -> INT64;
                                    case NUMBER -> FP64;
                                    case VECTOR -> FP32;
                                    case BOOLEAN -> BOOL;
                                    case TEXT, TEXTS, IMAGE, TIME, NESTED -> BYTES;
                                })
                .orElse(BYTES);
    }

    private boolean isInteger() {
        return most > 0;
    }

    private boolean isFloat() {
        return magnitude > 0;
    }

    /** Returns what an element must be, for messages. */
    String needs() {
        return this == BOOL
                ? "true or false"
                : this == BYTES
                        ? "a string"
                        : isInteger()
                                ? "an integer from %d to %d".formatted(least, most)
                                : "a finite number of this type";
    }

    /**
     * Returns an element of JSON as a value of this type; empty if it is not one. Floats are
     * rounded to the precision of the type.
     */
    Optional<Object> element(Object json) {
        if (this == BOOL) {
            return json instanceof Boolean ? Optional.of(json) : Optional.empty();
        }
        if (this == BYTES) {
            return json instanceof String ? Optional.of(json) : Optional.empty();
        }
        if (isInteger()) {
            return json instanceof Long number && number >= least && number <= most
                    ? Optional.of(number)
                    : Optional.empty();
        }
        if (!(json instanceof Number number) || !(Math.abs(number.doubleValue()) <= magnitude)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (this) {
                    case FP16 -> half(number.doubleValue());
                    case FP32 -> (double) number.floatValue();
                    default -> number.doubleValue();
                });
    }

    /** Returns the bytes of a binary element; 0 if its length differs. */
    int bytes() {
        return switch (this) {
            case BOOL, UINT8, INT8 -> Byte.BYTES;
            case UINT16, INT16, FP16 -> Short.BYTES;
            case UINT32, INT32, FP32 -> Integer.BYTES;
            case UINT64, INT64, FP64 -> Long.BYTES;
            case BYTES -> 0;
        };
    }

    /**
     * Takes a binary element of a fixed length; empty if it is not a value of this type.
     *
     * @param from in little-endian order
     */
    Optional<Object> element(ByteBuffer from) {
        return switch (this) {
            case BOOL -> {
                byte flag = from.get();
                yield flag == 0 || flag == 1 ? Optional.of(flag == 1) : Optional.empty();
            }
            case UINT8 -> Optional.of(BYTE_VALUES.get(Byte.toUnsignedInt(from.get())));
            case UINT16 -> Optional.of((long) Short.toUnsignedInt(from.getShort()));
            case UINT32 -> Optional.of(Integer.toUnsignedLong(from.getInt()));
            case INT8 -> Optional.of((long) from.get());
            case INT16 -> Optional.of((long) from.getShort());
            case INT32 -> Optional.of((long) from.getInt());
            // an unsigned one that is negative here is larger than any column keeps
            case UINT64, INT64 -> element((Object) from.getLong());
            case FP16 -> element((Object) ofHalf(from.getShort()));
            case FP32 -> element((Object) (double) from.getFloat());
            case FP64 -> element((Object) from.getDouble());
            case BYTES -> throw new IllegalStateException("an element of any length");
        };
    }

    /** Returns the number of 16 bits (IEEE 754, 2008, binary16); NaN also for an infinite one. */
    private static double ofHalf(short bits) {
        int exponent = bits >> HALF_BITS & 0x1f;
        int fraction = bits & (1 << HALF_BITS) - 1;
        if (exponent == 0x1f) {
            return Double.NaN;
        }
        // the numbers next to zero have no leading one
        int whole = exponent == 0 ? fraction : fraction | 1 << HALF_BITS;
        double number =
                Math.scalb((double) whole, Math.max(1, exponent) - 1 + HALF_EXPONENT - HALF_BITS);
        return bits < 0 ? -number : number;
    }

    /** Returns the nearest number with 16 bits (IEEE 754, 2008, binary16); of two, the even one. */
    private static double half(double number) {
        int exponent = Math.max(HALF_EXPONENT, Math.getExponent(number));
        double step = Math.scalb(1.0, exponent - HALF_BITS);
        return Math.rint(number / step) * step;
    }

    /**
     * Returns whether a column keeps an integer as it is: numbers are kept with 53 bits, and those
     * of vectors with 24.
     */
    static boolean isKept(long integer, ColumnType column) {
        return switch (column) {
            case NUMBER -> (long) (double) integer == integer && integer != Long.MAX_VALUE;
            case VECTOR -> (long) (float) integer == integer && integer != Long.MAX_VALUE;
            default -> true;
        };
    }

    /** Returns whether a column can hold elements of this type. */
    boolean fits(ColumnType column) {
        return switch (column) {
            case NUMBER, VECTOR -> isInteger() || isFloat();
            case INTEGER, IDENTIFIERS -> isInteger();
            case BOOLEAN -> this == BOOL;
            case IMAGE, TIME, NESTED -> this == BYTES;
            // the digits of a float depend on its precision, so it does not name anything
            case TEXT, TEXTS -> !isFloat();
        };
    }
}
