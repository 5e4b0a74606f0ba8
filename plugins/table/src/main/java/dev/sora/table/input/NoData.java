// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Numbers that mean "missing", such as the fill values of grids and sensors. */
final class NoData {

    /** The setting {@code nodata} of inputs of numbers. */
    static final Setting<List<Double>> SETTING =
            Setting.<List<Double>>of(
                            "nodata",
                            "Numbers that stand for no value, -9999 say, and are treated as missing"
                                    + " ones.",
                            new SettingType.ListOf(
                                    new SettingType.NumberType(
                                            OptionalDouble.empty(),
                                            OptionalDouble.empty(),
                                            false,
                                            false),
                                    OptionalInt.empty()),
                            List.class)
                    .orElse(List.of());

    private NoData() {}

    /**
     * Returns whether a number is listed. A number that came from 32 bits is compared in 32 bits:
     * 9.96921e36 in a manifest matches the nearest 32-bit number in a file.
     */
    static boolean contains(List<Double> nodata, double number) {
        for (double none : nodata) {
            if (number == none || (number == (float) number && number == (float) none)) {
                return true;
            }
        }
        return false;
    }
}
