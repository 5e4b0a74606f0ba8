// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Generates headlines of four topics, which share some words. */
final class Headlines {

    private static final String[] TOPICS = {"business", "science", "sports", "world"};

    private static final Map<String, String[][]> WORDS = new TreeMap<>();

    static {
        put(
                "business",
                "bank|oil company|carmaker|airline|retailer|the market|a chip maker|investors",
                "raises|cuts|reports|buys|sells|expects|denies|doubles",
                "profit|shares|its forecast|a rival|debt|prices|a record quarter|jobs");
        put(
                "science",
                "a telescope|researchers|a new chip|engineers|a probe|a software maker|biologists",
                "finds|launches|maps|tests|unveils|measures|repairs|discovers",
                "a distant planet|a vaccine|the genome|a faster network|water on Mars|a security"
                        + " hole|a record magnet");
        put(
                "sports",
                "the champions|the striker|a rookie|the home team|the coach|the sprinter|Real",
                "beats|wins|loses|misses|signs|scores|ends|breaks",
                "the final|a penalty|the title|the derby|a record run|the play-off|a contract");
        put(
                "world",
                "the minister|rebels|voters|the president|a court|the army|observers|the council",
                "rejects|signs|backs|blocks|ends|calls for|denies|wins",
                "a ceasefire|the election|a border deal|the reform|talks|an inquiry|sanctions");
    }

    private static final String[] WHEN = {
        "on Monday",
        "after talks",
        "in surprise move",
        "again",
        "despite doubts",
        "at last",
        "today"
    };

    private Headlines() {}

    private static void put(String topic, String who, String does, String what) {
        WORDS.put(topic, new String[][] {who.split("\\|"), does.split("\\|"), what.split("\\|")});
    }

    static Object[] make(RandomGenerator random) {
        String topic = Generated.one(random, TOPICS);
        StringBuilder text = new StringBuilder();
        for (int part = 0; part < 3; part++) {
            // one word in ten may come from another topic
            String from = random.nextDouble() < 0.9 ? topic : Generated.one(random, TOPICS);
            text.append(Generated.one(random, WORDS.get(from)[part])).append(' ');
        }
        text.append(Generated.one(random, WHEN));
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        return new Object[] {text.toString(), topic};
    }
}
