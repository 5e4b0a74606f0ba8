// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.particle.Mixing;
import dev.sora.tensor.Signal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The arguments of a pass through the graph.
 *
 * @param inputs the encoded batch of each input particle that is computed
 * @param targets the targets of each output particle; empty if there are none
 * @param parameters the parameters, from {@link Weights#views}
 * @param moment the purpose and number of the pass
 * @param manager frees what the pass creates
 * @param longest the greatest length of the records of inputs that report lengths, and of nodes
 *     whose sequences are kept, where known
 * @param mixing how the input mixed the records, after the pass
 * @param constants what particles computed from the parameters
 */
public record Feed(
        Map<String, NDList> inputs,
        Map<String, Signal> targets,
        Parameters parameters,
        Moment moment,
        NDManager manager,
        Map<String, Integer> longest,
        AtomicReference<Mixing> mixing,
        Parameters.Constants constants) {

    /** Creates the arguments of a pass. */
    public Feed(
            Map<String, NDList> inputs,
            Map<String, Signal> targets,
            Parameters parameters,
            Moment moment,
            NDManager manager) {
        this(
                inputs,
                targets,
                parameters,
                moment,
                manager,
                Map.of(),
                new AtomicReference<>(),
                new Parameters.StepConstants());
    }

    /** Returns a copy with the greatest lengths of the records of inputs. */
    public Feed with(Map<String, Integer> lengths) {
        return new Feed(inputs, targets, parameters, moment, manager, lengths, mixing, constants);
    }

    /** Returns a copy for one of several passes that share constants. */
    public Feed sharing(Parameters.Constants shared) {
        return new Feed(inputs, targets, parameters, moment, manager, longest, mixing, shared);
    }

    /** Returns the arguments of a pass for evaluation or prediction. */
    public static Feed inference(
            Map<String, NDList> inputs, Parameters parameters, Moment moment, NDManager manager) {
        return new Feed(inputs, Map.of(), parameters, moment, manager);
    }

    /** Returns a copy whose results belong to another manager. */
    public Feed in(NDManager other) {
        return new Feed(
                inputs, targets, parameters, moment, other, longest, mixing, constants.elsewhere());
    }

    /** Returns how an input mixed the records of the pass; empty if none did. */
    public Optional<Mixing> mixed() {
        return Optional.ofNullable(mixing.get());
    }
}
