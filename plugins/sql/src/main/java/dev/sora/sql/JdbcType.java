// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** {@code jdbc}: a table, or the results of a query. */
final class JdbcType implements DataSourceType {

    private final UnaryOperator<String> environment;

    /** Creates the type with a lookup of environment variables. */
    JdbcType(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "jdbc",
                "Results of a query: from PostgreSQL, a DuckDB file, or files queried as tables.",
                JdbcSettings.URL,
                JdbcSettings.FILE,
                JdbcSettings.TABLES,
                JdbcSettings.QUERY,
                JdbcSettings.TABLE,
                JdbcSettings.COLUMNS,
                JdbcSettings.ORDER_BY,
                JdbcSettings.LIMIT,
                JdbcSettings.IMAGES,
                JdbcSettings.USER,
                JdbcSettings.PASSWORD_VARIABLE,
                JdbcSettings.FETCH_SIZE,
                JdbcSettings.SNAPSHOT,
                JdbcSettings.MEMORY);
    }

    @Override
    public DataSource open(Settings settings) {
        Optional<String> query = settings.find(JdbcSettings.QUERY).map(Sql::trimmed);
        Optional<String> table = settings.find(JdbcSettings.TABLE);
        if (query.isPresent() == table.isPresent()) {
            throw unclear(
                    query.isPresent()
                            ? "a query and a table are given"
                            : "neither a query nor a table is given",
                    "'query' or 'table', one of them",
                    query.isPresent() ? "remove one of them" : "set one of them");
        }
        Database database = connect(settings, query.isPresent());
        try {
            return source(
                    database, query.orElseGet(() -> Sql.table(table.orElseThrow())), settings);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static DataSource source(Database database, String query, Settings settings) {
        List<String> wanted = settings.get(JdbcSettings.COLUMNS);
        List<String> order = settings.get(JdbcSettings.ORDER_BY);
        Optional<Long> limit = settings.find(JdbcSettings.LIMIT);
        List<Described> described = describe(database, query);
        List<Field> chosen =
                Fields.choose(
                        described, wanted, settings.get(JdbcSettings.IMAGES), database.place());
        // the results of a computed query are stored once, and may be converted then
        List<Field> fields =
                isStored(database, settings) ? settled(database, query, described, chosen) : chosen;
        boolean asItIs =
                wanted.isEmpty()
                        && order.isEmpty()
                        && limit.isEmpty()
                        && fields.stream()
                                .allMatch(f -> f.expression().equals(Sql.name(f.column().name())));
        String whole =
                asItIs
                        ? query
                        : Sql.select(
                                query,
                                fields,
                                order,
                                limit.map(OptionalLong::of).orElse(OptionalLong.empty()));
        boolean simple = order.isEmpty() && isStored(database, settings);
        RowStream.Part part = part(database, whole, simple);
        return new SqlSource(
                database,
                fields,
                List.of(part),
                part.rows(),
                files(settings),
                Math.toIntExact(settings.get(JdbcSettings.FETCH_SIZE)),
                Long.MAX_VALUE,
                List.of());
    }

    /** Returns whether the name denotes a stored table or a file: a view is computed. */
    private static boolean isStored(Database database, Settings settings) {
        Optional<String> table = settings.find(JdbcSettings.TABLE);
        return table.isPresent()
                && database instanceof DuckDb embedded
                && (settings.find(JdbcSettings.TABLES).isPresent()
                        || !embedded.isView(table.get()));
    }

    /** Reads a table directly; the results of a query in the embedded database are stored once. */
    private static RowStream.Part part(Database database, String query, boolean table) {
        if (!(database instanceof DuckDb embedded)) {
            return new RowStream.Part(
                    query, database.place(), database.place(), OptionalLong.empty());
        }
        try {
            return table ? embedded.table(query) : embedded.keep(query);
        } catch (SQLException e) {
            throw database.refused(e, database.place());
        }
    }

    private static List<Field> settled(
            Database database, String query, List<Described> described, List<Field> fields) {
        try {
            return WideIntegers.settle(database.connection(), query, described, fields);
        } catch (SQLException e) {
            throw database.refused(e, database.place());
        }
    }

    private static List<Described> describe(Database database, String query) {
        try {
            return Described.query(database.connection(), query);
        } catch (SQLException e) {
            throw database.refused(e, database.place());
        }
    }

    private Database connect(Settings settings, boolean query) {
        Optional<String> url = settings.find(JdbcSettings.URL);
        Optional<Path> file = settings.find(JdbcSettings.FILE);
        Map<String, Path> tables = settings.find(JdbcSettings.TABLES).orElse(Map.of());
        int given =
                (url.isPresent() ? 1 : 0) + (file.isPresent() ? 1 : 0) + (tables.isEmpty() ? 0 : 1);
        if (given > 1) {
            throw unclear(
                    "several databases are given",
                    "'url', 'file' or 'tables', one of them",
                    "remove the others");
        }
        boolean ordered = !settings.get(JdbcSettings.ORDER_BY).isEmpty();
        if (url.isPresent()) {
            PostgresAddress address =
                    PostgresAddress.of(
                            url.get(), settings.find(JdbcSettings.USER), password(settings));
            return new Postgres(address, settings.get(JdbcSettings.SNAPSHOT), ordered);
        }
        long memory = settings.get(JdbcSettings.MEMORY);
        // with several threads, the order of groups and joins differs between runs
        boolean alone = !ordered && (query || file.isPresent());
        if (file.isPresent()) {
            requireFile(file.get());
            return DuckDb.file(file.get(), memory, alone);
        }
        return DuckDb.memory(
                tables.isEmpty() ? "the database in memory" : Texts.listed(names(tables)),
                List.copyOf(files(settings)),
                FileTables.views(tables),
                memory,
                alone);
    }

    private static List<String> names(Map<String, Path> tables) {
        return tables.values().stream().map(Path::toString).sorted().toList();
    }

    private static List<Path> files(Settings settings) {
        return settings.find(JdbcSettings.FILE)
                .map(List::of)
                .orElseGet(
                        () ->
                                FileTables.files(
                                        settings.find(JdbcSettings.TABLES).orElse(Map.of())));
    }

    private @org.jspecify.annotations.Nullable String password(Settings settings) {
        Optional<String> variable = settings.find(JdbcSettings.PASSWORD_VARIABLE);
        if (variable.isEmpty()) {
            return null;
        }
        String password = environment.apply(variable.get());
        if (password == null) {
            throw new DataException(
                    Problem.of("SORA-4806", "the password's environment variable is not set")
                            .where("password_variable")
                            .needs("a variable " + variable.get())
                            .fix("export %s=... before Sora is started".formatted(variable.get())));
        }
        return password;
    }

    static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    Problem.of("SORA-4802", "there is no '%s'".formatted(file.getFileName()))
                            .where(file.toString())
                            .needs("a file")
                            .have(Files.exists(file) ? "a folder" : "nothing")
                            .fix("check the path, and SORA_DATA_HOME if it is part of it"));
        }
    }

    private static DataException unclear(String message, String needs, String fix) {
        return new DataException(
                Problem.of("SORA-4801", message).where("jdbc").needs(needs).fix(fix));
    }
}
