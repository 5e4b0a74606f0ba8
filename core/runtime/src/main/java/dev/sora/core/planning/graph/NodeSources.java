// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Source;
import dev.sora.core.planning.graph.NodeDefinition.Reference;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.setting.SettingTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads from which nodes a node takes its signals. */
final class NodeSources {

    private final PlanProblems problems;

    NodeSources(PlanProblems problems) {
        this.problems = problems;
    }

    /** Returns the nodes that the key {@code from} of a node names; none if it is wrong. */
    List<Reference> read(Section section) {
        Object given = section.values().get("from");
        String path = section.path("from");
        if (given == null) {
            SettingsChecker.missing(
                    section.path(),
                    "from",
                    "the name of the node that it takes its signal from",
                    problems);
            return List.of();
        }
        List<Reference> sources = new ArrayList<>();
        if (given instanceof List<?> items) {
            if (items.isEmpty()) {
                fromForm(path, "an empty list");
            }
            for (int i = 0; i < items.size(); i++) {
                one(items.get(i), path + "[" + i + "]").ifPresent(sources::add);
            }
        } else {
            one(given, path).ifPresent(sources::add);
        }
        return sources;
    }

    private Optional<Reference> one(Object given, String path) {
        if (given instanceof String text) {
            String name = text.strip();
            int bracket = name.indexOf('[');
            if (bracket < 0 && !name.isEmpty()) {
                return Optional.of(new Reference(new Source(name, OptionalInt.empty()), path));
            }
            if (bracket > 0 && name.endsWith("]")) {
                OptionalInt member = member(name.substring(bracket + 1, name.length() - 1));
                if (member.isPresent()) {
                    return Optional.of(
                            new Reference(new Source(name.substring(0, bracket), member), path));
                }
            }
        }
        fromForm(path, given == null ? "nothing" : SettingTypes.describeValue(given));
        return Optional.empty();
    }

    private static OptionalInt member(String digits) {
        boolean number = !digits.isEmpty() && digits.length() < 8;
        for (int i = 0; number && i < digits.length(); i++) {
            number = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        return number ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    private void fromForm(String path, String have) {
        problems.at(
                path,
                ManifestCode.WRONG_VALUE
                        .problem("'%s' is not the name of a node".formatted(path))
                        .needs("name, name[2] for one member of a generation, or a list of such")
                        .have(have)
                        .fix("write the name of a node, 'stem' or 'view[0]'"));
    }
}
