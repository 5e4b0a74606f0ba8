// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** Changes the characters of a text before it is divided. */
@FunctionalInterface
interface Normaliser {

    /** Changes a text. */
    String apply(String text);

    /**
     * Returns whether a text of one character is removed in such a way that what follows is no
     * longer at the start of the whole text.
     */
    default boolean removes(String first) {
        return false;
    }

    /** A step that removes characters at the start of a text. */
    record Cutting(Normaliser step) implements Normaliser {

        @Override
        public String apply(String text) {
            return step.apply(text);
        }

        @Override
        public boolean removes(String first) {
            return step.apply(first).isEmpty();
        }
    }

    /** Steps, one after the other. */
    record Steps(List<Normaliser> steps) implements Normaliser {

        @Override
        public String apply(String text) {
            String changed = text;
            for (Normaliser step : steps) {
                changed = step.apply(changed);
            }
            return changed;
        }

        @Override
        public boolean removes(String first) {
            String changed = first;
            for (Normaliser step : steps) {
                if (step.removes(changed)) {
                    return true;
                }
                changed = step.apply(changed);
            }
            return false;
        }
    }

    /** Reads a step, or a sequence of steps. */
    static Normaliser of(TokenizerJson json) {
        return of(json, 0);
    }

    private static Normaliser of(TokenizerJson json, int depth) {
        if (!json.isPresent()) {
            return text -> text;
        }
        return switch (json.text("type", "")) {
            case "Sequence" -> sequence(json, depth);
            case "BertNormalizer" -> new Cutting(BertNormaliser.of(json));
            case "Lowercase" -> Normaliser::lower;
            case "NFC" -> text -> Normalizer.normalize(text, Normalizer.Form.NFC);
            case "NFD" -> text -> Normalizer.normalize(text, Normalizer.Form.NFD);
            case "NFKC" -> text -> Normalizer.normalize(text, Normalizer.Form.NFKC);
            case "NFKD" -> text -> Normalizer.normalize(text, Normalizer.Form.NFKD);
            case "StripAccents" -> new Cutting(text -> without(text, CodePoints::isMark));
            case "Strip" ->
                    new Cutting(
                            strip(json.bool("strip_left", true), json.bool("strip_right", true)));
            case "Prepend" -> prepend(json.get("prepend").text());
            case "Replace" -> replace(json);
            case "Precompiled" -> PrecompiledMap.of(json.get("precompiled_charsmap"));
            default ->
                    throw json.unknown(
                            "BertNormalizer, Lowercase, NFC, NFD, NFKC, NFKD, StripAccents, Strip,"
                                    + " Prepend, Replace, Precompiled or Sequence");
        };
    }

    private static Normaliser sequence(TokenizerJson json, int depth) {
        if (depth > Tokenizer.DEEPEST) {
            throw json.broken("fewer sequences within sequences");
        }
        List<Normaliser> steps = new ArrayList<>();
        json.get("normalizers").list().forEach(step -> steps.add(of(step, depth + 1)));
        return new Steps(steps);
    }

    /** Converts each character to lower case. */
    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().forEach(c -> CodePoints.lower(c, lower));
        return lower.toString();
    }

    /** Removes characters. */
    static String without(String text, java.util.function.IntPredicate removed) {
        StringBuilder rest = new StringBuilder(text.length());
        text.codePoints().filter(removed.negate()).forEach(rest::appendCodePoint);
        return rest.toString();
    }

    private static Normaliser strip(boolean left, boolean right) {
        return text -> {
            int from = 0;
            int to = text.length();
            while (left && from < to && CodePoints.isSpace(text.charAt(from))) {
                from++;
            }
            while (right && to > from && CodePoints.isSpace(text.charAt(to - 1))) {
                to--;
            }
            return text.substring(from, to);
        };
    }

    private static Normaliser prepend(String prefix) {
        return text -> text.isEmpty() ? text : prefix + text;
    }

    private static Normaliser replace(TokenizerJson json) {
        TokenizerJson pattern = json.get("pattern");
        String content = json.get("content").text();
        if (pattern.object().has("String")) {
            String replaced = pattern.get("String").text();
            return replaced.isEmpty() ? text -> text : text -> text.replace(replaced, content);
        }
        if (pattern.text("Regex", "").equals(" {2,}")) {
            return text -> runs(text, content);
        }
        // any other expression could take time without end on some text
        throw pattern.unknown("a string, or the expression ' {2,}'");
    }

    /** Replaces two or more spaces. */
    private static String runs(String text, String content) {
        StringBuilder changed = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = i;
            while (end < text.length() && text.charAt(end) == ' ') {
                end++;
            }
            if (end - i >= 2) {
                changed.append(content);
                i = end;
            } else {
                changed.append(text.charAt(i++));
            }
        }
        return changed.toString();
    }
}
