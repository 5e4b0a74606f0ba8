// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import java.util.random.RandomGenerator;

/** Generates sentences and their translations, which differ in words and in their order. */
final class Phrases {

    private static final String[][] NOUNS = {
        {"dog", "kavo"},
        {"cat", "mira"},
        {"bird", "peto"},
        {"fish", "luna"},
        {"horse", "dorsa"},
        {"child", "timi"}
    };
    private static final String[][] ADJECTIVES = {
        {"small", "pik"}, {"red", "rosu"}, {"old", "veta"}, {"quiet", "sim"}
    };
    private static final String[][] VERBS = {
        {"sees", "vidar"}, {"follows", "sekar"}, {"likes", "amar"}, {"hears", "odar"}
    };

    private Phrases() {}

    static Object[] make(RandomGenerator random) {
        StringBuilder english = new StringBuilder();
        StringBuilder invented = new StringBuilder();
        noun(random, english, invented);
        String[] verb = Generated.one(random, VERBS);
        english.append(verb[0]).append(' ');
        noun(random, english, invented);
        invented.append(verb[1]);
        return new Object[] {english.toString().strip() + ".", invented + "!"};
    }

    private static void noun(
            RandomGenerator random, StringBuilder english, StringBuilder invented) {
        String[] noun = Generated.one(random, NOUNS);
        boolean known = random.nextBoolean();
        english.append(known ? "the " : "a ");
        invented.append(noun[1]).append(known ? "k " : " ");
        if (random.nextBoolean()) {
            String[] adjective = Generated.one(random, ADJECTIVES);
            english.append(adjective[0]).append(' ');
            invented.append(adjective[1]).append(' ');
        }
        english.append(noun[0]).append(' ');
    }
}
