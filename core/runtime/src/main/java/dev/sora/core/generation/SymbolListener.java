// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

/** Receives symbols as they are chosen, where a sequence has no alternatives: not with beams. */
@FunctionalInterface
public interface SymbolListener {

    /** Ignores all symbols. */
    SymbolListener NONE = (record, symbol) -> {};

    /**
     * Receives a symbol.
     *
     * @param record the number of the record in its batch
     */
    void symbol(int record, int symbol);
}
