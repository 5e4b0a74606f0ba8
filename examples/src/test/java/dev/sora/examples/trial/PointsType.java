// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** {@code points}: three clusters in four dimensions, and numbers that depend on them. */
public final class PointsType implements DataSourceType {

    /**
     * The amount that a test adds to the numbers of all points, to simulate a change in a database.
     */
    public static final AtomicReference<Float> ADDED = new AtomicReference<>(0f);

    /** Whether the first record comes last. */
    public static final AtomicBoolean TURNED = new AtomicBoolean();

    private static final String[] KINDS = {"a", "b", "c"};
    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("x", ColumnType.VECTOR),
                    Column.of("z", ColumnType.VECTOR),
                    Column.of("kind", ColumnType.TEXT),
                    Column.of("side", ColumnType.TEXT),
                    Column.of("y", ColumnType.NUMBER));
    private static final Setting<Long> SAMPLES =
            Setting.integer("samples", "How many.").atLeast(0).orElse(100L);
    private static final Setting<Long> SEED =
            Setting.integer("seed", "Which ones.").large().orElse(1L);
    private static final Setting<Double> NOISE =
            Setting.number("noise", "Deviation within a cluster.").orElse(0.5);
    private static final Setting<String> STRANGE =
            Setting.string("strange", "The kind of the last record.").orElse("");
    private static final Setting<Long> BROKEN =
            Setting.integer("broken", "Every so manieth record cannot be read.").orElse(0L);
    private static final Setting<Long> HOLE =
            Setting.integer("hole", "Every so manieth record has no kind.").orElse(0L);
    private static final Setting<String> FAULT =
            Setting.choice("fault", "Where it fails.", java.util.List.of("open", "next", "never"))
                    .orElse("never");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "points", "Points.", SAMPLES, SEED, NOISE, STRANGE, BROKEN, HOLE, FAULT);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        String fault = settings.get(FAULT);
        if (fault.equals("open")) {
            throw new IllegalStateException("boom at open");
        }
        return new Points(
                settings.get(SAMPLES),
                settings.get(SEED),
                settings.get(NOISE),
                settings.get(STRANGE),
                settings.get(BROKEN),
                settings.get(HOLE),
                fault.equals("next"));
    }

    private record Points(
            long samples,
            long seed,
            double noise,
            String strange,
            long broken,
            long hole,
            boolean fails)
            implements DataSource {

        @Override
        public Schema schema() {
            return SCHEMA;
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(samples);
        }

        @Override
        public RecordStream records() {
            Stream stream = new Stream(this);
            return TURNED.get() ? new Turned(stream, stream.next()) : stream;
        }
    }

    private static final class Turned implements RecordStream {

        private final Stream rest;
        private Optional<DataRecord> first;

        Turned(Stream rest, Optional<DataRecord> first) {
            this.rest = rest;
            this.first = first;
        }

        @Override
        public Optional<DataRecord> next() {
            Optional<DataRecord> next = rest.next();
            if (next.isPresent()) {
                return next;
            }
            Optional<DataRecord> last = first;
            first = Optional.empty();
            return last;
        }

        @Override
        public void close() {}
    }

    private static final class Stream implements RecordStream {

        private final Points points;
        private final SplittableRandom random;
        private long number;

        Stream(Points points) {
            this.points = points;
            this.random = new SplittableRandom(points.seed());
        }

        @Override
        public Optional<DataRecord> next() {
            if (number == points.samples()) {
                return Optional.empty();
            }
            if (points.fails() && number == 3) {
                throw new IllegalStateException("boom at next");
            }
            int kind = (int) (number % KINDS.length);
            number++;
            float[] x = noise(4);
            x[kind] += 1;
            x[3] += ADDED.get();
            float[] z = noise(3);
            if (points.broken() > 0 && number % points.broken() == 0) {
                throw new RecordException(
                        Problem.of("TRIAL-0001", "the point cannot be read")
                                .where("points:" + number));
            }
            boolean strange = number == points.samples() && !points.strange().isEmpty();
            return Optional.of(
                    new DataRecord(
                            SCHEMA,
                            "points",
                            number,
                            x,
                            z,
                            points.hole() > 0 && number % points.hole() == 0
                                    ? null
                                    : strange ? points.strange() : KINDS[kind],
                            z[0] > 0 ? "right" : "left",
                            2.0 * x[0] - x[1] + 0.5 * z[0]));
        }

        private float[] noise(int size) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) (random.nextGaussian() * points.noise());
            }
            return values;
        }

        @Override
        public void close() {}
    }
}
