// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.particle.State;
import java.util.List;

/**
 * How the type of a plugin has arranged the vectors of an index.
 *
 * @param type the type with its plugin, {@code plugin/name}
 * @param version the version of the plugin
 * @param settings assignments of the settings that were given, such as {@code links=32}
 * @param state what the type has arranged
 */
public record Arrangement(String type, String version, List<String> settings, State state) {

    /** Copies the list. */
    public Arrangement {
        settings = List.copyOf(settings);
    }

    static Arrangement of(State saved) {
        List<State> states = saved.states("state");
        if (states.size() != 1) {
            throw saved.broken("state", "one state");
        }
        return new Arrangement(
                saved.string("type"),
                saved.string("version"),
                saved.strings("settings"),
                states.get(0));
    }

    State saved() {
        return State.builder()
                .string("type", type)
                .string("version", version)
                .strings("settings", settings)
                .states("state", List.of(state))
                .build();
    }
}
