// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * JSON for trees of maps, lists, strings, booleans and numbers only.
 *
 * <p>The order of maps is kept. Numbers are read back as {@code Long} or {@code Double}, bit for
 * bit. JSON cannot represent NaN and the infinities: they are written as {@code null}.
 */
public final class Json {

    /** The maximum depth of trees, for writing and reading. */
    static final int MAX_DEPTH = 100;

    /** The maximum number of values in a tree, for writing and reading. */
    public static final int MAX_VALUES = 2_000_000;

    /** The maximum length of strings, for writing and reading. */
    public static final int MAX_TEXT = 16 << 20;

    /** The maximum length of keys, for writing and reading. */
    static final int MAX_KEY = 1 << 16;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(MAX_TEXT)
                                    .maxNameLength(MAX_KEY)
                                    .maxNumberLength(100)
                                    .build())
                    .build();

    private Json() {}

    /** A tree that could not be read back. */
    public static final class TooLargeException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }

    /** Returns a tree as one line. */
    public static String line(Object tree) {
        return write(tree, false);
    }

    /** Returns a tree over several lines, with a line feed at the end. */
    public static String pretty(Object tree) {
        return write(tree, true) + "\n";
    }

    /**
     * Reads an object.
     *
     * @param text untrusted
     * @param where the file, for the message
     * @throws dev.sora.problem.DataException if it is not JSON, not an object, has a duplicate key,
     *     or is too deep or too large
     */
    public static Map<String, Object> readObject(String text, String where) {
        return JsonReader.object(FACTORY, text.getBytes(StandardCharsets.UTF_8), where);
    }

    /**
     * Reads an array of objects, such as records that a client sends.
     *
     * @param text untrusted
     * @param where where the text comes from, for the message
     * @throws dev.sora.problem.DataException if it is not JSON or not an array of objects, or if it
     *     has a duplicate key, an integer that exceeds 64 bits, or is too deep or too large
     */
    public static List<Map<String, Object>> readRecords(String text, String where) {
        return JsonReader.records(FACTORY, text.getBytes(StandardCharsets.UTF_8), where);
    }

    /** Reads an object from UTF-8. */
    static Map<String, Object> readObject(byte[] utf8, String where) {
        return JsonReader.object(FACTORY, utf8, where);
    }

    private static String write(Object tree, boolean pretty) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            if (pretty) {
                json.setPrettyPrinter(printer());
            }
            new JsonWriter(json).value(tree, 0);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a tree: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("a string took no more text", e);
        }
        return out.toString();
    }

    /** Returns a printer with a line feed on every system, so that the bytes are the same. */
    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(
                        Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                                .withObjectEmptySeparator("")
                                .withArrayEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
    }
}
