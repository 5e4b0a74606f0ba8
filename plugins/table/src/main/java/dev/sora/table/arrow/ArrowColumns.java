// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Selects columns of a file and converts them to columns of records. */
final class ArrowColumns {

    /**
     * A value of the file with its name: the name of a column, or {@code a.b} within a structure.
     */
    private record Leaf(String name, List<Integer> path, List<ArrowField> fields) {

        ArrowField field() {
            return fields.get(fields.size() - 1);
        }

        Leaf inner(String inner, int position) {
            List<Integer> longer = new ArrayList<>(path);
            longer.add(position);
            List<ArrowField> more = new ArrayList<>(fields);
            more.add(field().children().get(position));
            return new Leaf(inner, List.copyOf(longer), List.copyOf(more));
        }

        ArrowColumn column(ColumnType type) {
            return new ArrowColumn(Column.of(name, type), path, fields);
        }
    }

    private final Path file;
    private final Set<String> images;
    private final List<Leaf> leaves = new ArrayList<>();

    private ArrowColumns(ArrowFile file, List<String> images) {
        this.file = file.path();
        this.images = Set.copyOf(images);
        for (int i = 0; i < file.fields().size(); i++) {
            ArrowField field = file.fields().get(i);
            gather(new Leaf(field.name(), List.of(i), List.of(field)));
        }
    }

    private void gather(Leaf leaf) {
        ArrowField field = leaf.field();
        boolean open =
                field.kind() == Kind.STRUCT
                        && field.encoding() == null
                        && !images.contains(leaf.name());
        if (!open) {
            leaves.add(leaf);
            return;
        }
        for (int i = 0; i < field.children().size(); i++) {
            gather(leaf.inner(leaf.name() + "." + field.children().get(i).name(), i));
        }
    }

    /** Returns the names and types of all columns that can be read without further settings. */
    static Map<String, ColumnType> present(ArrowFile file, List<String> images) {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        ArrowColumns columns = new ArrowColumns(file, images);
        for (Leaf leaf : columns.leaves) {
            columns.type(leaf).ifPresent(type -> types.putIfAbsent(leaf.name(), type));
        }
        return types;
    }

    /**
     * Returns the columns that the settings select.
     *
     * @throws dev.sora.problem.DataException if a column does not exist or cannot be read
     */
    static List<ArrowColumn> choose(ArrowFile file, Settings settings) {
        ArrowColumns columns = new ArrowColumns(file, settings.get(ArrowType.IMAGES));
        Map<String, String> types = settings.find(ArrowType.TYPES).orElse(Map.of());
        List<String> wanted = settings.get(ArrowType.COLUMNS);
        columns.images.forEach(columns::leaf);
        types.keySet().forEach(columns::leaf);
        List<ArrowColumn> chosen = new ArrayList<>();
        List<Leaf> unread = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Leaf leaf :
                wanted.isEmpty() ? columns.leaves : wanted.stream().map(columns::leaf).toList()) {
            if (!names.add(leaf.name()) || columns.isTwice(leaf.name())) {
                throw ArrowProblem.twice(columns.file, leaf.name());
            }
            Optional<ColumnType> type = columns.type(leaf);
            boolean text = types.containsKey(leaf.name());
            if (type.isEmpty() || text && !asText(type.get())) {
                unread.add(leaf);
            } else {
                chosen.add(columns.column(leaf, text ? ColumnType.TEXT : type.get()));
            }
        }
        if (!unread.isEmpty()) {
            throw columns.unread(unread, types.keySet());
        }
        return List.copyOf(chosen);
    }

    /** Returns the same columns in another file, where their positions may differ. */
    static List<ArrowColumn> match(ArrowFile file, List<ArrowColumn> first, List<String> images) {
        ArrowColumns columns = new ArrowColumns(file, images);
        List<ArrowColumn> matched = new ArrayList<>();
        for (ArrowColumn column : first) {
            String name = column.column().name();
            ColumnType needed = column.column().type();
            Leaf leaf = columns.leaf(name);
            ColumnType type = columns.type(leaf).orElse(null);
            boolean fits =
                    type == needed
                            || leaf.field().kind() == Kind.NULL
                            || needed == ColumnType.TEXT && type == ColumnType.INTEGER;
            if (!fits) {
                throw ArrowProblem.differs(
                        file.path(), name, column.field().typeName(), leaf.field().typeName());
            }
            matched.add(columns.column(leaf, needed));
        }
        return List.copyOf(matched);
    }

    private static boolean asText(ColumnType type) {
        return type == ColumnType.INTEGER || type == ColumnType.TEXT;
    }

    private Leaf leaf(String name) {
        return leaves.stream()
                .filter(leaf -> leaf.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                ArrowProblem.noColumn(
                                        file, name, leaves.stream().map(Leaf::name).toList()));
    }

    private boolean isTwice(String name) {
        return leaves.stream().filter(leaf -> leaf.name().equals(name)).count() > 1;
    }

    private Optional<ColumnType> type(Leaf leaf) {
        if (!images.contains(leaf.name())) {
            return ColumnTypes.of(leaf.field());
        }
        return leaf.field().kind().isBytes() || bytes(leaf) >= 0
                ? Optional.of(ColumnType.IMAGE)
                : Optional.empty();
    }

    /**
     * Returns the position of the field with an image's bytes; data sets store it next to the path.
     */
    private static int bytes(Leaf leaf) {
        ArrowField field = leaf.field();
        for (int i = 0; field.kind() == Kind.STRUCT && i < field.children().size(); i++) {
            ArrowField child = field.children().get(i);
            if (child.name().equals("bytes")
                    && child.kind().isBytes()
                    && field.encoding() == null) {
                return i;
            }
        }
        return -1;
    }

    private ArrowColumn column(Leaf leaf, ColumnType type) {
        boolean inner = type == ColumnType.IMAGE && leaf.field().kind() == Kind.STRUCT;
        return (inner ? leaf.inner(leaf.name(), bytes(leaf)) : leaf).column(type);
    }

    private RuntimeException unread(List<Leaf> unread, Set<String> texts) {
        boolean bytes = unread.stream().anyMatch(leaf -> leaf.field().kind().isBytes());
        boolean text = unread.stream().anyMatch(leaf -> texts.contains(leaf.name()));
        return ArrowProblem.types(
                file,
                unread.stream().map(leaf -> leaf.name() + " " + leaf.field().typeName()).toList(),
                (text ? "remove it from 'types', which converts integers to strings; or " : "")
                        + "list the columns to read in 'columns', without it, or write it with"
                        + " another type"
                        + (bytes ? "; name it in 'images' if it holds pictures" : ""));
    }
}
