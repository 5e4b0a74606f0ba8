// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Generates winds that turn right by up to 60 degrees while the pressure rises, and left while it
 * falls.
 */
record DrawnWinds(long samples, long seed) implements DataSource {

    private static final double MOST_TURN = 60;
    private static final double NOISE = 5;

    @Override
    public Schema schema() {
        return DrawnWindsType.SCHEMA;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(samples);
    }

    @Override
    public RecordStream records() {
        SplittableRandom random = new SplittableRandom(seed);
        return new RecordStream() {
            private long number;

            @Override
            public Optional<DataRecord> next() {
                return number == samples
                        ? Optional.empty()
                        : Optional.of(wind(random, ++number));
            }

            @Override
            public void close() {
                // no resources to release
            }
        };
    }

    private DataRecord wind(SplittableRandom random, long number) {
        double morning = 360 * random.nextDouble();
        double pressure = random.nextGaussian();
        double turn = MOST_TURN * Math.tanh(pressure) + NOISE * random.nextGaussian();
        double noon = (morning + turn + 360) % 360;
        return new DataRecord(schema(), "drawn-winds", number, morning, pressure, noon);
    }
}
