// SPDX-License-Identifier: Apache-2.0
package dev.sora.setting;

import dev.sora.data.ColumnType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A setting of a type: its name, description, value type and default value.
 *
 * <p>Validation, defaults, the JSON Schema, {@code sora plugin info} and the generated reference
 * all derive from this declaration. A plugin declares a setting as a constant, and uses the
 * constant as the key to read the value:
 *
 * <pre>{@code
 * private static final Setting<Long> FILTERS =
 *         Setting.integer("filters", "Number of output channels.").atLeast(1).orElse(32L);
 * ...
 * long filters = settings.get(FILTERS);
 * }</pre>
 *
 * @param <T> the Java type of the value
 * @since 1.0
 */
public final class Setting<T> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private final String name;
    private final String description;
    private final SettingType type;
    private final boolean required;
    private final T fallback;

    private Setting(
            String name, String description, SettingType type, boolean required, T fallback) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "setting name '%s' must match %s".formatted(name, NAME));
        }
        this.name = name;
        this.description = Objects.requireNonNull(description, "description");
        this.type = Objects.requireNonNull(type, "type");
        this.required = required;
        this.fallback = fallback;
    }

    /**
     * Returns a setting for an integer, optional and without a default. {@link #required()} and
     * {@link #orElse} change that. Without a bound of its own, an integer must fit 32 bits, so that
     * {@code intValue()} is the value; see {@link #large()}.
     */
    public static Setting<Long> integer(String name, String description) {
        return new Setting<>(
                name,
                description,
                new SettingType.IntegerType(OptionalLong.empty(), OptionalLong.empty()),
                false,
                null);
    }

    /** Returns a setting for a number. */
    public static Setting<Double> number(String name, String description) {
        return new Setting<>(
                name,
                description,
                new SettingType.NumberType(
                        OptionalDouble.empty(), OptionalDouble.empty(), false, false),
                false,
                null);
    }

    /** Returns a setting that is true or false. */
    public static Setting<Boolean> bool(String name, String description) {
        return new Setting<>(name, description, new SettingType.BooleanType(), false, null);
    }

    /** Returns a setting for any string. */
    public static Setting<String> string(String name, String description) {
        return new Setting<>(name, description, new SettingType.StringType(), false, null);
    }

    /** Returns a setting for one of the given words. */
    public static Setting<String> choice(String name, String description, List<String> words) {
        return new Setting<>(name, description, new SettingType.Choice(words), false, null);
    }

    /** Returns a setting for a file or folder. */
    public static Setting<Path> path(String name, String description) {
        return new Setting<>(name, description, new SettingType.FilePath(), false, null);
    }

    /**
     * Returns a setting for the name of a column with one of the given types, or of any type if
     * none is given.
     */
    public static Setting<String> column(String name, String description, ColumnType... accepts) {
        return new Setting<>(
                name, description, new SettingType.Column(Set.of(accepts)), false, null);
    }

    /**
     * Returns a setting for {@code length} integers; a single value stands for {@code length} equal
     * ones.
     */
    public static Setting<List<Long>> integers(String name, String description, int length) {
        SettingType.IntegerType element =
                new SettingType.IntegerType(OptionalLong.empty(), OptionalLong.empty());
        return new Setting<>(
                name,
                description,
                new SettingType.ListOf(element, OptionalInt.of(length)),
                false,
                null);
    }

    /** Returns a setting for a list of strings. */
    public static Setting<List<String>> strings(String name, String description) {
        return new Setting<>(
                name,
                description,
                new SettingType.ListOf(new SettingType.StringType(), OptionalInt.empty()),
                false,
                null);
    }

    /** Returns a setting for a group of settings. */
    public static Setting<Settings> group(
            String name, String description, List<Setting<?>> settings) {
        return new Setting<>(name, description, new SettingType.Group(settings), false, null);
    }

    /** Returns a setting for a mapping from arbitrary names to numbers. */
    public static Setting<Map<String, Double>> numbers(String name, String description) {
        return new Setting<>(
                name,
                description,
                new SettingType.MapOf(
                        new SettingType.NumberType(
                                OptionalDouble.empty(), OptionalDouble.empty(), false, false)),
                false,
                null);
    }

    /**
     * Returns a setting of any type.
     *
     * @param <T> the Java type that {@link SettingType} documents for {@code type}
     */
    public static <T> Setting<T> of(
            String name, String description, SettingType type, Class<? super T> javaType) {
        Objects.requireNonNull(javaType, "javaType");
        return new Setting<>(name, description, type, false, null);
    }

    /** Returns a copy that a manifest must set. */
    public Setting<T> required() {
        return new Setting<>(name, description, type, true, null);
    }

    /** Returns a copy with a default value, used where the manifest does not set the setting. */
    public Setting<T> orElse(T value) {
        return new Setting<>(name, description, type, false, Objects.requireNonNull(value));
    }

    /**
     * Returns a copy whose numbers must be at least the bound.
     *
     * @throws IllegalStateException if this is not a setting for numbers
     */
    public Setting<T> atLeast(double least) {
        return new Setting<>(
                name, description, Bounds.atLeast(type, least, false), required, fallback);
    }

    /** Returns a copy whose numbers must be greater than the bound. */
    public Setting<T> above(double least) {
        return new Setting<>(
                name, description, Bounds.atLeast(type, least, true), required, fallback);
    }

    /** Returns a copy whose numbers must be at most the bound. */
    public Setting<T> atMost(double most) {
        return new Setting<>(
                name, description, Bounds.atMost(type, most, false), required, fallback);
    }

    /** Returns a copy whose numbers must be less than the bound. */
    public Setting<T> below(double most) {
        return new Setting<>(
                name, description, Bounds.atMost(type, most, true), required, fallback);
    }

    /**
     * Returns a copy for any integer of 64 bits, such as a seed or a number of records, within the
     * bounds that it has.
     *
     * @throws IllegalStateException if this is not a setting for an integer
     * @since 2.0
     */
    public Setting<T> large() {
        return new Setting<>(name, description, Bounds.large(type), required, fallback);
    }

    /** Returns the key in the manifest: lower case, digits and underscores. */
    public String name() {
        return name;
    }

    /** Returns the description for the reference, one sentence. */
    public String description() {
        return description;
    }

    /** Returns the type of the value. */
    public SettingType type() {
        return type;
    }

    /** Returns whether a manifest must set it. */
    public boolean isRequired() {
        return required;
    }

    /** Returns the default value; empty if there is none. */
    public Optional<T> fallback() {
        return Optional.ofNullable(fallback);
    }

    @Override
    public String toString() {
        return name;
    }
}
