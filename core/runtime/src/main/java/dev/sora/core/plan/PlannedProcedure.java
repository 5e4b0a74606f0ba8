// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.optimiser.OptimiserType;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedureType;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The procedure of a training.
 *
 * @param planned its type and settings
 * @param procedure what it does with a minibatch
 * @param parts the nodes with trained weights of each part, in order
 * @param optimisers the optimiser of each part, in the same order
 * @param models the models that it asks, by name
 */
public record PlannedProcedure(
        ResolvedType<ProcedureType> planned,
        Procedure procedure,
        Map<String, Set<String>> parts,
        Map<String, ResolvedType<OptimiserType>> optimisers,
        Map<String, AskedModel> models) {

    /** Copies the maps. */
    public PlannedProcedure {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        optimisers = Collections.unmodifiableMap(new LinkedHashMap<>(optimisers));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /**
     * A model that a procedure asks.
     *
     * @param file its package
     * @param node the node whose signal is asked for
     * @param like the output of the manifest that has to mean the same
     * @param size the size of the package in bytes
     * @param sha256 the digest of the package; empty if it did not exist, or if only the trained
     *     package is used
     */
    public record AskedModel(Path file, String node, String like, long size, String sha256) {}
}
