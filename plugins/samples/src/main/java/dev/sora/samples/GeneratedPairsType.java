// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * {@code generated-pairs}: a picture and a sound that both tell one of five places, each with an
 * error of its own, so that both together tell it better than either.
 */
final class GeneratedPairsType implements DataSourceType {

    private static final int PLACES = 5;
    private static final int SIZE = 16;

    /** The deviation of both errors; the distance of two places is 1. */
    private static final double ERROR = 0.55;

    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("image", ColumnType.IMAGE),
                    Column.of("sound", ColumnType.VECTOR),
                    Column.of("sample_rate", ColumnType.INTEGER),
                    Column.of("place", ColumnType.TEXT));

    private static final Setting<Double> MISSING =
            Setting.number(
                            "missing",
                            "Share of the records that lack either the picture or the sound, each as"
                                    + " often.")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.0);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-pairs",
                "A grey picture of 16 by 16 pixels with a light and a tone of a fifth of a second:"
                        + " where the light is and how high the tone is tell one of five places, each"
                        + " with an error of its own; made in code, needs no files.",
                Generated.SAMPLES,
                Generated.SEED,
                MISSING);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        double missing = settings.get(MISSING);
        return new Generated(
                descriptor().name(), SCHEMA, settings, random -> pair(missing, random));
    }

    private static Object[] pair(double missing, RandomGenerator random) {
        int place = random.nextInt(PLACES);
        double fate = random.nextDouble();
        ImageValue picture = picture(place + ERROR * random.nextGaussian(), random);
        double height = place + ERROR * random.nextGaussian();
        float[] tone = Tone.of(0.2, share -> 400 * StrictMath.pow(1.3, height), 0.05, random);
        boolean seen = fate >= missing / 2;
        boolean heard = fate < missing / 2 || fate >= missing;
        return new Object[] {
            seen ? picture : null,
            heard ? tone : null,
            heard ? (long) Tone.RATE : null,
            String.valueOf(place + 1)
        };
    }

    private static ImageValue picture(double place, RandomGenerator random) {
        double x = 4 + 2 * place;
        double y = 4 + 8 * random.nextDouble();
        byte[] samples = new byte[SIZE * SIZE];
        for (int i = 0; i < samples.length; i++) {
            double across = i % SIZE + 0.5 - x;
            double down = i / SIZE + 0.5 - y;
            double light = StrictMath.exp(-(across * across + down * down) / 3);
            double value = 0.1 + 0.8 * light + 0.05 * random.nextGaussian();
            samples[i] = (byte) Math.round(255 * Math.min(1, Math.max(0, value)));
        }
        return new ImageValue(SIZE, SIZE, 1, samples);
    }
}
