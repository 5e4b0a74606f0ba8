// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.Digests;

/**
 * What determines the numbers of a training's steps: only a training with the same identity is
 * continued.
 *
 * @param manifest the digest of the keys of the manifest that determine numbers
 * @param groups the groups of weights with their nodes and optimisers, a line each: {@code
 *     critic[look, score]standard/adam{beta1=0.9}}; empty if the optimiser of the manifest trains
 *     all weights
 */
public record StepsIdentity(String manifest, String groups) {

    /** Returns the identity of a training without groups. */
    public static StepsIdentity of(String manifest) {
        return new StepsIdentity(manifest, "");
    }

    /** Returns the digest of both. */
    public String digest() {
        return groups.isEmpty() ? manifest : Digests.sha256(manifest + "\n" + groups);
    }

    /**
     * Returns whether a training has the same manifest as this one, but other groups.
     *
     * @param digest the digest of its identity
     * @param otherGroups its groups
     */
    boolean differsInGroups(String digest, String otherGroups) {
        return !groups.equals(otherGroups)
                && new StepsIdentity(manifest, otherGroups).digest().equals(digest);
    }
}
