// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of an explanation.
 *
 * @param nodes the particles whose shares are computed, {@code view} for all members of a
 *     generation or {@code view[1]} for one; if empty, those that meet nearest to the output
 * @param outputs the outputs to explain; all of them if empty
 * @param part the part of the answer that is explained, such as a label, or the number of a token,
 *     a step or a box; empty if the output is to choose. Then there is one output
 * @param reference a file with one record, with whose answer others are compared; for outputs of
 *     vectors
 * @param method how inputs are explained
 * @param zeroBaseline whether absent values are zero, and not the means of the training data
 * @param seed of the permutations, where shares are sampled
 */
public record ExplanationOptions(
        List<String> nodes,
        List<String> outputs,
        String part,
        Optional<Path> reference,
        ExplanationMethod method,
        boolean zeroBaseline,
        long seed) {

    /** All outputs, the particles nearest to them, integrated gradients, the means as baseline. */
    public static final ExplanationOptions DEFAULT =
            new ExplanationOptions(
                    List.of(), List.of(), ExplanationMethod.INTEGRATED_GRADIENTS, false, 0);

    /** Copies the names. */
    public ExplanationOptions {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
    }

    /** Creates options for the part of the answer that the output chooses. */
    public ExplanationOptions(
            List<String> nodes,
            List<String> outputs,
            ExplanationMethod method,
            boolean zeroBaseline,
            long seed) {
        this(nodes, outputs, "", Optional.empty(), method, zeroBaseline, seed);
    }

    /** Returns these options for the shares of other particles. */
    public ExplanationOptions nodes(String... names) {
        return new ExplanationOptions(
                List.of(names), outputs, part, reference, method, zeroBaseline, seed);
    }

    /** Returns these options for some outputs. */
    public ExplanationOptions outputs(String... names) {
        return new ExplanationOptions(
                nodes, List.of(names), part, reference, method, zeroBaseline, seed);
    }

    /** Returns these options for a part of the answer. */
    public ExplanationOptions part(String name) {
        return new ExplanationOptions(nodes, outputs, name, reference, method, zeroBaseline, seed);
    }

    /** Returns these options with a file of the record with whose answer others are compared. */
    public ExplanationOptions reference(Path file) {
        return new ExplanationOptions(
                nodes, outputs, part, Optional.of(file), method, zeroBaseline, seed);
    }

    /** Returns these options with another method for inputs. */
    public ExplanationOptions by(ExplanationMethod other) {
        return new ExplanationOptions(nodes, outputs, part, reference, other, zeroBaseline, seed);
    }

    /** Returns these options with zero as the value of what is absent. */
    public ExplanationOptions withZeroBaseline() {
        return new ExplanationOptions(nodes, outputs, part, reference, method, true, seed);
    }

    /** Returns these options with another seed. */
    public ExplanationOptions seed(long other) {
        return new ExplanationOptions(nodes, outputs, part, reference, method, zeroBaseline, other);
    }
}
