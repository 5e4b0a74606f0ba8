// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Generates records during the pass; each depends only on the seed and its number. */
final class Generated implements DataSource {

    static final Setting<Long> SAMPLES =
            Setting.integer("samples", "Number of records.")
                    .atLeast(1)
                    .atMost(1_000_000_000)
                    .orElse(4_000L);
    static final Setting<Long> SEED =
            Setting.integer(
                            "seed",
                            "Other seeds give other records; a seed gives the same everywhere.")
                    .large()
                    .orElse(1L);

    private final String name;
    private final Schema schema;
    private final long samples;
    private final long seed;
    private final Maker maker;

    /** Generates the values of one record. */
    interface Maker {
        Object[] make(RandomGenerator random);

        /**
         * Generates the values of a record that has its number in them.
         *
         * @param number counts records from 1
         */
        default Object[] make(long number, RandomGenerator random) {
            return make(random);
        }
    }

    Generated(String name, Schema schema, Settings settings, Maker maker) {
        this.name = name;
        this.schema = schema;
        this.samples = settings.get(SAMPLES);
        this.seed = settings.get(SEED);
        this.maker = maker;
    }

    @Override
    public Schema schema() {
        return schema;
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
                // the constructor of the generator decorrelates neighbouring seeds
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

    /** Returns one of several values with equal probability. */
    @SafeVarargs
    static <T> T one(RandomGenerator random, T... things) {
        return things[random.nextInt(things.length)];
    }
}
