// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * Writes the data as JSON that is safe inside a script element.
 *
 * <p>Class names and texts are untrusted: with {@code <}, {@code >} and {@code &} escaped, none of
 * them can end the element or begin another. {@code NaN} and the infinities become strings.
 */
final class ReportJson {

    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .registerModule(
                            new SimpleModule()
                                    .addSerializer(Instant.class, new ToStringSerializer()));

    private ReportJson() {}

    static String of(ReportData data) {
        try {
            return MAPPER.writer(new MarkupEscapes()).writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of plain values always have a JSON form", e);
        }
    }

    private static final class MarkupEscapes extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private final int[] escapes = standardAsciiEscapesForJSON();

        MarkupEscapes() {
            for (char markup : new char[] {'<', '>', '&'}) {
                escapes[markup] = ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes.clone();
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return null;
        }
    }
}
