// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The dictionaries of one pass over a file, in their state at the current batch. */
final class Dictionaries {

    private static final long MOST = Integer.MAX_VALUE - 8;

    private final Map<Long, ArrowField> fields = new HashMap<>();
    private final Map<Long, List<Vector>> parts = new HashMap<>();
    private final Map<Long, Encoded.Dictionary> present = new HashMap<>();

    /** Registers the dictionaries that a field and its nested fields refer to. */
    void use(ArrowField field) {
        if (field.encoding() != null) {
            fields.putIfAbsent(field.encoding().dictionary(), field);
        }
        field.children().forEach(this::use);
    }

    boolean isUsed(Block block) {
        return fields.containsKey(block.dictionary());
    }

    /** Returns the field whose values a dictionary contains. */
    ArrowField field(Block block) {
        return fields.get(block.dictionary());
    }

    Map<Long, Encoded.Dictionary> present() {
        return present;
    }

    /** Sets the values of a dictionary, or appends to them. */
    void put(Block block, Vector values) {
        long id = block.dictionary();
        List<Vector> known =
                block.isDelta() ? parts.getOrDefault(id, new ArrayList<>()) : new ArrayList<>();
        known.add(values);
        ArrowField field = field(block);
        if (known.size() > 1 && (field.kind().isList() || field.kind() == Kind.STRUCT)) {
            throw new UnsupportedFeatureException(
                    "lists in a dictionary that is added to", "write them without a dictionary");
        }
        if (known.stream().mapToLong(Vector::length).sum() > MOST) {
            throw new Damaged("a dictionary of more values than can be");
        }
        parts.put(id, known);
        present.put(id, new Encoded.Dictionary(Joined.of(known)));
    }
}
