// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Creates settings that are lists of any length. */
final class Lists {

    private Lists() {}

    static Setting<List<Long>> wholes(String name, String description) {
        return Setting.of(
                name,
                description,
                new SettingType.ListOf(
                        new SettingType.IntegerType(OptionalLong.of(1), OptionalLong.empty()),
                        OptionalInt.empty()),
                List.class);
    }
}
