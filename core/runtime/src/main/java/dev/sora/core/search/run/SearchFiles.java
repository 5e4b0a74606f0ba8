// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.core.search.SearchCode;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.results.Scored;
import dev.sora.core.search.results.SearchPage;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.results.SearchTree;
import dev.sora.core.search.results.TrialsTable;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.search.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the results of a search: each file is complete or absent. */
public final class SearchFiles {

    /** The names of the files. */
    public static final List<String> NAMES =
            List.of("best.sora", "best.yaml", "trials.csv", "search.json", "report.html");

    /** How the manifest of a model begins that a training of this manifest does not give. */
    private static final String LAST_VALUES =
            """
            # The values of the last epochs. The model began with the weights of other trials, with
            # other values; a manifest has one value for all epochs. See "lineage" in search.json.
            """;

    private SearchFiles() {}

    static void write(SearchFolder folder, SearchPlan plan, SearchResult result) {
        int best = result.best().number();
        try {
            byte[] manifest = Files.readAllBytes(folder.manifest(best));
            Path model = folder.model(result.trials().get(best));
            AtomicFile.write(folder.file(NAMES.get(0)), out -> Files.copy(model, out));
            AtomicFile.writeText(
                    folder.file(NAMES.get(1)),
                    (result.best().parent().isPresent() ? LAST_VALUES : "")
                            + new String(manifest, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFile.writeText(folder.file(NAMES.get(2)), TrialsTable.of(plan, result.trials()));
        AtomicFile.writeText(
                folder.file(NAMES.get(3)), Json.pretty(JsonTree.of(SearchTree.of(plan, result))));
        AtomicFile.writeText(folder.file(NAMES.get(4)), SearchPage.of(plan, result));
    }

    /** Returns the exception for a search without a result, with the first failure. */
    static SoraException nothing(List<Scored> trials, String ended) {
        List<Problem> problems = new ArrayList<>();
        Optional<Scored> failed =
                trials.stream().filter(s -> s.trial().state() == Trial.State.FAILED).findFirst();
        problems.add(
                SearchCode.NO_RESULT
                        .problem("no trial succeeded: %s".formatted(ended))
                        .needs("one trial that trains to its end")
                        .have("%d trials".formatted(trials.size()))
                        .fix(
                                failed.isPresent()
                                        ? "correct what made the trials fail; the first one, %d:"
                                                .formatted(failed.get().trial().number())
                                        : "give the search a larger budget"));
        failed.ifPresent(f -> problems.addAll(f.problems()));
        return new SoraException(problems, null);
    }
}
