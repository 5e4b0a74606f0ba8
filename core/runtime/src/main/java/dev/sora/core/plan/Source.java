// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.OptionalInt;

/**
 * The source of a signal.
 *
 * @param node the name of the node
 * @param member the member of a generation, counted from 0; empty for the node as a whole
 */
public record Source(String node, OptionalInt member) {

    /** Returns the form used in manifests: {@code view} or {@code view[2]}. */
    @Override
    public String toString() {
        return member.isPresent() ? node + "[" + member.getAsInt() + "]" : node;
    }
}
