// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Parses data sets (PS3.5, section 7). The values of elements are views of the file's bytes. */
final class DicomParser {

    /** Value representations with a length of 32 bits after two reserved bytes. */
    private static final Set<String> LONG =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    private static final Set<String> SHORT =
            Set.of(
                    "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN",
                    "SH", "SL", "SS", "ST", "TM", "UI", "UL", "US");

    /** Deeper nesting occurs in no valid file, and would exhaust the stack. */
    private static final int MOST_LEVELS = 32;

    private static final long UNDEFINED = 0xffffffffL;

    private final ByteBuffer data;
    private final boolean explicit;
    private final String where;

    /**
     * Creates a parser.
     *
     * @param data from the first element on, in the byte order of the file
     * @param explicit whether elements state their value representation
     */
    DicomParser(ByteBuffer data, boolean explicit, String where) {
        this.data = data;
        this.explicit = explicit;
        this.where = where;
    }

    static boolean isRepresentation(String text) {
        return LONG.contains(text) || SHORT.contains(text);
    }

    /** Reads the elements of a group, which stand at the beginning. */
    DicomSet group(int group) {
        Map<Integer, DicomElement> elements = new HashMap<>();
        while (data.remaining() >= 8 && (data.getShort(data.position()) & 0xffff) == group) {
            int tag = tag();
            elements.put(tag, element(tag, explicit, 0));
        }
        return new DicomSet(elements, where);
    }

    /** Reads all elements up to the pixels; nothing after them describes the picture. */
    DicomSet all() {
        Map<Integer, DicomElement> elements = new HashMap<>();
        while (data.remaining() >= 8 && !elements.containsKey(Tag.PIXELS)) {
            int tag = tag();
            elements.put(tag, element(tag, explicit, 0));
        }
        return new DicomSet(elements, where);
    }

    private int tag() {
        return (data.getShort() & 0xffff) << 16 | data.getShort() & 0xffff;
    }

    private DicomElement element(int tag, boolean stated, int level) {
        String representation = "";
        long length;
        if (stated) {
            representation = "" + (char) (data.get() & 0xff) + (char) (data.get() & 0xff);
            if (LONG.contains(representation)) {
                need(tag, 6);
                data.getShort();
                length = data.getInt() & UNDEFINED;
            } else if (SHORT.contains(representation)) {
                length = data.getShort() & 0xffff;
            } else {
                // an unknown representation has a length of 32 bits (PS3.5, 6.2.2), where writers
                // keep to it
                length = data.getShort() & 0xffff;
                representation = "UN";
            }
        } else {
            length = data.getInt() & UNDEFINED;
        }
        if (tag == Tag.PIXELS && length == UNDEFINED) {
            return new DicomElement("OB", data.slice(0, 0), -1, List.of(), fragments());
        }
        boolean unknown = representation.equals("UN");
        boolean sequence =
                representation.equals("SQ")
                        || length == UNDEFINED
                        || !stated && Tag.isSequence(tag);
        if (sequence) {
            // sequences of unknown representation are implicit (PS3.5, 6.2.2, note 2)
            return new DicomElement(
                    "SQ",
                    data.slice(0, 0),
                    -1,
                    items(tag, length, stated && !unknown, level),
                    List.of());
        }
        int kept = (int) Math.min(length, data.remaining());
        if (kept < length && tag != Tag.PIXELS) {
            need(tag, length);
        }
        ByteBuffer value = data.slice(data.position(), kept).order(data.order());
        data.position(data.position() + kept);
        return new DicomElement(representation, value, length, List.of(), List.of());
    }

    /** Reads the data sets of a sequence, of a given length or up to its delimiter. */
    private List<DicomSet> items(int tag, long length, boolean stated, int level) {
        if (level == MOST_LEVELS) {
            throw DicomProblem.damaged(
                    where,
                    "at most %d levels of sequences".formatted(MOST_LEVELS),
                    "more at " + DicomSet.name(tag));
        }
        List<DicomSet> items = new ArrayList<>();
        if (length != UNDEFINED) {
            need(tag, length);
        }
        long end = length == UNDEFINED ? Long.MAX_VALUE : data.position() + length;
        while (data.position() < end) {
            need(tag, 8);
            int found = tag();
            long own = data.getInt() & UNDEFINED;
            if (found == Tag.SEQUENCE_END) {
                break;
            }
            if (found != Tag.ITEM) {
                throw DicomProblem.damaged(
                        where,
                        "an item of the sequence " + DicomSet.name(tag),
                        "the element " + DicomSet.name(found));
            }
            items.add(item(tag, own, stated, level));
        }
        return items;
    }

    private DicomSet item(int sequence, long length, boolean stated, int level) {
        if (length != UNDEFINED) {
            need(sequence, length);
        }
        long end = length == UNDEFINED ? Long.MAX_VALUE : data.position() + length;
        Map<Integer, DicomElement> elements = new HashMap<>();
        while (data.position() < end) {
            need(sequence, 8);
            int tag = tag();
            if (tag == Tag.ITEM_END) {
                data.getInt();
                break;
            }
            elements.put(tag, element(tag, stated, level + 1));
        }
        return new DicomSet(elements, where);
    }

    private List<ByteBuffer> fragments() {
        List<ByteBuffer> fragments = new ArrayList<>();
        while (data.remaining() >= 8) {
            int tag = tag();
            long length = data.getInt() & UNDEFINED;
            if (tag == Tag.SEQUENCE_END) {
                break;
            }
            if (tag != Tag.ITEM) {
                throw DicomProblem.damaged(
                        where, "a fragment of the pixels", "the element " + DicomSet.name(tag));
            }
            need(Tag.PIXELS, length);
            fragments.add(data.slice(data.position(), (int) length).order(data.order()));
            data.position(data.position() + (int) length);
        }
        return fragments;
    }

    private void need(int tag, long bytes) {
        if (data.remaining() < bytes) {
            throw DicomProblem.damaged(
                    where,
                    String.format(
                            Locale.ROOT, "%,d bytes in the element %s", bytes, DicomSet.name(tag)),
                    String.format(Locale.ROOT, "%,d, the end of the file", data.remaining()));
        }
    }
}
