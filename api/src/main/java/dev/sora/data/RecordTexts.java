// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts the strings of one record to a form. Values that do not change are not copied. */
final class RecordTexts {

    private static final int SHOWN = 80;

    private final TextForm form;
    private final DataRecord record;

    RecordTexts(TextForm form, DataRecord record) {
        this.form = form;
        this.record = record;
    }

    DataRecord brought() {
        Object[] values = record.values();
        Object[] changed = null;
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            Object brought = value instanceof String text ? text(text, i) : any(value, i);
            if (brought != value) {
                changed = changed == null ? values.clone() : changed;
                changed[i] = brought;
            }
        }
        return changed == null ? record : record.withValues(changed);
    }

    private Object any(Object value, int column) {
        if (value instanceof String text) {
            return text(text, column);
        }
        if (value instanceof List<?> list) {
            return list(list, column);
        }
        return value instanceof Map<?, ?> map ? map(map, column) : value;
    }

    private String text(String text, int column) {
        if (form.isPlain(text)) {
            return text;
        }
        checkWhole(text, column);
        return form.changed(text);
    }

    private Object list(List<?> list, int column) {
        boolean same = true;
        List<Object> changed = new ArrayList<>(list.size());
        for (Object element : list) {
            Object brought = any(element, column);
            same &= brought == element;
            changed.add(brought);
        }
        return same ? list : changed;
    }

    private Object map(Map<?, ?> map, int column) {
        boolean same = true;
        Map<Object, Object> changed = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object brought = any(entry.getValue(), column);
            same &= brought == entry.getValue();
            changed.put(entry.getKey(), brought);
        }
        return same ? map : changed;
    }

    private void checkWhole(String text, int column) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || Character.isSurrogate(c) && !pair) {
                throw broken(text, i, column);
            }
            i += pair ? 1 : 0;
        }
    }

    private RecordException broken(String text, int at, int column) {
        char c = text.charAt(at);
        int from = Math.max(0, at - SHOWN / 4);
        String shown = text.substring(from, Math.min(text.length(), from + SHOWN));
        return new RecordException(
                Problem.of(
                                "SORA-4041",
                                "the text in column '%s' holds U+%04X, which is %s"
                                        .formatted(
                                                record.schema().columns().get(column).name(),
                                                (int) c,
                                                c == 0
                                                        ? "not allowed in text"
                                                        : "half of a character"))
                        .where(record.where())
                        .have(
                                "%s%s%s"
                                        .formatted(
                                                from > 0 ? "…" : "",
                                                TextForm.escaped(shown),
                                                from + SHOWN < text.length() ? "…" : ""))
                        .fix(
                                c == 0
                                        ? "correct the record; if every second character is"
                                                + " U+0000, the text is UTF-16 and was read as"
                                                + " something else"
                                        : "correct the record: a text was cut within a character,"
                                                + " or was damaged before it was written"));
    }
}
