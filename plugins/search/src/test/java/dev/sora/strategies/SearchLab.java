// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.container.flat.FlatHost;
import dev.sora.core.RunControl;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.SearchPlanner;
import dev.sora.core.search.results.Scored;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.run.SearchListener;
import dev.sora.core.search.run.SearchRun;
import dev.sora.core.search.run.TrialOutcome;
import dev.sora.core.search.run.TrialRunner;
import dev.sora.core.search.run.TrialTask;
import dev.sora.problem.Problem;
import dev.sora.search.Trial;
import dev.sora.testkit.plain.PlainPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Searches whose trials are computed instead of trained: from the manifest of each. */
final class SearchLab implements TrialRunner {

    static final Overrides NONE = new Overrides(List.of(), Map.of());

    static final String MANIFEST =
            """
            manifest:
              name: numbers
              data:
                train: {type: synthetic, records: 32}
                validation: {fraction: 0.25}
              inputs:
                x: {type: plain-values, column: x}
              particles:
                view: {type: plain-map, from: x, units: 4, count: 1}
              combiners:
                whole: {type: plain-sum, from: view}
              outputs:
                y: {type: plain-number, column: y, from: whole}
              training:
                optimiser: {type: plain-descent, learning_rate: 0.01}
                epochs: 9
            """;

    /** Two settings of that manifest. */
    static final String SPACE =
            """
            space:
              training.optimiser.learning_rate: {float: [0.0001, 1.0], log: true}
              particles.view.count: {int: [1, 8]}
            goal: val_loss
            seed: 5
            """;

    final List<TrialTask> tasks = Collections.synchronizedList(new ArrayList<>());

    /** Computes the value of the goal; NaN is a loss that is not a number. */
    ToDoubleFunction<Manifest> value = SearchLab::distance;

    RunControl control = new RunControl();

    OptionalLong parameters = OptionalLong.of(17);

    /** Whether a task fails besides; none if not set. */
    Predicate<TrialTask> fails = task -> false;

    /** Whether a task continues until it is interrupted. */
    Predicate<TrialTask> blocks = task -> false;

    /** The trial that fails; none if negative. */
    int failing = -1;

    /** The number of trainings after which the process ends. */
    int most = Integer.MAX_VALUE;

    static Catalogue catalogue() {
        List<OfferedPlugin> plugins =
                new ArrayList<>(FlatHost.ofClassPath(SearchLab.class.getClassLoader()).offers());
        plugins.removeIf(plugin -> plugin.name().equals("testkit"));
        plugins.add(FlatHost.offer(new PlainPlugin()));
        plugins.add(FlatHost.offer(new FileNumbers.Plugin()));
        plugins.add(FlatHost.offer(new FaultyStrategy.Plugin()));
        return new Catalogue(plugins, KnownTypes.none());
    }

    /** Returns a search in a file, with the manifest above. */
    static SearchPlan plan(Path folder, String rest) {
        return planned(folder, "search: 1\n" + MANIFEST + rest);
    }

    static SearchPlan planned(Path folder, String text) {
        try {
            Path file = Files.writeString(folder.resolve("numbers.yaml"), text);
            return new SearchPlanner(catalogue(), 4).plan(file, NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SearchResult run(SearchPlan plan, Path out, boolean resume) {
        return run(plan, out, resume, this, control);
    }

    static SearchResult run(
            SearchPlan plan, Path out, boolean resume, TrialRunner runner, RunControl control) {
        return SearchRun.run(
                plan,
                out,
                resume,
                runner,
                new SearchListener() {
                    @Override
                    public void started(Trial trial) {}

                    @Override
                    public void ended(Scored trial, boolean best) {}

                    @Override
                    public void measuring(Scored best) {}
                },
                control);
    }

    @Override
    public TrialOutcome run(TrialTask task) throws InterruptedException {
        tasks.add(task);
        if (blocks.test(task)) {
            Thread.sleep(60_000);
        }
        if (tasks.size() > most) {
            throw new IllegalStateException("the process ends here");
        }
        if (task.number() == failing || fails.test(task)) {
            return TrialOutcome.failed(
                    List.of(Problem.of("SORA-9002", "the Java heap is too small for this")));
        }
        double result = value.applyAsDouble(manifest(task));
        try {
            if (task.model().isEmpty()) {
                String model =
                        "model "
                                + task.number()
                                + (task.epochs().isPresent()
                                        ? " after " + task.epochs().getAsInt()
                                        : "");
                Files.writeString(task.folder().resolve("model.sora"), model);
                Files.createDirectories(task.folder().resolve("checkpoints"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Map<String, Double>> measured =
                Map.of("y", Map.of("loss", result, "plain-error", result));
        return new TrialOutcome(
                task.test()
                        ? Map.of("validation", measured, "test", measured)
                        : Map.of("validation", measured),
                parameters,
                List.of());
    }

    static Manifest manifest(TrialTask task) {
        return new ManifestReader().read(task.manifest(), NONE);
    }

    /** Least with a learning rate of 0.1 and three particles. */
    static double distance(Manifest manifest) {
        Map<?, ?> training = (Map<?, ?>) manifest.tree().get("training");
        Map<?, ?> optimiser = (Map<?, ?>) training.get("optimiser");
        Map<?, ?> particles = (Map<?, ?>) manifest.tree().get("particles");
        Map<?, ?> view = (Map<?, ?>) particles.get("view");
        double rate = Math.log10((Double) optimiser.get("learning_rate")) + 1;
        long count = view.get("count") instanceof Long number ? number : 1;
        return rate * rate + Math.abs(count - 3);
    }
}
