// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.combiner.CombinerType;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Arity;
import dev.sora.core.plan.Source;
import dev.sora.core.planning.graph.NodeDefinition.Reference;
import dev.sora.core.planning.graph.NodeReader.Drafts;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.problem.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the connections of nodes, independent of their types. */
public final class GraphChecker {

    private final Map<String, NodeDefinition> drafts;
    private final boolean whole;
    private final PlanProblems problems;
    private final Set<String> miswired = new HashSet<>();

    public GraphChecker(Drafts drafts, PlanProblems problems) {
        this.drafts = drafts.byName();
        this.whole = drafts.whole();
        this.problems = problems;
    }

    /**
     * Checks all nodes.
     *
     * @return the nodes whose signals can be planned, each after its sources; nodes that depend on
     *     a wrong node are left out
     */
    public List<NodeDefinition> check() {
        int before = problems.count();
        drafts.values().forEach(this::checkSources);
        boolean namesRight = problems.count() == before;
        drafts.values().forEach(this::checkWiring);
        GraphOrder order = new GraphOrder(drafts);
        for (List<String> cycle : order.cycles()) {
            if (cycle.stream().noneMatch(this::isFromOutput)) {
                cycle(cycle);
            }
            miswired.addAll(cycle);
        }
        if (whole) {
            GraphEnds ends = new GraphEnds(drafts, problems);
            ends.check();
            if (namesRight
                    && drafts.values().stream()
                            .noneMatch(
                                    d ->
                                            d.broken()
                                                    && d.from().isEmpty()
                                                    && !d.is(InputType.KIND))) {
                ends.checkUse();
            }
        }
        List<NodeDefinition> sound = new ArrayList<>();
        Set<String> unplanned = new HashSet<>();
        for (String name : order.names()) {
            NodeDefinition draft = drafts.get(name);
            boolean rootWrong = draft.broken() || miswired.contains(name);
            boolean follows =
                    draft.from().stream().anyMatch(r -> unplanned.contains(r.source().node()));
            if (rootWrong || follows) {
                unplanned.add(name);
            } else {
                sound.add(draft);
            }
        }
        return sound;
    }

    /** Returns whether a node names an output as a source, which is reported elsewhere. */
    private boolean isFromOutput(String name) {
        return drafts.get(name).from().stream()
                .map(r -> drafts.get(r.source().node()))
                .anyMatch(d -> d != null && d.is(OutputType.KIND) && !d.name().equals(name));
    }

    private void checkSources(NodeDefinition draft) {
        for (Reference reference : draft.from()) {
            Source source = reference.source();
            NodeDefinition target = drafts.get(source.node());
            if (target == null) {
                miswired.add(draft.name());
                // if there is no possible source, the missing section is reported elsewhere
                if (whole && drafts.values().stream().anyMatch(d -> !d.is(OutputType.KIND))) {
                    problems.at(reference.path(), unknown(source));
                }
            } else if (target.is(OutputType.KIND) && target != draft) {
                miswired.add(draft.name());
                problems.at(
                        reference.path(),
                        ManifestCode.FROM_OUTPUT
                                .problem(
                                        "'%s' is an output: it passes on no signal"
                                                .formatted(source.node()))
                                .fix(
                                        target.from().isEmpty() || leads(draft, target)
                                                ? "name an input, a particle or a combiner"
                                                : "take the signal from '%s' as it does"
                                                        .formatted(target.from().get(0).source())));
            } else if (source.member().isPresent()
                    && target.count() > 0
                    && source.member().getAsInt() >= target.count()) {
                miswired.add(draft.name());
                problems.at(
                        reference.path(),
                        ManifestCode.MEMBER
                                .problem("there is no member '%s'".formatted(source))
                                .have(
                                        target.count() == 1
                                                ? "'%s' is a single node".formatted(source.node())
                                                : "%s[0] to %s[%d]"
                                                        .formatted(
                                                                source.node(),
                                                                source.node(),
                                                                target.count() - 1))
                                .fix(
                                        target.count() == 1
                                                ? "write '%s'".formatted(source.node())
                                                : "members count from 0: the last is '%s[%d]'"
                                                        .formatted(
                                                                source.node(),
                                                                target.count() - 1)));
            }
        }
    }

