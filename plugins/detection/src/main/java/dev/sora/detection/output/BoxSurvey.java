// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import dev.sora.detection.box.BoxColumn;
import dev.sora.detection.box.LabelledBox;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Learns classes and numbers of boxes from training records. */
final class BoxSurvey {

    /** The least number of boxes for which a target has room. */
    private static final int LEAST_CAPACITY = 16;

    private final BoxColumn column;
    private final List<String> listed;
    private final Map<String, Long> counts = new TreeMap<>();
    private long records;
    private long boxes;
    private int most;

    BoxSurvey(BoxColumn column, List<String> listed) {
        this.column = column;
        this.listed = listed;
    }

    void add(DataRecord record) {
        List<LabelledBox> all = column.of(record);
        for (LabelledBox box : all) {
            checkListed(box.label(), record);
            if (!box.ignored()) {
                counts.merge(box.label(), 1L, Long::sum);
                boxes++;
            }
        }
        records++;
        most = Math.max(most, all.size());
    }

    private void checkListed(String label, DataRecord record) {
        if (!listed.isEmpty() && listed.stream().map(Values::name).noneMatch(label::equals)) {
            throw new RecordException(
                    Problem.of("SORA-4302", "the label '%s' is not listed".formatted(label))
                            .where(record.where())
                            .needs("one of " + String.join(", ", listed))
                            .have(label)
                            .fix("add it to 'classes', or correct the record"));
        }
    }

    /** Returns the fitted output; known classes come first. */
    FittedBoxes fitted(Boxes settings, List<String> known) {
        List<String> names = new ArrayList<>(listed.isEmpty() ? known : listed);
        if (listed.isEmpty()) {
            Set<String> same = known.stream().map(Values::name).collect(Collectors.toSet());
            counts.keySet().stream().filter(name -> !same.contains(name)).forEach(names::add);
        } else if (listed.stream().map(Values::name).distinct().count() < listed.size()) {
            throw new DataException(
                    Problem.of("SORA-4350", "'classes' lists a class twice")
                            .have(String.join(", ", listed))
                            .fix("list each class once"));
        }
        if (boxes == 0) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4351",
                                    "no training record has a box in column '%s'"
                                            .formatted(column.name()))
                            .needs("boxes that are neither 'crowd' nor 'difficult'")
                            .have("%d records".formatted(records))
                            .fix("name another column, or check how the data are split"));
        }
        List<String> warnings =
                names.stream()
                        .filter(name -> !counts.containsKey(Values.name(name)))
                        .map(
                                name ->
                                        "no training record has a box of the class '%s': it is"
                                                        .formatted(name)
                                                + " never predicted")
                        .toList();
        // later data may have more boxes; room for them costs little
        int capacity = Math.max(LEAST_CAPACITY, most + most / 2);
        return new FittedBoxes(
                settings, new BoxLabels(names), capacity, boxes / (double) records, warnings);
    }
}
