// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import dev.sora.data.ColumnType;
import dev.sora.data.ColumnValues;
import dev.sora.data.ImageValue;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is watched of the values of a column. */
public enum Measure {
    /** The value itself: a number, a category, a boolean. */
    VALUE,
    /** The number of words of a text. */
    WORDS,
    /** The share of the words of a text that are not among the frequent ones of the training. */
    UNKNOWN_WORDS,
    /** The mean sample of a picture, from 0 to 1. */
    BRIGHTNESS,
    /** The width of a picture in pixels. */
    WIDTH,
    /** The height of a picture in pixels. */
    HEIGHT,
    /** The number of elements of a vector or list. */
    SIZE,
    /** The mean of a vector's elements. */
    MEAN;

    /** Pictures are looked at in a grid of at most this number of rows and columns. */
    private static final int GRID = 32;

    private static final List<ColumnType> LISTS =
            List.of(ColumnType.VECTOR, ColumnType.IDENTIFIERS);

    /** Returns its name in files and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns what is watched of a value; null if the value has none, so that it counts as missing.
     *
     * @param known the frequent words of the training, for {@link #UNKNOWN_WORDS}
     */
    @Nullable Object of(@Nullable Object value, Set<String> known) {
        return switch (this) {
            case VALUE -> value;
            case WORDS ->
                    value instanceof String text && !text.isBlank() ? Words.of(text).size() : null;
            case UNKNOWN_WORDS -> value instanceof String text ? unknown(text, known) : null;
            case BRIGHTNESS -> value instanceof ImageValue picture ? brightness(picture) : null;
            case WIDTH -> value instanceof ImageValue picture ? picture.width() : null;
            case HEIGHT -> value instanceof ImageValue picture ? picture.height() : null;
            case SIZE -> size(value instanceof String text ? list(text) : value);
            case MEAN -> mean(value instanceof String text ? list(text) : value);
        };
    }

    private static @Nullable Double unknown(String text, Set<String> known) {
        List<String> words = Words.of(text);
        return words.isEmpty()
                ? null
                : (double) words.stream().filter(word -> !known.contains(word)).count()
                        / words.size();
    }

    /** Returns the mean of the samples of a picture, without opacity, from 0 to 1. */
    public static double brightness(ImageValue picture) {
        int rows = Math.min(GRID, picture.height());
        int columns = Math.min(GRID, picture.width());
        int channels = Math.min(3, picture.channels());
        long sum = 0;
        for (int i = 0; i < rows; i++) {
            int row = (int) ((2L * i + 1) * picture.height() / (2L * rows));
            for (int j = 0; j < columns; j++) {
                int column = (int) ((2L * j + 1) * picture.width() / (2L * columns));
                for (int channel = 0; channel < channels; channel++) {
                    sum += picture.sample(row, column, channel);
                }
            }
        }
        double most = picture.isDeep() ? 65535 : 255;
        return sum / (most * rows * columns * channels);
    }

    /** Returns the identifiers, numbers or names that a string lists; null if it is blank. */
    private static @Nullable Object list(String text) {
        if (text.isBlank()) {
            return null;
        }
        for (ColumnType type : LISTS) {
            Object list = ColumnValues.of(type, text, ColumnValues.SEPARATOR);
            if (list != ColumnValues.NONE) {
                return list;
            }
        }
        return List.of(text.split(Pattern.quote(ColumnValues.SEPARATOR)));
    }

    private static @Nullable Integer size(@Nullable Object value) {
        if (value instanceof float[] vector) {
            return vector.length;
        }
        if (value instanceof double[] vector) {
            return vector.length;
        }
        if (value instanceof long[] items) {
            return items.length;
        }
        return value instanceof List<?> list ? list.size() : null;
    }

    private static @Nullable Double mean(@Nullable Object value) {
        double sum = 0;
        int count = 0;
        if (value instanceof float[] vector) {
            count = vector.length;
            for (float each : vector) {
                sum += each;
            }
        } else if (value instanceof double[] vector) {
            count = vector.length;
            for (double each : vector) {
                sum += each;
            }
        } else if (value instanceof List<?> list
                && list.stream().allMatch(Number.class::isInstance)) {
            count = list.size();
            for (Object each : list) {
                sum += ((Number) each).doubleValue();
            }
        }
        double mean = count == 0 ? Double.NaN : sum / count;
        return Double.isFinite(mean) ? mean : null;
    }
}
