// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.LookAlikes;
import dev.sora.data.Numbers;
import dev.sora.data.Values;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The classes of an output, in their order, and the type of the values that name them. */
final class ClassLabels {

    private static final int SHOWN = 10;

    private final ColumnType type;
    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();

    ClassLabels(ColumnType type, List<String> names) {
        this.type = holds(type, names) ? type : ColumnType.TEXT;
        this.names = List.copyOf(names);
        for (int i = 0; i < names.size(); i++) {
            positions.put(Values.name(names.get(i)), i);
        }
    }

    /** Returns the type of column that holds a label. */
    static ColumnType typeOf(Object label) {
        boolean whole = label instanceof Double number && number == Math.rint(number);
        if (label instanceof Long || whole) {
            return ColumnType.INTEGER;
        }
        return label instanceof Boolean ? ColumnType.BOOLEAN : ColumnType.TEXT;
    }

    private static boolean holds(ColumnType type, List<String> names) {
        return switch (type) {
            case INTEGER ->
                    names.stream()
                            .allMatch(
                                    name ->
                                            name.matches("0|-?[1-9]\\d*")
                                                    && Numbers.isInteger(
                                                            name.toCharArray(), 0, name.length()));
            case BOOLEAN -> List.of("true", "false").containsAll(names);
            default -> true;
        };
    }

    ColumnType type() {
        return type;
    }

    List<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }

    /** Returns the position of a name; -1 if it is unknown. */
    int position(String name) {
        return positions.getOrDefault(Values.name(name), -1);
    }

    /** Returns a label as a value of the column's type. */
    Object value(int position) {
        String name = names.get(position);
        return switch (type) {
            case INTEGER -> Long.valueOf(name);
            case BOOLEAN -> Boolean.valueOf(name);
            default -> name;
        };
    }

    /**
     * Returns the position of a record's class.
     *
     * @throws RecordException if the record has no class or an unknown one
     */
    int of(DataRecord record, String column) {
        String name = LabelName.of(record, column);
        Integer position = positions.get(name);
        if (position == null) {
            throw new RecordException(unknown(name, record, column));
        }
        return position;
    }

    private Problem unknown(String name, DataRecord record, String column) {
        String known = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        String more = names.size() > SHOWN ? ", … (%d classes)".formatted(names.size()) : "";
        return Problem.of(
                        "SORA-4301",
                        "the label '%s' in column '%s' was never seen in training"
                                .formatted(name, column))
                .where(record.where())
                .needs("one of " + known + more)
                .have(LookAlikes.quoted(name, names))
                .fix(
                        LabelName.hint(name, names)
                                + "correct the record; or train with records of this class, which"
                                + " 'stratify: %s' keeps in training where a fraction is held out;"
                                        .formatted(column)
                                + " or list it in 'classes'; or leave such records out with"
                                + " 'on_error: skip' on the data source");
    }
}
