// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.Sora.PredictionRequest;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes the line of each record: which record it is, what passes through, and what the outputs
 * predict or what is wrong with the record. No name that a plugin or a manifest chooses hides one
 * of these keys.
 */
final class PredictionLines {

    private static final String RECORD = "record";
    private static final String NUMBER = "number";
    private static final String KEEP = "keep";
    private static final String ERROR = "error";
    private static final Set<String> OWN = Set.of(RECORD, NUMBER, KEEP, ERROR);

    private final PredictionRequest request;

    PredictionLines(PredictionRequest request) {
        this.request = request;
    }

    /**
     * Begins the line of a record.
     *
     * @param position counts all records of the input from 0, broken ones too
     */
    Map<String, Object> of(long position, DataRecord record) {
        Map<String, Object> line = of(position, record.origin());
        if (!request.keep().isEmpty()) {
            Map<String, Object> kept = new LinkedHashMap<>();
            request.keep().forEach(name -> kept.put(name, record.find(name).orElse(null)));
            line.put(KEEP, kept);
        }
        return line;
    }

    private static Map<String, Object> of(long position, String origin) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(RECORD, origin);
        line.put(NUMBER, position + 1);
        return line;
    }

    /** Returns the line of a record that could not be read, if that does not end the run. */
    Map<String, Object> unread(long position, RecordException thrown) {
        return broken(of(position, origin(thrown.problems().get(0).where())), thrown);
    }

    /** Returns the origin of a record whose place is {@code data.csv:7}, as that of the others. */
    private static String origin(String where) {
        return where.replaceFirst("(?:, record \\d+|:\\d+)$", "");
    }

    /** Returns the line of a record with what is wrong with it, if that does not end the run. */
    Map<String, Object> broken(long position, DataRecord record, RecordException thrown) {
        return broken(of(position, record), thrown);
    }

    private Map<String, Object> broken(Map<String, Object> line, RecordException thrown) {
        if (!request.skipBroken()) {
            throw thrown;
        }
        Problem problem = thrown.problems().get(0);
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", problem.code());
        error.put("message", problem.message());
        error.put("where", problem.where());
        error.put("needs", problem.needs());
        error.put("have", problem.have());
        error.put("fix", RecordRemedy.withoutSetting(problem.fix()));
        error.values().removeIf(""::equals);
        line.put(ERROR, error);
        return line;
    }

    /**
     * Returns the line of a record with what the outputs predict: a single output's values beside
     * the other keys, several under the name of each.
     */
    Map<String, Object> predicted(
            long position, DataRecord record, Map<String, Map<String, Object>> outputs) {
        Map<String, Object> line = of(position, record);
        outputs.forEach(
                (name, values) -> {
                    Map<String, Object> limited = Likeliest.of(values, request.top());
                    if (outputs.size() > 1) {
                        line.put(OWN.contains(name) ? "output." + name : name, limited);
                    } else {
                        limited.forEach(
                                (key, value) ->
                                        line.put(
                                                OWN.contains(key) ? name + "." + key : key, value));
                    }
                });
        return line;
    }
}
