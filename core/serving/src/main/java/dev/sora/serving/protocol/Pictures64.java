// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.picture.Pictures;
import dev.sora.serving.models.EncodedPicture;
import dev.sora.serving.models.Signature;
import dev.sora.serving.refusal.Refusals;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Takes the pictures of records, which are base64 in JSON; a picture is never a file's name. */
final class Pictures64 {

    private static final String DATA = "data:";
    private static final String MARK = ";base64,";

    private Pictures64() {}

    /** Returns the records, with a picture for each string in a column of pictures. */
    static List<Map<String, Object>> take(List<Map<String, Object>> records, Signature signature) {
        List<String> columns =
                signature.columns().keySet().stream().filter(signature::isPicture).toList();
        if (columns.isEmpty()) {
            return records;
        }
        AtomicLong pixels = EncodedPicture.budget();
        List<Map<String, Object>> taken = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            Map<String, Object> record = new LinkedHashMap<>(records.get(i));
            for (String column : columns) {
                String where = "request, record " + (i + 1);
                Object value = record.get(column);
                if (value != null) {
                    byte[] file =
                            value instanceof byte[] binary ? binary : bytes(value, column, where);
                    record.put(column, new EncodedPicture(file, where, pixels));
                }
            }
            taken.add(record);
        }
        return taken;
    }

    private static byte[] bytes(Object value, String column, String where) {
        if (!(value instanceof String text)) {
            throw new RecordException(
                    Problem.of("SORA-6111", "column '%s' holds no picture".formatted(column))
                            .where(where)
                            .needs(
                                    "a string with the bytes of a file in %s as base64, null if"
                                                    .formatted(Pictures.formats())
                                            + " missing, or a part of multipart/form-data")
                            .have(Refusals.shown(String.valueOf(value))));
        }
        int mark = text.startsWith(DATA) ? text.indexOf(MARK) : -1;
        String base64 = mark < 0 ? text : text.substring(mark + MARK.length());
        try {
            return Base64.getMimeDecoder().decode(strict(base64));
        } catch (IllegalArgumentException e) {
            throw new RecordException(
                    Problem.of(
                                    "SORA-6111",
                                    "column '%s' holds a picture that is not base64"
                                            .formatted(column))
                            .where(where)
                            .needs("the bytes of a file in " + Pictures.formats() + " as base64")
                            .have(Refusals.shown(text)));
        }
    }

    /** Refuses what a lenient decoder would pass over, other than line ends. */
    private static String strict(String base64) {
        for (int i = 0; i < base64.length(); i++) {
            char c = base64.charAt(i);
            boolean fits =
                    c >= 'A' && c <= 'Z'
                            || c >= 'a' && c <= 'z'
                            || c >= '0' && c <= '9'
                            || c == '+'
                            || c == '/'
                            || c == '='
                            || c == '\n'
                            || c == '\r';
            if (!fits) {
                throw new IllegalArgumentException("not base64");
            }
        }
        return base64;
    }
}
