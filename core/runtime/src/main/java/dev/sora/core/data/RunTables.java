// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.RunListener;
import dev.sora.core.data.split.Split;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.profiling.SplitDigest;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.data.TableUse;
import dev.sora.data.Tables;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The tables beside the records of a run. An input sees of a table only the columns that it names,
 * so a label that stands there reaches no input by accident. Safe for any thread.
 */
public final class RunTables {

    private final Plan plan;
    private final Map<String, SkippedRecords> skips = new TreeMap<>();
    private final Map<String, List<Path>> files = new TreeMap<>();
    private final Set<Path> found = new LinkedHashSet<>();

    /** Creates the tables of a plan. Nothing is read before an input asks for it. */
    public RunTables(Plan plan) {
        this.plan = plan;
        plan.data()
                .tables()
                .forEach((name, source) -> skips.put(name, new SkippedRecords(source.errors())));
    }

    /** Returns the names of the tables that inputs read: those that learned elsewhere read none. */
    static Set<String> read(Plan plan) {
        Set<String> names = new LinkedHashSet<>();
        for (Node.Input input : plan.nodes(Node.Input.class)) {
            if (!plan.keys(input.name()).learnedElsewhere()) {
                input.particle().tables().forEach(use -> names.add(use.table()));
            }
        }
        return names;
    }

    /** Returns the name under which locks and messages know a table. */
    static String part(String table) {
        return "tables." + table;
    }

    /** Returns the tables that an input names. */
    public Tables of(Node.Input input) {
        Map<String, TableUse> uses = uses(input);
        return name -> {
            TableUse use = uses.get(name);
            if (use == null) {
                throw new IllegalArgumentException(
                        "'%s' did not name the table '%s'".formatted(input.name(), name));
            }
            return new Table(input, use, plan.data().tables().get(name));
        };
    }

    private static Map<String, TableUse> uses(Node.Input input) {
        Map<String, TableUse> uses = new LinkedHashMap<>();
        input.particle().tables().forEach(use -> uses.merge(use.table(), use, RunTables::both));
        return uses;
    }

    /** Joins two uses of one table, such as one with the nodes and the edges of a graph. */
    private static TableUse both(TableUse one, TableUse other) {
        List<TableUse.Use> columns = new ArrayList<>(one.columns());
        columns.addAll(other.columns());
        return new TableUse(one.setting(), one.table(), columns);
    }

    /** Returns the files that were read, by part. */
    public synchronized Map<String, List<Path>> files() {
        Map<String, List<Path>> parts = new LinkedHashMap<>();
        files.forEach((name, own) -> parts.put(part(name), own));
        return parts;
    }

    /**
     * Returns hashes of the tables that lie in no files, such as those of a database, by part. They
     * are read again for it.
     */
    public Map<String, SplitDigest> digests() {
        Map<String, SplitDigest> digests = new TreeMap<>();
        for (String name : read(plan)) {
            List<Path> own = files().getOrDefault(part(name), List.of());
            if (own.isEmpty() || !filesFound().containsAll(own)) {
                List<Node.Input> readers =
                        plan.nodes(Node.Input.class).stream()
                                .filter(input -> uses(input).containsKey(name))
                                .toList();
                TableUse use =
                        readers.stream()
                                .map(input -> uses(input).get(name))
                                .reduce(RunTables::both)
                                .orElseThrow();
                Set<String> columns = new LinkedHashSet<>();
                use.columns().forEach(column -> columns.add(column.column()));
                Records rows = new Table(readers.get(0), use, plan.data().tables().get(name));
                digests.put(part(name), SplitDigest.of(rows, columns));
            }
        }
        return digests;
    }

    /** Returns those of the files that were there as files. */
    public synchronized Set<Path> filesFound() {
        return Set.copyOf(found);
    }

    /** Returns the number of rows that were left out, by part and code. */
    public Map<String, Map<String, Long>> skipped() {
        Map<String, Map<String, Long>> skipped = new LinkedHashMap<>();
        skips.forEach(
                (name, own) ->
                        own.counts().values().forEach(codes -> skipped.put(part(name), codes)));
        return skipped;
    }

    /** Reports to a listener which rows were left out. */
    public void tell(RunListener listener) {
        skips.forEach((name, own) -> own.tell(listener, part(name)));
    }

    private synchronized void read(String table, List<Path> own) {
        files.put(table, own);
        own.stream().filter(Files::isRegularFile).forEach(found::add);
    }

    /** The columns of one table that an input reads. */
    private final class Table implements Records {

        private final Node.Input input;
        private final TableUse use;
        private final SourcePlan source;
        private final SkippedRecords skipped;

        Table(Node.Input input, TableUse use, SourcePlan source) {
            this.input = input;
            this.use = use;
            this.source = source;
            this.skipped = skips.get(use.table());
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.empty();
        }

        @Override
        public void forEach(Consumer<DataRecord> action) {
            try (SourceReader.OpenSource open =
                    SourceReader.open(source.planned(), plan.data().unicode())) {
                read(use.table(), open.files());
                Schema schema = columns(open.schema());
                long[] rows = new long[1];
                open.forEach(
                        (position, record) -> {
                            rows[0]++;
                            try {
                                action.accept(chosen(record, schema));
                            } catch (RecordException e) {
                                skipped.add(position, Split.TRAIN, e);
                            }
                            return true;
                        },
                        (position, thrown) -> {
                            rows[0]++;
                            skipped.add(position, Split.TRAIN, thrown);
                        });
                if (rows[0] == 0) {
                    throw SourceReader.noRecords(source.planned(), open.files());
                }
                // a source may know its files only after it has read them
                read(use.table(), open.files());
            }
        }

        private DataRecord chosen(DataRecord record, Schema schema) {
            Object[] values = new Object[schema.columns().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = record.find(schema.columns().get(i).name()).orElse(null);
            }
            return record.with(schema, values);
        }

        /** Returns the columns that the input names; a plan cannot check those of every source. */
        private Schema columns(Schema schema) {
            List<Column> columns = new ArrayList<>();
            for (TableUse.Use wanted : use.columns()) {
                Optional<Column> column = schema.column(wanted.column());
                if (column.isEmpty()) {
                    throw misfit(
                            wanted,
                            "SORA-4550",
                            "the table '%s' has no column '%s'",
                            "",
                            schema.columns().stream()
                                    .map(Column::name)
                                    .limit(60)
                                    .collect(Collectors.joining(", ")));
                }
                if (!wanted.types().isEmpty() && !wanted.types().contains(column.get().type())) {
                    throw misfit(
                            wanted,
                            "SORA-4551",
                            "in the table '%s', the column '%s' is of another type",
                            wanted.types().stream()
                                    .map(Table::word)
                                    .sorted()
                                    .collect(Collectors.joining(" or ")),
                            word(column.get().type()));
                }
                if (columns.stream().noneMatch(c -> c.name().equals(wanted.column()))) {
                    columns.add(column.get());
                }
            }
            return new Schema(columns);
        }

        private DataException misfit(
                TableUse.Use wanted, String code, String message, String needs, String have) {
            return new DataException(
                    Problem.of(code, message.formatted(use.table(), wanted.column()))
                            .where(
                                    plan.manifest()
                                            .where(input.planned().path() + "." + wanted.setting()))
                            .needs(needs)
                            .have(have)
                            .fix("name another column, or correct data." + part(use.table())));
        }

        private static String word(ColumnType type) {
            return type.name().toLowerCase(Locale.ROOT);
        }
    }
}
