// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Joins equal findings of many columns, so that the findings of a wide table fit a page. */
final class EqualFindings {

    private static final int MOST = 3;
    private static final int NAMED = 8;

    private EqualFindings() {}

    /** Returns the findings; more than three of one kind and remedy become one. */
    static List<Finding> joined(List<Finding> found) {
        Map<String, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding finding : found) {
            groups.computeIfAbsent(finding.kind() + '\n' + finding.fix(), k -> new ArrayList<>())
                    .add(finding);
        }
        List<Finding> joined = new ArrayList<>();
        groups.values()
                .forEach(
                        group -> {
                            if (group.size() <= MOST || group.get(0).columns().size() != 1) {
                                joined.addAll(group);
                            } else {
                                joined.add(join(group));
                            }
                        });
        return List.copyOf(joined);
    }

    private static Finding join(List<Finding> group) {
        List<String> columns =
                group.stream().flatMap(f -> f.columns().stream()).distinct().toList();
        List<String> others = columns.subList(1, columns.size());
        List<String> named = others.stream().limit(NAMED).map(name -> "'" + name + "'").toList();
        String more = others.size() > NAMED ? " and %d more".formatted(others.size() - NAMED) : "";
        String message =
                others.isEmpty()
                        ? "%s; and %d like it".formatted(group.get(0).message(), group.size() - 1)
                        : "%s; likewise %s%s"
                                .formatted(group.get(0).message(), String.join(", ", named), more);
        return new Finding(group.get(0).kind(), columns, message, group.get(0).fix());
    }
}
