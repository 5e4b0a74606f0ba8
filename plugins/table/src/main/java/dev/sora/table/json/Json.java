// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.text.Lines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses lines of JSON with limits on size and depth. */
final class Json {

    private static final int DEEPEST = 32;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Python writes NaN and Infinity, which are not valid JSON
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxNumberLength(400)
                                    .maxNameLength(10_000)
                                    .maxStringLength(Lines.MOST_CHARACTERS)
                                    .build())
                    .build();

    private Json() {}

    /** Processes the object of a line. */
    interface Reading {
        void read(JsonParser parser) throws IOException;
    }

    /** Passes the parser of a line to a reading; the parser is after the opening brace. */
    static void object(Lines line, String where, Reading reading) {
        try (JsonParser parser = FACTORY.createParser(line.characters(), 0, line.length())) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY && line.number() == 1) {
                throw array(where);
            }
            if (first != JsonToken.START_OBJECT) {
                throw new RecordException(
                        Problem.of("SORA-4231", "a line is not a JSON object")
                                .where(where)
                                .needs("{\"column\": value, …}")
                                .fix("write one object per line, or set 'on_error: skip'"));
            }
            reading.read(parser);
            if (parser.nextToken() != null) {
                throw new RecordException(
                        Problem.of("SORA-4231", "a line holds more than one JSON object")
                                .where(where)
                                .needs("one object a line")
                                .fix("break the line between them, or set 'on_error: skip'"));
            }
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            int end = message.indexOf('\n');
            throw new RecordException(
                    Problem.of("SORA-4232", "a line is not JSON")
                            .where(where)
                            .have(end < 0 ? message : message.substring(0, end))
                            .fix("correct the line, or set 'on_error: skip'"),
                    e);
        }
    }

    /** Returns the problem of a file that is one JSON array. */
    private static DataException array(String where) {
        return new DataException(
                Problem.of("SORA-4233", "the file is a JSON array, not one object per line")
                        .where(where)
                        .needs("{\"column\": value, …} on each line")
                        .have("[")
                        .fix(
                                "write one object a line (jq -c '.[]' data.json > data.jsonl), or"
                                        + " read it with {type: jdbc, tables: {data: data.json},"
                                        + " table: data}"));
    }

    /**
     * Returns a value as a string, long, big integer, double, boolean, list or map; null for null.
     */
    static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? (Object) parser.getBigIntegerValue()
                            : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> {
                double number = parser.getDoubleValue();
                yield Double.isNaN(number) ? null : (Object) number;
            }
            default -> null;
        };
    }
}
