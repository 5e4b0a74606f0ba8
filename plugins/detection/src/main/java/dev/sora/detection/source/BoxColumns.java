// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The columns of pictures with boxes. */
final class BoxColumns {

    static final Setting<String> IMAGE_COLUMN =
            Setting.string("image_column", "Name of the column of pictures.").orElse("image");
    static final Setting<String> BOXES_COLUMN =
            Setting.string("boxes_column", "Name of the column of labelled boxes.").orElse("boxes");

    private BoxColumns() {}

    static Schema schema(Settings settings) {
        return Schema.of(
                Column.of(settings.get(IMAGE_COLUMN), ColumnType.IMAGE),
                Column.of(settings.get(BOXES_COLUMN), ColumnType.NESTED));
    }
}
