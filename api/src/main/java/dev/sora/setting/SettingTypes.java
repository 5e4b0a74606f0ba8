// SPDX-License-Identifier: Apache-2.0
package dev.sora.setting;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Describes types and values of settings in words, for messages and the reference.
 *
 * @since 1.0
 */
public final class SettingTypes {

    private SettingTypes() {}

    /**
     * Returns a type with both bounds. An integer without one must fit 32 bits, because plugins use
     * most of them as {@code int}.
     */
    static SettingType.IntegerType bounded(SettingType.IntegerType type) {
        return new SettingType.IntegerType(
                OptionalLong.of(type.least().orElse(Integer.MIN_VALUE)),
                OptionalLong.of(type.most().orElse(Integer.MAX_VALUE)));
    }

    /** Returns which values a type accepts, such as {@code an integer from 1 to 100}. */
    public static String describe(SettingType type) {
        if (type instanceof SettingType.IntegerType whole) {
            if (whole.least().isPresent() && whole.least().equals(whole.most())) {
                return Long.toString(whole.least().getAsLong());
            }
            return "an integer"
                    + told(" from ", whole.least(), Long.MIN_VALUE)
                    + told(" to ", whole.most(), Long.MAX_VALUE);
        }
        if (type instanceof SettingType.NumberType real) {
            return "a number" + bounds(real);
        }
        if (type instanceof SettingType.BooleanType) {
            return "true or false";
        }
        if (type instanceof SettingType.StringType) {
            return "a string";
        }
        if (type instanceof SettingType.Choice choice) {
            return "one of " + String.join(", ", choice.words());
        }
        if (type instanceof SettingType.FilePath) {
            return "a path";
        }
        if (type instanceof SettingType.Column column) {
            return column.accepts().isEmpty()
                    ? "a column's name"
                    : "the name of a column of type "
                            + column.accepts().stream()
                                    .map(t -> t.name().toLowerCase(java.util.Locale.ROOT))
                                    .sorted()
                                    .collect(Collectors.joining(" or "));
        }
        if (type instanceof SettingType.ListOf list) {
            return list.expand().isPresent()
                    ? "%s, or a list of %d such"
                            .formatted(describe(list.element()), list.expand().getAsInt())
                    : "a list, each " + describe(list.element());
        }
        if (type instanceof SettingType.MapOf map) {
            return "names, each with " + describe(map.element());
        }
        if (type instanceof SettingType.Group group) {
            return "a group of "
                    + group.settings().stream()
                            .map(Setting::name)
                            .collect(Collectors.joining(", "));
        }
        SettingType.AnyOf any = (SettingType.AnyOf) type;
        return any.choices().stream()
                .map(SettingTypes::describe)
                .collect(Collectors.joining(", or "));
    }

    /** Returns a raw value as messages show it, shortened if it is long. */
    public static String describeValue(Object raw) {
        if (raw instanceof Map) {
            return "a mapping";
        }
        if (raw instanceof List<?> list) {
            return "a list of " + list.size();
        }
        String text = String.valueOf(raw);
        String shown = text.length() > 60 ? text.substring(0, 57) + "..." : text;
        return raw instanceof String ? "'" + shown + "'" : shown;
    }

    static boolean inRange(SettingType.NumberType type, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return false;
        }
        if (type.least().isPresent()) {
            double least = type.least().getAsDouble();
            if (value < least || (type.openLeast() && value == least)) {
                return false;
            }
        }
        if (type.most().isPresent()) {
            double most = type.most().getAsDouble();
            return value < most || (!type.openMost() && value == most);
        }
        return true;
    }

    private static String bounds(SettingType.NumberType real) {
        String least =
                real.least().isEmpty()
                        ? ""
                        : (real.openLeast() ? " above " : " from ")
                                + number(real.least().getAsDouble());
        String most =
                real.most().isEmpty()
                        ? ""
                        : (real.openMost() ? " below " : " to ")
                                + number(real.most().getAsDouble());
        return least.isEmpty() || most.isEmpty() || !real.openMost()
                ? least + most
                : least + " and" + most;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String told(String word, OptionalLong bound, long none) {
        return bound.isPresent() && bound.getAsLong() != none ? word + bound.getAsLong() : "";
    }
}
