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
import java.util.Optional;

/** {@code generated-scenes}: pictures with several shapes, each with a label and a box. */
final class GeneratedScenesType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(Column.of("image", ColumnType.IMAGE), Column.of("boxes", ColumnType.NESTED));

    private static final Setting<Long> SIZE =
            Setting.integer(
                            "size",
                            "Width and height of the pictures, at most; the least is three quarters"
                                    + " of it.")
                    .atLeast(32)
                    .atMost(4096)
                    .orElse(128L);
    private static final Setting<Long> SHAPES =
            Setting.integer("shapes", "Shapes in a picture, at most; the least is none.")
                    .atLeast(1)
                    .atMost(50)
                    .orElse(5L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-scenes",
                "Pictures with discs, squares and triangles, and a list of their labels and boxes,"
                        + " made in code; needs no files.",
                Generated.SAMPLES,
                Generated.SEED,
                SIZE,
                SHAPES);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        int size = settings.get(SIZE).intValue();
        int shapes = settings.get(SHAPES).intValue();
        return new Generated(
                descriptor().name(),
                SCHEMA,
                settings,
                random -> BoxedScene.draw(size, shapes, random).values());
    }
}