    /** Returns whether the target depends, directly or indirectly, on the node. */
    private boolean leads(NodeDefinition draft, NodeDefinition target) {
        Set<String> seen = new HashSet<>();
        Deque<NodeDefinition> open = new ArrayDeque<>(List.of(target));
        while (!open.isEmpty()) {
            for (Reference reference : open.pop().from()) {
                NodeDefinition source = drafts.get(reference.source().node());
                if (source == draft) {
                    return true;
                }
                if (source != null && seen.add(source.name())) {
                    open.push(source);
                }
            }
        }
        return false;
    }

    private Problem unknown(Source source) {
        List<String> names =
                drafts.values().stream()
                        .filter(d -> !d.is(OutputType.KIND))
                        .map(NodeDefinition::name)
                        .toList();
        return ManifestCode.UNKNOWN_SOURCE
                .problem("no node is called '%s'".formatted(source.node()))
                .have(shortened(names))
                .fix(problems.didYouMean(source.node(), names, "name one of these"));
    }

    private static String shortened(List<String> names) {
        return names.size() <= 20
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 20))
                        + " and %d more".formatted(names.size() - 20);
    }

    private void checkWiring(NodeDefinition draft) {
        if (draft.is(InputType.KIND)
                || draft.is(CombinerType.KIND)
                || draft.from().isEmpty()
                || joins(draft)
                || miswired.contains(draft.name())) {
            return;
        }
        String what = draft.is(OutputType.KIND) ? "an output" : "a particle";
        if (draft.from().size() > 1) {
            several(draft, what, draft.from().size() + " signals", "");
            return;
        }
        Source source = draft.from().get(0).source();
        int members = source.member().isPresent() ? 1 : drafts.get(source.node()).count();
        if (members <= 1 || draft.count() == 0 || draft.count() == members) {
            return;
        }
        if (draft.count() == 1) {
            several(
                    draft,
                    what,
                    "the %d members of '%s'".formatted(members, source.node()),
                    draft.is(OutputType.KIND)
                            ? ""
                            : "; or give it 'count: %d', one a member".formatted(members));
            return;
        }
        miswired.add(draft.name());
        problems.at(
                draft.section().has("count") ? draft.path() + ".count" : draft.path(),
                ManifestCode.COUNTS
                        .problem(
                                "a generation of %d cannot take its signals from a generation of %d"
                                        .formatted(draft.count(), members))
                        .needs("'count: %d', one particle a member".formatted(members))
                        .have("count: " + draft.count())
                        .fix(
                                "make them equal, or join '%s' with a combiner first"
                                        .formatted(source.node())));
    }

    private static boolean joins(NodeDefinition draft) {
        return draft.found().map(found -> Arity.isSeveral(found.type())).orElse(false);
    }

    private void several(NodeDefinition draft, String what, String have, String or) {
        miswired.add(draft.name());
        problems.at(
                draft.path() + ".from",
                ManifestCode.SEVERAL_SIGNALS
                        .problem("'%s' is %s: it takes one signal".formatted(draft.name(), what))
                        .needs("one signal")
                        .have(have)
                        .fix("join them with a combiner, and take the signal from that" + or));
    }

    private void cycle(List<String> names) {
        NodeDefinition first = drafts.get(names.get(0));
        String last = names.get(names.size() - 1);
        String path =
                first.from().stream()
                        .filter(r -> r.source().node().equals(last))
                        .findFirst()
                        .map(Reference::path)
                        .orElse(first.path());
        problems.at(
                path,
                ManifestCode.CYCLE
                        .problem("the signals form a cycle")
                        .have(String.join(" -> ", names) + " -> " + names.get(0))
                        .fix("take one of these sources from elsewhere"));
    }
}
