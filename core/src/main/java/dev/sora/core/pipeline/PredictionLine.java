// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every prediction says: where its record is, and what is wrong with it if it is broken. */
final class PredictionLine {

    private PredictionLine() {}

    /** Begins the line of a record. */
    static Map<String, Object> place(DataRecord record) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("record", record.origin());
        if (record.number() > 1) {
            line.put("number", record.number());
        }
        return line;
    }

    /** Begins the line of a record that could not be read. */
    static Map<String, Object> place(RecordException thrown) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("record", thrown.problems().get(0).where());
        return line;
    }

    /** Adds to a line what is wrong with its record, if that does not end the run. */
    static Map<String, Object> broken(
            boolean skipBroken, Map<String, Object> line, RecordException thrown) {
        if (!skipBroken) {
            throw thrown;
        }
        Problem problem = thrown.problems().get(0);
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", problem.code());
        error.put("message", problem.message());
        error.put("where", problem.where());
        error.put("needs", problem.needs());
        error.put("have", problem.have());
        error.put("fix", problem.fix());
        error.values().removeIf(""::equals);
        line.put("error", error);
        return line;
    }
}
