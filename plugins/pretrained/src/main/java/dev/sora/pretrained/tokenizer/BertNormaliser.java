// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.text.Normalizer;

/**
 * The normalisation of BERT (Devlin et al., 2019).
 *
 * @param clean whether control characters are removed, and every white space becomes a space
 * @param ideographs whether Chinese characters are words
 * @param accents whether accents are removed
 * @param lower whether letters become lower case
 */
record BertNormaliser(boolean clean, boolean ideographs, boolean accents, boolean lower)
        implements Normaliser {

    static BertNormaliser of(TokenizerJson json) {
        boolean lower = json.bool("lowercase", true);
        return new BertNormaliser(
                json.bool("clean_text", true),
                json.bool("handle_chinese_chars", true),
                json.bool("strip_accents", lower),
                lower);
    }

    @Override
    public String apply(String text) {
        StringBuilder cleaned = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> add(c, cleaned));
        String changed = cleaned.toString();
        if (accents) {
            changed =
                    Normaliser.without(
                            Normalizer.normalize(changed, Normalizer.Form.NFD),
                            CodePoints::isNonspacingMark);
        }
        return lower ? Normaliser.lower(changed) : changed;
    }

    private void add(int c, StringBuilder to) {
        int kept = c;
        if (clean) {
            if (c == 0 || c == 0xFFFD || CodePoints.isControl(c)) {
                return;
            }
            kept = CodePoints.isSpace(c) ? ' ' : c;
        }
        if (ideographs && CodePoints.isIdeograph(kept)) {
            to.append(' ').appendCodePoint(kept).append(' ');
        } else {
            to.appendCodePoint(kept);
        }
    }
}
