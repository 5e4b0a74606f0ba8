// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.problem.Problem;
import java.util.List;

/** Creates the problems that both databases have in common. */
final class SqlProblems {

    private SqlProblems() {}

    static Problem noTable(String text, List<String> tables) {
        return Problem.of("SORA-4808", "the database has no such table")
                .needs(text)
                .have(
                        tables.isEmpty()
                                ? "no tables that may be read"
                                : "the tables " + Texts.listed(tables))
                .fix("check the name; it is used as written, with upper and lower case");
    }

    static Problem noColumn(String text) {
        return Problem.of("SORA-4809", "there is no such column")
                .have(text)
                .fix("check the names in the query, in 'columns' and in 'order_by'");
    }

    static Problem notUnderstood(String text) {
        return Problem.of("SORA-4810", "the database does not accept the query")
                .needs("one SELECT statement")
                .have(text)
                .fix("try the query in the database's own shell");
    }

    static Problem failed(String text, long read) {
        return Problem.of(
                        "SORA-4814",
                        read == 0
                                ? "the query failed"
                                : "the query failed after " + Texts.records(read))
                .have(text)
                .fix("correct the data or the query");
    }
}
