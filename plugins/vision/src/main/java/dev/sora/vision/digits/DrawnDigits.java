// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.digits;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.util.Optional;
import java.util.OptionalLong;

/** Generates images of digits during the pass; each depends only on the seed and its number. */
final class DrawnDigits implements DataSource {

    private final long samples;
    private final long seed;
    private final int size;

    DrawnDigits(long samples, long seed, int size) {
        this.samples = samples;
        this.seed = seed;
        this.size = size;
    }

    @Override
    public Schema schema() {
        return DrawnDigitsType.SCHEMA;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(samples);
    }

    @Override
    public RecordStream records() {
        Writer writer = new Writer(size);
        return new RecordStream() {
            private long drawn;

            @Override
            public Optional<DataRecord> next() {
                if (drawn == samples) {
                    return Optional.empty();
                }
                long number = drawn++;
                int digit = digit(number);
                byte[] picture = writer.write(digit, new Draws(seed, number));
                return Optional.of(
                        new DataRecord(
                                schema(),
                                "drawn-digits",
                                number + 1,
                                new ImageValue(size, size, 1, picture),
                                (long) digit));
            }

            @Override
            public void close() {
                // no resources to release
            }
        };
    }

    /**
     * Returns the digit of a record: each ten consecutive records contain every digit once, in
     * random order.
     */
    private int digit(long number) {
        Draws draws = new Draws(~seed, number / 10);
        int[] digits = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        int place = (int) (number % 10);
        for (int i = 0; i <= place; i++) {
            int other = i + draws.below(10 - i);
            int kept = digits[i];
            digits[i] = digits[other];
            digits[other] = kept;
        }
        return digits[place];
    }
}
