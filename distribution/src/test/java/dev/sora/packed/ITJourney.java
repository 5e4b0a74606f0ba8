// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From a manifest to predictions with the distribution only. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/sora is a script for POSIX shells")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ITJourney {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern ADDRESS = Pattern.compile("http://\\S+/");

    private static final Path DIGITS =
            Path.of("..", "examples", "digits", "digits.yaml").toAbsolutePath().normalize();

    private Path dir;
    private Packed packed;
    private JsonNode trained;

    @BeforeAll
    void train(@TempDir Path folder) throws Exception {
        dir = folder;
        packed = Packed.onNewMachine(dir);
        trained = train("first", "7");
    }

    private JsonNode train(String out, String seed) throws Exception {
        Packed.Outcome outcome =
                packed.run(
                        "train",
                        DIGITS.toString(),
                        "--set",
                        "data.train.samples=300",
                        "data.test.samples=60",
                        "training.epochs=2",
                        "--seed",
                        seed,
                        "--out",
                        out,
                        "--json");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return JSON.readTree(outcome.out());
    }

    private JsonNode json(String... words) throws Exception {
        Packed.Outcome outcome = packed.run(words);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return JSON.readTree(outcome.out());
    }

    @Test
    void leavesWhatItPromised() throws IOException {
        assertThat(dir.resolve("first"))
                .isDirectoryContaining("glob:**/model.sora")
                .isDirectoryContaining("glob:**/metrics.json")
                .isDirectoryContaining("glob:**/history.csv")
                .isDirectoryContaining("glob:**/sora.lock")
                .isDirectoryContaining("glob:**/report.html");
        assertThat(JSON.readTree(dir.resolve("first/metrics.json").toFile()))
                .isEqualTo(trained.get("metrics"));
    }

    @Test
    void evaluatesToTheSameNumbersInAnotherFolder() throws Exception {
        Path moved = Files.createDirectories(dir.resolve("else where")).resolve("model.sora");
        Files.copy(dir.resolve("first/model.sora"), moved);
        assertThat(json("evaluate", moved.toString(), "--json").get("test"))
                .isEqualTo(trained.at("/metrics/test"));
    }

    @Test
    void givesTheSameWeightsFromTheSameSeedAndOthersFromAnother() throws Exception {
        train("second", "7");
        train("third", "8");
        byte[] first = weights("first");
        assertThat(weights("second")).isEqualTo(first);
        assertThat(weights("third")).isNotEqualTo(first);
    }

    private byte[] weights(String run) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(dir.resolve(run).resolve("model.sora"))) {
            try (Stream<Path> files = Files.walk(zip.getPath("/"))) {
                Path weights =
                        files.filter(file -> file.toString().endsWith(".safetensors"))
                                .findFirst()
                                .orElseThrow();
                return Files.readAllBytes(weights);
            }
        }
    }

    @Test
    void predictsForPicturesInAFolder() throws Exception {
        Path pictures = Files.createDirectories(dir.resolve("pictures"));
        picture(pictures.resolve("one.png"));
        picture(pictures.resolve("two.png"));
        Packed.Outcome outcome =
                packed.run("predict", "first/model.sora", "--input", pictures.toString());
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines())
                .hasSize(2)
                .allSatisfy(
                        line -> {
                            JsonNode prediction = JSON.readTree(line);
                            assertThat(prediction.toString()).contains("label", "probabilities");
                        });
        Packed.Outcome single =
                packed.run(
                        "predict",
                        "first/model.sora",
                        "--input",
                        pictures.resolve("one.png").toString(),
                        "--output",
                        "one.jsonl");
        assertThat(single.status()).as(single.err()).isZero();
        assertThat(dir.resolve("one.jsonl")).content().hasLineCount(1);
    }

    private static void picture(Path file) throws IOException {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(13, 4, 3, 20);
        pen.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void servesUntilItIsAskedToEnd() throws Exception {
        Path picture = dir.resolve("served.png");
        picture(picture);
        Path err = dir.resolve("serve.err");
        Path out = dir.resolve("serve.out");
        Process process = packed.start(out, err, "serve", "first/model.sora", "--port", "0");
        try {
            Matcher address = ADDRESS.matcher("");
            for (int i = 0; i < 1200 && !address.reset(Files.readString(err)).find(); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(picture));
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            address.group()
                                                                    + "models/digits/predict"))
                                            .POST(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            "{\"image\": \"" + base64 + "\"}"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode own = json("predict", "first/model.sora", "--input", picture.toString());
            JsonNode served = JSON.readTree(answer.body());
            assertThat(served.get("label")).isEqualTo(own.get("label"));
            assertThat(served.get("probability").asDouble())
                    .isCloseTo(own.get("probability").asDouble(), within(1e-6));
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        assertThat(Files.readString(out)).contains("\"path\":\"/models/digits/predict\"");
    }

    @Test
    void inspects() throws Exception {
        assertThat(packed.run("inspect", "first/model.sora").out())
                .contains("view x4", "standard/dense", "407,118 parameters");
    }

    @Test
    void namesThePluginThatIsMissing() throws Exception {
        Path apart = Files.createDirectories(dir.resolve("apart"));
        Packed without = new Packed(apart);
        try (Stream<Path> jars = Files.list(without.folder().resolve("plugins"))) {
            for (Path jar : jars.filter(it -> it.toString().contains("vision")).toList()) {
                Files.delete(jar);
            }
        }
        Packed.Outcome outcome = without.run("validate", DIGITS.toString());
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.err())
                .contains("digits.yaml:", "'conv2d'", "'image'", "'drawn-digits'", "vision");
    }

    @Test
    void stopsInGoodOrder() throws Exception {
        Path err = dir.resolve("stopped.err");
        String[] words = {
            "train",
            DIGITS.toString(),
            "--set",
            "training.epochs=200",
            "data.train.samples=300",
            "--out",
            "stopped"
        };
        Process process = packed.start(dir.resolve("stopped.out"), err, words);
        await(() -> Files.readString(err).contains("epoch 2/200"));
        // A shell without a terminal ignores SIGINT, and processes inherit that; so send SIGTERM.
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(err).content().contains("stopping cleanly").doesNotContain("\tat ");
        assertThat(dir.resolve("stopped")).isDirectoryNotContaining("glob:**.part");
        assertThat(dir.resolve("stopped")).isDirectoryNotContaining("glob:**/model.sora");
        assertThat(dir.resolve("stopped/checkpoints")).isNotEmptyDirectory();
        assertThat(dir.resolve("home/cache/framework")).isEmptyDirectory();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(3));
        while (!condition.holds()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(50);
        }
    }
}
