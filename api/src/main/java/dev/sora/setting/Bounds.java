// SPDX-License-Identifier: Apache-2.0
package dev.sora.setting;

import dev.sora.setting.SettingType.IntegerType;
import dev.sora.setting.SettingType.ListOf;
import dev.sora.setting.SettingType.NumberType;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Narrows the range of integer and number types, also within lists. */
final class Bounds {

    private Bounds() {}

    static SettingType atLeast(SettingType type, double least, boolean open) {
        if (type instanceof IntegerType whole) {
            long bound = (long) Math.ceil(least);
            return new IntegerType(
                    OptionalLong.of(open && bound == least ? bound + 1 : bound), whole.most());
        }
        if (type instanceof NumberType real) {
            return new NumberType(OptionalDouble.of(least), real.most(), open, real.openMost());
        }
        if (type instanceof ListOf list) {
            return new ListOf(atLeast(list.element(), least, open), list.expand());
        }
        throw new IllegalStateException("only numbers have bounds");
    }

    static SettingType large(SettingType type) {
        if (type instanceof IntegerType whole) {
            return new IntegerType(
                    OptionalLong.of(whole.least().orElse(Long.MIN_VALUE)),
                    OptionalLong.of(whole.most().orElse(Long.MAX_VALUE)));
        }
        throw new IllegalStateException("only an integer can be large");
    }

    static SettingType atMost(SettingType type, double most, boolean open) {
        if (type instanceof IntegerType whole) {
            long bound = (long) Math.floor(most);
            return new IntegerType(
                    whole.least(), OptionalLong.of(open && bound == most ? bound - 1 : bound));
        }
        if (type instanceof NumberType real) {
            return new NumberType(real.least(), OptionalDouble.of(most), real.openLeast(), open);
        }
        if (type instanceof ListOf list) {
            return new ListOf(atMost(list.element(), most, open), list.expand());
        }
        throw new IllegalStateException("only numbers have bounds");
    }
}
