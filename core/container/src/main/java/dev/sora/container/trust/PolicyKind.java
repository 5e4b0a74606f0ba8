// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is asked of a jar before it may be loaded. */
public enum PolicyKind {
    /** Nothing. */
    OPEN("open"),
    /** Its digest, or its signer, stands in a list. */
    ALLOW_LIST("allow-list"),
    /** All of it is signed by somebody who is trusted. */
    SIGNED("signed");

    private final String word;

    PolicyKind(String word) {
        this.word = word;
    }

    /** Returns its name in the configuration. */
    public String word() {
        return word;
    }

    static Optional<PolicyKind> of(Object word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(PolicyKind::word).toList();
    }
}
