// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import java.util.List;
import java.util.Map;

/**
 * What replaces values of a manifest, from the command line.
 *
 * @param assignments {@code training.epochs=1} and the like; the value is YAML
 * @param environment the variables that {@code ${NAME}} stands for
 */
public record Overrides(List<String> assignments, Map<String, String> environment) {

    /** Copies both. */
    public Overrides {
        assignments = List.copyOf(assignments);
        environment = Map.copyOf(environment);
    }
}
