// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set: elements by tag.
 *
 * @param elements the elements; a tag is the group in the upper 16 bits and the element in the
 *     lower
 * @param where the place for messages
 */
record DicomSet(Map<Integer, DicomElement> elements, String where) {

    Optional<DicomElement> find(int tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    /** Returns the first data set of a sequence. */
    Optional<DicomSet> first(int tag) {
        return find(tag).flatMap(element -> element.items().stream().findFirst());
    }

    /** Returns the text of an element without padding; empty if it has none. */
    Optional<String> text(int tag, Charset charset) {
        return find(tag)
                .map(element -> charset.decode(element.value().duplicate()).toString())
                .map(text -> text.replace('\0', ' ').strip())
                .filter(text -> !text.isEmpty());
    }

    Optional<String> text(int tag) {
        return text(tag, StandardCharsets.ISO_8859_1);
    }

    /**
     * Returns an unsigned 16-bit or 32-bit number.
     *
     * @throws dev.sora.problem.RecordException if the element is present with another length
     */
    Optional<Integer> number(int tag) {
        Optional<DicomElement> element = find(tag).filter(e -> e.value().hasRemaining());
        return element.map(
                e -> {
                    ByteBuffer value = e.value();
                    int at = value.position();
                    return switch (value.remaining()) {
                        case 2 -> value.getShort(at) & 0xffff;
                        case 4 -> value.getInt(at);
                        default ->
                                throw DicomProblem.damaged(
                                        where,
                                        "one number in the element " + name(tag),
                                        value.remaining() + " bytes");
                    };
                });
    }

    /** Returns the decimal numbers of an element, which are texts separated by backslashes. */
    List<Double> decimals(int tag) {
        List<Double> numbers = new ArrayList<>();
        text(tag)
                .ifPresent(
                        text -> {
                            for (String part : text.split("\\\\")) {
                                numbers.add(decimal(tag, part.strip()));
                            }
                        });
        return numbers;
    }

    private double decimal(int tag, String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw DicomProblem.damaged(
                where, "a number in the element " + name(tag), "'%s'".formatted(text));
    }

    /** Returns a tag as the standard writes it. */
    static String name(int tag) {
        return "(%04X,%04X)".formatted(tag >>> 16, tag & 0xffff);
    }
}
