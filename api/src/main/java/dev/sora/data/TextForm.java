// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.text.Normalizer;

/**
 * The Unicode normalisation form in which strings are compared, so that strings which look equal
 * are equal: {@code é} as one character equals {@code e} followed by a combining accent.
 *
 * <p>Core converts every string of every record to the form that the manifest names ({@code
 * data.unicode}), including strings in lists and nested values, and the settings of inputs, outputs
 * and metrics. A source returns strings unchanged. A plugin that compares strings as names, such as
 * labels, categories and identifiers, compares their {@link #label}. A source that compares a
 * setting with the content of a file, such as the name of a column, compares {@link #nameOf} of
 * both.
 *
 * <p>Both forms also remove invisible characters without a meaning in their context: soft hyphens,
 * byte-order marks, word joiners, direction marks and fillers; zero-width spaces, except between
 * words of Thai, Lao, Khmer, Burmese and similar scripts; and joiners, except where they shape
 * letters or join emoji.
 *
 * @since 1.1
 */
public enum TextForm {
    /** Canonical composition: canonically equivalent characters become equal. */
    NFC(Normalizer.Form.NFC),
    /**
     * Compatibility composition: in addition, full-width digits become digits, ligatures become
     * letters.
     */
    NFKC(Normalizer.Form.NFKC),
    /** No normalisation: strings stay unchanged. */
    NONE(null);

    private final Normalizer.Form form;

    TextForm(Normalizer.Form form) {
        this.form = form;
    }

    /** Returns a string in this form; the same object if nothing changes. */
    public String of(String text) {
        return form == null || isPlain(text) ? text : changed(text);
    }

    /** Converts a string for which {@link #isPlain} returned false. */
    String changed(String text) {
        if (form == null) {
            return text;
        }
        String visible = Invisible.without(text);
        return Normalizer.isNormalized(visible, form)
                ? visible
                : Normalizer.normalize(visible, form);
    }

    /**
     * Returns a record whose strings are in this form, including those in lists and nested values;
     * the same object if nothing changes. Names of columns stay unchanged.
     *
     * @throws dev.sora.problem.RecordException if a string is invalid: if it contains the character
     *     U+0000 or an unpaired surrogate
     */
    public DataRecord of(DataRecord record) {
        return new RecordTexts(this, record).brought();
    }

    /**
     * Returns whether a string is in this form, by a fast check of single characters, which
     * succeeds for nearly all strings.
     */
    boolean isPlain(String text) {
        int length = text.length();
        int low = this == NFC ? 0x300 : 0xA0;
        int clear = Math.min(low, Invisible.SOFT_HYPHEN) - 1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            // one comparison for each character: 0 wraps to the greatest value
            if ((char) (c - 1) < clear) {
                continue;
            }
            if (c >= low) {
                return isPlain(text, i);
            }
            if (c == Invisible.SOFT_HYPHEN || c == 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks characters by a lookup table, for strings of other scripts, such as Greek or Chinese.
     */
    private boolean isPlain(String text, int from) {
        PlainCharacters plain = PlainCharacters.of(this);
        for (int i = from; i < text.length(); i++) {
            if (!plain.contains(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns a string as a label, category or identifier: without whitespace at the ends, with a
     * plain space for each other whitespace character (no-break spaces, tabs, line ends), and
     * without invisible characters that do not change a name. The same object if nothing changes;
     * empty if nothing is left.
     */
    public static String label(String text) {
        return Blanks.isTidy(text) ? text : Blanks.tidied(text);
    }

    /** Returns the form in which names of columns and folders are compared: a label in NFC. */
    public static String nameOf(String text) {
        return label(NFC.of(text));
    }

    /**
     * Returns a string with escapes for all characters except printable ASCII, such as {@code
     * caf\u00e9}, to show how two strings that look alike differ.
     */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~') {
                escaped.append(c);
            } else {
                escaped.append("\\u%04x".formatted((int) c));
            }
        }
        return escaped.toString();
    }
}
