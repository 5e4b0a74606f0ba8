// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.BitSet;

/** Sets of processors, as Linux writes them. */
final class CpuSet {

    private CpuSet() {}

    /** Reads a list such as {@code 0-3,8}; empty for what is not one. */
    static BitSet parse(String list) {
        BitSet cpus = new BitSet();
        try {
            for (String part : list.strip().split(",")) {
                int dash = part.indexOf('-');
                int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
                int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
                cpus.set(first, last + 1);
            }
            return cpus;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return new BitSet();
        }
    }
}
