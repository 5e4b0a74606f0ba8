// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.io.Digests;
import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.core.plan.Plan;
import dev.sora.core.search.Goal;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.TrainingFiles;
import dev.sora.search.ChoiceDomain;
import dev.sora.search.Domain;
import dev.sora.search.IntegerDomain;
import dev.sora.search.NumberDomain;
import dev.sora.search.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What makes a search the one that a journal is of: a digest of everything its trials depend on.
 */
final class SearchIdentity {

    /**
     * Of larger files, and of those in a folder, size and time of change stand for the contents.
     */
    private static final long MOST_BYTES = 256L << 20;

    /** Of larger folders, only the first files count. */
    private static final long MOST_FILES = 100_000;

    private SearchIdentity() {}

    /**
     * Returns the identity.
     *
     * @param out the folder of the search, whose files change with it
     */
    static String of(SearchPlan plan, Path out) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("manifest", plan.manifests().base().tree());
        tree.put("space", plan.space().parameters().stream().map(SearchIdentity::tree).toList());
        tree.put("goals", plan.goals().stream().map(SearchIdentity::tree).toList());
        tree.put("strategy", plan.strategy().qualifiedName());
        tree.put("settings", plan.strategy().settings().asMap());
        tree.put("seed", plan.seed());
        if (plan.start().isEmpty()) {
            // a journal says which trial has the values of the manifest
            tree.put("manifest_first", false);
        }
        tree.put("data", contents(plan.files(), out));
        return digest(tree);
    }

    /** Returns the identity of the test data of a training. */
    static String ofTest(Plan plan, Path out) {
        return digest(Map.of("data", contents(TrainingFiles.ofTest(plan), out)));
    }

    private static String digest(Map<String, Object> tree) {
        return Digests.sha256(Json.line(JsonTree.of(tree)));
    }

    private static List<List<Object>> contents(List<Path> files, Path out) {
        Path results = out.toAbsolutePath().normalize();
        return files.stream().map(file -> contents(file, results)).toList();
    }

    private static Map<String, Object> tree(Parameter parameter) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", parameter.name());
        Domain domain = parameter.domain();
        // two kinds of domains may print alike
        tree.put("kind", domain.getClass().getName());
        if (domain instanceof ChoiceDomain choice) {
            tree.put("values", choice.values());
        } else if (domain instanceof IntegerDomain integers) {
            tree.put("low", integers.low());
            tree.put("high", integers.high());
            tree.put("step", integers.step());
            tree.put("log", integers.isLogarithmic());
        } else if (domain instanceof NumberDomain numbers) {
            tree.put("low", numbers.low());
            tree.put("high", numbers.high());
            numbers.step().ifPresent(step -> tree.put("step", step));
            tree.put("log", numbers.isLogarithmic());
        } else {
            tree.put("domain", domain.toString());
        }
        tree.put("when", parameter.conditions());
        return tree;
    }

    private static Map<String, Object> tree(Goal goal) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", goal.name());
        tree.put("higher_is_better", goal.higherIsBetter());
        List<Object> terms = new ArrayList<>();
        goal.terms()
                .forEach(term -> terms.add(List.of(term.output(), term.metric(), term.weight())));
        tree.put("terms", terms);
        return tree;
    }

    /** Returns what stands for the contents of a file or folder of data. */
    private static List<Object> contents(Path file, Path results) {
        try {
            if (Files.isDirectory(file)) {
                Path folder = file.toAbsolutePath().normalize();
                List<Object> inner = new ArrayList<>();
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path each :
                            (Iterable<Path>)
                                    files.filter(f -> !f.startsWith(results))
                                                    .filter(Files::isRegularFile)
                                                    .sorted()
                                                    .limit(MOST_FILES)
                                            ::iterator) {
                        inner.add(stamp(folder.relativize(each).toString(), each));
                    }
                }
                return inner;
            }
            if (!Files.isRegularFile(file)) {
                // its trials say that it is missing
                return List.of();
            }
            return Files.size(file) > MOST_BYTES
                    ? stamp(String.valueOf(file.getFileName()), file)
                    : List.of(Digests.sha256(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Object> stamp(String name, Path file) throws IOException {
        return List.of(name, Files.size(file), Files.getLastModifiedTime(file).toMillis());
    }
}
