// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import dev.sora.data.Column;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of the records and the location of its values in the file.
 *
 * @param column the column
 * @param path the position of its field among the columns of the file, followed by the positions of
 *     the nested fields that lead to the value
 * @param fields the fields on that path
 */
record ArrowColumn(Column column, List<Integer> path, List<ArrowField> fields) {

    /** Returns the field that contains the values. */
    ArrowField field() {
        return fields.get(fields.size() - 1);
    }

    /** Adds the numbers of all fields that must be read to a set. */
    void addTo(Set<Integer> wanted) {
        fields.forEach(field -> wanted.add(field.id()));
        add(field(), wanted);
    }

    private static void add(ArrowField field, Set<Integer> wanted) {
        wanted.add(field.id());
        field.children().forEach(child -> add(child, wanted));
    }

    /** Returns the vector with the value of a row; null if the value is missing. */
    @Nullable Vector holder(@Nullable Vector[] columns, int row) {
        Vector vector = columns[path.get(0)];
        for (int i = 1; vector != null && i < path.size(); i++) {
            vector = vector.isNull(row) ? null : vector.child(path.get(i));
        }
        return vector == null || vector.isNull(row) ? null : vector;
    }
}
