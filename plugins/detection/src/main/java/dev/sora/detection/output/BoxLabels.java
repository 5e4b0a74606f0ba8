// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import dev.sora.data.DataRecord;
import dev.sora.data.LookAlikes;
import dev.sora.data.Values;
import dev.sora.particle.State;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes of boxes, in their order. */
final class BoxLabels {

    private static final String CLASSES = "classes";
    private static final int SHOWN = 10;

    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();

    BoxLabels(List<String> names) {
        this.names = List.copyOf(names);
        for (int i = 0; i < names.size(); i++) {
            positions.put(Values.name(names.get(i)), i);
        }
    }

    static BoxLabels restore(State state) {
        List<String> classes = state.distinct(CLASSES);
        if (classes.isEmpty()) {
            throw state.broken(CLASSES, "at least 1 text");
        }
        return new BoxLabels(classes);
    }

    void save(State.Builder state) {
        state.strings(CLASSES, names);
    }

    List<String> names() {
        return names;
    }

    /**
     * Returns the position of a label.
     *
     * @throws RecordException if it is unknown
     */
    int position(String label, String column, DataRecord record) {
        Integer position = positions.get(label);
        if (position == null) {
            String known = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
            throw new RecordException(
                    Problem.of(
                                    "SORA-4301",
                                    "the label '%s' in column '%s' was never seen in training"
                                            .formatted(label, column))
                            .where(record.where())
                            .needs(
                                    "one of "
                                            + known
                                            + (names.size() > SHOWN
                                                    ? ", … (%d classes)".formatted(names.size())
                                                    : ""))
                            .have(LookAlikes.quoted(label, names))
                            .fix(
                                    "correct the record; or train with records of this class; or list"
                                            + " it in 'classes'; or leave such records out with"
                                            + " 'on_error: skip' on the data source"));
        }
        return position;
    }
}
