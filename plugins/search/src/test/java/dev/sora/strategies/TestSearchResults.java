// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.run.TrialTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search reports, also when it is resumed after its end. */
final class TestSearchResults {

    private static final String SPACE =
            """
            space: {particles.view.count: {int: [1, 8]}}
            goal: val_loss
            seed: 5
            """;
    private static final String HELD = "    validation: {fraction: 0.25}\n";

    @TempDir private Path dir;
    private final SearchLab lab = new SearchLab();

    private SearchPlan plan(String rest) {
        return plan("    test: {fraction: 0.25}\n", rest);
    }

    private SearchPlan plan(String test, String rest) {
        String manifest = SearchLab.MANIFEST.replace(HELD, HELD + test);
        return SearchLab.planned(dir, "search: 1\n" + manifest + rest);
    }

    @Test
    void aSearchThatHasEndedIsNotMeasuredAgain() {
        SearchPlan plan = plan(SPACE + "budget: {trials: 3}\n");
        SearchResult before = lab.run(plan, dir.resolve("out"), false);
        assertThat(before.test()).isNotEmpty();
        assertThat(lab.tasks).filteredOn(TrialTask::test).hasSize(1);

        SearchLab later = new SearchLab();
        SearchResult after = later.run(plan, dir.resolve("out"), true);

        assertThat(later.tasks).isEmpty();
        assertThat(after.test()).isEqualTo(before.test());
        assertThat(after.problems()).isEmpty();
    }

    @Test
    void anotherBestTrialIsMeasured() {
        lab.value = manifest -> 9 - lab.tasks.size();
        SearchResult before =
                lab.run(plan(SPACE + "budget: {trials: 3}\n"), dir.resolve("out"), false);
        SearchLab later = new SearchLab();
        later.value = manifest -> -later.tasks.size();
        SearchResult after =
                later.run(plan(SPACE + "budget: {trials: 5}\n"), dir.resolve("out"), true);

        assertThat(after.best().number()).isGreaterThan(before.best().number());
        assertThat(later.tasks)
                .filteredOn(TrialTask::test)
                .extracting(TrialTask::number)
                .containsExactly(after.best().number());
    }

    @Test
    void otherTestDataIsMeasured() throws IOException {
        Path table = Files.writeString(dir.resolve("test.csv"), "x,y\n1,2\n");
        SearchPlan plan =
                plan(
                        "    test: {type: file-numbers, path: test.csv}\n",
                        SPACE + "budget: {trials: 2}\n");
        lab.run(plan, dir.resolve("out"), false);
        lab.run(plan, dir.resolve("out"), true);
        assertThat(lab.tasks).filteredOn(TrialTask::test).hasSize(1);

        Files.writeString(table, "x,y\n1,3\n");
        lab.run(plan, dir.resolve("out"), true);
        assertThat(lab.tasks).filteredOn(TrialTask::test).hasSize(2);
    }

    /** The four axes are 260 pixels apart; the second setting depends on the first. */
    @Test
    void drawsNoLineThroughSettingsThatATrialDoesNotHave() throws IOException {
        lab.run(
                plan(
                        """
                        space:
                          training.optimiser.learning_rate: {choice: [0.1, 0.2]}
                          name:
                            {choice: [a, b], when: {training.optimiser.learning_rate: 0.2}}
                          particles.view.count: {int: [1, 2]}
                        goal: val_loss
                        strategy: {type: grid}
                        budget: {trials: 9}
                        """),
                dir.resolve("out"),
                false);
        List<String> lines = new ArrayList<>();
        Matcher found =
                Pattern.compile("stroke-linecap=\"round\" [^>]*points=\"([^\"]*)\"")
                        .matcher(Files.readString(dir.resolve("out/report.html")));
        while (found.find()) {
            lines.add(found.group(1).replaceAll(",[0-9.]+", ""));
        }
        // two trials without the second setting, four with it
        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "60.0 60.0",
                        "60.0 60.0",
                        "580.0 840.0",
                        "580.0 840.0",
                        "60.0 320.0 580.0 840.0",
                        "60.0 320.0 580.0 840.0",
                        "60.0 320.0 580.0 840.0",
                        "60.0 320.0 580.0 840.0");
    }
}
