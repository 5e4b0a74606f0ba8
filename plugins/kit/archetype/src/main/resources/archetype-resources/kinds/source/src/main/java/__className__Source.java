package ${package};

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Points on two interleaved half-moons, which no straight line separates.
 *
 * <p>Sora makes any number of passes, and may have several streams open at once. Therefore all
 * mutable state is in the stream.
 */
record ${className}Source(long samples, double noise, long seed) implements DataSource {

    @Override
    public Schema schema() {
        return ${className}Type.SCHEMA;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(samples);
    }

    @Override
    public RecordStream records() {
        // Each stream has its own generator: each pass gives the same records in the same order.
        SplittableRandom random = new SplittableRandom(seed);
        return new RecordStream() {
            private long number;

            @Override
            public Optional<DataRecord> next() {
                if (number == samples) {
                    return Optional.empty();
                }
                number++;
                return Optional.of(point(random, number));
            }

            @Override
            public void close() {
                // A stream over a file would close it here.
            }
        };
    }

    private DataRecord point(SplittableRandom random, long number) {
        boolean upper = random.nextBoolean();
        double angle = Math.PI * random.nextDouble();
        double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
        double y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
        return new DataRecord(
                schema(),
                "${name}", // the origin for messages, usually a file's name
                number,
                x + noise * random.nextGaussian(),
                y + noise * random.nextGaussian(),
                upper ? "upper" : "lower");
    }
}
