// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.TextProfile;
import dev.sora.data.ColumnType;

/** The role of a column in a model; docs/describe.md has the table. */
public enum Role {
    /** No information: no value, or only one. */
    NOTHING("tells nothing"),
    /** Identifies records: no value occurs twice. */
    IDENTIFIER("identifier"),
    /** Numbers. */
    NUMBER("number"),
    /** One of several values. */
    CATEGORY("category"),
    /** Sentences. */
    TEXT("text"),
    /** Dates or times. */
    DATE("date"),
    /** Pictures. */
    IMAGE("image"),
    /** Vectors. */
    VECTOR("vector"),
    /** Lists of identifiers. */
    LIST("list"),
    /** Nested values. */
    NESTED("nested");

    /** The number of values up to which distinct values do not make a column an identifier. */
    private static final long FEW = 20;

    private static final double SENTENCE = 3.5;
    private static final double LONG = 40;

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** Returns the word for the user. */
    public String word() {
        return word;
    }

    /** Returns the role of a column. */
    public static Role of(ColumnProfile column) {
        if (column.present() == 0 || column.distinct() <= 1 && column.type() != ColumnType.IMAGE) {
            return NOTHING;
        }
        return switch (column.meaning()) {
            case IMAGE -> IMAGE;
            case TIME -> DATE;
            case VECTOR -> VECTOR;
            case IDENTIFIERS, TEXTS -> LIST;
            case NESTED -> NESTED;
            case BOOLEAN -> CATEGORY;
            case NUMBER -> NUMBER;
            case INTEGER -> names(column) && column.present() > FEW ? IDENTIFIER : NUMBER;
            case TEXT -> text(column);
        };
    }

    /** Returns whether integers look like identifiers: all differ and none is negative. */
    private static boolean names(ColumnProfile column) {
        if (!column.allDistinct()) {
            return false;
        }
        NumberProfile numbers = column.numbers().orElse(null);
        return numbers == null || numbers.least() >= 0;
    }

    private static Role text(ColumnProfile column) {
        TextProfile texts = column.texts().orElseThrow();
        double words = texts.words().map(NumberProfile::mean).orElse(0.0);
        double length = texts.lengths().map(NumberProfile::mean).orElse(0.0);
        boolean varied = column.distinct() > column.present() / 5 || column.distinct() > 10_000;
        if (varied && (words >= SENTENCE || length >= LONG && words > 1)) {
            return TEXT;
        }
        return column.allDistinct() && column.present() > FEW ? IDENTIFIER : CATEGORY;
    }
}
