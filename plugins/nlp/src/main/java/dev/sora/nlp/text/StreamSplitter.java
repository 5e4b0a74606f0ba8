// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Splits by a tokenizer of Lucene's, whose buffers it uses again for every text. */
final class StreamSplitter implements Splitter {

    private final Tokenizer tokenizer;
    private final CharTermAttribute term;
    private final boolean lowerCase;

    StreamSplitter(Tokenizer tokenizer, boolean lowerCase) {
        this.tokenizer = tokenizer;
        this.term = tokenizer.addAttribute(CharTermAttribute.class);
        this.lowerCase = lowerCase;
    }

    @Override
    public void split(String text, Sink sink) {
        try {
            tokenizer.setReader(new StringReader(text));
            try {
                tokenizer.reset();
                boolean more = true;
                while (more && tokenizer.incrementToken()) {
                    char[] buffer = term.buffer();
                    int length = term.length();
                    if (Letters.present(buffer, length)) {
                        if (lowerCase) {
                            Letters.lower(buffer, length);
                        }
                        more = sink.accept(buffer, length);
                    }
                }
            } finally {
                tokenizer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
        }
    }
}
