// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The condition for loading a jar. */
public enum PolicyKind {
    /** Every jar is allowed. */
    OPEN("open"),
    /** The digest or the signer of the jar is in a list. */
    ALLOW_LIST("allow-list"),
    /** Every entry of the jar is signed by a trusted signer. */
    SIGNED("signed");

    private final String word;

    PolicyKind(String word) {
        this.word = word;
    }

    /** Returns the name of the policy in the configuration. */
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
