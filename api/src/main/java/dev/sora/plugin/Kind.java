// SPDX-License-Identifier: Apache-2.0
package dev.sora.plugin;

import java.util.regex.Pattern;

/**
 * A kind of type that a plugin can offer, such as particle, metric or engine. The interface of each
 * kind has it as a constant, such as {@code ParticleType.KIND}. Later releases may add kinds.
 *
 * @param name the name in keys and indexes, such as {@code source}; lower case
 * @param word the name shown to users, such as {@code data source}
 * @param type the interface that all types of the kind implement
 * @since 1.0
 */
public record Kind(String name, String word, Class<? extends SoraType> type) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

    /** Checks the name. */
    public Kind {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("kind '%s' must match %s".formatted(name, NAME));
        }
    }

    /** Returns the kind of an interface, with one name for keys and for users. */
    public static Kind of(String name, Class<? extends SoraType> type) {
        return new Kind(name, name, type);
    }

    /** Returns the kind of an interface. */
    public static Kind of(String name, String word, Class<? extends SoraType> type) {
        return new Kind(name, word, type);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /**
     * Same result as the generated method of a record. Written by hand, because linking the
     * generated method costs too much time at start.
     */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Kind kind
                        && name.equals(kind.name)
                        && word.equals(kind.word)
                        && type == kind.type;
    }

    @Override
    public String toString() {
        return word;
    }
}
