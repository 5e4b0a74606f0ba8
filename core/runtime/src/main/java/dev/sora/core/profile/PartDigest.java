// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

/**
 * Hashes of all values that nodes read of the records of a part.
 *
 * @param inOrder in the order of the records
 * @param inAnyOrder whatever that order is; those of several parts may be added
 */
public record PartDigest(long inOrder, long inAnyOrder) {

    /** That of no records. */
    public static final PartDigest NONE = new PartDigest(0, 0);
}
