// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * {@code generated-series}: hourly sales of shops. Sales follow a trend, a daily and a weekly
 * season and offers, which are known in advance, with noise. The rows of the shops alternate.
 */
final class GeneratedSeriesType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("hour", ColumnType.TIME),
                    Column.of("shop", ColumnType.TEXT),
                    Column.of("sales", ColumnType.NUMBER),
                    Column.of("offer", ColumnType.INTEGER));
    private static final LocalDateTime BEGIN = LocalDateTime.of(2024, 1, 1, 0, 0);
    private static final int DAY = 24;
    private static final int DAYS = 7;

    private static final Setting<Long> SHOPS =
            Setting.integer("shops", "Number of shops; the rows of all of them are counted.")
                    .atLeast(1)
                    .atMost(1_000)
                    .orElse(1L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-series",
                "Hourly sales of shops made in code, with columns hour, shop, sales and offer: a"
                        + " trend, a daily and a weekly season, offers and noise; needs no files.",
                Generated.SAMPLES,
                Generated.SEED,
                SHOPS);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        long shops = settings.get(SHOPS);
        return new Generated(
                descriptor().name(),
                SCHEMA,
                settings,
                new Generated.Maker() {
                    @Override
                    public Object[] make(RandomGenerator random) {
                        return row(0, 0, random);
                    }

                    @Override
                    public Object[] make(long number, RandomGenerator random) {
                        return row((number - 1) / shops, (number - 1) % shops, random);
                    }
                });
    }

    private static Object[] row(long hour, long shop, RandomGenerator random) {
        // offers last from 12 to 17 o'clock on some days, other days in each shop
        long day = hour / DAY;
        boolean offer = (day * 5 + shop * 3) % DAYS < 2 && hour % DAY >= 12 && hour % DAY < 18;
        double size = 20.0 * (shop + 1);
        double daily = Math.sin(2 * Math.PI * (hour % DAY - 8) / DAY);
        double weekly = day % DAYS >= 5 ? 1.3 : 1;
        double sales =
                size * weekly * (1.5 + daily)
                        + 0.002 * size * hour / DAY
                        + (offer ? 0.8 * size : 0)
                        + 0.1 * size * random.nextGaussian();
        return new Object[] {
            BEGIN.plusHours(hour),
            "shop-" + (shop + 1),
            Math.round(sales * 100) / 100.0,
            offer ? 1L : 0L
        };
    }
}
