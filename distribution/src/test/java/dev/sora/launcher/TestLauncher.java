// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sora.core.InterruptedRunException;
import dev.sora.problem.DataException;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestLauncher {

    private final FakeSora sora = new FakeSora();

    private Call failing(Supplier<RuntimeException> failure, String... words) {
        sora.failure = failure;
        return Call.of(sora, words);
    }

    @Test
    void saysItsVersion() {
        Call call = Call.of(sora, "--version");
        assertThat(call.status).isZero();
        assertThat(call.out).isEqualToIgnoringNewLines("sora 0.3.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "evaluate",
                "predict",
                "index",
                "generate",
                "chat",
                "inspect",
                "export",
                "validate",
                "render",
                "schema",
                "describe",
                "plugin",
                "engine",
                "doctor",
                "completion"
            })
    void explainsEachVerb(String verb) {
        Call call = Call.of(sora, verb, "-h");
        assertThat(call.status).isZero();
        assertThat(call.out).contains("Usage: sora " + verb).contains("-h, --help");
        assertThat(call.err).isEmpty();
        assertThat(Call.of(sora, "-h").out).contains("  " + verb);
        assertThat(Call.of(sora, "help", verb).out).isEqualTo(call.out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "info", "search", "check", "install", "update", "remove"})
    void explainsTheVerbsOfPlugins(String verb) {
        assertThat(Call.of(sora, "plugin", verb, "-h").out).contains("Usage: sora plugin " + verb);
    }

    @Test
    void guessesTheVerbThatWasMeant() {
        Call call = Call.of(sora, "trian", "net.yaml");
        assertThat(call.status).isEqualTo(2);
        assertThat(call.out).isEmpty();
        assertThat(call.err)
                .isEqualToIgnoringNewLines(
                        """
                        SORA-1001  sora has no verb 'trian'
                          have   describe, init, train, search, evaluate, predict, explain, prune, index, generate, chat, serve, inspect, export, validate, render, schema, plugin, engine, doctor, completion
                          fix    did you mean 'sora train'?""");
    }

    @Test
    void guessesTheOptionThatWasMeant() {
        assertThat(Call.of(sora, "train", "net.yaml", "--resum").err)
                .contains("SORA-1002  'sora train' has no option '--resum'")
                .contains("fix    did you mean '--resume'?");
    }

    @Test
    void namesWhatIsMissingOrDoesNotFit() {
        assertThat(Call.of(sora).err).contains("SORA-1003  no verb is given");
        assertThat(Call.of(sora, "train").err).contains("needs  MANIFEST");
        assertThat(Call.of(sora, "predict", "model.sora").err).contains("needs  --input FILE");
        assertThat(Call.of(sora, "train", "a.yaml", "--seed", "x").err)
                .contains("SORA-1004  'x' does not fit")
                .contains("where  --seed N")
                .contains("needs  an integer");
        assertThat(Call.of(sora, "train", "a.yaml", "b.yaml").err)
                .contains("SORA-1005  one manifest is taken at a time");
        assertThat(Call.of(sora, "inspect", "a", "b").err)
                .contains("SORA-1005  'sora inspect' takes no further 'b'");
        assertThat(Call.of(sora, "plugin", "lits").err)
                .contains("did you mean 'sora plugin list'?");
    }

    @Test
    void namesWhatDoesNotFitASearchForNeighbours() {
        String[] both = {"explain", "m.sora", "--input", "a.csv", "--data", "b.yaml"};
        assertThat(Call.of(sora, both).err).contains("exclude each other");
        assertThat(Call.of(sora, "explain", "m.sora", "--input", "a.csv", "--neighbours", "3").err)
                .contains("SORA-1003")
                .contains("needs  --input FILE and --data SOURCE.yaml");
        assertThat(Call.of(sora, with(both, "--distance", "cosine")).err)
                .contains("needs  --neighbours K");
        assertThat(Call.of(sora, with(both, "--neighbours", "0")).err)
                .contains("SORA-1004  --neighbours 0 does not fit")
                .contains("needs  1 to 1000");
        assertThat(Call.of(sora, with(both, "--neighbours", "3", "--distance", "l1")).err)
                .contains("needs  euclidean, cosine");
        assertThat(Call.of(sora, with(both, "--neighbours", "3", "--node", "a,b")).err)
                .contains("needs  one node with --neighbours");
        assertThat(Call.of(sora, with(both, "--neighbours", "3", "--method", "saliency")).err)
                .contains("--neighbours excludes --method and --baseline");
    }

    @Test
    void namesWhatDoesNotFitAChoiceOfAnswersOrActivations() {
        String[] input = {"explain", "m.sora", "--input", "a.csv"};
        String[] data = {"explain", "m.sora", "--data", "b.yaml"};
        assertThat(Call.of(sora, with(input, "--part", "a", "--reference", "r.csv")).err)
                .contains("SORA-1003  --part and --reference exclude each other");
        assertThat(Call.of(sora, with(data, "--activating", "3", "--part", "a")).err)
                .contains("SORA-1003  --part and --reference choose a score");
        assertThat(Call.of(sora, with(input, "--activating", "3")).err)
                .contains("needs  --data SOURCE.yaml, and no --input");
        assertThat(Call.of(sora, with(data, "--unit", "2")).err).contains("needs  --activating K");
        assertThat(Call.of(sora, with(data, "--activating", "101")).err)
                .contains("SORA-1004  --activating 101 does not fit")
                .contains("needs  1 to 100");
        assertThat(Call.of(sora, with(data, "--activating", "1", "--unit", "0")).err)
                .contains("SORA-1004  --unit 0 does not fit");
        assertThat(Call.of(sora, with(data, "--activating", "1", "--method", "saliency")).err)
                .contains("--activating excludes --method");
        assertThat(Call.of(sora, with(data, "--activating", "1", "--counterfactual")).err)
                .contains("exclude each other");
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void endsWithTheStatusOfTheArea() {
        assertThat(failing(problem("SORA-1999"), "validate", "m").status).isEqualTo(2);
        assertThat(failing(problem("SORA-2103"), "validate", "m").status).isEqualTo(3);
        assertThat(failing(problem("SORA-3107"), "validate", "m").status).isEqualTo(4);
        assertThat(
                        failing(
                                        () -> new DataException(Problem.of("SORA-4101", "cut")),
                                        "evaluate",
                                        "m")
                                .status)
                .isEqualTo(5);
        assertThat(
                        failing(
                                        () -> new EngineException(Problem.of("SORA-5101", "none")),
                                        "evaluate",
                                        "m")
                                .status)
                .isEqualTo(6);
        assertThat(failing(IllegalStateException::new, "evaluate", "m").status).isEqualTo(70);
    }

    private static Supplier<RuntimeException> problem(String code) {
        return () -> new SoraException(Problem.of(code, "wrong"));
    }

    @Test
    void showsEveryProblem() {
        Call call =
                failing(
                        () ->
                                new SoraException(
                                        List.of(
                                                Problem.of("SORA-2103", "one").where("m:1:2"),
                                                Problem.of("SORA-2104", "two").fix("fix it")),
                                        null),
                        "validate",
                        "m");
        assertThat(call.out).isEmpty();
        assertThat(call.err)
                .isEqualToIgnoringNewLines(
                        """
                        SORA-2103  one
                          where  m:1:2

                        SORA-2104  two
                          fix    fix it""");
    }

    @Test
    void letsNoNameSteerTheTerminal() {
        Problem wrong = Problem.of("SORA-2103", "no \u001b[2J\u0007\u202e\rtype").have("a\nb");
        assertThat(failing(() -> new SoraException(wrong), "validate", "m").err)
                .contains("no ?[2J???type", "a\nb");
    }

    @Test
    void tellsProblemsInJson() throws IOException {
        Call call =
                failing(
                        () -> new SoraException(new Problem("SORA-2103", "m", "w", "n", "h", "f")),
                        "validate",
                        "m",
                        "--json");
        assertThat(call.status).isEqualTo(3);
        assertThat(call.err).isEmpty();
        JsonNode tree = new ObjectMapper().readTree(call.out);
        assertThat(tree.get("exit").intValue()).isEqualTo(3);
        assertThat(tree.get("problems").get(0).toString())
                .isEqualTo(
                        "{\"code\":\"SORA-2103\",\"message\":\"m\",\"where\":\"w\","
                                + "\"needs\":\"n\",\"have\":\"h\",\"fix\":\"f\"}");
        Call usage = Call.of(sora, "trian", "--json");
        assertThat(new ObjectMapper().readTree(usage.out).get("exit").intValue()).isEqualTo(2);
    }

    @Test
    void keepsTracesForThoseWhoAsk() {
        Supplier<RuntimeException> fault = () -> new IllegalStateException("odd");
        Call call = failing(fault, "evaluate", "m");
        assertThat(call.err)
                .startsWith("SORA-9001  an error in Sora itself: IllegalStateException: odd")
                .contains("--verbose")
                .doesNotContain("\tat ");
        assertThat(failing(fault, "evaluate", "m", "--verbose").err).contains("\tat dev.sora");
    }

    @Test
    void namesThePluginWhoseCodeThrew() {
        sora.failure =
                () -> {
                    IllegalStateException thrown = new IllegalStateException("odd");
                    // The plugin's loader is the platform's, so this counts as the plugin's code.
                    thrown.setStackTrace(
                            new StackTraceElement[] {
                                new StackTraceElement("java.util.List", "of", "List.java", 1),
                                new StackTraceElement(
                                        "java.sql.DriverManager", "forward", "Fake.java", 7)
                            });
                    return thrown;
                };
        Call call = Call.of(sora, "evaluate", "m");
        assertThat(call.status).isEqualTo(4);
        assertThat(call.err)
                .startsWith("SORA-3190  plugin 'fake' 1.0.0 failed: IllegalStateException: odd")
                .contains("DriverManager.forward(Fake.java:7)");
    }

    @Test
    void blamesNobodyForAFileThatIsNotThere() {
        Call call =
                failing(
                        () -> {
                            UncheckedIOException thrown =
                                    new UncheckedIOException(new NoSuchFileException("gone.csv"));
                            thrown.setStackTrace(new StackTraceElement[0]);
                            thrown.getCause().setStackTrace(new StackTraceElement[0]);
                            return thrown;
                        },
                        "evaluate",
                        "m");
        assertThat(call.status).isEqualTo(5);
        assertThat(call.err).contains("where  gone.csv");
    }

    @Test
    void endsAnInterruptedRunInGoodOrder(@TempDir Path out) throws IOException {
        Files.createFile(
                Files.createDirectory(out.resolve("checkpoints")).resolve("epoch-0002.ckpt"));
        sora.failureInTraining = () -> new InterruptedRunException("stopped in epoch 3");
        Call call = Call.of(sora, "train", "m", "--out", out.toString());
        assertThat(call.status).isEqualTo(130);
        assertThat(call.err).contains("stopped in epoch 3; to continue, call it with --out ");
    }

    @Test
    void anInterruptedRunIsOneDocumentToo(@TempDir Path out) throws IOException {
        sora.failureInTraining = () -> new InterruptedRunException("stopped in epoch 1");
        Call call = Call.of(sora, "train", "m", "--out", out.toString(), "--json");
        assertThat(call.status).isEqualTo(130);
        JsonNode tree = new ObjectMapper().readTree(call.out);
        assertThat(tree.get("exit").intValue()).isEqualTo(130);
        assertThat(tree.get("status").textValue()).isEqualTo("interrupted");
        assertThat(tree.get("message").textValue()).isEqualTo("stopped in epoch 1");
    }

    @Test
    void promisesNoResumptionWithoutACheckpoint(@TempDir Path out) {
        sora.failureInTraining = () -> new InterruptedRunException("stopped in epoch 1");
        Call call = Call.of(sora, "train", "m", "--out", out.toString());
        assertThat(call.status).isEqualTo(130);
        assertThat(call.err).contains("stopped in epoch 1").doesNotContain("--resume");
    }

    @Test
    void saysWhichPluginsAreLeftOutAndGoesOn() {
        Call call =
                Call.of(
                        sora,
                        "",
                        List.of(Problem.of("SORA-3101", "'x.jar' is not a jar")),
                        "render",
                        "m");
        assertThat(call.status).isZero();
        assertThat(call.out).isEqualToIgnoringNewLines("name: digits");
        assertThat(call.err).contains("a plugin is left out").contains("SORA-3101");
    }

    @Test
    void printsACompletionScript() {
        assertThat(Call.of(sora, "completion").out)
                .contains("complete -F _complete_sora")
                .contains("--resume");
    }
}
