// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.Checkpoints;
import dev.sora.core.packaging.Digests;
import dev.sora.core.packaging.Json;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TakenNode;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.core.training.Resume;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The weights a training starts with: new ones, or those of its last checkpoint.
 *
 * @param identity the digest of what a manifest says about numbers; only the same one resumes
 */
record StartingPoint(String identity, Weights weights, Resume resume) {

    private static final Logger LOG = LoggerFactory.getLogger(StartingPoint.class);

    static StartingPoint of(
            Plan plan,
            FittedGraph graph,
            RunFolder folder,
            boolean resume,
            Optional<PriorModel> prior,
            Optional<Frozen> frozen,
            ParameterLayout layout,
            NDManager manager,
            RunListener listener) {
        String identity = identity(plan, prior);
        StartingWeights start = new StartingWeights(graph, prior);
        Checkpoints checkpoints = new Checkpoints(folder.checkpoints(), 1);
        if (!resume) {
            return fromStart(plan, identity, start, layout, manager, listener);
        }
        Optional<Checkpoints.Found> latest = checkpoints.latest(note -> LOG.warn("{}", note));
        if (latest.isEmpty()) {
            listener.on(new RunEvent.NothingToResume(folder.checkpoints()));
            return fromStart(plan, identity, start, layout, manager, listener);
        }
        Checkpoints.Found found = latest.get();
        Checkpoint checkpoint = found.checkpoint();
        checkpoint.requireForm(found.file());
        checkpoint.requireIdentity(identity, found.file());
        frozen.ifPresent(f -> f.checkCheckpoint(checkpoint.progress().pins(), found.file()));
        String where = found.file().toString();
        return new StartingPoint(
                identity,
                Weights.of(layout, Tensors.checked(checkpoint.weights(), layout, where), manager),
                new Resume(
                        checkpoint.progress().epoch(),
                        checkpoint.progress().step(),
                        checkpoint.progress().partial(),
                        Tensors.buffers(checkpoint.optimiser()),
                        checkpoint
                                .best()
                                .map(best -> Tensors.checked(best, layout, where))
                                .orElse(Map.of()),
                        checkpoint.progress().history()));
    }

    private static StartingPoint fromStart(
            Plan plan,
            String identity,
            StartingWeights start,
            ParameterLayout layout,
            NDManager manager,
            RunListener listener) {
        start.tell(listener);
        return new StartingPoint(
                identity,
                Weights.initialise(layout, plan.seed(), start, manager),
                Resume.fromStart());
    }

    /** Whether the training begins with new weights. */
    boolean isNew() {
        return resume.step() == 0;
    }

    /**
     * Leaves out what may change between the parts of one training, as it changes no number of a
     * step: what things are called and where they lie, how long the training lasts, what is kept of
     * it, and what computes it.
     */
    private static String identity(Plan plan, Optional<PriorModel> prior) {
        Map<String, Object> tree = new LinkedHashMap<>(plan.resolved());
        tree.remove("name");
        prior.ifPresent(model -> tree.put("from", model.sha256()));
        tree.remove("engine");
        for (String section : List.of("inputs", "particles", "combiners")) {
            tree.computeIfPresent(section, (key, nodes) -> withoutPlaces(plan, nodes));
        }
        tree.computeIfPresent(
                "data", (section, data) -> withoutFolders(without(data, Set.of("memory"))));
        tree.computeIfPresent(
                "training",
                (section, training) ->
                        without(
                                training,
                                Set.of(
                                        "epochs",
                                        "checkpoint",
                                        "checkpoints",
                                        "evaluation_batch_size")));
        return Digests.sha256(Json.line(tree));
    }

    /** A package that a node is taken from is known by what it holds, wherever it lies. */
    private static Object withoutPlaces(Plan plan, Object section) {
        Map<String, TakenNode> taken = plan.taken();
        Map<Object, Object> nodes = new LinkedHashMap<>((Map<?, ?>) section);
        taken.forEach(
                (name, from) ->
                        nodes.computeIfPresent(
                                name,
                                (key, values) -> {
                                    Map<Object, Object> entry =
                                            new LinkedHashMap<>((Map<?, ?>) values);
                                    entry.put("package", from.sha256());
                                    return entry;
                                }));
        return nodes;
    }

    private static Object without(Object section, Set<String> keys) {
        if (!(section instanceof Map<?, ?> entries)) {
            return section;
        }
        Map<Object, Object> lasting = new LinkedHashMap<>(entries);
        lasting.keySet().removeAll(keys);
        lasting.computeIfPresent(
                "early_stopping", (key, stopping) -> without(stopping, Set.of("patience")));
        return lasting;
    }

    /** Data that was moved is the same data: of an absolute path, only the file's name counts. */
    static Object withoutFolders(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(key, withoutFolders(entry)));
            return entries;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(StartingPoint::withoutFolders).toList();
        }
        return value instanceof String text ? fileName(text) : value;
    }

    private static String fileName(String text) {
        try {
            Path path = Path.of(text);
            return path.isAbsolute() && path.getFileName() != null
                    ? path.getFileName().toString()
                    : text;
        } catch (InvalidPathException e) {
            return text;
        }
    }
}
