// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pruning;

import dev.sora.core.Model;
import dev.sora.core.drift.DistributionsFile;
import dev.sora.core.drift.TrainingDistributions;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.host.Catalogue;
import dev.sora.core.io.Digests;
import dev.sora.core.io.TensorData;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.model.GraphInfo;
import dev.sora.core.packaging.Lock;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.planning.Planner;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.core.preparation.PackagePlugins;
import dev.sora.core.results.ModelCard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A model without some members of a generation: manifest, weights, lock, card and means. */
final class SmallerModel {

    private final LoadedModel whole;
    private final Node.Core node;
    private final List<Integer> kept;
    private final String manifest;
    private final FittedGraph graph;
    private final Map<String, TensorData> weights;
    private final Lock lock;
    private final List<JoinedParts> joined;

    /**
     * Plans the smaller model.
     *
     * @param kept the members that are kept, ascending
     * @throws dev.sora.problem.SoraException if the weights do not divide among the members
     */
    SmallerModel(Catalogue all, LoadedModel whole, Node.Core node, List<Integer> kept) {
        this.whole = whole;
        this.node = node;
        this.kept = kept;
        Map<String, Object> tree = new LinkedHashMap<>(read(whole.contents().manifest()).tree());
        Map<String, Object> particles = copy(tree.get("particles"));
        Map<String, Object> own = copy(particles.get(node.name()));
        own.put("count", (long) kept.size());
        particles.put(node.name(), own);
        tree.put("particles", particles);
        this.manifest = ManifestWriter.write(tree);
        Catalogue preferred =
                all.preferring(
                        PackagePlugins.of(whole.file(), whole.contents(), all.plugins())
                                .choice()
                                .plugins());
        this.graph =
                LoadedModel.of(
                                whole.file(),
                                whole.contents(),
                                new Planner(preferred)
                                        .planWithoutData(
                                                read(manifest), whole.contents().particles()))
                        .graph();
        this.joined = JoinedParts.of(whole.graph(), graph, node, kept);
        this.weights =
                PrunedWeights.of(
                        node,
                        kept,
                        whole.plan(),
                        whole.contents().weights(),
                        new ParameterLayout(graph),
                        joined);
        this.lock = lock();
    }

    /**
     * Returns the contents of the smaller package.
     *
     * @param metrics its metrics
     */
    ModelPackage contents(Metrics<Double> metrics) {
        String card =
                ModelCard.of(graph, GraphInfo.of(graph), lock.records(), metrics)
                        + "\n## Pruned\n\n%d of the %d members of '%s' were kept after the training.\n"
                                .formatted(kept.size(), node.count(), node.name());
        return new ModelPackage(
                manifest,
                lock.tree(),
                weights,
                whole.contents().particles(),
                metrics,
                card,
                means(),
                distributions());
    }

    /**
     * Checks what was taken from parameters that read the members side by side.
     *
     * @param before the whole model
     * @param after this one
     * @throws dev.sora.problem.SoraException if it computes something else without the members
     */
    void check(Model before, Model after) {
        JoinCheck check = new JoinCheck(whole.graph(), graph, node, kept);
        joined.forEach(parts -> check.check(parts, before, after));
    }

    private Manifest read(String text) {
        return new ManifestReader()
                .read(
                        whole.file().getFileName() + "!manifest.yaml",
                        whole.file().toAbsolutePath().getParent(),
                        text,
                        new Overrides(List.of(), Map.of()));
    }

    private static Map<String, Object> copy(Object map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    /** Returns the lock of the training, with the number of members and the whole package. */
    private Lock lock() {
        Lock old = Lock.of(whole.contents().lock(), whole.file().toString());
        Map<String, String> keys = new TreeMap<>(old.manifest());
        keys.computeIfPresent(
                "particles.%s.count".formatted(node.name()),
                (key, value) -> String.valueOf(kept.size()));
        List<Lock.DataFile> files = new ArrayList<>(old.files());
        files.add(
                new Lock.DataFile(
                        Lock.PACKAGE,
                        whole.file().toAbsolutePath().toString(),
                        whole.file().toFile().length(),
                        Digests.sha256(whole.file())));
        return new Lock(
                old.version(),
                old.sora(),
                old.java(),
                old.engine(),
                old.natives(),
                old.plugins(),
                files,
                old.records(),
                old.skipped(),
                old.seed(),
                old.threads(),
                keys);
    }

    /** Keeps the distributions of the data; those of predictions are of the whole model. */
    private Map<String, Object> distributions() {
        TrainingDistributions old =
                DistributionsFile.read(whole.contents().distributions(), whole.file().toString());
        return DistributionsFile.tree(new TrainingDistributions(old.inputs(), "", List.of()));
    }

    /** Keeps the means of what computes the same values as before. */
    private Map<String, TensorData> means() {
        Map<String, TensorData> means = new LinkedHashMap<>();
        Map<String, TensorData> old = whole.contents().means();
        for (Node other : whole.plan().nodes()) {
            boolean same =
                    !other.name().equals(node.name()) && !isAfter(whole.plan(), other, node.name());
            for (int i = 0; same && i < other.count(); i++) {
                String name = name(other, i);
                if (old.containsKey(name)) {
                    means.put(name, old.get(name));
                }
            }
        }
        for (int i = 0; i < kept.size(); i++) {
            TensorData mean = old.get(name(node, kept.get(i)));
            if (mean != null) {
                means.put(kept.size() == 1 ? node.name() : name(node, i), mean);
            }
        }
        return means;
    }

    static String name(Node node, int member) {
        return node.count() == 1 ? node.name() : "%s[%d]".formatted(node.name(), member);
    }

    /** Returns whether a node depends on another. */
    static boolean isAfter(Plan plan, Node node, String other) {
        Set<String> after = new HashSet<>(Set.of(other));
        for (Node each : plan.nodes()) {
            if (each.from().stream().anyMatch(source -> after.contains(source.node()))) {
                after.add(each.name());
            }
        }
        return !node.name().equals(other) && after.contains(node.name());
    }
}
