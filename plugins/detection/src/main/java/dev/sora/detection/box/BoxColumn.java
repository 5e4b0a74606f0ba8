// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.box;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the boxes of records.
 *
 * @param name the name of the column
 */
public record BoxColumn(String name) {

    private static final int SHOWN = 120;

    /**
     * Returns the boxes of a record; none for an empty list.
     *
     * @throws RecordException if the record has no list of boxes, or one that is not valid
     */
    public List<LabelledBox> of(DataRecord record) {
        List<?> values = record.get(name, List.class);
        List<LabelledBox> boxes = new ArrayList<>(values.size());
        for (Object value : values) {
            boxes.add(box(value, record));
        }
        return boxes;
    }

    private LabelledBox box(Object value, DataRecord record) {
        if (!(value instanceof Map<?, ?> map)) {
            throw broken(value, record);
        }
        Object label = map.get(LabelledBox.LABEL);
        String text = label == null ? "" : Values.name(label);
        double[] edges = edges(map.get(LabelledBox.BOX));
        if (text.isEmpty() || edges.length != 4) {
            throw broken(value, record);
        }
        Box box = new Box(edges[0], edges[1], edges[2], edges[3]);
        if (!(box.right() > box.left() && box.bottom() > box.top())
                || !Double.isFinite(box.area())
                || Math.abs(box.left()) > Float.MAX_VALUE
                || Math.abs(box.top()) > Float.MAX_VALUE) {
            throw broken(value, record);
        }
        return new LabelledBox(
                text,
                box,
                flag(map, LabelledBox.CROWD, record),
                flag(map, LabelledBox.DIFFICULT, record));
    }

    private boolean flag(Map<?, ?> map, String key, DataRecord record) {
        Object value = map.get(key);
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number
                && (number.doubleValue() == 0 || number.doubleValue() == 1)) {
            return number.doubleValue() == 1;
        }
        throw broken(map, record);
    }

    private static double[] edges(Object value) {
        if (value instanceof float[] floats) {
            double[] edges = new double[floats.length];
            for (int i = 0; i < edges.length; i++) {
                edges[i] = floats[i];
            }
            return edges;
        }
        if (value instanceof double[] doubles) {
            return doubles;
        }
        if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
            return list.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
        }
        return new double[0];
    }

    private RecordException broken(Object value, DataRecord record) {
        String text = String.valueOf(value);
        return new RecordException(
                Problem.of("SORA-4348", "column '%s' has an invalid box".formatted(name))
                        .where(record.where())
                        .needs(
                                "{label: TEXT, box: [left, top, right, bottom]} in pixels, with left"
                                        + " < right and top < bottom; optionally crowd and difficult,"
                                        + " true or false")
                        .have(text.substring(0, Math.min(SHOWN, text.length())))
                        .fix("correct the record, or set 'on_error: skip' on the data source"));
    }
}
