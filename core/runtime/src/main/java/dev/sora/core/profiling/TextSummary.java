// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.profile.TextForm;
import dev.sora.core.profile.TextProfile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the forms and lengths of the strings of a column. */
final class TextSummary {

    private static final int EXAMPLES = 3;
    private static final int LONGEST_EXAMPLE = 80;

    private final long[] forms = new long[TextForm.values().length];
    private final Map<TextForm, List<String>> examples = new EnumMap<>(TextForm.class);
    private final Map<String, Long> marks = new TreeMap<>();
    private final DateForms dates = new DateForms();
    private final NumberSummary numbers;
    private final NumberSummary lengths;
    private final NumberSummary words;
    private long padded;
    private long ideographs;

    TextSummary(int held) {
        numbers = new NumberSummary(held);
        lengths = new NumberSummary(held);
        words = new NumberSummary(held);
    }

    void add(String text) {
        TextForm form = TextForm.of(text);
        forms[form.ordinal()]++;
        if (!text.isEmpty()
                && (text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ')
                && form != TextForm.BLANK) {
            padded++;
        }
        switch (form) {
            case BLANK -> {}
            case MARK -> marks.merge(text.strip(), 1L, Long::sum);
            case INTEGER, NUMBER -> number(text, form);
            default -> other(text, form);
        }
    }

    private void number(String text, TextForm form) {
        example(text, form);
        numbers.add(Double.parseDouble(text));
    }

    private void other(String text, TextForm form) {
        example(text, form);
        if (form == TextForm.TEXT && !dates.isDone()) {
            dates.add(text);
        }
        lengths.add(text.codePointCount(0, text.length()));
        words.add(words(text));
    }

    private void example(String text, TextForm form) {
        if (forms[form.ordinal()] > 1000) {
            return;
        }
        List<String> shown = examples.computeIfAbsent(form, f -> new ArrayList<>());
        if (shown.size() < EXAMPLES && !shown.contains(text)) {
            shown.add(
                    text.length() > LONGEST_EXAMPLE
                            ? text.substring(0, LONGEST_EXAMPLE) + "…"
                            : text);
        }
    }

    /** Counts words between blanks; each Chinese or Japanese character counts as one. */
    private int words(String text) {
        int words = 0;
        boolean within = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x3040 && c <= 0x9fff) {
                words++;
                ideographs++;
                within = false;
            } else {
                boolean letter = c > ' ' && c != 0xa0;
                words += letter && !within ? 1 : 0;
                within = letter;
            }
        }
        return words;
    }

    NumberSummary numbers() {
        return numbers;
    }

    TextProfile profile() {
        Map<TextForm, Long> counts = new EnumMap<>(TextForm.class);
        for (TextForm form : TextForm.values()) {
            if (forms[form.ordinal()] > 0) {
                counts.put(form, forms[form.ordinal()]);
            }
        }
        boolean dated = forms[TextForm.TEXT.ordinal()] > 0 && !dates.fitting().isEmpty();
        return new TextProfile(
                counts,
                examples,
                marks,
                padded,
                dated ? dates.fitting() : List.of(),
                dated ? dates.first().toString() : "",
                dated ? dates.last().toString() : "",
                lengths.found(),
                words.found(),
                ideographs);
    }
}
