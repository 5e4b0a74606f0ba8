// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import dev.sora.data.TextForm;

/**
 * Splits at a separator, or at white space if the separator is blank. Items are trimmed, and empty
 * items are skipped.
 */
record SeparatorSplitter(String separator) implements Splitter {

    @Override
    public void split(String text, Sink sink) {
        boolean more = true;
        int start = 0;
        while (more && start <= text.length()) {
            int end = end(text, start);
            String item = TextForm.label(text.substring(start, end));
            if (!item.isEmpty()) {
                more = sink.accept(item.toCharArray(), item.length());
            }
            start = end + (separator.isBlank() ? 1 : separator.length());
        }
    }

    private int end(String text, int start) {
        if (!separator.isBlank()) {
            int end = text.indexOf(separator, start);
            return end < 0 ? text.length() : end;
        }
        int end = start;
        while (end < text.length() && !Characters.isBlank(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
