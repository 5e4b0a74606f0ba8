// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import dev.sora.data.TextForm;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;

/** Removes HTML tags from texts and replaces character references. */
final class Html {

    private Html() {}

    static String strip(String text) {
        if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        char[] buffer = new char[Math.min(1 << 12, text.length())];
        try (Reader reader = new HTMLStripCharFilter(new StringReader(text))) {
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                plain.append(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
        }
        // a reference may be a combining accent, so the text is normalised again
        return TextForm.NFC.of(plain.toString());
    }
}
