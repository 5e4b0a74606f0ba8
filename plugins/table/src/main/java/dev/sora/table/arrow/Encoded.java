// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import org.jspecify.annotations.Nullable;

/** Values that refer to a dictionary. */
final class Encoded extends Vector {

    private static final int MOST_KEPT = 1 << 20;

    private final Vector indices;
    private final Dictionary dictionary;

    /** The values of a dictionary, with a cache of decoded texts. */
    static final class Dictionary {

        /** A dictionary that the file does not contain. */
        static final Dictionary NONE = new Dictionary(new Nulls(0));

        private final Vector values;
        private final @Nullable String[] texts;

        Dictionary(Vector values) {
            this.values = values;
            this.texts = new String[Math.min(MOST_KEPT, values.length())];
        }

        Vector values() {
            return values;
        }

        private String text(int place) {
            if (place >= texts.length) {
                return values.text(place);
            }
            String text = texts[place];
            if (text == null) {
                text = values.text(place);
                texts[place] = text;
            }
            return text;
        }
    }

    Encoded(Vector indices, Dictionary dictionary) {
        super(indices.length(), NONE);
        this.indices = indices;
        this.dictionary = dictionary;
    }

    private int place(int row) {
        long place = indices.whole(row);
        if (place < 0 || place >= dictionary.values.length()) {
            throw new Damaged(
                    "a reference to value %,d of a dictionary of %,d"
                            .formatted(place, dictionary.values.length()));
        }
        return (int) place;
    }

    @Override
    boolean isNull(int row) {
        return indices.isNull(row) || dictionary.values.isNull(place(row));
    }

    @Override
    long whole(int row) {
        return dictionary.values.whole(place(row));
    }

    @Override
    double number(int row) {
        return dictionary.values.number(place(row));
    }

    @Override
    boolean truth(int row) {
        return dictionary.values.truth(place(row));
    }

    @Override
    String text(int row) {
        return dictionary.text(place(row));
    }

    @Override
    byte[] bytes(int row) {
        return dictionary.values.bytes(place(row));
    }

    @Override
    Object time(int row) {
        return dictionary.values.time(place(row));
    }

    @Override
    Vector elements() {
        return dictionary.values.elements();
    }

    @Override
    int from(int row) {
        return dictionary.values.from(place(row));
    }

    @Override
    int to(int row) {
        return dictionary.values.to(place(row));
    }
}
