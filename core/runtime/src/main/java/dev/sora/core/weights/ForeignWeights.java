// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The initial weights of a node from a file of another program.
 *
 * @param path the file, or the jar that contains it
 * @param name the name of the file, for messages
 * @param size the size of the file at the path in bytes
 * @param sha256 the digest of the file at the path
 * @param setting the value of the key in the manifest
 * @param weights the tensors by the names of parameters
 * @param unused the names in the file that no rule names
 * @param rules which tensor is which parameter
 * @param adapter the file of the changes of low rank that were added
 */
public record ForeignWeights(
        Path path,
        String name,
        long size,
        String sha256,
        Map<String, Object> setting,
        Map<String, ForeignTensor> weights,
        List<String> unused,
        NameRules rules,
        Optional<Adapter> adapter) {

    /** Copies the collections. */
    public ForeignWeights {
        setting = Collections.unmodifiableMap(new LinkedHashMap<>(setting));
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        unused = List.copyOf(unused);
    }

    /** Signals two tensors for one parameter. */
    public static final class AmbiguousException extends Exception {
        private static final long serialVersionUID = 1L;

        AmbiguousException(String message) {
            super(message);
        }
    }

    /**
     * Names the tensors of a file.
     *
     * @param transposed names in the file of matrices whose rows and columns are exchanged
     * @throws AmbiguousException if two tensors are the same parameter
     */
    public static ForeignWeights of(
            CheckpointFile file,
            NameRules rules,
            List<String> transposed,
            Map<String, Object> setting)
            throws AmbiguousException {
        Map<String, ForeignTensor> weights = new LinkedHashMap<>();
        List<String> unused = new ArrayList<>();
        for (ForeignTensor tensor : file.tensors()) {
            String parameter = rules.parameter(tensor.name()).orElse("");
            if (parameter.isEmpty()) {
                unused.add(tensor.name());
                continue;
            }
            boolean exchange =
                    transposed.stream()
                            .anyMatch(p -> NameRules.compile(p).matcher(tensor.name()).matches());
            ForeignTensor other = weights.put(parameter, exchange ? tensor.transposed() : tensor);
            if (other != null) {
                throw new AmbiguousException(
                        "'%s' and '%s' are both '%s'"
                                .formatted(other.name(), tensor.name(), parameter));
            }
        }
        return new ForeignWeights(
                file.path(),
                file.name(),
                file.size(),
                file.sha256(),
                setting,
                weights,
                unused,
                rules,
                Optional.empty());
    }

    /** Returns a copy with the tensors of a second file, which precede those of this one. */
    public ForeignWeights with(Adapter changes) {
        Map<String, ForeignTensor> all = new LinkedHashMap<>(weights);
        all.putAll(changes.weights());
        return new ForeignWeights(
                path, name, size, sha256, setting, all, unused, rules, Optional.of(changes));
    }
}
