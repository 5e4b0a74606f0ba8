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

/** {@code generated-shapes}: pictures of discs, squares and triangles, each with its mask. */
final class GeneratedShapesType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(Column.of("image", ColumnType.IMAGE), Column.of("mask", ColumnType.IMAGE));

    private static final Setting<Long> SIZE =
            Setting.integer("size", "Rows and columns of the pictures.")
                    .atLeast(16)
                    .atMost(4096)
                    .orElse(48L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-shapes",
                "Pictures of one to three discs, squares and triangles on a ground of changing"
                        + " brightness, made in code; the mask is 0 for the ground, 1 for discs, 2"
                        + " for squares, 3 for triangles; needs no files.",
                Generated.SAMPLES,
                Generated.SEED,
                SIZE);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        int size = settings.get(SIZE).intValue();
        return new Generated(
                descriptor().name(), SCHEMA, settings, random -> Scene.draw(size, random));
    }
}
