// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sora.core.serving.RunPage;
import dev.sora.core.serving.RunPageRequest;
import dev.sora.serving.browser.Browser;
import dev.sora.serving.browser.Tab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees and does on the pages, in a real browser where there is one. */
final class TestPagesInBrowser {

    private static final Path SHOTS = Path.of("target", "screenshots");
    private static final int[][] SIZES = {{360, 740}, {820, 1180}, {1440, 900}};

    /** The width that is looked at in dark colours. */
    private static final int MIDDLE = 820;

    @TempDir private static Path profile;
    private static Browser browser;
    private Tab tab;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = Browser.installed();
        assumeTrue(program.isPresent(), "this machine has no Chromium");
        browser = Browser.start(program.get(), profile);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openTab() throws IOException, InterruptedException {
        tab = browser.tab();
    }

    @AfterEach
    void closeTab() {
        tab.close();
    }

    @Test
    void predictsWhatIsTyped() {
        try (Lab.Served served = Lab.get().serve("", Lab.get().kinds().toString())) {
            tab.size(1440, 900, false);
            tab.open(served.server().address());
            tab.await("document.querySelector('#column-0')");
            tab.await("document.querySelectorAll('#plugins tr').length > 0");
            assertThat(tab.text("#plugins")).contains("standard").contains("particle: ");
            tab.type("#column-0", "100");
            tab.type("#column-1", "Oslo");
            tab.press("Enter", 13);
            tab.click("#predict");
            tab.await("document.querySelector('#prediction').innerText.includes('label')");
            assertThat(tab.text("#prediction")).contains("probabilities").contains("k0", "k1");
            tab.click("#explain");
            tab.await("document.querySelector('#explanation').innerText.includes('share of each')");

            tab.type("#column-0", "e");
            tab.click("#predict");
            tab.await("document.querySelector('#prediction .problem')");
            assertThat(tab.text("#prediction")).contains("'age' holds no number");
            assertFits("model");
            assertThat(tab.errors()).isEmpty();
        }
    }

    @Test
    void predictsWhatIsDrawn() {
        try (Lab.Served served = Lab.get().serve("", Lab.get().shades().toString())) {
            tab.size(820, 1180, true);
            tab.open(served.server().address());
            tab.await("document.querySelector('canvas')");
            double[] at = tab.centre("canvas");
            tab.mouse("mousePressed", at[0] - 40, at[1]);
            tab.mouse("mouseMoved", at[0] + 40, at[1] + 20);
            tab.mouse("mouseReleased", at[0] + 40, at[1] + 20);
            tab.click("#predict");
            tab.await("document.querySelector('#prediction').innerText.includes('label')");
            assertThat(tab.text("#prediction")).contains("dark");
            assertFits("picture");
            assertThat(tab.errors()).isEmpty();
        }
    }

    @Test
    void showsATrainingWhileItRuns() {
        AtomicInteger stops = new AtomicInteger();
        try (RunPage page =
                new JettyServerProvider().page(new RunPageRequest(0, stops::incrementAndGet))) {
            page.add("run", training());
            for (int epoch = 1; epoch <= 3; epoch++) {
                page.add("epoch", epoch(epoch));
            }
            // a browser that comes late has what was before
            tab.size(1440, 900, false);
            tab.open(page.address());
            tab.await("document.querySelectorAll('#body tr').length === 3");
            page.replace("progress", "progress", progress());
            page.add("warning", Map.of("text", "<b>'age'</b> is constant"));
            page.add("epoch", epoch(4));
            tab.await("document.querySelectorAll('#body tr').length === 4");
            tab.await("document.querySelector('[aria-label^=\"loss by epoch\"]')");
            tab.await("document.querySelectorAll('#charts canvas').length === 3");
            assertThat(tab.text("#name")).isEqualTo("digits <i>");
            assertThat(tab.text("#state")).contains("Epoch 4 of 6 ended", "the best so far");
            assertThat(tab.text("#messages")).isEqualTo("<b>'age'</b> is constant");
            assertThat(tab.text("#facts")).contains("time left", "1 min 5 s", "0.001");
            assertThat(tab.value("document.querySelector('#share').value"))
                    .isEqualTo((4 + 0.5) / 6);

            tab.click("#stop");
            tab.await("document.querySelector('#state').innerText.includes('stops')");
            assertThat(stops).hasValue(1);
            assertFits("training");
            page.add("end", end());
            tab.await("document.querySelector('#state').innerText === 'The training is done.'");
            assertThat(tab.text("#metrics")).contains("digit", "accuracy", "0.9875");
            assertFits("trained");
        }
        // the page stays as it is when the run has ended
        assertThat(tab.text("#state")).isEqualTo("The training is done.");
        assertThat(tab.errors()).isEmpty();
    }

