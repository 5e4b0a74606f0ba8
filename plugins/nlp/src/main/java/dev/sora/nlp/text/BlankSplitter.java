// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

/**
 * Finds the words of Unicode (UAX #29) that are Latin letters and digits between blanks, as most
 * words of most texts are, and leaves what is between them to a tokenizer, which takes several
 * times as long for a word. At a blank every word ends (rules WB3d, WB4 and WB999), and within
 * ASCII letters and digits there is no boundary (WB5, WB8 to WB10), so both find the same words.
 */
final class BlankSplitter implements Splitter {

    /** The length up to which a tokenizer of Lucene leaves a word whole. */
    private static final int LONGEST = 255;

    private final Splitter tokenizer;
    private final boolean lowerCase;
    private final char[] word = new char[LONGEST];

    /**
     * Creates a splitter.
     *
     * @param tokenizer for all that is no such word
     */
    BlankSplitter(Splitter tokenizer, boolean lowerCase) {
        this.tokenizer = tokenizer;
        this.lowerCase = lowerCase;
    }

    @Override
    public void split(String text, Sink sink) {
        Rest rest = new Rest(sink);
        int end = text.length();
        int passed = 0;
        for (int at = 0; at < end; at++) {
            int length = word(text, at, end);
            int next = at + length;
            if (length > 0 && (next == end || isBlank(text.charAt(next)))) {
                if (!rest.accepts(text, passed, at) || !sink.accept(word, length)) {
                    return;
                }
                passed = next;
                at = next;
            } else {
                at = next;
                while (at < end && !isBlank(text.charAt(at))) {
                    at++;
                }
            }
        }
        rest.accepts(text, passed, end);
    }

    /** Copies letters and digits from a place on; returns how many, at most {@link #LONGEST}. */
    private int word(String text, int from, int end) {
        int most = Math.min(LONGEST, end - from);
        for (int i = 0; i < most; i++) {
            char c = text.charAt(from + i);
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                word[i] = c;
            } else if (c >= 'A' && c <= 'Z') {
                word[i] = lowerCase ? (char) (c + ('a' - 'A')) : c;
            } else {
                return i;
            }
        }
        return most;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    /** Passes parts of a text to the tokenizer, until the sink refuses. */
    private final class Rest implements Sink {

        private final Sink sink;
        private boolean open = true;

        Rest(Sink sink) {
            this.sink = sink;
        }

        boolean accepts(String text, int from, int to) {
            for (int i = from; i < to; i++) {
                if (!isBlank(text.charAt(i))) {
                    tokenizer.split(text.substring(from, to), this);
                    return open;
                }
            }
            return open;
        }

        @Override
        public boolean accept(char[] buffer, int length) {
            open = sink.accept(buffer, length);
            return open;
        }
    }
}
