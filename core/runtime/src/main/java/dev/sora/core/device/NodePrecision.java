// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.device;

import dev.sora.core.plan.Node;
import dev.sora.engine.Engine;
import dev.sora.engine.MixedPrecision;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The precision in which nodes compute: particles, combiners and outputs in that of the engine's
 * settings, inputs in full precision, because they prepare data. Losses, metrics and updates are
 * computed outside of nodes, and so in full precision.
 */
public final class NodePrecision {

    private final Optional<MixedPrecision> mixed;

    /** Returns the precision of an engine. */
    public NodePrecision(Engine engine) {
        mixed = engine.offers(MixedPrecision.class);
    }

    /** Runs what a node computes. */
    public void run(Node node, Runnable work) {
        if (mixed.isEmpty() || node instanceof Node.Input) {
            work.run();
            return;
        }
        mixed.get()
                .reduced(
                        () -> {
                            work.run();
                            return null;
                        });
    }

    /** Runs what needs full precision, within a node or around several. */
    public <T> T full(Supplier<T> work) {
        return mixed.isPresent() ? mixed.get().full(work) : work.get();
    }
}
