// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import dev.sora.data.ImageValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Records, pictures or texts, each with the answer of the model. A report shows the first 48.
 *
 * @param title the title above it, such as {@code Mistakes, most confident first}
 * @param tone whether the model is right or wrong on all of them
 * @param total the number of records that belong to the gallery, shown or not
 * @param items the items, in the order shown
 * @since 1.0
 */
public record Gallery(String title, Tone tone, long total, List<Item> items) implements Exhibit {

    /** Copies the list. */
    public Gallery {
        items = List.copyOf(items);
    }

    /** Returns a gallery. */
    public static Gallery of(String title, Tone tone, long total, List<Item> items) {
        return new Gallery(title, tone, total, items);
    }

    /**
     * One record, picture or text.
     *
     * @param record the number of the record in the outcome, from 0, whose first picture or text is
     *     shown; empty if the item contains a picture or text
     * @param picture a picture to show instead of that of the record
     * @param text a text to show instead of that of the record
     * @param truth the right answer; empty if there is none
     * @param said the answer of the model; empty if there is none
     * @param likely the answers with the highest probability, in descending order
     * @param marks what is marked: boxes of the picture, spans of the text
     */
    public record Item(
            OptionalInt record,
            Optional<ImageValue> picture,
            Optional<String> text,
            String truth,
            String said,
            List<Likely> likely,
            List<Mark> marks) {

        /** Copies the lists; refuses a negative record number. */
        public Item {
            if (record.isPresent() && record.getAsInt() < 0) {
                throw new IllegalArgumentException("no record has the number " + record.getAsInt());
            }
            likely = List.copyOf(likely);
            marks = List.copyOf(marks);
        }

        /** Returns an item that shows a record. */
        public static Item ofRecord(int record) {
            return new Item(
                    OptionalInt.of(record),
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    "",
                    List.of(),
                    List.of());
        }

        /** Returns an item that shows a picture. */
        public static Item ofPicture(ImageValue picture) {
            return new Item(
                    OptionalInt.empty(),
                    Optional.of(picture),
                    Optional.empty(),
                    "",
                    "",
                    List.of(),
                    List.of());
        }

        /** Returns an item that shows a text. */
        public static Item ofText(String text) {
            return new Item(
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.of(text),
                    "",
                    "",
                    List.of(),
                    List.of());
        }

        /** Returns a copy with the answer of the model and the right answer. */
        public Item judged(String predicted, String right) {
            return new Item(record, picture, text, right, predicted, likely, marks);
        }

        /** Returns a copy with the answers with the highest probability. */
        public Item withLikely(List<Likely> values) {
            return new Item(record, picture, text, truth, said, values, marks);
        }

        /** Returns a copy with marks. */
        public Item marked(List<Mark> these) {
            return new Item(record, picture, text, truth, said, likely, these);
        }
    }

    /**
     * A possible answer with its probability.
     *
     * @param name the answer
     * @param probability from 0 to 1
     */
    public record Likely(String name, double probability) {

        /** Returns an answer with its probability. */
        public static Likely of(String name, double probability) {
            return new Likely(name, probability);
        }
    }
}
