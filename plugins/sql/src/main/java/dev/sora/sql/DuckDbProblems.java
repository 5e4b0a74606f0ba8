// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.sql.SQLException;
import java.util.Locale;

/** Converts exceptions of DuckDB to problems. A message starts with its kind. */
final class DuckDbProblems {

    private DuckDbProblems() {}

    /** Describes why a database or its files cannot be opened. */
    static DataException notOpened(SQLException e, String where) {
        String kind = kind(e);
        Problem problem =
                kind.equals("io") && text(e).contains("lock")
                        ? Problem.of("SORA-4803", "another process writes to the database")
                                .have(text(e))
                                .fix("end it, or copy the file")
                        : Problem.of("SORA-4803", "this cannot be opened as a database or table")
                                .needs("a database that DuckDB wrote, or files it can read")
                                .have(text(e))
                                .fix("check the file, or fetch it again");
        return new DataException(problem.where(where), e);
    }

    /** Describes why a query returns no rows. */
    static DataException refused(SQLException e, String where, Database database) {
        String text = text(e);
        Problem problem =
                switch (kind(e)) {
                    case "catalog" ->
                            text.startsWith("Table") || text.startsWith("View")
                                    ? SqlProblems.noTable(text, database.tables())
                                    : SqlProblems.notUnderstood(text);
                    case "binder" ->
                            text.contains("column") && text.contains("not found")
                                    ? SqlProblems.noColumn(text)
                                    : SqlProblems.notUnderstood(text);
                    case "parser" -> SqlProblems.notUnderstood(text);
                    case "permission" ->
                            Problem.of("SORA-4817", "the query accesses something outside")
                                    .needs("tables of the database, or files named under 'tables'")
                                    .have(text)
                                    .fix("name the file under 'tables' and query it by that name");
                    default -> failed(text, 0);
                };
        return new DataException(problem.where(where), e);
    }

    /** Describes why a query failed after some rows. */
    static DataException broken(SQLException e, String where, long read) {
        return new DataException(failed(text(e), read).where(where), e);
    }

    private static Problem failed(String text, long read) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("parquet")
                || lower.contains("magic bytes")
                || lower.contains("snappy")
                || lower.contains("thrift")
                || lower.contains("tprotocol")) {
            return Problem.of("SORA-4803", "this is not a Parquet file, or it is damaged")
                    .have(text + after(read))
                    .fix("write or fetch the file again");
        }
        return SqlProblems.failed(text, read);
    }

    private static String after(long read) {
        return read == 0 ? "" : ", after " + Texts.records(read);
    }

    /** Returns {@code catalog} for {@code Catalog Error: ...}. */
    private static String kind(SQLException e) {
        String message = message(e);
        int end = message.indexOf(" Error: ");
        return end < 0 ? "" : message.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /** Returns the message without the one that the driver may prepend. */
    private static String message(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int inner = message.indexOf("\nError: ");
        return inner < 0 ? message : message.substring(inner + "\nError: ".length());
    }

    private static String text(SQLException e) {
        String message = message(e);
        int end = message.indexOf(" Error: ");
        return Texts.firstLine(end < 0 ? message : message.substring(end + " Error: ".length()));
    }
}
