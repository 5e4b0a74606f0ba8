// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.LookAlikes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Creates warnings about the labels of the training data. */
final class LabelWarnings {

    private static final int MOST = 10;

    private LabelWarnings() {}

    /**
     * Returns a sentence for each group of similar labels, and one for labels without records.
     *
     * @param labels the known labels
     * @param counts the number of training records of each label; 0 if absent
     */
    static List<String> of(String column, List<String> labels, Map<String, Long> counts) {
        List<String> warnings = new ArrayList<>();
        List<List<String>> alike = LookAlikes.among(labels);
        for (List<String> group : alike.subList(0, Math.min(MOST, alike.size()))) {
            warnings.add(
                    "%s in column '%s' look alike and are %d labels; if they are one, write them"
                                    .formatted(named(group, counts), column, group.size())
                            + " the same way in the data");
        }
        List<String> absent = labels.stream().filter(l -> !counts.containsKey(l)).toList();
        if (!absent.isEmpty()) {
            warnings.add(
                    "no training record has %s in column '%s': never learned, and so never right"
                            .formatted(
                                    absent.stream()
                                                    .limit(MOST)
                                                    .map(l -> "'" + l + "'")
                                                    .collect(Collectors.joining(", "))
                                            + (absent.size() > MOST
                                                    ? " and %d more".formatted(absent.size() - MOST)
                                                    : ""),
                                    column));
        }
        return List.copyOf(warnings);
    }

    private static String named(List<String> group, Map<String, Long> counts) {
        List<String> named = new ArrayList<>();
        for (String label : group) {
            long count = counts.getOrDefault(label, 0L);
            named.add(
                    "%s (%,d %s)"
                            .formatted(
                                    LookAlikes.quoted(label, group),
                                    count,
                                    count == 1 ? "record" : "records"));
        }
        int last = named.size() - 1;
        return String.join(", ", named.subList(0, last)) + " and " + named.get(last);
    }
}
