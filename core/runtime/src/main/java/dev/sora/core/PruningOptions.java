// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What to prune of a model.
 *
 * @param node the generation whose members are dropped; the only one of the model if absent
 * @param drop how many members to drop, at least 1; or
 * @param keep the share of the importance of all members that those kept have together, above 0 and
 *     at most 1; exactly one of both is present
 * @param data a file with one data source in YAML, by which members are measured; the package's own
 *     test data if absent
 */
public record PruningOptions(
        Optional<String> node, OptionalInt drop, OptionalDouble keep, Optional<Path> data) {

    /** Checks that there is one amount. */
    public PruningOptions {
        if (drop.isPresent() == keep.isPresent()) {
            throw new IllegalArgumentException("either a number to drop or a share to keep");
        }
    }

    /** Returns options that drop some members. */
    public static PruningOptions drop(int members) {
        return new PruningOptions(
                Optional.empty(),
                OptionalInt.of(members),
                OptionalDouble.empty(),
                Optional.empty());
    }

    /** Returns options that keep a share of the importance. */
    public static PruningOptions keep(double share) {
        return new PruningOptions(
                Optional.empty(), OptionalInt.empty(), OptionalDouble.of(share), Optional.empty());
    }

    /** Returns these options for a generation. */
    public PruningOptions of(String generation) {
        return new PruningOptions(Optional.of(generation), drop, keep, data);
    }

    /** Returns these options with a data source. */
    public PruningOptions on(Path source) {
        return new PruningOptions(node, drop, keep, Optional.of(source));
    }
}
