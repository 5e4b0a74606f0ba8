// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.source;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import dev.sora.spark.rows.BoundColumns;
import dev.sora.spark.rows.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The rows of a source in their order, with the columns of records only. Spark moves the choice of
 * columns and the condition to its reader, so that other columns and partitions are not read.
 *
 * @param name names the rows in messages
 * @param columns how the columns of the rows become those of records
 */
record SourceTable(Dataset<Row> rows, String name, List<BoundColumns.Bound> columns) {

    private static final String FILE = "_metadata.file_path";
    private static final String ROW = "_metadata.row_index";

    /** The kinds of tables of Spark's catalogue that are not views. */
    private static final Set<String> TABLES = Set.of("MANAGED", "EXTERNAL");

    /**
     * Reads a table.
     *
     * @throws DataException if Spark cannot, if a column has a type that no record has, or if the
     *     order of the rows is not fixed
     */
    static SourceTable of(SparkSession spark, Settings settings) {
        List<String> given = new ArrayList<>();
        settings.find(SparkSourceType.TABLE).ifPresent(table -> given.add("table " + table));
        settings.find(SparkSourceType.PATH).ifPresent(path -> given.add(path));
        settings.find(SparkSourceType.SQL).ifPresent(query -> given.add("query"));
        if (given.size() != 1) {
            throw new DataException(
                    Problem.of("SORA-7112", "the source 'spark' reads one thing")
                            .needs("one of 'table', 'path' and 'sql'")
                            .have(given.isEmpty() ? "none" : String.join(", ", given))
                            .fix("set one of them"));
        }
        try {
            Dataset<Row> rows = read(spark, settings);
            return of(rows, given.get(0), isOfFiles(spark, settings), settings);
        } catch (DataException e) {
            throw e;
        } catch (Exception e) {
            throw new DataException(
                    Problem.of("SORA-7104", "Spark cannot read the input")
                            .where(given.get(0))
                            .have(Messages.firstLine(e))
                            .fix("check the settings of the source"),
                    e);
        }
    }

    private static Dataset<Row> read(SparkSession spark, Settings settings) {
        Optional<String> table = settings.find(SparkSourceType.TABLE);
        Optional<String> query = settings.find(SparkSourceType.SQL);
        Dataset<Row> rows =
                table.isPresent()
                        ? spark.table(table.get())
                        : query.isPresent()
                                ? spark.sql(query.get())
                                : spark.read()
                                        .format(settings.get(SparkSourceType.FORMAT))
                                        .options(ReaderOptions.of(settings, System::getenv))
                                        .load(settings.find(SparkSourceType.PATH).orElseThrow());
        return settings.find(SparkSourceType.WHERE).map(rows::where).orElse(rows);
    }

    /**
     * Returns whether the rows are those of files, one by one. A query or a view may join or
     * multiply rows, or choose some by chance, and Spark still knows the numbers that they had in
     * their file.
     */
    private static boolean isOfFiles(SparkSession spark, Settings settings)
            throws AnalysisException {
        if (settings.find(SparkSourceType.SQL).isPresent()) {
            return false;
        }
        Optional<String> table = settings.find(SparkSourceType.TABLE);
        return table.isEmpty()
                || TABLES.contains(spark.catalog().getTable(table.get()).tableType());
    }

    private static SourceTable of(
            Dataset<Row> rows, String name, boolean ofFiles, Settings settings) {
        Dataset<Row> ordered = ordered(rows, name, ofFiles, settings);
        List<String> names = settings.get(SparkSourceType.COLUMNS);
        Dataset<Row> chosen =
                names.isEmpty()
                        ? ordered
                        : ordered.select(
                                names.stream()
                                        .map(each -> functions.col(BoundColumns.quoted(each)))
                                        .toArray(Column[]::new));
        List<BoundColumns.Bound> columns =
                BoundColumns.all(chosen.schema(), settings.get(SparkSourceType.IMAGES), name);
        List<Column> selected = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            selected.add(columns.get(i).expression().as("c" + i));
        }
        return new SourceTable(chosen.select(selected.toArray(Column[]::new)), name, columns);
    }

    private static Dataset<Row> ordered(
            Dataset<Row> rows, String name, boolean ofFiles, Settings settings) {
        List<String> keys = settings.get(SparkSourceType.ORDER_BY);
        if (!keys.isEmpty()) {
            Column[] columns =
                    keys.stream()
                            .map(key -> functions.col(BoundColumns.quoted(key)))
                            .toArray(Column[]::new);
            if (!rows.groupBy(columns).count().where("count > 1").isEmpty()) {
                throw new DataException(
                        Problem.of("SORA-7114", "'order_by' does not tell all rows apart")
                                .where(name)
                                .have(String.join(", ", keys))
                                .fix("add a column that is unique, such as an identifier"));
            }
            return rows.orderBy(columns);
        }
        if (ofFiles && hasRowNumbers(rows)) {
            return rows.orderBy(functions.col(FILE), functions.col(ROW));
        }
        if (settings.get(SparkSourceType.ANY_ORDER)) {
            return rows;
        }
        throw new DataException(
                Problem.of("SORA-7113", "the rows have no fixed order, so no run can be repeated")
                        .where(name)
                        .needs("'order_by' with columns that tell any two rows apart")
                        .fix(
                                "set 'order_by', or 'any_order: true' if runs may differ; rows of"
                                        + " Parquet files have the order of files and rows"));
    }

    private static boolean hasRowNumbers(Dataset<Row> rows) {
        try {
            rows.select(functions.col(FILE), functions.col(ROW)).schema();
            return true;
        } catch (Exception e) {
            // declared by no method of Spark, and thrown nevertheless
            if (e instanceof AnalysisException) {
                return false;
            }
            throw e;
        }
    }
}
