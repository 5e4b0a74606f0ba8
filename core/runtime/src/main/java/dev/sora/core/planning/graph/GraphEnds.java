// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.plugin.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks where signals begin and end: inputs, outputs, and nodes that no other node uses. */
final class GraphEnds {

    private final Map<String, NodeDefinition> drafts;
    private final PlanProblems problems;

    GraphEnds(Map<String, NodeDefinition> drafts, PlanProblems problems) {
        this.drafts = drafts;
        this.problems = problems;
    }

    /** Checks that there are inputs and outputs, and that what chooses is the only output. */
    void check() {
        checkEnds();
        checkRetrieval();
    }

    private void checkEnds() {
        for (Kind kind : List.of(InputType.KIND, OutputType.KIND)) {
            if (drafts.values().stream().noneMatch(d -> d.is(kind))) {
                problems.atKey(
                        kind.word() + "s",
                        ManifestCode.NO_NODES
                                .problem("the graph has no " + kind.word())
                                .needs("at least one node in '%ss'".formatted(kind.word()))
                                .fix(
                                        kind.equals(InputType.KIND)
                                                ? problems.give(
                                                        "inputs",
                                                        "inputs: {NAME: {type: …, column: …}}")
                                                : problems.give(
                                                        "outputs",
                                                        "outputs: {NAME: {type: …, column: …,"
                                                                + " from: …}}")));
            }
        }
    }

    /**
     * Checks that an output that draws its own pairs of records and candidates is the only output.
     */
    private void checkRetrieval() {
        List<NodeDefinition> outputs =
                drafts.values().stream().filter(d -> d.is(OutputType.KIND)).toList();
        outputs.stream()
                .filter(GraphEnds::retrieves)
                .filter(draft -> outputs.size() > 1)
                .forEach(
                        draft ->
                                problems.atKey(
                                        draft.path(),
                                        ManifestCode.ONLY_OUTPUT
                                                .problem(
                                                        "'%s' chooses among candidates: it must be"
                                                                        .formatted(draft.name())
                                                                + " the only output")
                                                .needs("one output")
                                                .have(
                                                        outputs.stream()
                                                                .map(NodeDefinition::name)
                                                                .collect(Collectors.joining(", ")))
                                                .fix(
                                                        "train the other outputs in a pipeline of"
                                                                + " their own")));
    }

    private static boolean retrieves(NodeDefinition draft) {
        return draft.found()
                .map(found -> found.type() instanceof OutputType type && type.retrieves())
                .orElse(false);
    }

    /** Checks that every node but the outputs is used. */
    void checkUse() {
        if (drafts.values().stream().noneMatch(d -> d.is(OutputType.KIND))) {
            return;
        }
        Set<String> used = new LinkedHashSet<>();
        drafts.values().forEach(d -> d.from().forEach(r -> used.add(r.source().node())));
        for (NodeDefinition draft : drafts.values()) {
            if (!draft.is(OutputType.KIND) && !used.contains(draft.name())) {
                problems.atKey(
                        draft.path(),
                        ManifestCode.UNUSED
                                .problem("nothing takes the signal of '%s'".formatted(draft.name()))
                                .fix("name it in a 'from', or remove it"));
            }
        }
    }
}
