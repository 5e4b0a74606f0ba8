// SPDX-License-Identifier: Apache-2.0
package dev.sora.plugin;

/**
 * The kinds of things a plugin can offer, each with its word in manifests, listings and errors.
 *
 * @since 1.0
 */
public enum Kind {
    /** An input particle. */
    INPUT("input"),
    /** A core particle. */
    PARTICLE("particle"),
    /** A combiner. */
    COMBINER("combiner"),
    /** An output particle. */
    OUTPUT("output"),
    /** An optimiser. */
    OPTIMISER("optimiser"),
    /** A learning-rate schedule. */
    SCHEDULE("schedule"),
    /** A data source. */
    SOURCE("data source"),
    /** An engine. */
    ENGINE("engine"),
    /** A metric. */
    METRIC("metric");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** Returns the word that people read. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
