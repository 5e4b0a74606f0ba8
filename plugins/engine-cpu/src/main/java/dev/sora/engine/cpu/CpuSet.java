// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.BitSet;

/** Parses sets of processors in the list format of Linux. */
final class CpuSet {

    private CpuSet() {}

    /** Returns the set for a list such as {@code 0-3,8}; empty if the text is not a list. */
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
