// SPDX-License-Identifier: Apache-2.0
package dev.sora.procedure;

import dev.sora.metric.Outcome;
import dev.sora.tensor.SignalSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The nodes of a manifest, as a procedure plans with them. A name that is not a node's is refused
 * with an exception for the user, so a procedure need not check names.
 *
 * @since 1.0
 */
@ProviderType
public interface TrainedGraph {

    /** Returns the names of all nodes, each after those that it reads. */
    List<String> nodes();

    /** Returns the names of the outputs. */
    List<String> outputs();

    /**
     * Returns the signal of a node; of an output, that of its raw prediction. Dimensions that the
     * data decides are unknown.
     *
     * @throws dev.sora.problem.SoraException if there is no such node
     */
    SignalSpec signal(String node);

    /**
     * Returns the form of predictions and targets of an output, such as {@code ClassOutcome}.
     *
     * @throws dev.sora.problem.SoraException if there is no such output
     */
    Class<? extends Outcome> outcome(String output);

    /**
     * Returns a node and all nodes that it is computed from.
     *
     * @throws dev.sora.problem.SoraException if there is no such node
     */
    Set<String> upTo(String node);

    /** Returns the nodes of a set that are not in another. */
    default Set<String> without(Set<String> nodes, Set<String> others) {
        Set<String> rest = new LinkedHashSet<>(nodes);
        rest.removeAll(others);
        return rest;
    }
}
