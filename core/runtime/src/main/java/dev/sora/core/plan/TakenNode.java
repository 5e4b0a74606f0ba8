// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.io.TensorData;
import dev.sora.particle.State;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A node of another model package with its trained state.
 *
 * @param file the package
 * @param size the size of the package in bytes
 * @param sha256 the digest of the package
 * @param node its name there
 * @param values its type, count and settings in the package's manifest
 * @param weights its weights by member and name, as {@link #key} forms them
 * @param wires the sources of the nodes of the package
 * @param state its learned preprocessing, if it is an input
 */
public record TakenNode(
        Path file,
        long size,
        String sha256,
        String node,
        Map<String, Object> values,
        Map<String, TensorData> weights,
        Wires wires,
        Optional<State> state) {

    /** Copies the maps. */
    public TakenNode {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** Returns the key of a member's parameter, which does not depend on the name of the node. */
    public static String key(int member, String parameter) {
        return "[" + member + "]." + parameter;
    }
}
