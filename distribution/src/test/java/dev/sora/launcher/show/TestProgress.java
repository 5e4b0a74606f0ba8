// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.RunEvent;
import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.particle.UnknownValues;
import dev.sora.problem.Problem;
import dev.sora.source.PassedOver;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestProgress {

    private static final RunEvent.TrainingStarted START =
            new RunEvent.TrainingStarted(
                    "digits", 7, "cpu", 1000, 100, 100, 5, 200, 61706, Optional.empty());
    private static final RunEvent.Progress HALF =
            new RunEvent.Progress(
                    2,
                    100,
                    0.21344,
                    "accuracy",
                    OptionalDouble.of(0.9412),
                    5120.4,
                    Duration.ofSeconds(91));
    private static final Terminal PLAIN = new Terminal(true, false, false);

    @Test
    void showsAllOfItWhereThereIsRoom() {
        assertThat(ProgressLine.drawn(START, HALF, Optional.empty(), 120, PLAIN))
                .isEqualTo(
                        "epoch 2/5  ############............   50%  loss 0.2134  accuracy 0.9412"
                                + "  5,120/s  left 1:31");
    }

    /** An encoder that comes trained may read for minutes before the first epoch. */
    @Test
    void tellsHowFarFrozenNodesAre() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong();
        RunDisplay display = new RunDisplay(screen(bytes, Terminal.none()), () -> 80, clock::get);

        display.on(new RunEvent.FrozenComputed("train", 32, 22_500));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
        clock.set(Duration.ofSeconds(20).toNanos());
        display.on(new RunEvent.FrozenComputed("train", 1_024, 22_500));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("the frozen nodes of the train data: 1,024 of 22,500 records");
    }

    @Test
    void showsTheMetricThatIsMonitoredAsTheLastEpochLeftIt() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong();
        RunDisplay display = new RunDisplay(screen(bytes, Terminal.none()), () -> 80, clock::get);
        display.on(
                new RunEvent.TrainingStarted(
                        "n", 7, "cpu", 10, 10, 0, 5, 200, 9, Optional.of("val_roc_auc")));
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", 0.5);
        metrics.put("val_accuracy", 0.9);
        metrics.put("val_roc_auc", 0.8123);
        display.on(new RunEvent.EpochEnded(1, metrics, 0.1, Duration.ofSeconds(1), 100, true));
        clock.addAndGet(20_000_000_000L);
        display.on(HALF);

        assertThat(text(bytes).lines().toList().get(4))
                .contains("val_accuracy 0.9000  val_roc_auc 0.8123");
        assertThat(text(bytes)).contains("accuracy 0.9412  val_roc_auc 0.8123  5,120/s");
    }

    @Test
    void leavesOutWhatMattersLess() {
        assertThat(ProgressLine.drawn(START, HALF, Optional.empty(), 60, PLAIN))
                .isEqualTo("epoch 2/5   50%  loss 0.2134  accuracy 0.9412  left 1:31");
        assertThat(ProgressLine.drawn(START, HALF, Optional.empty(), 44, PLAIN))
                .isEqualTo("epoch 2/5   50%  loss 0.2134  left 1:31");
        assertThat(ProgressLine.drawn(START, HALF, Optional.empty(), 12, PLAIN))
                .isEqualTo("epoch 2/5  ");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 30, 40, 50, 60, 70, 80, 90, 100, 200})
    void neverFillsTheLastColumn(int width) {
        String line =
                ProgressLine.drawn(
                        START, HALF, Optional.empty(), width, new Terminal(true, false, true));
        assertThat(line.codePointCount(0, line.length())).isLessThan(width);
    }

    @Test
    void coloursOnlyWhereTheyAreWelcome() {
        assertThat(ProgressLine.drawn(START, HALF, Optional.empty(), 120, PLAIN))
                .doesNotContain("\u001b");
        assertThat(
                        ProgressLine.drawn(
                                START, HALF, Optional.empty(), 120, new Terminal(true, true, true)))
                .contains("\u001b[32m━━━━━━━━━━━━\u001b[0m\u001b[2m────────────\u001b[0m");
    }

    @Test
    void drawsOverTheLineOnATerminal() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen screen = screen(bytes, PLAIN);
        screen.live("working");
        screen.line("a warning");
        screen.clear();
        assertThat(text(bytes))
                .isEqualTo(
                        "\r\u001b[Kworking\r\u001b[Ka warning"
                                + System.lineSeparator()
                                + "working\r\u001b[K");
    }

    @Test
    void speaksNowAndThenInALog() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong();
        RunDisplay display = new RunDisplay(screen(bytes, Terminal.none()), () -> 80, clock::get);
        display.on(START);
        for (int second = 0; second < 31; second++) {
            clock.addAndGet(1_000_000_000L);
            display.on(HALF);
        }
        assertThat(text(bytes).lines().filter(line -> line.startsWith("epoch 2/5   50%")))
                .hasSize(2);
        assertThat(text(bytes)).doesNotContain("\r", "\u001b");
    }

    @Test
    void saysWhatWasLeftOut() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunDisplay display = new RunDisplay(screen(bytes, Terminal.none()), () -> 80, () -> 0);
        Problem problem = Problem.of("SORA-4004", "column 'age' has no value").where("a.csv:18");
        display.on(
                new RunEvent.RecordsSkipped(
                        "train",
                        1200,
                        new TreeMap<>(Map.of("SORA-4004", 1100L, "SORA-4005", 100L)),
                        List.of(problem)));

        assertThat(text(bytes).lines())
                .containsExactly(
                        "left out 1,200 broken records of the train data: SORA-4004 x 1,100,"
                                + " SORA-4005 x 100",
                        "  a.csv:18  column 'age' has no value",
                        "  …");
    }

    @Test
    void saysWhatWasNotReadIfAPersonShouldAct() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunDisplay display = new RunDisplay(screen(bytes, Terminal.none()), () -> 80, () -> 0);
        List<PassedOver> what =
                List.of(
                        PassedOver.of(
                                "files that end in .heic",
                                1200,
                                List.of("a/1.heic", "a/2.heic", "a/3.heic", "a/4.heic"),
                                "save them as PNG"),
                        PassedOver.of("hidden files", 1, List.of(".DS_Store")));
        display.on(new RunEvent.FilesPassedOver("train", what));

        assertThat(text(bytes).lines())
                .containsExactly(
                        "not read of the train data:",
                        "  1,200 files that end in .heic: a/1.heic, a/2.heic, a/3.heic, …",
                        "    fix  save them as PNG");
        assertThat(display.passedOver()).containsExactly(Map.entry("train", what));
        assertThat(Json.line(Tree.passedOver(display.passedOver())))
                .startsWith("{\"train\":[{\"reason\":\"files that end in .heic\",\"count\":1200,");
    }

    /** A share below the limit causes no warning, but a script may have its own limit. */
    @Test
    void keepsEveryShareOfUnknownValuesForJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunDisplay display = new RunDisplay(screen(bytes, Terminal.none()), () -> 80, () -> 0);
        display.on(
                new RunEvent.ValuesUnknown(
                        "test",
                        List.of(
                                new RunEvent.UnknownInput(
                                        "place",
                                        new UnknownValues(
                                                "city", "categories", 8, 1, List.of("Rome"))))));

        assertThat(text(bytes)).isEmpty();
        assertThat(Json.line(Tree.unknown(display.unknown())))
                .isEqualTo(
                        "{\"test\":[{\"input\":\"place\",\"column\":\"city\",\"what\":\"categories\","
                                + "\"values\":8,\"unknown\":1,\"share\":0.125,\"examples\":[\"Rome\"]}]}");
    }

    @Test
    void isSilentAboutWhatNobodyHasToActOn() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunDisplay display = new RunDisplay(screen(bytes, Terminal.none()), () -> 80, () -> 0);
        display.on(
                new RunEvent.FilesPassedOver(
                        "test", List.of(PassedOver.of("hidden files", 1, List.of(".DS_Store")))));
        assertThat(text(bytes)).isEmpty();
    }

    private static Screen screen(ByteArrayOutputStream bytes, Terminal terminal) {
        return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesNumbersAsPeopleReadThem() {
        assertThat(Words.figure(0.98765)).isEqualTo("0.9877");
        assertThat(Words.figure(0.00001234)).isEqualTo("1.234e-05");
        assertThat(Words.figure(Double.NaN)).isEqualTo("n/a");
        assertThat(Words.figure(12345.678)).isEqualTo("12,345.7");
        assertThat(Words.span(Duration.ofMillis(8120))).isEqualTo("8.1 s");
        assertThat(Words.span(Duration.ofSeconds(3725))).isEqualTo("1:02:05");
        assertThat(Words.size(1536)).isEqualTo("1.5 KB");
        assertThat(Words.count(1, "record")).isEqualTo("1 record");
    }

    @Test
    void writesWhatJsonHasNoWordForAsNull() {
        assertThat(Json.line(JsonTree.of(new double[] {1.5, Double.NaN, 1e-7})))
                .isEqualTo("[1.5,null,1.0E-7]");
        assertThat(Json.line("\u2603 \"x\"\n")).isEqualTo("\"\u2603 \\\"x\\\"\\n\"");
    }
}
