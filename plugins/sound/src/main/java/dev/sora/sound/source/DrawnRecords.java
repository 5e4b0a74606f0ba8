// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.setting.Setting;
import dev.sora.source.DataSource;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Records that are drawn; each depends only on the seed and its number.
 *
 * @param name the name of the type, the origin of the records
 * @param schema the columns
 * @param samples the number of records
 * @param seed the seed
 * @param files the files that are drawn from
 * @param passedOver what was not read
 * @param maker draws a record
 */
record DrawnRecords(
        String name,
        Schema schema,
        long samples,
        long seed,
        List<Path> files,
        List<PassedOver> passedOver,
        Maker maker)
        implements DataSource {

    static final Setting<Long> SEED =
            Setting.integer(
                            "seed",
                            "Other seeds draw other records; a seed draws the same everywhere.")
                    .large()
                    .orElse(1L);

    /** Draws the values of one record. */
    @FunctionalInterface
    interface Maker {
        Object[] make(long number, RandomGenerator random);
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(samples);
    }

    @Override
    public RecordStream records() {
        return new RecordStream() {
            private long made;

            @Override
            public Optional<DataRecord> next() {
                if (made == samples) {
                    return Optional.empty();
                }
                made++;
                long own = new SplittableRandom(seed).nextLong() + made;
                return Optional.of(
                        new DataRecord(
                                schema, name, made, maker.make(made, new SplittableRandom(own))));
            }

            @Override
            public void close() {
                // no resources to release
            }
        };
    }
}
