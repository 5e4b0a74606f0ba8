// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * {@code generated-scans}: grey pictures of two dark fields in a bright body, as lungs in an X-ray,
 * and whether one of the fields has a cloud. A faint cloud cannot be told from noise.
 */
final class GeneratedScansType implements DataSourceType {

    private static final int SIZE = 28;
    private static final double ILL = 0.4;

    private static final Schema SCHEMA =
            Schema.of(Column.of("image", ColumnType.IMAGE), Column.of("finding", ColumnType.TEXT));

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-scans",
                "Grey pictures of 28 by 28 pixels with two dark fields, and the finding: cloud, or"
                        + " none; made in code, four in ten with a cloud, some of them faint; needs"
                        + " no files.",
                Generated.SAMPLES,
                Generated.SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new Generated(descriptor().name(), SCHEMA, settings, GeneratedScansType::scan);
    }

    private static Object[] scan(RandomGenerator random) {
        boolean ill = random.nextDouble() < ILL;
        double shift = random.nextGaussian();
        double wide = 4.6 + 0.4 * random.nextGaussian();
        double high = 8.5 + 0.8 * random.nextGaussian();
        double level = 0.75 + 0.06 * random.nextGaussian();
        int side = random.nextInt(2);
        double cloudX = (side == 0 ? 8.5 : 19.5) + shift + 1.5 * random.nextGaussian();
        double cloudY = 14 + 3.5 * random.nextGaussian();
        double spread = 1.6 + 1.2 * random.nextDouble();
        double density = ill ? 0.12 + 0.4 * random.nextDouble() : 0;
        byte[] samples = new byte[SIZE * SIZE];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double left = within((x - 8.5 - shift) / wide, (y - 14) / high);
                double right = within((x - 19.5 - shift) / wide, (y - 14) / high);
                double distance =
                        (Math.pow(x - cloudX, 2) + Math.pow(y - cloudY, 2)) / (spread * spread);
                double value =
                        level
                                - 0.5 * Math.max(left, right)
                                + density * StrictMath.exp(-distance / 2)
                                + 0.05 * random.nextGaussian();
                samples[y * SIZE + x] = (byte) Math.round(255 * Math.min(1, Math.max(0, value)));
            }
        }
        return new Object[] {new ImageValue(SIZE, SIZE, 1, samples), ill ? "cloud" : "none"};
    }

    /** Returns 1 within an ellipse and 0 outside of it, with a soft edge. */
    private static double within(double across, double down) {
        return Math.min(1, Math.max(0, 3 * (1 - Math.sqrt(across * across + down * down)) + 0.5));
    }
}
