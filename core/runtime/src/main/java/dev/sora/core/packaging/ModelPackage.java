// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.TensorData;
import dev.sora.core.metrics.Metrics;
import dev.sora.particle.State;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trained pipeline in one file: everything that another process needs for predictions, and
 * nothing that is executed when it is read.
 *
 * @param manifest the resolved manifest as YAML
 * @param lock the lock as a tree, see {@link Lock}
 * @param weights the weights by name, in the order of the layout
 * @param particles the learned preprocessing of each input and output particle, by the name of its
 *     node
 * @param metrics NaN if a metric is undefined
 * @param card the model card as Markdown
 * @param means the mean values of particles over the training data, for explanations; empty if
 *     there are none
 * @param distributions the distributions of the training data as a tree; empty if there are none
 */
public record ModelPackage(
        String manifest,
        Map<String, Object> lock,
        Map<String, TensorData> weights,
        Map<String, State> particles,
        Metrics<Double> metrics,
        String card,
        Map<String, TensorData> means,
        Map<String, Object> distributions) {

    static final String MANIFEST = "manifest.yaml";
    static final String LOCK = "lock.json";
    static final String WEIGHTS = "weights.safetensors";
    static final String METRICS = "metrics.json";
    static final String CARD = "card.md";
    static final String MEANS = "means.safetensors";
    static final String DISTRIBUTIONS = "distributions.json";

    private static final String JSON = ".json";
    private static final String TENSORS = ".safetensors";

    /** Copies the maps and keeps their order. */
    public ModelPackage {
        lock = copy(lock);
        weights = copy(weights);
        particles = copy(particles);
        means = copy(means);
        distributions = copy(distributions);
    }

    /** Creates a package without distributions. */
    public ModelPackage(
            String manifest,
            Map<String, Object> lock,
            Map<String, TensorData> weights,
            Map<String, State> particles,
            Metrics<Double> metrics,
            String card,
            Map<String, TensorData> means) {
        this(manifest, lock, weights, particles, metrics, card, means, Map.of());
    }

    /** Creates a package without means and distributions. */
    public ModelPackage(
            String manifest,
            Map<String, Object> lock,
            Map<String, TensorData> weights,
            Map<String, State> particles,
            Metrics<Double> metrics,
            String card) {
        this(manifest, lock, weights, particles, metrics, card, Map.of(), Map.of());
    }

    /**
     * Writes a package. The same contents give the same bytes.
     *
     * @throws dev.sora.problem.DataException if the file cannot be written; then no file is left
     */
    public static void write(Path file, ModelPackage model) {
        Contents contents =
                new Contents()
                        .text(MANIFEST, model.manifest())
                        .json(LOCK, model.lock())
                        .json(METRICS, model.metrics().tree())
                        .text(CARD, model.card());
        model.particles()
                .forEach((node, state) -> contents.state(json(node), tensors(node), state));
        contents.tensors(WEIGHTS, model.weights());
        if (!model.means().isEmpty()) {
            contents.tensors(MEANS, model.means());
        }
        if (!model.distributions().isEmpty()) {
            contents.json(DISTRIBUTIONS, model.distributions());
        }
        Container.write(file, ContainerKind.MODEL, contents);
    }

    /**
     * Checks that a package can hold the learned preprocessing, before the weights are trained.
     *
     * @param particles the learned preprocessing of each particle, by the name of its node
     * @throws dev.sora.problem.DataException if it is too large
     */
    public static void check(Map<String, State> particles) {
        particles.forEach((node, state) -> new Contents().state(json(node), tensors(node), state));
    }

    /**
     * Returns the digest of all that decides what the model computes for a record: manifest,
     * learned preprocessing and weights.
     */
    public String digest() {
        Contents contents = new Contents().text(MANIFEST, manifest);
        particles.forEach((node, state) -> contents.state(json(node), tensors(node), state));
        return contents.tensors(WEIGHTS, weights).digest();
    }

    /**
     * Reads a package.
     *
     * @param file untrusted
     * @throws dev.sora.problem.DataException if it is not a package, or is incomplete
     */
    public static ModelPackage read(Path file) {
        try (OpenContainer container = OpenContainer.open(file, ContainerKind.MODEL)) {
            Map<String, State> particles = new LinkedHashMap<>();
            for (String name : container.names(ContainerKind.PARTICLES)) {
                String node = nodeOf(name);
                if (!particles.containsKey(node)) {
                    State state = container.state(json(node), tensors(node));
                    particles.put(node, state.from("%s, '%s'".formatted(file, node)));
                }
            }
            ModelPackage model =
                    new ModelPackage(
                            container.text(MANIFEST),
                            container.json(LOCK),
                            container.tensors(WEIGHTS),
                            particles,
                            MetricsTree.read(container.json(METRICS), container.where(METRICS)),
                            container.text(CARD),
                            container.tensorsIfThere(MEANS).orElse(Map.of()),
                            container.jsonIfThere(DISTRIBUTIONS).orElse(Map.of()));
            container.finish();
            return model;
        }
    }

    private static String nodeOf(String entry) {
        String name = entry.substring(ContainerKind.PARTICLES.length());
        return name.substring(0, name.length() - (name.endsWith(JSON) ? JSON : TENSORS).length());
    }

    private static String json(String node) {
        return entryOf(node, JSON);
    }

    private static String tensors(String node) {
        return entryOf(node, TENSORS);
    }

    private static String entryOf(String node, String extension) {
        String name = ContainerKind.PARTICLES + node + extension;
        if (!ContainerKind.isParticle(name)) {
            throw new IllegalArgumentException("no name for a node: '" + node + "'");
        }
        return name;
    }

    private static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
