// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How threads that share an operation wait for each other. The policy never changes a result. */
enum WaitPolicy {

    /** Spin while the cores are free; sleep, on fewer cores, while other processes need them. */
    ADAPTIVE,

    /** Always spin. */
    SPIN,

    /** Always sleep. */
    PASSIVE;

    static List<String> words() {
        return Stream.of(values()).map(WaitPolicy::word).toList();
    }

    static WaitPolicy of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
