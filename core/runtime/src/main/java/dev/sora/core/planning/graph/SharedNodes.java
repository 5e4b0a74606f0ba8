// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.NodeTree;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.ManifestKind;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.plugin.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes of one section that use the weights of others. Each is read after the node that it
 * refers to.
 */
final class SharedNodes {

    private final Kind kind;
    private final Map<String, NodeDefinition> drafts;
    private final PlanProblems problems;
    private final Map<String, Section> waiting = new LinkedHashMap<>();

    /**
     * Creates an empty collection.
     *
     * @param kind the kind of the section's nodes
     * @param drafts the nodes that were read, in this section and before it
     */
    SharedNodes(Kind kind, Map<String, NodeDefinition> drafts, PlanProblems problems) {
        this.kind = kind;
        this.drafts = drafts;
        this.problems = problems;
    }

    /** Reads a node after the one whose weights it uses. */
    interface Reading {
        void read(String name, Section section, NodeDefinition owner);
    }

    /** Returns whether a node uses the weights of another. */
    static boolean isOne(Kind kind, Section section) {
        return ManifestKind.has(kind, CoreSettings.SAME_AS)
                && section.values().get(CoreSettings.SAME_AS.name()) != null
                && !(section.values().get(CoreSettings.SAME_AS.name()) instanceof Collection)
                && !(section.values().get(CoreSettings.SAME_AS.name()) instanceof Map);
    }

    void add(String name, Section section) {
        waiting.put(name, section);
    }

    private String owner(String name) {
        return String.valueOf(waiting.get(name).values().get(CoreSettings.SAME_AS.name())).strip();
    }

    /** Reads all of them, each after the node whose weights it uses. */
    void settle(Reading reading) {
        while (!waiting.isEmpty()) {
            Optional<String> next =
                    waiting.keySet().stream()
                            .filter(name -> !waiting.containsKey(owner(name)))
                            .findFirst();
            if (next.isPresent()) {
                String owner = owner(next.get());
                Section section = waiting.remove(next.get());
                if (isRight(section, owner)) {
                    reading.read(next.get(), section, drafts.get(owner));
                }
            } else {
                cutCircle();
            }
        }
    }

    private boolean isRight(Section section, String owner) {
        NodeDefinition other = drafts.get(owner);
        if (other == null) {
            List<String> names =
                    drafts.values().stream()
                            .filter(d -> d.kind() == kind && !d.path().equals(section.path()))
                            .map(NodeDefinition::name)
                            .toList();
            problems.at(
                    section.path(CoreSettings.SAME_AS.name()),
                    ManifestCode.SHARED
                            .problem("no %s is called '%s'".formatted(kind.word(), owner))
                            .have(names.isEmpty() ? "none" : String.join(", ", names))
                            .fix(
                                    names.isEmpty()
                                            ? "remove 'same_as', and give it a type and settings"
                                            : problems.didYouMean(
                                                    owner, names, "name one of these")));
            return false;
        }
        if (other.kind() != kind) {
            problems.at(
                    section.path(CoreSettings.SAME_AS.name()),
                    ManifestCode.SHARED
                            .problem(
                                    "'%s' is %s: its weights cannot be used by %s"
                                            .formatted(
                                                    owner,
                                                    TypeFinder.article(other.kind()),
                                                    TypeFinder.article(kind)))
                            .needs(TypeFinder.article(kind))
                            .fix(
                                    "name %s, or remove 'same_as' and give it a type and settings"
                                            .formatted(TypeFinder.article(kind))));
            return false;
        }
        return isOfOneType(section, other);
    }

    private boolean isOfOneType(Section section, NodeDefinition other) {
        Object own = section.values().get("type");
        Object its = other.section().values().get("type");
        if (own == null || its == null || NodeTree.typeName(own).equals(NodeTree.typeName(its))) {
            return true;
        }
        problems.at(
                section.path("type"),
                ManifestCode.SHARED
                        .problem("'%s' is of another type".formatted(other.name()))
                        .needs(String.valueOf(its))
                        .have(String.valueOf(own))
                        .fix("leave 'type' out: it is that of '%s'".formatted(other.name())));
        return false;
    }

    private void cutCircle() {
        List<String> walked = new ArrayList<>();
        String at = waiting.keySet().iterator().next();
        while (!walked.contains(at)) {
            walked.add(at);
            at = owner(at);
        }
        List<String> circle = walked.subList(walked.indexOf(at), walked.size());
        problems.at(
                waiting.get(at).path(CoreSettings.SAME_AS.name()),
                ManifestCode.SHARED
                        .problem("nodes use each other's weights in a cycle: none has weights")
                        .have(String.join(" -> ", circle) + " -> " + at)
                        .fix("give one of them a type and settings instead of 'same_as'"));
        circle.forEach(waiting::remove);
    }
}
