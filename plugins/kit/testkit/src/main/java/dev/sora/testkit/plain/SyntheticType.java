// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.plain;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * {@code synthetic}: vectors, numbers computed from the vectors, and words computed from the
 * numbers.
 */
public final class SyntheticType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("x", ColumnType.VECTOR),
                    Column.of("y", ColumnType.NUMBER),
                    Column.of("kind", ColumnType.TEXT));
    private static final Setting<Long> RECORDS =
            Setting.integer("records", "Number of records.")
                    .atLeast(1)
                    .atMost(1_000_000)
                    .orElse(64L);
    private static final Setting<Long> FEATURES =
            Setting.integer("features", "Number of values of a vector.")
                    .atLeast(1)
                    .atMost(100_000)
                    .orElse(4L);
    private static final Setting<Long> SEED =
            Setting.integer("seed", "Which records they are.").large().orElse(1L);

    /** Creates the type. */
    public SyntheticType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "synthetic",
                "Drawn vectors x, a number y that follows from each, and its sign as a word.",
                RECORDS,
                FEATURES,
                SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new Synthetic(
                settings.get(RECORDS), Math.toIntExact(settings.get(FEATURES)), settings.get(SEED));
    }

    private record Synthetic(long count, int features, long seed) implements DataSource {

        @Override
        public Schema schema() {
            return SCHEMA;
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(count);
        }

        @Override
        public RecordStream records() {
            return new Stream(this);
        }
    }

    private static final class Stream implements RecordStream {

        private final Synthetic source;
        private final SplittableRandom random;
        private long number;

        Stream(Synthetic source) {
            this.source = source;
            this.random = new SplittableRandom(source.seed());
        }

        @Override
        public Optional<DataRecord> next() {
            if (number == source.count()) {
                return Optional.empty();
            }
            number++;
            float[] x = new float[source.features()];
            double y = 0;
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextGaussian();
                y += Math.sin(1.0 + i) * x[i];
            }
            return Optional.of(
                    new DataRecord(SCHEMA, "synthetic", number, x, y, y > 0 ? "above" : "below"));
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }
}
