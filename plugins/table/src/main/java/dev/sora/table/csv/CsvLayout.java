// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.Column;
import dev.sora.data.ColumnRange;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.text.FileProblem;
import dev.sora.setting.Settings;
import dev.sora.table.cell.Cells;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Maps the fields of a row to columns.
 *
 * @param fields the names of the fields in a row, in their order
 * @param schema the columns of the records
 * @param parts the expressions that split fields, by the names of the fields
 * @param rest the column of all remaining fields
 * @param last the names of the fields after these
 */
record CsvLayout(
        List<String> fields,
        Schema schema,
        Map<String, Pattern> parts,
        Optional<Column> rest,
        List<String> last) {

    private static final int MOST_COLUMNS = 100_000;
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    /**
     * Returns whether the settings alone determine a valid layout; errors are reported on opening.
     */
    static boolean isConsistent(Settings settings) {
        try {
            of(settings, ColumnRange.expand(settings.get(CsvType.COLUMNS)));
            return true;
        } catch (DataException e) {
            return false;
        }
    }

    /**
     * Creates the layout of rows whose fields have the given names. The names are those of the
     * file, so ranges such as {@code a1..a9} are not expanded in them.
     *
     * @throws DataException if names repeat, or settings name columns that do not exist
     */
    static CsvLayout of(Settings settings, List<String> given) {
        String where = CsvType.place(settings).toString();
        List<String> fields = new ArrayList<>();
        for (String found : given) {
            String name = TextForm.nameOf(found);
            fields.add(name.isEmpty() ? "column" + (fields.size() + 1) : name);
        }
        if (fields.size() > MOST_COLUMNS) {
            throw tooMany(where, fields.size());
        }
        Map<String, String> types = NamedSettings.of(settings, CsvType.TYPES);
        Map<String, Pattern> parts = new LinkedHashMap<>();
        NamedSettings.of(settings, CsvType.PARTS)
                .forEach((field, text) -> parts.put(field, pattern(field, text, where)));
        List<Column> columns = new ArrayList<>();
        for (String field : fields) {
            if (parts.containsKey(field)) {
                groups(parts.get(field)).forEach(part -> columns.add(column(part, types)));
            } else {
                columns.add(column(field, types));
            }
        }
        Optional<Column> rest =
                settings.find(CsvType.REST).map(name -> rest(TextForm.nameOf(name), types, where));
        rest.ifPresent(columns::add);
        List<String> last =
                settings.find(CsvType.LAST).orElse(List.of()).stream()
                        .map(TextForm::nameOf)
                        .toList();
        if (rest.isEmpty() && !last.isEmpty()) {
            throw FileProblem.settings(
                    "'last' names fields after those of 'rest', which is not set",
                    where,
                    "add these names to 'columns', or set 'rest'");
        }
        for (String name : last) {
            if (parts.containsKey(name)) {
                throw FileProblem.settings(
                        "'parts.%s' splits a field of 'last'".formatted(name),
                        where,
                        "split fields of 'columns' only");
            }
            columns.add(column(name, types));
        }
        unique(columns, where);
        Set<String> known = new TreeSet<>(columns.stream().map(Column::name).toList());
        known(types.keySet(), known, "types", where);
        known.addAll(fields);
        known(parts.keySet(), known, "parts", where);
        known(NamedSettings.of(settings, CsvType.TRIM_END).keySet(), known, "trim_end", where);
        return new CsvLayout(
                List.copyOf(fields), new Schema(columns), Map.copyOf(parts), rest, last);
    }

    /** Returns the names of the groups of an expression, in their order. */
    static List<String> groups(Pattern pattern) {
        List<String> names = new ArrayList<>();
        Matcher group = GROUP.matcher(pattern.pattern());
        while (group.find()) {
            names.add(group.group(1));
        }
        return names;
    }

    static DataException tooMany(String where, int count) {
        return new DataException(
                Problem.of("SORA-4221", "the table has too many columns")
                        .where(where)
                        .needs("at most %,d".formatted(MOST_COLUMNS))
                        .have("%,d or more".formatted(count))
                        .fix("check the delimiter, or set 'rest' to the name of one column"));
    }

    static boolean isTooMany(int count) {
        return count > MOST_COLUMNS;
    }

    private static Column column(String name, Map<String, String> types) {
        return Column.of(
                name, types.containsKey(name) ? Cells.type(types.get(name)) : ColumnType.TEXT);
    }

    private static Column rest(String name, Map<String, String> types, String where) {
        ColumnType type = types.containsKey(name) ? Cells.type(types.get(name)) : ColumnType.TEXT;
        if (type != ColumnType.IDENTIFIERS
                && type != ColumnType.VECTOR
                && type != ColumnType.TEXT) {
            throw FileProblem.settings(
                    "the column of 'rest' is of type identifiers, vector or text",
                    where,
                    "correct 'types.%s'".formatted(name));
        }
        return Column.of(name, type);
    }

    private static Pattern pattern(String field, String text, String where) {
        try {
            Pattern pattern = Pattern.compile(text, Pattern.DOTALL);
            if (!groups(pattern).isEmpty()) {
                return pattern;
            }
        } catch (PatternSyntaxException e) {
            throw FileProblem.settings(
                    "'parts.%s' is not a regular expression: %s"
                            .formatted(field, e.getDescription()),
                    where,
                    "correct it; ( and ) that stand for themselves are \\( and \\)");
        }
        throw FileProblem.settings(
                "'parts.%s' has no named group".formatted(field),
                where,
                "name the parts, as in \\((?<user>\\d+),(?<item>\\d+)\\)");
    }

    private static void unique(List<Column> columns, String where) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Integer first = seen.put(columns.get(i).name(), i);
            if (first != null) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4222",
                                        "two columns are called '%s'"
                                                .formatted(columns.get(i).name()))
                                .where(where)
                                .have("columns %d and %d".formatted(first + 1, i + 1))
                                .fix(
                                        "rename one in the file; or, in a manifest, rename them"
                                                + " with 'columns', and set 'header: true' so that"
                                                + " the file's own names are passed over"));
            }
        }
    }

    private static void known(Set<String> named, Set<String> known, String setting, String where) {
        for (String name : named) {
            if (!known.contains(name)) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4223",
                                        "'%s' names a column '%s' that does not exist"
                                                .formatted(setting, name))
                                .where(where)
                                .have(String.join(", ", known))
                                .fix("correct the name, or set 'columns' or 'header'"));
            }
        }
    }
}
