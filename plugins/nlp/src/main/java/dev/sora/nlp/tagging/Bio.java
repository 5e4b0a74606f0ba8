// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import java.util.ArrayList;
import java.util.List;

/**
 * The scheme BIO: the first token of an entity of kind X is B-X, the others are I-X, and tokens
 * outside of entities are O (Ramshaw and Marcus, 1995; IOB2 in CoNLL-2002). Where entities have no
 * kinds, the tags are B and I.
 */
final class Bio {

    static final String OUTSIDE = "O";

    private Bio() {}

    /**
     * An entity.
     *
     * @param kind its kind
     * @param from its first token, from 0
     * @param to the token after its last one
     */
    record Span(String kind, int from, int to) {}

    /** Returns whether a string is a tag of the scheme. */
    static boolean isTag(String tag) {
        return tag.equals(OUTSIDE) || (isBegin(tag) || isInside(tag)) && tag.length() != 2;
    }

    /** Returns whether a tag may come after another; O comes before the first. */
    static boolean follows(String before, String tag) {
        return !isInside(tag) || (!before.equals(OUTSIDE) && kind(before).equals(kind(tag)));
    }

    /**
     * Returns the entities in a sequence of tags. As conlleval (Tjong Kim Sang, 2000) does, it
     * accepts an I-X that follows no X as the beginning of an entity, and a tag without a prefix as
     * an I of its own kind.
     */
    static List<Span> spans(List<String> tags) {
        List<Span> spans = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= tags.size(); i++) {
            String tag = i < tags.size() ? tags.get(i) : OUTSIDE;
            String before = i == 0 ? OUTSIDE : tags.get(i - 1);
            boolean outside = tag.equals(OUTSIDE);
            boolean begins =
                    !outside
                            && (isBegin(tag)
                                    || before.equals(OUTSIDE)
                                    || !kind(before).equals(kind(tag)));
            if (start >= 0 && (outside || begins)) {
                spans.add(new Span(kind(before), start, i));
                start = -1;
            }
            start = begins ? i : start;
        }
        return spans;
    }

    private static boolean isBegin(String tag) {
        return tag.equals("B") || tag.startsWith("B-");
    }

    private static boolean isInside(String tag) {
        return tag.equals("I") || tag.startsWith("I-");
    }

    private static String kind(String tag) {
        return !isBegin(tag) && !isInside(tag) ? tag : tag.length() == 1 ? "" : tag.substring(2);
    }
}
