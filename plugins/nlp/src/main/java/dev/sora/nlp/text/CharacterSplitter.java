// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

/**
 * Yields each character that is not white space as a token. A character is an extended grapheme
 * cluster: a letter with its accents, or an emoji of several code points.
 */
record CharacterSplitter(boolean lowerCase) implements Splitter {

    @Override
    public void split(String text, Sink sink) {
        Characters characters = new Characters(text);
        boolean more = true;
        for (int start = 0; more && start < text.length(); ) {
            int end = characters.end(start);
            int point = text.codePointAt(start);
            if (!Characters.isBlank(point) && !Character.isISOControl(point)) {
                char[] character = text.substring(start, end).toCharArray();
                int length = character.length;
                if (lowerCase) {
                    length = Letters.lower(character, length);
                }
                more = sink.accept(character, length);
            }
            start = end;
        }
    }
}
