// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.digits;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.Optional;

/** {@code drawn-digits}: synthetic images of handwritten digits, for use without own data. */
public final class DrawnDigitsType implements DataSourceType {

    static final Schema SCHEMA =
            Schema.of(Column.of("image", ColumnType.IMAGE), Column.of("label", ColumnType.INTEGER));

    private static final Setting<Long> SAMPLES =
            Setting.integer("samples", "Number of digits to draw, as many of each as of any other.")
                    .atLeast(1)
                    .atMost(100_000_000)
                    .orElse(10_000L);
    private static final Setting<Long> SEED =
            Setting.integer("seed", "Other seeds give other digits; one gives the same everywhere.")
                    .large()
                    .orElse(1L);
    private static final Setting<Long> SIZE =
            Setting.integer("size", "Rows and columns of the pictures.")
                    .atLeast(14)
                    .atMost(256)
                    .orElse(28L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "drawn-digits",
                "Digits drawn in code with random strokes, any number of them; needs no files.",
                SAMPLES,
                SEED,
                SIZE);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new DrawnDigits(
                settings.get(SAMPLES), settings.get(SEED), settings.get(SIZE).intValue());
    }
}
