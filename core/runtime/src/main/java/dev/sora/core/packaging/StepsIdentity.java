// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.Digests;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What determines the numbers of a training's steps: only a training with the same identity is
 * continued.
 *
 * @param manifest the digest of the keys of the manifest that determine numbers
 * @param groups the groups of weights with their nodes and optimisers, a line each: {@code
 *     critic[look, score]standard/adam{beta1=0.9}}; empty if the optimiser of the manifest trains
 *     all weights
 * @param kept whether what frozen nodes yield is computed once for each record: the last digits
 *     differ from computing it in each epoch
 * @param shards into how many shards the training records are divided, each with an order of its
 *     own; 1 if they are not divided
 */
public record StepsIdentity(String manifest, String groups, boolean kept, int shards) {

    /** The most shards that are recognised in a checkpoint. */
    private static final int MOST_SHARDS = 1024;

    /** Creates the identity of a training whose records are not divided. */
    public StepsIdentity(String manifest, String groups, boolean kept) {
        this(manifest, groups, kept, 1);
    }

    /** Creates the identity of a training that keeps no values. */
    public StepsIdentity(String manifest, String groups) {
        this(manifest, groups, false);
    }

    /** Returns the identity of a training without groups that keeps no values. */
    public static StepsIdentity of(String manifest) {
        return of(manifest, false);
    }

    /** Returns the identity of a training without groups. */
    public static StepsIdentity of(String manifest, boolean kept) {
        return new StepsIdentity(manifest, "", kept);
    }

    /** Returns the digest of all. */
    public String digest() {
        String rest =
                groups
                        + (kept ? "\nfrozen values kept" : "")
                        + (shards > 1 ? "\nshards " + shards : "");
        return rest.isEmpty() ? manifest : Digests.sha256(manifest + "\n" + rest);
    }

    /** Returns whether a training differs from this one only in whether it keeps values. */
    boolean differsInKept(String digest) {
        return new StepsIdentity(manifest, groups, !kept, shards).digest().equals(digest);
    }

    /**
     * Returns the number of shards of a training that differs from this one only in that.
     *
     * @param digest the digest of its identity
     */
    OptionalInt otherShards(String digest) {
        return IntStream.rangeClosed(1, MOST_SHARDS)
                .filter(n -> n != shards)
                .filter(n -> new StepsIdentity(manifest, groups, kept, n).digest().equals(digest))
                .findFirst();
    }

    /**
     * Returns whether a training has the same manifest as this one, but other groups.
     *
     * @param digest the digest of its identity
     * @param otherGroups its groups
     */
    boolean differsInGroups(String digest, String otherGroups) {
        return !groups.equals(otherGroups)
                && new StepsIdentity(manifest, otherGroups, kept, shards).digest().equals(digest);
    }
}
