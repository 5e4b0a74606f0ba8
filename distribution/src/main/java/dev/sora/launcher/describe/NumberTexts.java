// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.TextForm;
import dev.sora.core.profile.TextProfile;
import java.util.List;
import java.util.Optional;

/**
 * Strings of a column that are numbers, in a form that inputs and outputs read as strings: a model
 * would learn a class or a category of each amount.
 *
 * @param form the form, {@code DECIMAL_COMMA}, {@code THOUSANDS} or {@code UNIT}
 * @param example a quoted string of this form
 */
record NumberTexts(TextForm form, String example) {

    /** Returns the form of a column whose strings are all numbers, not all in a plain form. */
    static Optional<NumberTexts> of(ColumnProfile column) {
        return column.texts().flatMap(texts -> of(texts, valued(column, texts)));
    }

    /** Returns the number of strings that are neither blank nor a word for a missing value. */
    static long valued(ColumnProfile column, TextProfile texts) {
        return column.present() - texts.count(TextForm.BLANK) - texts.count(TextForm.MARK);
    }

    private static Optional<NumberTexts> of(TextProfile texts, long valued) {
        long plain = texts.count(TextForm.INTEGER) + texts.count(TextForm.NUMBER);
        long commas = texts.count(TextForm.DECIMAL_COMMA);
        long thousands = texts.count(TextForm.THOUSANDS) + texts.count(TextForm.COMMA);
        long units = texts.count(TextForm.UNIT);
        if (commas > 0 && commas + plain + thousands == valued) {
            return Optional.of(of(texts, TextForm.DECIMAL_COMMA, TextForm.DECIMAL_COMMA));
        }
        if (thousands > 0 && thousands + plain == valued) {
            TextForm shown =
                    texts.count(TextForm.THOUSANDS) > 0 ? TextForm.THOUSANDS : TextForm.COMMA;
            return Optional.of(of(texts, TextForm.THOUSANDS, shown));
        }
        return units > 0 && units + plain == valued
                ? Optional.of(of(texts, TextForm.UNIT, TextForm.UNIT))
                : Optional.empty();
    }

    private static NumberTexts of(TextProfile texts, TextForm form, TextForm shown) {
        List<String> examples = texts.examples().getOrDefault(shown, List.of());
        return new NumberTexts(
                form, examples.isEmpty() ? "" : ColumnFindings.shown(examples.get(0)));
    }

    /** Returns the kind of the finding. */
    String kind() {
        return switch (form) {
            case DECIMAL_COMMA -> "decimal_comma";
            case THOUSANDS -> "thousands";
            default -> "unit";
        };
    }

    /** Returns what the values are, to follow the name of the column and a verb. */
    String words() {
        return switch (form) {
                    case DECIMAL_COMMA -> "numbers with a decimal comma";
                    case THOUSANDS -> "numbers with commas between thousands";
                    default -> "numbers with a unit";
                }
                + ", such as "
                + example;
    }

    /** Returns what to do. */
    String fix(boolean csv) {
        return switch (form) {
            case DECIMAL_COMMA ->
                    csv
                            ? "set 'decimal: comma' of the source, and 'thousands' if they have a"
                                    + " separator; or write them with a point"
                            : "write them with a point";
            case THOUSANDS ->
                    csv
                            ? "set 'thousands: comma' of the source, or write them without"
                            : "write them without";
            default -> "write the numbers alone";
        };
    }
}
