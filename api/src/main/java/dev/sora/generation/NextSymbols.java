// SPDX-License-Identifier: Apache-2.0
package dev.sora.generation;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The symbols that may follow a sequence, where not all may: a list of words, a grammar. Core
 * applies it to every search: the greedy choice, beams, and drawing.
 *
 * @since 1.2
 */
@ConsumerType
@FunctionalInterface
public interface NextSymbols {

    /**
     * Returns the symbols that may follow, among them {@link Generation#end} if the sequence may
     * end here; never none. Called for each sequence at each step, by several threads.
     *
     * @param symbols the sequence so far, without the begin; it may be one that is not allowed,
     *     whose score is that of an impossible one
     */
    int[] after(int[] symbols);
}
