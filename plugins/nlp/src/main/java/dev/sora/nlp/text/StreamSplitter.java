// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Splits with a Lucene tokenizer, whose buffers are reused for every text. */
final class StreamSplitter implements Splitter {

    private static final char NARROW_BLANK = '\u202F';

    private final Tokenizer tokenizer;
    private final CharTermAttribute term;
    private final OffsetAttribute offset;
    private final boolean lowerCase;
    private final String marks;

    /**
     * Creates a splitter.
     *
     * @param marks punctuation characters that are tokens of their own
     */
    StreamSplitter(Tokenizer tokenizer, boolean lowerCase, String marks) {
        this.tokenizer = tokenizer;
        this.term = tokenizer.addAttribute(CharTermAttribute.class);
        this.offset = tokenizer.addAttribute(OffsetAttribute.class);
        this.lowerCase = lowerCase;
        this.marks = marks;
    }

    @Override
    public void split(String text, Sink sink) {
        try {
            // in UAX #29 the narrow no-break space joins words, but French writes it before
            // punctuation
            String parted = text.replace(NARROW_BLANK, ' ');
            tokenizer.setReader(new StringReader(parted));
            try {
                tokenizer.reset();
                tokens(parted, sink);
            } finally {
                tokenizer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
        }
    }

    private void tokens(String text, Sink sink) throws IOException {
        int read = 0;
        while (tokenizer.incrementToken()) {
            char[] buffer = term.buffer();
            int length = term.length();
            if (Letters.present(buffer, length)) {
                if (!marks(text, read, offset.startOffset(), sink)) {
                    return;
                }
                read = offset.endOffset();
                if (lowerCase) {
                    length = Letters.lower(buffer, length);
                }
                if (!sink.accept(buffer, length)) {
                    return;
                }
            }
        }
        marks(text, read, text.length(), sink);
    }

    /** Passes the punctuation between two words to the sink; returns whether it accepts more. */
    private boolean marks(String text, int from, int to, Sink sink) {
        if (marks.isEmpty()) {
            return true;
        }
        char[] mark = new char[2];
        for (int i = from; i < to; ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (marks.indexOf(point) >= 0
                    && !sink.accept(mark, Character.toChars(point, mark, 0))) {
                return false;
            }
        }
        return true;
    }
}
