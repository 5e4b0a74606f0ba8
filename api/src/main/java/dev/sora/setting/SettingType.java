// SPDX-License-Identifier: Apache-2.0
package dev.sora.setting;

import dev.sora.data.ColumnType;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The type of a setting's value. The set is closed, so that validation, JSON Schema and reference
 * cover all types.
 *
 * @since 1.0
 */
@ProviderType
public sealed interface SettingType {

    /** An integer. Its Java value is a {@link Long}. */
    record IntegerType(OptionalLong least, OptionalLong most) implements SettingType {}

    /**
     * A number. Its Java value is a {@link Double}.
     *
     * @param openLeast whether the lower bound itself is excluded
     * @param openMost whether the upper bound itself is excluded
     */
    record NumberType(
            OptionalDouble least, OptionalDouble most, boolean openLeast, boolean openMost)
            implements SettingType {}

    /** True or false. Its Java value is a {@link Boolean}. */
    record BooleanType() implements SettingType {}

    /** Any string. Its Java value is a {@link String}. */
    record StringType() implements SettingType {}

    /** One of a list of words. Its Java value is a {@link String}. */
    record Choice(List<String> words) implements SettingType {
        /** Copies the words. */
        public Choice {
            words = List.copyOf(words);
        }
    }

    /**
     * A file or folder. Its Java value is a {@link java.nio.file.Path}; core resolves relative
     * paths against the folder of the manifest.
     */
    record FilePath() implements SettingType {}

    /**
     * The name of a column of the data. Its Java value is a {@link String}; core checks that the
     * data source has a column of this name and of one of these types. An empty set accepts any
     * type.
     *
     * @param learnedOnly whether a type only learns from the column in training. Records to predict
     *     for need not have it, and it counts as none that the type reads
     */
    record Column(Set<ColumnType> accepts, boolean learnedOnly) implements SettingType {
        /** Copies the types. */
        public Column {
            accepts = Set.copyOf(accepts);
        }

        /** Creates the type of the name of a column that is read. */
        public Column(Set<ColumnType> accepts) {
            this(accepts, false);
        }
    }

    /**
     * A list. Its Java value is a {@link List}.
     *
     * @param expand if present, the required length of the list; a single value then stands for a
     *     list of that many equal values ({@code kernel: 3} for {@code [3, 3]})
     */
    record ListOf(SettingType element, OptionalInt expand) implements SettingType {}

    /** A mapping from arbitrary names to values. Its Java value is a {@link java.util.Map}. */
    record MapOf(SettingType element) implements SettingType {}

    /** A group of settings. Its Java value is {@link Settings}. */
    record Group(List<Setting<?>> settings) implements SettingType {
        /** Copies the settings. */
        public Group {
            settings = List.copyOf(settings);
        }
    }

    /**
     * One of several types, tried in order. Its Java value is that of the first type that accepts
     * the value.
     */
    record AnyOf(List<SettingType> choices) implements SettingType {
        /** Copies the choices. */
        public AnyOf {
            choices = List.copyOf(choices);
        }
    }
}
