// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The resources of managers that outlive a pass, to compare before and after it. */
public final class Holdings {

    private final List<NDManager> managers = new ArrayList<>();
    private final List<Set<AutoCloseable>> before = new ArrayList<>();

    /** Records the resources of a manager and its ancestors, up to the manager of the engine. */
    public Holdings(NDManager lowest) {
        for (NDManager at = lowest; at != null && at != at.getParentManager(); ) {
            managers.add(at);
            before.add(Set.copyOf(resources(at)));
            at = at.getParentManager();
        }
    }

    /** Describes the resources added since, by manager; empty if there are none. */
    public String more() {
        List<String> more = new ArrayList<>();
        for (int i = 0; i < managers.size(); i++) {
            Set<AutoCloseable> known = before.get(i);
            List<AutoCloseable> added =
                    resources(managers.get(i)).stream()
                            .filter(resource -> !known.contains(resource))
                            .toList();
            if (!added.isEmpty()) {
                more.add(
                        "%s holds %s"
                                .formatted(
                                        i == managers.size() - 1
                                                ? "the engine's own manager, for ever,"
                                                : "the manager above the pass",
                                        describe(added)));
            }
        }
        return String.join("; ", more);
    }

    /** Describes arrays and managers, such as {@code 2 arrays (7, 16), 1 manager}. */
    public static String describe(Collection<AutoCloseable> resources) {
        Map<String, Long> words =
                resources.stream()
                        .collect(
                                Collectors.groupingBy(
                                        resource ->
                                                resource instanceof NDArray array
                                                        ? "of shape " + array.getShape()
                                                        : "a manager '%s'"
                                                                .formatted(
                                                                        ((NDManager) resource)
                                                                                .getName()),
                                        TreeMap::new,
                                        Collectors.counting()));
        return words.entrySet().stream()
                .map(
                        e ->
                                e.getKey().startsWith("of")
                                        ? "%d array%s %s"
                                                .formatted(
                                                        e.getValue(),
                                                        e.getValue() == 1 ? "" : "s",
                                                        e.getKey())
                                        : e.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Returns the resources that a manager frees: arrays and child managers. */
    static List<AutoCloseable> resources(NDManager manager) {
        try {
            Field field = BaseNDManager.class.getDeclaredField("resources");
            field.setAccessible(true);
            return ((Map<?, ?>) field.get(manager))
                    .values().stream()
                            .filter(held -> held instanceof NDArray || held instanceof NDManager)
                            .map(AutoCloseable.class::cast)
                            .toList();
        } catch (ReflectiveOperationException | RuntimeException e) {
            // another version of DJL without this field: only arrays are visible
            return List.copyOf(manager.getManagedArrays());
        }
    }
}
