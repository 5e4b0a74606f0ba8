// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A citation graph as a stochastic block model (Holland, Laskey and Leinhardt, 1983): the topic of
 * a paper decides which papers it cites, and, less clearly, which words it has.
 *
 * @param seed other seeds give other graphs
 */
record Papers(long seed) {

    private static final String[] TOPICS = {"graphs", "images", "sounds", "texts"};
    private static final int WORDS_OF_A_TOPIC = 8;
    private static final double OWN = 0.32;
    private static final double OTHER = 0.2;
    private static final double WITHIN = 0.8;

    /** Returns the topic of a paper, which papers and citations must agree on. */
    private int topic(long paper) {
        return new SplittableRandom(seed * 31 + paper).nextInt(TOPICS.length);
    }

    private static String name(long paper) {
        return "p" + paper;
    }

    /** Returns a maker of papers. */
    Generated.Maker nodes() {
        return new Numbered() {
            @Override
            public Object[] make(long number, RandomGenerator random) {
                int topic = topic(number);
                float[] words = new float[TOPICS.length * WORDS_OF_A_TOPIC];
                for (int i = 0; i < words.length; i++) {
                    boolean own = i / WORDS_OF_A_TOPIC == topic;
                    words[i] = random.nextDouble() < (own ? OWN : OTHER) ? 1 : 0;
                }
                return new Object[] {name(number), words, TOPICS[topic]};
            }
        };
    }

    /** Returns a maker of citations between two different papers. */
    Generated.Maker edges(long papers) {
        return new Numbered() {
            @Override
            public Object[] make(long number, RandomGenerator random) {
                long citing = 1 + random.nextLong(papers);
                boolean within = random.nextDouble() < WITHIN;
                long cited = citing;
                // a small graph may have no other paper of the topic
                int tries = 0;
                while (cited == citing || isOther(cited, citing, within, tries)) {
                    cited = 1 + random.nextLong(papers);
                    tries++;
                }
                return new Object[] {name(cited), name(citing)};
            }
        };
    }

    private boolean isOther(long one, long other, boolean within, int tries) {
        return within && tries < 100 && topic(one) != topic(other);
    }

    private abstract static class Numbered implements Generated.Maker {
        @Override
        public Object[] make(RandomGenerator random) {
            throw new UnsupportedOperationException("a record has its number in it");
        }
    }
}
