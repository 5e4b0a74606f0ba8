// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.io.Digests;
import dev.sora.core.io.TensorData;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.NodeTree;
import dev.sora.core.plan.TakenNode;
import dev.sora.core.plan.Wires;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.ManifestKind;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.plugin.Kind;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads nodes from other model packages; each package is read once. */
final class TakenNodes {

    /** The keys of a package's manifest that are not taken with a node. */
    private static final List<String> STAYS = List.of("from", "loss_weight", "metrics");

    private final PlanProblems problems;
    private final Map<Path, Optional<Opened>> opened = new HashMap<>();

    TakenNodes(PlanProblems problems) {
        this.problems = problems;
    }

    private record Opened(
            ModelPackage contents, Manifest manifest, Wires wires, long size, String sha256) {}

    /** Reads a node, or adds a problem if it cannot be taken. */
    Optional<TakenNode> take(Kind kind, Section section, Path file, String node) {
        return opened.computeIfAbsent(file, f -> open(section.path("package"), f))
                .flatMap(found -> take(found, kind, section, file, node));
    }

    private Optional<Opened> open(String path, Path file) {
        try {
            ModelPackage contents = ModelPackage.read(file);
            Manifest manifest =
                    new ManifestReader()
                            .read(
                                    file.getFileName() + "!manifest.yaml",
                                    file.toAbsolutePath().getParent(),
                                    contents.manifest(),
                                    new Overrides(List.of(), Map.of()));
            return Optional.of(
                    new Opened(
                            contents,
                            manifest,
                            Wires.ofTree(manifest.tree(), contents.weights().keySet()),
                            file.toFile().length(),
                            Digests.sha256(file)));
        } catch (SoraException e) {
            for (Problem problem : e.problems()) {
                problems.at(
                        path,
                        ManifestCode.NOT_TAKEN
                                .problem(
                                        "%s is not a package to take a node from: %s"
                                                .formatted(file.getFileName(), problem.message()))
                                .needs("a model package, model.sora")
                                .have(problem.have())
                                .fix(
                                        !Files.exists(file)
                                                ? "check the path; a relative one counts from the"
                                                        + " manifest's folder"
                                                : problem.fix().isEmpty()
                                                        ? "name a package that 'sora train' wrote"
                                                        : problem.fix()));
            }
            return Optional.empty();
        }
    }

    private Optional<TakenNode> take(
            Opened found, Kind kind, Section section, Path file, String node) {
        Map<String, Object> nodes = section(found, kind);
        if (!(nodes.get(node) instanceof Map<?, ?> values)) {
            String key = section.has("node") ? "" : "node: ";
            problems.at(
                    section.has("node") ? section.path("node") : section.path("package"),
                    ManifestCode.NOT_TAKEN
                            .problem(
                                    "%s has no %s '%s'"
                                            .formatted(file.getFileName(), kind.word(), node))
                            .have(nodes.isEmpty() ? "none" : String.join(", ", nodes.keySet()))
                            .fix(
                                    problems.nearest(node, nodes.keySet())
                                            .map(near -> "did you mean '" + key + near + "'?")
                                            .orElse(otherNode(found, kind, node, nodes))));
            return Optional.empty();
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        Object type = section.values().get("type");
        Object there = values.get("type");
        if (type != null && !NodeTree.typeName(type).equals(NodeTree.typeName(there))) {
            problems.at(
                    section.path("type"),
                    ManifestCode.NOT_TAKEN
                            .problem(
                                    "'%s' of %s is of another type"
                                            .formatted(node, file.getFileName()))
                            .needs(String.valueOf(there))
                            .have(String.valueOf(type))
                            .fix("leave 'type' out: it is that of the package"));
            return Optional.empty();
        }
        values.forEach((key, value) -> entry.put(String.valueOf(key), value));
        entry.keySet().removeAll(STAYS);
        return Optional.of(
                new TakenNode(
                        file,
                        found.size(),
                        found.sha256(),
                        node,
                        NodeKeyReader.withoutOwn(entry),
                        weights(found, NodeTree.owner(nodes, node)),
                        found.wires(),
                        Optional.ofNullable(found.contents().particles().get(node))));
    }

    private static String otherNode(
            Opened found, Kind kind, String node, Map<String, Object> nodes) {
        Optional<ManifestKind> other =
                ManifestKind.NODES.stream()
                        .filter(known -> section(found, known.kind()).containsKey(node))
                        .findFirst();
        if (other.isPresent()) {
            return ManifestKind.has(other.get().kind(), CoreSettings.PACKAGE)
                    ? "it is %s there: move this node to '%s'"
                            .formatted(
                                    TypeFinder.article(other.get().kind()), other.get().section())
                    : "it is %s there, which cannot be taken"
                            .formatted(TypeFinder.article(other.get().kind()));
        }
        return nodes.isEmpty()
                ? "give the node a type of its own, or name another package"
                : "name one of its %ss with 'node: …'".formatted(kind.word());
    }

    private static Map<String, Object> section(Opened found, Kind kind) {
        return NodeTree.section(found.manifest().tree(), kind.name() + "s");
    }

    /**
     * Returns the weights by key. Names in files are {@code stem.weight}, and {@code
     * view[2].weight} in a generation.
     */
    private static Map<String, TensorData> weights(Opened found, String owner) {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        found.contents()
                .weights()
                .forEach(
                        (name, tensor) -> {
                            if (name.startsWith(owner + ".")) {
                                String parameter = name.substring(owner.length() + 1);
                                weights.put(TakenNode.key(0, parameter), tensor);
                            } else if (name.startsWith(owner + "[")) {
                                weights.put(name.substring(owner.length()), tensor);
                            }
                        });
        return weights;
    }
}
