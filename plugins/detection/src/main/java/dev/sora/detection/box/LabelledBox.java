// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.box;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A box with the label of the object in it. In a column of boxes, each is a map with the keys
 * {@code label}, {@code box} and, if true, {@code crowd} and {@code difficult}.
 *
 * @param label the class of the object
 * @param box its place
 * @param crowd whether the box covers a group of objects that are not marked one by one
 * @param difficult whether the object is too hard to recognise to be counted
 */
public record LabelledBox(String label, Box box, boolean crowd, boolean difficult) {

    /** The keys of a box in a column. */
    public static final String LABEL = "label";

    /** The key of left, top, right and bottom. */
    public static final String BOX = "box";

    static final String CROWD = "crowd";
    static final String DIFFICULT = "difficult";

    /**
     * Returns whether the object is left out of loss and metrics: to predict it is neither right
     * nor wrong.
     */
    public boolean ignored() {
        return crowd || difficult;
    }

    /** Returns the value for a column. */
    public Map<String, Object> toValue() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put(LABEL, label);
        value.put(BOX, box.edges());
        if (crowd) {
            value.put(CROWD, true);
        }
        if (difficult) {
            value.put(DIFFICULT, true);
        }
        return value;
    }

    /** Returns the values of a column. */
    public static List<Map<String, Object>> toValues(List<LabelledBox> boxes) {
        return boxes.stream().map(LabelledBox::toValue).toList();
    }
}
