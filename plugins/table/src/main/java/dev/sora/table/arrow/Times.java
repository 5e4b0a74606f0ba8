// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Dates, instants, local dates and times, and times of day. */
final class Times extends Vector {

    private static final long MILLISECONDS_A_DAY = 86_400_000;
    private static final long NANOSECONDS = 1_000_000_000;

    private final Vector counts;
    private final ArrowField.Logical type;

    Times(int length, ByteBuffer validity, ByteBuffer values, ArrowField.Logical type) {
        super(length, validity);
        this.counts = new Integers(length, NONE, values, type.width(), true);
        this.type = type;
    }

    @Override
    Object time(int row) {
        long count = counts.whole(row);
        try {
            if (type.kind() == Kind.DATE) {
                boolean day = type.width() == Integer.BYTES;
                return LocalDate.ofEpochDay(day ? count : Math.floorDiv(count, MILLISECONDS_A_DAY))
                        .atStartOfDay();
            }
            long second = Math.floorDiv(count, perSecond());
            long nano = Math.floorMod(count, perSecond()) * (NANOSECONDS / perSecond());
            return type.zoned()
                    ? Instant.ofEpochSecond(second, nano)
                    : LocalDateTime.ofEpochSecond(second, (int) nano, ZoneOffset.UTC);
        } catch (DateTimeException | ArithmeticException e) {
            throw new UnfitValueException(
                    "a time within a thousand million years", Long.toString(count));
        }
    }

    /** Returns a time of day, such as {@code 13:05:00}. */
    @Override
    String text(int row) {
        long count = counts.whole(row);
        try {
            long nano = Math.multiplyExact(count, NANOSECONDS / perSecond());
            return DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(nano));
        } catch (DateTimeException | ArithmeticException e) {
            throw new UnfitValueException("a time of a day", Long.toString(count));
        }
    }

    private long perSecond() {
        return switch (type.unit()) {
            case 0 -> 1;
            case 1 -> 1_000;
            case 2 -> 1_000_000;
            default -> NANOSECONDS;
        };
    }
}
