// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The inputs and particles of a draft, and the last nodes of the branches of its graph. */
final class DraftGraph {

    /** Names that a draft uses for its own nodes. */
    private static final Set<String> TAKEN =
            Set.of(
                    "all",
                    "hidden",
                    "rest",
                    "view",
                    "answer",
                    "words",
                    "gist",
                    "numbers",
                    "amounts",
                    "categories",
                    "kinds",
                    "facts",
                    "conv1",
                    "conv2",
                    "conv3",
                    "conv4");

    private final Map<String, Object> inputs = new LinkedHashMap<>();
    private final Map<String, Object> particles = new LinkedHashMap<>();
    private final List<String> branches = new ArrayList<>();
    private final boolean several;

    /**
     * Creates a graph without nodes.
     *
     * @param several whether several branches have particles of their own
     */
    DraftGraph(boolean several) {
        this.several = several;
    }

    void input(String name, Map<String, Object> node) {
        inputs.put(name, node);
    }

    void particle(String name, Object... entries) {
        particles.put(name, node(entries));
    }

    /** Adds a branch with its last node. */
    void branch(String end) {
        branches.add(end);
    }

    Map<String, Object> inputs() {
        return inputs;
    }

    Map<String, Object> particles() {
        return particles;
    }

    List<String> branches() {
        return branches;
    }

    /**
     * Returns the name of a particle of a branch; with one branch only, the name does not contain
     * the branch.
     */
    String particleName(String branch, String word) {
        return several ? branch + "_" + word : word;
    }

    /** Returns an unused name for a node: the column's, if it is a valid name. */
    String inputName(ColumnProfile column, String kind) {
        String plain = column.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
        String wanted = plain.matches("[a-z][a-z0-9_]*") && plain.length() <= 40 ? plain : kind;
        String name = wanted;
        for (int i = 2; inputs.containsKey(name) || TAKEN.contains(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** Returns a node from alternating names and values. */
    static Map<String, Object> node(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }
}
