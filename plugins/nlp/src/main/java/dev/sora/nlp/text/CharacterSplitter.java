// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

/** Makes a token of every character that is not white space; pairs of surrogates stay together. */
record CharacterSplitter(boolean lowerCase) implements Splitter {

    @Override
    public void split(String text, Sink sink) {
        char[] buffer = new char[2];
        boolean more = true;
        for (int i = 0; more && i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (!Character.isWhitespace(point) && !Character.isISOControl(point)) {
                int kept = lowerCase ? Character.toLowerCase(point) : point;
                more = sink.accept(buffer, Character.toChars(kept, buffer, 0));
            }
        }
    }
}
