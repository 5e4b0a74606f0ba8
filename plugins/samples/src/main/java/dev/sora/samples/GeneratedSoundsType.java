// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** {@code generated-sounds}: tones whose pitch moves in one of five ways. */
final class GeneratedSoundsType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("sound", ColumnType.VECTOR),
                    Column.of("sample_rate", ColumnType.INTEGER),
                    Column.of("movement", ColumnType.TEXT));

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-sounds",
                "Tones of a quarter to half a second at 8 kHz with noise, and how their pitch moves:"
                        + " rising, falling, steady, wavering, or in a step; made in code, needs no"
                        + " files.",
                Generated.SAMPLES,
                Generated.SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new Generated(descriptor().name(), SCHEMA, settings, GeneratedSoundsType::sound);
    }

    private static Object[] sound(RandomGenerator random) {
        String movement =
                Generated.one(random, "rising", "falling", "steady", "wavering", "stepping");
        double base = 300 * StrictMath.pow(4, random.nextDouble());
        double extent = 1.3 + 0.5 * random.nextDouble();
        double seconds = 0.25 + 0.25 * random.nextDouble();
        double noise = 0.1 * random.nextDouble();
        float[] samples =
                Tone.of(
                        seconds,
                        share ->
                                base
                                        * switch (movement) {
                                            case "rising" -> StrictMath.pow(extent, share);
                                            case "falling" -> StrictMath.pow(extent, -share);
                                            case "steady" -> 1;
                                            case "wavering" ->
                                                    1 + 0.15 * StrictMath.sin(8 * Math.PI * share);
                                            default -> share < 0.5 ? 1 : extent;
                                        },
                        noise,
                        random);
        return new Object[] {samples, (long) Tone.RATE, movement};
    }
}
