// SPDX-License-Identifier: Apache-2.0
package dev.sora.setting;

import dev.sora.setting.SettingType.ListOf;
import dev.sora.setting.SettingType.Real;
import dev.sora.setting.SettingType.Whole;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Narrows the range of number types, also within lists. */
final class Bounds {

    private Bounds() {}

    static SettingType atLeast(SettingType type, double least, boolean open) {
        if (type instanceof Whole whole) {
            long bound = (long) Math.ceil(least);
            return new Whole(
                    OptionalLong.of(open && bound == least ? bound + 1 : bound), whole.most());
        }
        if (type instanceof Real real) {
            return new Real(OptionalDouble.of(least), real.most(), open, real.openMost());
        }
        if (type instanceof ListOf list) {
            return new ListOf(atLeast(list.element(), least, open), list.expand());
        }
        throw new IllegalStateException("only numbers have bounds");
    }

    static SettingType atMost(SettingType type, double most, boolean open) {
        if (type instanceof Whole whole) {
            long bound = (long) Math.floor(most);
            return new Whole(
                    whole.least(), OptionalLong.of(open && bound == most ? bound - 1 : bound));
        }
        if (type instanceof Real real) {
            return new Real(real.least(), OptionalDouble.of(most), real.openLeast(), open);
        }
        if (type instanceof ListOf list) {
            return new ListOf(atMost(list.element(), most, open), list.expand());
        }
        throw new IllegalStateException("only numbers have bounds");
    }
}
