// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pruning;

import dev.sora.core.DataExplanation;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.PruningOptions;
import dev.sora.core.PruningResult;
import dev.sora.core.RunListener;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.PassWork;
import dev.sora.core.host.Catalogue;
import dev.sora.core.io.SameFile;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Node;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.core.preparation.PackagePlugins;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Drops the members of a generation that contribute least, and writes the smaller package.
 *
 * <p>The importance of a member is its mean absolute share in the answers of a data set (see {@link
 * DataExplanation}), relative to that of all members, as a mean over the outputs.
 */
public final class Pruner {

    private final Catalogue catalogue;
    private final Function<Path, Model> open;
    private final RunListener listener;

    /**
     * Creates a pruner.
     *
     * @param catalogue all plugins
     * @param open opens a package
     */
    public Pruner(Catalogue catalogue, Function<Path, Model> open, RunListener listener) {
        this.catalogue = catalogue;
        this.open = open;
        this.listener = listener;
    }

    /**
     * Prunes a package.
     *
     * @param out the file for the smaller package, which is written whole or not at all
     * @throws SoraException if the model has no generation whose members can be dropped, or the
     *     amount does not fit it
     */
    public PruningResult prune(Path file, PruningOptions options, Path out) {
        checkOther(file, out);
        LoadedModel whole = PackagePlugins.read(file, catalogue).load();
        Node.Core node = Generation.of(whole.plan(), options.node());
        try (Model model = open.apply(file)) {
            Map<String, Double> importance = importance(model, whole, node, options);
            List<Integer> kept = kept(node, importance, options);
            SmallerModel smaller = new SmallerModel(catalogue, whole, node, kept);
            Path draft = draft(out);
            try {
                ModelPackage.write(draft, smaller.contents(Metrics.none()));
                Measured before = measured(model, options);
                Measured after;
                try (Model pruned = open.apply(draft)) {
                    smaller.check(model, pruned);
                    after = measured(pruned, options);
                }
                ModelPackage.write(out, smaller.contents(after.metrics()));
                LoadedModel written = PackagePlugins.read(out, catalogue).load();
                return new PruningResult(
                        out,
                        node.name(),
                        importance,
                        dropped(node, kept),
                        size(whole, file, before),
                        size(written, out, after));
            } finally {
                delete(draft);
            }
        }
    }

    private static void checkOther(Path file, Path out) {
        if (SameFile.is(file, out)) {
            throw new SoraException(
                    Problem.of("SORA-4954", "the pruned package would replace the model")
                            .where(out.toString())
                            .fix("name another file with --out"));
        }
    }

    private Map<String, Double> importance(
            Model model, LoadedModel whole, Node.Core node, PruningOptions options) {
        List<String> outputs =
                whole.plan().nodes(Node.Output.class).stream()
                        .filter(output -> SmallerModel.isAfter(whole.plan(), output, node.name()))
                        .map(Node::name)
                        .toList();
        DataExplanation found =
                model.explainData(
                        options.data(),
                        ExplanationOptions.DEFAULT
                                .by(ExplanationMethod.PARTICLES)
                                .nodes(node.name())
                                .outputs(outputs.toArray(String[]::new)),
                        listener);
        Map<String, Double> importance = new LinkedHashMap<>();
        found.outputs()
                .values()
                .forEach(
                        output -> {
                            double all =
                                    output.particles().values().stream()
                                            .mapToDouble(DataExplanation.OfParticle::share)
                                            .sum();
                            output.particles()
                                    .forEach(
                                            (name, particle) ->
                                                    importance.merge(
                                                            name,
                                                            all > 0
                                                                    ? particle.share() / all
                                                                    : 1.0 / node.count(),
                                                            Double::sum));
                        });
        importance.replaceAll((name, sum) -> sum / found.outputs().size());
        return importance;
    }

    /** Returns the members that are kept, ascending. */
    private static List<Integer> kept(
            Node.Core node, Map<String, Double> importance, PruningOptions options) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < node.count(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> -importance.get(name(node, i))));
        int count;
        if (options.drop().isPresent()) {
            count = node.count() - options.drop().getAsInt();
            if (count < 1 || count >= node.count()) {
                throw amount(
                        "--drop %d does not fit".formatted(options.drop().getAsInt()),
                        "1 to %d members of '%s'".formatted(node.count() - 1, node.name()));
            }
        } else {
            double share = options.keep().getAsDouble();
            if (!(share > 0 && share <= 1)) {
                throw amount("--keep %s does not fit".formatted(share), "a share above 0, up to 1");
            }
            double sum = 0;
            count = 0;
            // a little less is enough: the shares are rounded
            while (count < node.count() && sum < share - 1e-9) {
                sum += importance.get(name(node, order.get(count++)));
            }
            if (count == node.count()) {
                throw amount(
                        "no member can be dropped",
                        "members without which %s of the importance is left".formatted(share));
            }
        }
        return order.subList(0, count).stream().sorted().toList();
    }

    private static SoraException amount(String message, String needs) {
        return new SoraException(
                Problem.of("SORA-4953", message)
                        .needs(needs)
                        .fix("drop fewer members, or keep a smaller share"));
    }

    private static String name(Node node, int member) {
        return "%s[%d]".formatted(node.name(), member);
    }

    private static List<String> dropped(Node node, List<Integer> kept) {
        List<String> dropped = new ArrayList<>();
        for (int i = 0; i < node.count(); i++) {
            if (!kept.contains(i)) {
                dropped.add(name(node, i));
            }
        }
        return dropped;
    }

    /** The metrics of a model, and how long they took. */
    private record Measured(Metrics<Double> metrics, double seconds) {}

    private Measured measured(Model model, PruningOptions options) {
        long begun = System.nanoTime();
        Metrics<Double> metrics = FlatMetrics.numbers(model.evaluate(options.data(), event -> {}));
        return new Measured(metrics, (System.nanoTime() - begun) / 1e9);
    }

    private static PruningResult.Size size(LoadedModel model, Path file, Measured measured) {
        return new PruningResult.Size(
                measured.metrics(),
                new ParameterLayout(model.graph()).parameterCount(),
                file.toFile().length(),
                PassWork.multiplications(model.graph()),
                measured.seconds());
    }

    private static Path draft(Path out) {
        try {
            Path folder = out.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            // beside the result, so that paths of data have the same meaning
            return Files.createTempFile(folder, ".pruned", ".sora");
        } catch (IOException e) {
            throw unwritable(out, e);
        }
    }

    private static DataException unwritable(Path out, IOException e) {
        return new DataException(
                Problem.of("SORA-4790", "a file cannot be written")
                        .where(out.toString())
                        .have(String.valueOf(e.getMessage()))
                        .fix("name another file with --out"),
                e);
    }

    private static void delete(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw unwritable(draft, e);
        }
    }
}
