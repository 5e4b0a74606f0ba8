// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.core.data.SourceReader;
import dev.sora.core.host.Nearest;
import dev.sora.core.plan.ResolvedType;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Columns of the input that pass through to the predictions. */
final class KeptColumns {

    private static final int SHOWN = 30;

    /** Types whose values are long or not text, and do not identify a record. */
    private static final Set<ColumnType> BULKY =
            Set.of(ColumnType.IMAGE, ColumnType.VECTOR, ColumnType.NESTED);

    private KeptColumns() {}

    static boolean has(ResolvedType<DataSourceType> source, List<String> keep) {
        Schema schema = SourceReader.schema(source);
        return keep.stream().allMatch(name -> schema.position(name) >= 0);
    }

    /** Asks for a source that reads these columns too: some sources read only requested columns. */
    static Optional<ResolvedType<DataSourceType>> with(
            List<String> keep,
            List<Column> wanted,
            Function<List<Column>, ResolvedType<DataSourceType>> find) {
        List<Column> more = new ArrayList<>(wanted);
        keep.stream()
                .filter(name -> wanted.stream().noneMatch(c -> c.name().equals(name)))
                .forEach(name -> more.add(Column.of(name, ColumnType.TEXT)));
        try {
            return Optional.of(find.apply(more)).filter(source -> has(source, keep));
        } catch (SoraException e) {
            // the source of the other columns gives a better message
            return Optional.empty();
        }
    }

    /**
     * Checks that the columns exist and can be written.
     *
     * @throws DataException if they do not
     */
    static void check(List<String> keep, Path input, Schema schema) {
        List<String> names = schema.columns().stream().map(Column::name).toList();
        for (String name : keep) {
            Optional<Column> column = schema.column(name);
            if (column.isEmpty()) {
                throw new DataException(
                        Problem.of("SORA-4014", "there is no column '%s' to keep".formatted(name))
                                .where(input.toString())
                                .have(
                                        names.stream()
                                                        .limit(SHOWN)
                                                        .collect(Collectors.joining(", "))
                                                + (names.size() > SHOWN ? ", …" : ""))
                                .fix(
                                        Nearest.of(name, names)
                                                .map("did you mean '%s'?"::formatted)
                                                .orElse("name one of these columns with --keep")));
            }
            if (BULKY.contains(column.get().type())) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4015",
                                        "column '%s' holds values that cannot be kept"
                                                .formatted(name))
                                .where(input.toString())
                                .needs("strings, numbers, booleans, times or identifiers")
                                .have(column.get().type().name().toLowerCase(Locale.ROOT))
                                .fix(
                                        "name another column with --keep; 'number' tells which"
                                                + " record each line belongs to"));
            }
        }
    }
}
