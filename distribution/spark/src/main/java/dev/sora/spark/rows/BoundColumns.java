// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.rows;

import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.host.Nearest;
import dev.sora.data.ColumnType;
import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the columns that a model reads among those of a table, by their names. Names are compared
 * exactly, in their Unicode normal form: that Spark ignores case by default must not decide which
 * column a model reads. A field {@code b} of a structure {@code a} is the column {@code a.b}.
 */
public final class BoundColumns {

    private static final int SHOWN = 30;

    private BoundColumns() {}

    /**
     * A column of a table.
     *
     * @param name the name that the model knows
     * @param path the names of the column and of the fields within it
     */
    public record Bound(String name, List<String> path, ValueKind kind) {

        /** Returns the column as a value that does not depend on the time zone of a JVM. */
        public Column expression() {
            Column column = functions.col(quoted(path.get(0)));
            for (String field : path.subList(1, path.size())) {
                column = column.getField(field);
            }
            return switch (kind) {
                case MOMENT -> functions.unix_micros(column);
                case DAY -> functions.unix_date(column);
                default -> column;
            };
        }
    }

    /** Returns a name as Spark's parser takes it for that of one column. */
    public static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /**
     * Returns the column of the table for each column that a model reads.
     *
     * @param where the table, for messages
     * @throws DataException if a column is missing, exists twice, or has a type that no record has
     */
    public static List<Bound> of(StructType table, List<ColumnInfo> wanted, String where) {
        Map<String, Set<ColumnType>> types = new LinkedHashMap<>();
        wanted.forEach(info -> types.putIfAbsent(info.column(), info.types()));
        Map<String, List<Leaf>> leaves = new LinkedHashMap<>();
        collect(table, List.of(), leaves);
        List<String> missing = types.keySet().stream().filter(c -> !leaves.containsKey(c)).toList();
        if (!missing.isEmpty()) {
            throw missing(missing, leaves.keySet(), where);
        }
        List<Bound> bound = new ArrayList<>();
        types.forEach(
                (name, accepted) -> {
                    List<Leaf> found = leaves.get(name);
                    if (found.size() > 1) {
                        throw new DataException(
                                Problem.of(
                                                "SORA-7102",
                                                "the table has two columns '%s'".formatted(name))
                                        .where(where)
                                        .needs("one column for each name that the model reads")
                                        .fix("rename or drop one of them before predicting"));
                    }
                    bound.add(bound(name, found.get(0), accepted, where));
                });
        return bound;
    }

    /**
     * Returns all columns of a table, where the fields of a structure replace it.
     *
     * @param pictures the names of columns of bytes that hold pictures
     * @param where the table, for messages
     * @throws DataException if a column has a type that no record has
     */
    public static List<Bound> all(StructType table, List<String> pictures, String where) {
        List<ColumnInfo> wanted = new ArrayList<>();
        names(table, "", pictures, wanted);
        return of(table, wanted, where);
    }

    private static void names(
            StructType structure, String prefix, List<String> pictures, List<ColumnInfo> names) {
        for (var field : structure.fields()) {
            String name = TextForm.nameOf(prefix + field.name());
            boolean picture = pictures.contains(name);
            if (field.dataType() instanceof StructType inner && !picture) {
                names(inner, prefix + field.name() + ".", pictures, names);
            } else {
                names.add(
                        new ColumnInfo(
                                "table", name, picture ? Set.of(ColumnType.IMAGE) : Set.of()));
            }
        }
    }

    private record Leaf(List<String> path, DataType type) {}

    private static void collect(
            StructType structure, List<String> prefix, Map<String, List<Leaf>> leaves) {
        for (var field : structure.fields()) {
            List<String> path = new ArrayList<>(prefix);
            path.add(field.name());
            String name = TextForm.nameOf(String.join(".", path));
            leaves.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(new Leaf(path, field.dataType()));
            if (field.dataType() instanceof StructType inner) {
                collect(inner, path, leaves);
            }
        }
    }

    private static Bound bound(String name, Leaf leaf, Set<ColumnType> accepted, String where) {
        List<String> path = leaf.path();
        DataType type = leaf.type();
        boolean picture = accepted.contains(ColumnType.IMAGE);
        if (picture && type instanceof StructType structure) {
            // the form in which many published data sets hold pictures
            for (var field : structure.fields()) {
                if (field.name().equals("bytes")) {
                    path = new ArrayList<>(path);
                    path.add(field.name());
                    type = field.dataType();
                }
            }
        }
        DataType found = type;
        ValueKind kind =
                ValueKinds.of(found, picture)
                        .orElseThrow(
                                () ->
                                        new DataException(
                                                Problem.of(
                                                                "SORA-7103",
                                                                "the model cannot read column '%s'"
                                                                        .formatted(name))
                                                        .where(where)
                                                        .needs(words(accepted))
                                                        .have(found.catalogString())
                                                        .fix("cast the column in Spark first")));
        return new Bound(name, List.copyOf(path), kind);
    }

    private static String words(Set<ColumnType> accepted) {
        return accepted.isEmpty()
                ? "a string, a number, a boolean, a time or an array of them"
                : accepted.stream()
                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .collect(Collectors.joining(" or "));
    }

    private static DataException missing(List<String> missing, Set<String> names, String where) {
        List<String> own = new ArrayList<>(new LinkedHashSet<>(names));
        String renamed =
                missing.stream()
                        .flatMap(
                                name ->
                                        Nearest.of(name, own).stream()
                                                .map(o -> "'%s' to '%s'".formatted(o, name)))
                        .collect(Collectors.joining(", "));
        return new DataException(
                Problem.of(
                                "SORA-7101",
                                "the table lacks columns that the model reads: "
                                        + String.join(", ", missing))
                        .where(where)
                        .have(
                                own.stream().limit(SHOWN).collect(Collectors.joining(", "))
                                        + (own.size() > SHOWN ? ", …" : ""))
                        .fix(
                                renamed.isEmpty()
                                        ? "add them; where a value is missing, it is null"
                                        : "rename " + renamed));
    }
}