    @Test
    void showsTheTrialsOfASearch() {
        try (RunPage page = new JettyServerProvider().page(new RunPageRequest(0, () -> {}))) {
            Map<String, Object> goal = Map.of("name", "val_accuracy", "higher_is_better", true);
            page.add("search", Map.of("name", "tuned", "trials", 8, "goals", List.of(goal)));
            for (int i = 0; i < 4; i++) {
                page.replace("trial " + i, "trial", trial(i, "running", Map.of()));
            }
            for (int i = 0; i < 3; i++) {
                Map<String, Object> value = Map.of("val_accuracy", 0.9 - 0.1 * i * (i - 1.5));
                page.replace("trial " + i, "trial", trial(i, "complete", value));
            }
            tab.size(820, 1180, true);
            tab.open(page.address());
            tab.await("document.querySelectorAll('#body tr').length === 4");
            tab.await("document.querySelectorAll('#charts canvas').length === 1");
            assertThat(tab.text("#facts")).contains("3 of 8", "best trial");
            assertThat(tab.text("#body .best")).startsWith("1").contains("0.95");
            assertFits("search");
            assertThat(tab.errors()).isEmpty();
        }
    }

    /** At no size is the page wider than the window, and every field has a label. */
    private void assertFits(String name) {
        for (int[] size : SIZES) {
            tab.size(size[0], size[1], size[0] == MIDDLE);
            // the charts follow the window
            tab.value("new Promise((done) => setTimeout(() => requestAnimationFrame(done), 250))");
            tab.screenshot(SHOTS.resolve("%s-%d.png".formatted(name, size[0])));
            assertThat(tab.value("document.documentElement.scrollWidth - innerWidth"))
                    .as("%s at %d", name, size[0])
                    .satisfies(wider -> assertThat(((Number) wider).intValue()).isLessThan(1));
        }
        assertThat(
                        tab.value(
                                """
                                [...document.querySelectorAll('input, select, textarea')]
                                    .filter((each) => !each.labels.length)
                                    .map((each) => each.id).join()
                                """))
                .isEqualTo("");
    }

    private static Map<String, Object> training() {
        return Map.of(
                "name", "digits <i>",
                "device", "cpu",
                "epochs", 6,
                "steps", 100,
                "parameters", 431_080,
                "training_records", 54_000,
                "validation_records", 6_000);
    }

    private static Map<String, Object> epoch(int epoch) {
        return Map.of(
                "epoch",
                epoch,
                "metrics",
                Map.of(
                        "loss",
                        1.0 / epoch,
                        "val_loss",
                        1.1 / epoch,
                        "accuracy",
                        1 - 0.2 / epoch,
                        "val_accuracy",
                        1 - 0.25 / epoch),
                "learning_rate",
                0.001,
                "seconds",
                12.5,
                "speed",
                4321.9,
                "best",
                true);
    }

    private static Map<String, Object> progress() {
        return Map.of(
                "epoch", 5,
                "step", 50,
                "loss", 0.21,
                "metric", "accuracy",
                "value", 0.95,
                "speed", 4300.2,
                "left", 65.2,
                "learning_rate", 0.001);
    }

    private static Map<String, Object> end() {
        Map<String, Object> row =
                Map.of("data", "test", "output", "digit", "metric", "accuracy", "value", 0.9875);
        return Map.of(
                "status",
                "done",
                "text",
                "The training is done.",
                "metrics",
                List.of(row),
                "files",
                List.of("runs/digits-1/model.sora"));
    }

    private static Map<String, Object> trial(int number, String state, Map<String, Object> goals) {
        return Map.of(
                "number",
                number,
                "state",
                state,
                "values",
                Map.of("training.optimiser.learning_rate", 0.01 * (number + 1)),
                "goals",
                goals,
                "best",
                number == 1 && state.equals("complete"),
                "epochs",
                9,
                "seconds",
                3.5,
                "problem",
                "");
    }
}
