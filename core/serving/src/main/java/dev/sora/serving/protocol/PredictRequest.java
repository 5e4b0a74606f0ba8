// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.core.Explanation;
import dev.sora.core.Prediction;
import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.data.TextForm;
import dev.sora.problem.Problem;
import dev.sora.serving.models.Signature;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records in JSON: one object, an array of objects, or {@code {"records": […]}}. The answer has the
 * same form.
 *
 * @param form the form of the request
 * @param records the records; pictures are not decoded yet, see {@link
 *     dev.sora.serving.models.EncodedPicture}
 */
public record PredictRequest(Form form, List<Map<String, Object>> records) {

    private static final String RECORDS = "records";
    private static final String WHERE = "request";

    /** The form of a request. */
    public enum Form {
        /** One record. */
        ONE,
        /** An array of records. */
        ARRAY,
        /** An object with an array of records. */
        NAMED
    }

    /**
     * Reads a body.
     *
     * @param most the number of records in a request
     * @throws dev.sora.problem.SoraException if it is not JSON or not of a form above
     */
    public static PredictRequest read(byte[] body, Signature signature, int most) {
        String text = text(body);
        if (text.stripLeading().startsWith("[")) {
            return of(Form.ARRAY, Json.readRecords(text, WHERE), signature, most);
        }
        Map<String, Object> object = Json.readObject(text, WHERE);
        if (!object.containsKey(RECORDS) || signature.columns().containsKey(RECORDS)) {
            return of(Form.ONE, List.of(object), signature, most);
        }
        if (object.size() > 1 || !(object.get(RECORDS) instanceof List<?> list)) {
            throw Refusals.malformed(
                    "the request is not of the form {\"records\": […]}",
                    "an array of records as the only value",
                    String.join(", ", object.keySet()));
        }
        return of(Form.NAMED, objects(list), signature, most);
    }

    private static PredictRequest of(
            Form form, List<Map<String, Object>> records, Signature signature, int most) {
        checkCount(records.size(), most);
        for (int i = 0; i < records.size(); i++) {
            checkColumns(records.get(i), signature, "request, record " + (i + 1));
        }
        return new PredictRequest(form, Pictures64.take(records, signature));
    }

    /**
     * Refuses a record that lacks a column: a misspelt name would be read as a missing value. A
     * value that is missing is null.
     */
    static void checkColumns(Map<String, Object> record, Signature signature, String where) {
        Set<String> names = new HashSet<>();
        names("", record, names, where);
        for (String column : signature.columns().keySet()) {
            if (!names.contains(column)) {
                throw Refusals.malformed(
                        where,
                        "a record lacks the column '%s'".formatted(column),
                        String.join(", ", signature.columns().keySet()) + "; null if missing",
                        String.join(", ", names.stream().sorted().toList()));
            }
        }
    }

    /**
     * Adds the names of the columns of a record; nested objects are columns {@code a.b}. Two names
     * of one column are refused: one value would be passed over.
     */
    private static void names(String prefix, Map<?, ?> values, Set<String> names, String where) {
        values.forEach(
                (key, value) -> {
                    String name = TextForm.nameOf(prefix + key);
                    if (value instanceof Map<?, ?> inner) {
                        names(name + ".", inner, names, where);
                    } else if (!names.add(name)) {
                        throw Refusals.malformed(
                                where,
                                "a record has the column '%s' twice"
                                        .formatted(Refusals.shown(name)),
                                "one value, under one of the names that mean the same",
                                String.valueOf(key));
                    }
                });
    }

    /** Refuses a request without records, or with too many. */
    static void checkCount(int records, int most) {
        if (records == 0) {
            throw Refusals.malformed("the request has no records", "at least one", "none");
        }
        if (records > most) {
            throw new RefusedException(
                    413,
                    Problem.of("SORA-6107", "the request is too large")
                            .needs("at most %d records".formatted(most))
                            .have("%d records".formatted(records))
                            .fix("send several requests"));
        }
    }

    @SuppressWarnings("unchecked") // the reader creates maps with string keys only
    private static List<Map<String, Object>> objects(List<?> list) {
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof Map)) {
                throw Refusals.malformed(
                        "request, record " + (i + 1),
                        "a record is not an object",
                        "an object with a value for each column",
                        String.valueOf(list.get(i)));
            }
        }
        return (List<Map<String, Object>>) list;
    }

    /**
     * Returns a body as text.
     *
     * @throws RefusedException if it is not UTF-8
     */
    static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw Refusals.malformed("the body is not UTF-8", "JSON in UTF-8", "other bytes");
        }
    }

    /** Returns the answer: a line of {@code sora predict} for each record. */
    public String answer(List<Prediction> predictions) {
        return answer("predictions", predictions.stream().map(Prediction::line).toList());
    }

    /** Returns the answer: an object of {@code sora explain} for each record. */
    public String explain(List<Explanation> explanations) {
        return answer(
                "explanations",
                explanations.stream()
                        .map(each -> new Explanation(WHERE, each.number(), each.outputs()).tree())
                        .toList());
    }

    private String answer(String name, List<Map<String, Object>> objects) {
        List<Object> trees = objects.stream().map(JsonTree::of).toList();
        return switch (form) {
            case ONE -> Json.line(trees.get(0));
            case ARRAY -> Json.line(trees);
            case NAMED -> {
                Map<String, Object> tree = new LinkedHashMap<>();
                tree.put(name, trees);
                yield Json.line(tree);
            }
        };
    }
}
