// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import java.util.List;
import java.util.Map;

/**
 * Values from the command line that replace those of a manifest.
 *
 * @param assignments assignments such as {@code training.epochs=1}; the value is YAML
 * @param environment the variables for {@code ${NAME}}
 */
public record Overrides(List<String> assignments, Map<String, String> environment) {

    /** Returns no assignments and no variables. */
    public static Overrides none() {
        return new Overrides(List.of(), Map.of());
    }

    /** Copies both. */
    public Overrides {
        assignments = List.copyOf(assignments);
        environment = Map.copyOf(environment);
    }
}
