// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** {@code direction}: degrees as points on the unit circle. */
final class DirectionInputType implements InputType {

    static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of the directions, in degrees.",
                            ColumnType.NUMBER,
                            ColumnType.INTEGER)
                    .required();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "direction", "A direction in degrees, as sine and cosine.", COLUMN);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new DirectionInput(settings.get(COLUMN));
    }
}
