// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Converts exceptions of PostgreSQL and its driver to problems, by SQL state. */
final class PostgresProblems {

    /** The states of a session that the server or an administrator ended. */
    private static final Set<String> ENDED =
            Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25P04");

    private PostgresProblems() {}

    /** Describes why a connection failed. */
    static DataException notConnected(SQLException e, String place) {
        String state = state(e);
        Problem problem;
        if (state.equals("08004") || state.startsWith("28")) {
            problem =
                    Problem.of("SORA-4805", "the server rejects this user")
                            .have(text(e))
                            .fix(
                                    "check 'user', and the environment variable that"
                                            + " 'password_variable' names");
        } else if (state.equals("3D000")) {
            problem =
                    Problem.of("SORA-4807", "the server has no such database")
                            .have(text(e))
                            .fix("check the last part of the url");
        } else if (state.equals("53300")) {
            problem =
                    Problem.of("SORA-4804", "the server accepts no more connections")
                            .have(text(e))
                            .fix("try again later, or raise its max_connections");
        } else {
            problem =
                    Problem.of("SORA-4804", "the database server cannot be reached")
                            .needs("a PostgreSQL server at " + place)
                            .have(reason(e))
                            .fix("check server and port in the url, and that the server runs");
        }
        return new DataException(problem.where(place), e);
    }

    /** Describes why a query returns no rows. */
    static DataException refused(SQLException e, String where, Database database) {
        String state = state(e);
        Problem problem;
        if (isGone(e)) {
            problem = gone(e, 0);
        } else if (state.equals("42P01") || state.equals("3F000")) {
            problem = SqlProblems.noTable(text(e), database.tables());
        } else if (state.equals("42703")) {
            problem = SqlProblems.noColumn(text(e));
        } else if (state.equals("42501")) {
            problem =
                    Problem.of("SORA-4821", "the user may not read this")
                            .have(text(e))
                            .fix("GRANT SELECT on it to the user");
        } else if (state.equals("25006")) {
            problem =
                    Problem.of("SORA-4822", "the query would change the database")
                            .needs("a query that only reads")
                            .have(text(e))
                            .fix("leave out what writes");
        } else if (state.startsWith("42")) {
            problem = SqlProblems.notUnderstood(text(e));
        } else {
            problem = SqlProblems.failed(text(e), 0);
        }
        return new DataException(problem.where(where), e);
    }

    /** Describes why a pass failed after some rows. */
    static DataException broken(SQLException e, String where, long read, Database database) {
        if (isGone(e)) {
            return new DataException(gone(e, read).where(where), e);
        }
        return read == 0
                ? refused(e, where, database)
                : new DataException(SqlProblems.failed(text(e), read).where(where), e);
    }

    static boolean isGone(SQLException e) {
        return state(e).startsWith("08") || ENDED.contains(state(e));
    }

    /** Returns the message of the server, or that of the driver if there is none, in one line. */
    static String text(SQLException e) {
        ServerErrorMessage said = said(e);
        if (said == null || said.getMessage() == null) {
            return Texts.firstLine(String.valueOf(e.getMessage()));
        }
        String hint = said.getHint() == null ? "" : " (" + said.getHint() + ")";
        return Texts.firstLine(said.getMessage() + hint);
    }

    private static Problem gone(SQLException e, long read) {
        return Problem.of(
                        "SORA-4813",
                        "the connection to the database was lost after %s had been read"
                                .formatted(Texts.records(read)))
                .have(reason(e))
                .fix("see the server's log, and start again");
    }

    private static String reason(SQLException e) {
        Throwable cause = e.getCause();
        if (said(e) != null || cause == null) {
            return text(e);
        }
        return cause instanceof UnknownHostException
                ? "no server of the name " + cause.getMessage()
                : Texts.firstLine(String.valueOf(cause.getMessage()));
    }

    private static @Nullable ServerErrorMessage said(SQLException e) {
        return e instanceof PSQLException said ? said.getServerErrorMessage() : null;
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
