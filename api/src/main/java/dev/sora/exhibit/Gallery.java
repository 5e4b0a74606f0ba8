// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import dev.sora.data.ImageValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Single records, pictures or texts and what the model made of them. A report shows the first 48.
 *
 * @param title what stands above it, such as {@code Mistakes, most confident first}
 * @param tone whether the model did well on all of them
 * @param total how many would belong here, shown or not
 * @param items in the order shown
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
     * One of them.
     *
     * @param record the number of the record in the outcome, from 0, which is shown as its first
     *     picture or as a text; empty if the item brings what is shown
     * @param picture a picture in place of the record's
     * @param text a text in place of the record's
     * @param truth what is right; empty if nothing is
     * @param said what the model says; empty if it says nothing
     * @param likely what it holds likely, the likeliest first
     * @param marks what stands out: boxes of the picture, spans of the text
     */
    public record Item(
            OptionalInt record,
            Optional<ImageValue> picture,
            Optional<String> text,
            String truth,
            String said,
            List<Likely> likely,
            List<Mark> marks) {

        /** Copies the lists; refuses a number below zero. */
        public Item {
            if (record.isPresent() && record.getAsInt() < 0) {
                throw new IllegalArgumentException("no record has the number " + record.getAsInt());
            }
            likely = List.copyOf(likely);
            marks = List.copyOf(marks);
        }

        /** Returns the record of a number. */
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

        /** Returns a picture. */
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

        /** Returns a text. */
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

        /** Returns the same with what the model says and what is right. */
        public Item judged(String predicted, String right) {
            return new Item(record, picture, text, right, predicted, likely, marks);
        }

        /** Returns the same with what the model holds likely. */
        public Item withLikely(List<Likely> values) {
            return new Item(record, picture, text, truth, said, values, marks);
        }

        /** Returns the same with what stands out. */
        public Item marked(List<Mark> these) {
            return new Item(record, picture, text, truth, said, likely, these);
        }
    }

    /**
     * A value and how likely it was held to be.
     *
     * @param name the value
     * @param probability from 0 to 1
     */
    public record Likely(String name, double probability) {

        /** Returns a value and how likely it was held to be. */
        public static Likely of(String name, double probability) {
            return new Likely(name, probability);
        }
    }
}
