// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How the tags of the data mark entities. Tags are learned, measured and answered as {@link Bio}:
 * counted as they are, the tags B-X E-X of one entity would be two.
 */
enum Scheme {
    /** An entity is B-X and then I-X (IOB2). */
    BIO("O, B-X, or I-X after B-X or I-X"),

    /** As BIO, but an entity begins with B-X only if it follows another one of its kind. */
    IOB1("O, I-X or B-X"),

    /** An entity is S-X, or B-X, then I-X, then E-X. */
    BIOES("O, S-X, or B-X, any number of I-X, and E-X; U-, L- and M- are S-, E- and I-"),

    /** Tags without a meaning. */
    NONE("any tag");

    private static final Set<String> ENDING = Set.of("E", "L");
    private static final Set<String> SINGLE = Set.of("S", "U");
    private static final Set<String> INSIDE = Set.of("I", "M");

    private final String needs;

    Scheme(String needs) {
        this.needs = needs;
    }

    /** Returns the scheme with a name in manifests. */
    static Scheme of(String name) {
        return Arrays.stream(values()).filter(s -> s.key().equals(name)).findFirst().orElseThrow();
    }

    /** Returns the name in manifests. */
    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Returns which tags may stand where. */
    String needs() {
        return needs;
    }

    /**
     * A tag that is not possible at its place.
     *
     * @param at its position, from 0
     */
    static final class NotPossible extends Exception {

        private static final long serialVersionUID = 1;

        private final int at;

        NotPossible(int at) {
            super("tag " + at);
            this.at = at;
        }

        int at() {
            return at;
        }
    }

    /**
     * Returns tags as BIO; those of the scheme {@code none} as they are.
     *
     * @throws NotPossible if one is not of the scheme
     */
    List<String> bio(List<String> tags) throws NotPossible {
        return switch (this) {
            case NONE -> tags;
            case BIO -> checked(tags);
            case IOB1 -> fromIob1(tags);
            case BIOES -> fromBioes(tags);
        };
    }

    private static List<String> checked(List<String> tags) throws NotPossible {
        for (int i = 0; i < tags.size(); i++) {
            String before = i == 0 ? Bio.OUTSIDE : tags.get(i - 1);
            if (!Bio.isTag(tags.get(i)) || !Bio.follows(before, tags.get(i))) {
                throw new NotPossible(i);
            }
        }
        return tags;
    }

    private static List<String> fromIob1(List<String> tags) throws NotPossible {
        List<String> bio = new ArrayList<>(tags.size());
        String before = Bio.OUTSIDE;
        for (String tag : tags) {
            if (!Bio.isTag(tag)) {
                throw new NotPossible(bio.size());
            }
            bio.add(Bio.follows(before, tag) ? tag : "B" + tag.substring(1));
            before = tag;
        }
        return bio;
    }

    private static List<String> fromBioes(List<String> tags) throws NotPossible {
        List<String> bio = new ArrayList<>(tags.size());
        // what follows the letter of the tags of the entity that has not ended, such as -X
        String open = null;
        for (String tag : tags) {
            String letter = tag.isEmpty() ? tag : tag.substring(0, 1);
            String kind = tag.isEmpty() ? tag : tag.substring(1);
            boolean begins = letter.equals("B") || SINGLE.contains(letter);
            boolean ends = ENDING.contains(letter);
            boolean outside = tag.equals(Bio.OUTSIDE);
            boolean inside = ends || INSIDE.contains(letter);
            boolean possible = outside || begins ? open == null : inside && kind.equals(open);
            if (!possible || !outside && !Bio.isTag("B" + kind)) {
                throw new NotPossible(bio.size());
            }
            bio.add(outside ? tag : (begins ? "B" : "I") + kind);
            open = letter.equals("B") || inside && !ends ? kind : null;
        }
        if (open != null) {
            throw new NotPossible(tags.size() - 1);
        }
        return bio;
    }

    /**
     * Returns the scheme that a sentence has which this one does not accept; null if none of them
     * does.
     */
    Scheme instead(List<String> tags) {
        for (Scheme other : List.of(BIO, BIOES, IOB1)) {
            try {
                other.bio(tags);
                return other;
            } catch (NotPossible e) {
                // the next one may be it
            }
        }
        return null;
    }

    /**
     * Returns whether some of the different tags end an entity, or are a whole one, as in BIOES.
     */
    static boolean endsEntities(Set<String> tags) {
        return tags.stream()
                .filter(tag -> tag.length() > 2 && tag.charAt(1) == '-')
                .filter(tag -> ENDING.contains(tag.substring(0, 1)))
                .anyMatch(tag -> tags.contains("B" + tag.substring(1)));
    }
}
