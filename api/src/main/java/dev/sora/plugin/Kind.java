// SPDX-License-Identifier: Apache-2.0
package dev.sora.plugin;

import java.util.regex.Pattern;

/**
 * A kind of thing that a plugin can offer: particles, metrics, engines. The interface of each kind
 * has it as its constant {@code KIND}, such as {@code ParticleType.KIND}; Sora has nine, and more
 * may come.
 *
 * @param name the name in keys and indexes, such as {@code source}; lower case
 * @param word the word that people read, such as {@code data source}
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

    /** Returns the kind of an interface, whose name is the word that people read. */
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

    /** As of a record; written out, as the JVM takes longer to make one than a start can spare. */
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
