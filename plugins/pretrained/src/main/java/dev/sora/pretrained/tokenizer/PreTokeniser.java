// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.util.ArrayList;
import java.util.List;

/** Divides a normalised text into words, within which a model looks for pieces. */
@FunctionalInterface
interface PreTokeniser {

    /**
     * A part of a text.
     *
     * @param first whether it begins where the whole text begins
     */
    record Word(String text, boolean first) {}

    /** Divides each word further, in order; empty parts are left out. */
    List<Word> divide(List<Word> words);

    /** Reads a step, or a sequence of steps. */
    static PreTokeniser of(TokenizerJson json) {
        return of(json, 0);
    }

    private static PreTokeniser of(TokenizerJson json, int depth) {
        if (!json.isPresent()) {
            return words -> words;
        }
        return switch (json.text("type", "")) {
            case "Sequence" -> sequence(json, depth);
            case "BertPreTokenizer" ->
                    chain(
                            parted(CodePoints::isSpace, Division.REMOVED),
                            parted(CodePoints::isPunctuation, Division.ISOLATED));
            case "WhitespaceSplit" -> parted(CodePoints::isSpace, Division.REMOVED);
            case "Whitespace" -> each(PreTokeniser::wordsAndMarks);
            case "Punctuation" ->
                    parted(CodePoints::isPunctuation, Division.of(json.get("behavior")));
            case "Digits" ->
                    parted(
                            CodePoints::isNumeric,
                            json.bool("individual_digits", false)
                                    ? Division.ISOLATED
                                    : Division.CONTIGUOUS);
            case "ByteLevel" ->
                    new ByteLevel(
                            json.bool("add_prefix_space", true), json.bool("use_regex", true));
            case "Metaspace" -> Metaspace.of(json);
            case "Split" -> Expressions.split(json);
            default ->
                    throw json.unknown(
                            "BertPreTokenizer, WhitespaceSplit, Whitespace, Punctuation, Digits,"
                                    + " ByteLevel, Metaspace, Split or Sequence");
        };
    }

    private static PreTokeniser sequence(TokenizerJson json, int depth) {
        if (depth > Tokenizer.DEEPEST) {
            throw json.broken("fewer sequences within sequences");
        }
        List<PreTokeniser> steps = new ArrayList<>();
        json.get("pretokenizers").list().forEach(step -> steps.add(of(step, depth + 1)));
        return chain(steps.toArray(PreTokeniser[]::new));
    }

    private static PreTokeniser chain(PreTokeniser... steps) {
        return words -> {
            List<Word> divided = words;
            for (PreTokeniser step : steps) {
                divided = step.divide(divided);
            }
            return divided;
        };
    }

    private static PreTokeniser parted(java.util.function.IntPredicate at, Division division) {
        return each((word, to) -> division.divide(word, matches(word.text(), at), to));
    }

    /** Divides one word. */
    interface One {
        void divide(Word word, List<Word> to);
    }

    /** Divides each word in the same way. */
    static PreTokeniser each(One one) {
        return words -> {
            List<Word> divided = new ArrayList<>(words.size() * 2);
            words.forEach(word -> one.divide(word, divided));
            return divided;
        };
    }

    /** Returns the range of each character that is searched for, as start and end in turn. */
    private static int[] matches(String text, java.util.function.IntPredicate at) {
        int[] ranges = new int[16];
        int count = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int end = i + Character.charCount(c);
            if (at.test(c)) {
                if (count + 2 > ranges.length) {
                    ranges = java.util.Arrays.copyOf(ranges, ranges.length * 2);
                }
                ranges[count++] = i;
                ranges[count++] = end;
            }
            i = end;
        }
        return java.util.Arrays.copyOf(ranges, count);
    }

    /** Finds runs of letters and digits, and runs of other marks; white space is left out. */
    private static void wordsAndMarks(Word word, List<Word> to) {
        String text = word.text();
        int start = 0;
        int kind = -1;
        for (int i = 0; i <= text.length(); ) {
            int c = i < text.length() ? text.codePointAt(i) : ' ';
            int other = CodePoints.isWord(c) ? 1 : CodePoints.isSpace(c) ? 0 : 2;
            if (other != kind) {
                if (kind > 0 && i > start) {
                    to.add(new Word(text.substring(start, i), word.first() && start == 0));
                }
                start = i;
                kind = other;
            }
            i += i < text.length() ? Character.charCount(c) : 1;
        }
        if (kind > 0 && start < text.length()) {
            to.add(new Word(text.substring(start), word.first() && start == 0));
        }
    }
}
