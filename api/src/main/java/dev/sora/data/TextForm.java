// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.text.Normalizer;

/**
 * The form in which texts are compared, so that what looks equal is equal: {@code é} written as one
 * character and as {@code e} with an accent behind it is one letter.
 *
 * <p>Core brings every text of every record to the form that the manifest names ({@code
 * data.unicode}), values within lists and nested values too, and so the settings of inputs, outputs
 * and metrics; a source hands on texts as it finds them. A plugin that compares texts as names,
 * such as labels, categories and identifiers, takes {@link #label} of them. A source that compares
 * a setting with what stands in a file, such as a column's name, takes {@link #nameOf} of both.
 *
 * <p>Both forms also remove characters that nobody sees and that say nothing where they stand: soft
 * hyphens, byte-order marks, word joiners, marks of direction, fillers, zero-width spaces but those
 * that divide words of Thai, Lao, Khmer, Burmese and the like, and joiners but those that shape
 * letters or join emoji.
 *
 * @since 1.1
 */
public enum TextForm {
    /** Canonical composition: characters that are the same are written the same. */
    NFC(Normalizer.Form.NFC),
    /** Compatible composition as well: full-width digits are digits, ligatures are letters. */
    NFKC(Normalizer.Form.NFKC),
    /** Texts stay as they are. */
    NONE(null);

    private final Normalizer.Form form;

    TextForm(Normalizer.Form form) {
        this.form = form;
    }

    /** Returns a text in this form; the same object if nothing changes. */
    public String of(String text) {
        return form == null || isPlain(text) ? text : changed(text);
    }

    /** Returns a text in this form that is not seen to be so. */
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
     * Returns a record whose texts are in this form, those in lists and nested values too; the same
     * object if nothing changes. Names of columns are left alone.
     *
     * @throws dev.sora.problem.RecordException if a text is broken: if it holds the character
     *     U+0000 or half of a pair of surrogates
     */
    public DataRecord of(DataRecord record) {
        return new RecordTexts(this, record).brought();
    }

    /** Whether a text is in this form already, by a look at single characters; nearly all are. */
    boolean isPlain(String text) {
        int length = text.length();
        int low = this == NFC ? 0x300 : 0xA0;
        int clear = Math.min(low, Invisible.SOFT_HYPHEN) - 1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            // one comparison a character: 0 becomes the greatest
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

    /** Looks characters up: whole texts of Greek, Russian or Chinese are plain too. */
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
     * Returns a text as a label, category or identifier: without blanks at its ends, with plain
     * spaces for all other blanks (no-break spaces, tabs, line ends), and without what does not
     * change how a name looks. The same object if nothing changes; an empty one if nothing is left.
     */
    public static String label(String text) {
        return Blanks.isTidy(text) ? text : Blanks.tidied(text);
    }

    /** Returns the name of a column or of a folder as such names are compared: a label in NFC. */
    public static String nameOf(String text) {
        return label(NFC.of(text));
    }

    /**
     * Returns a text with escapes for all but printable ASCII, as {@code caf\u00e9}, to show in
     * what two texts that look alike differ.
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
