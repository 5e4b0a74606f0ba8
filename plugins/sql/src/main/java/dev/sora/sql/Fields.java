// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Maps columns of a database to columns of records. */
final class Fields {

    private Fields() {}

    /**
     * Returns a field for each selected column.
     *
     * @param wanted the column names in the requested order; empty for all columns
     * @param images the names of columns that contain images
     * @throws DataException if a column does not exist, or has an unsupported type
     */
    static List<Field> choose(
            List<Described> described, List<String> wanted, List<String> images, String where) {
        requireNames(described, wanted, where);
        requireNames(described, images, where);
        Set<String> names = new HashSet<>();
        List<Field> fields = new ArrayList<>();
        List<String> unsupported = new ArrayList<>();
        for (Described column : inOrder(described, wanted)) {
            if (!names.add(column.name())) {
                throw twice(column.name(), where);
            }
            Optional<Field> field =
                    images.contains(column.name()) ? picture(column) : plain(column);
            field.ifPresentOrElse(
                    fields::add,
                    () -> unsupported.add("%s %s".formatted(column.name(), column.typeName())));
        }
        if (!unsupported.isEmpty()) {
            throw unsupported(unsupported, where);
        }
        return List.copyOf(fields);
    }

    static Schema schema(List<Field> fields) {
        return new Schema(fields.stream().map(Field::column).toList());
    }

    private static List<Described> inOrder(List<Described> described, List<String> wanted) {
        if (wanted.isEmpty()) {
            return described;
        }
        return wanted.stream()
                .map(name -> described.stream().filter(d -> d.name().equals(name)).findFirst())
                .map(Optional::orElseThrow)
                .toList();
    }

    private static Optional<Field> plain(Described column) {
        return ValueReaders.of(column)
                .map(
                        reading ->
                                new Field(
                                        Column.of(column.name(), reading.type()),
                                        Sql.name(column.name()),
                                        reading.reader()));
    }

    private static Optional<Field> picture(Described column) {
        String name = Sql.name(column.name());
        boolean structure = ValueReaders.isPictureStructure(column);
        if (!structure && !ValueReaders.isBytes(column)) {
            return Optional.empty();
        }
        return Optional.of(
                new Field(
                        Column.of(column.name(), ColumnType.IMAGE),
                        structure ? "struct_extract(" + name + ", 'bytes')" : name,
                        PictureReader::read));
    }

    private static void requireNames(List<Described> described, List<String> wanted, String where) {
        List<String> names = described.stream().map(Described::name).toList();
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new DataException(
                        Problem.of("SORA-4809", "there is no column '%s'".formatted(name))
                                .where(where)
                                .have(Texts.listed(names))
                                .fix("name one of these columns"));
            }
        }
    }

    private static DataException twice(String name, String where) {
        return new DataException(
                Problem.of("SORA-4812", "two columns are called '%s'".formatted(name))
                        .where(where)
                        .needs("a name of its own for each column")
                        .fix("rename one in the query: SELECT a.id AS a_id, ..."));
    }

    private static DataException unsupported(List<String> columns, String where) {
        String message =
                columns.size() == 1
                        ? "column '%s' has a type that cannot be read"
                                .formatted(columns.get(0).split(" ", 2)[0])
                        : "%d columns have types that cannot be read".formatted(columns.size());
        return new DataException(
                Problem.of("SORA-4811", message)
                        .where(where)
                        .needs(ValueReaders.SUPPORTED + "; or bytes that 'images' names")
                        .have(Texts.listed(columns))
                        .fix("leave it out with 'columns', or convert it in a query"));
    }
}
