// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sora.core.PredictionOptions;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestVerbs {

    @TempDir private Path dir;

    private final FakeSora sora = new FakeSora();

    private static JsonNode json(Call call) throws IOException {
        assertThat(call.status).as(call.err).isZero();
        return new ObjectMapper().readTree(call.out);
    }

    @Test
    void handsAssignmentsOn() {
        Call.of(sora, "validate", "--set", "training.epochs=1", "a.b=[1, 2]", "m", "--seed", "8");
        assertThat(sora.overrides.get(0).assignments())
                .containsExactly("training.epochs=1", "a.b=[1, 2]", "seed=8");
        assertThat(Call.of(sora, "validate", "m", "--set", "epochs").err)
                .contains("SORA-1004  'epochs' replaces nothing");
    }

    @Test
    void validates() throws IOException {
        Call call = Call.of(sora, "validate", "m.yaml");
        assertThat(call.out).isEqualToIgnoringNewLines("valid  digits: 0 nodes, 0 parameters");
        JsonNode tree = json(Call.of(sora, "validate", "m.yaml", "--json"));
        assertThat(tree.get("valid").booleanValue()).isTrue();
    }

    @Test
    void trainsAndShowsWhatCameOfIt() {
        Call call = Call.of(sora, "train", "m.yaml", "--out", dir.toString());
        assertThat(sora.requests).containsExactly(new TrainingRequest(dir, false));
        assertThat(call.err)
                .contains("training 'digits' on cpu with seed 7")
                .contains("100 records, 10 for validation, 10 for the test")
                .contains("epoch 1/1  loss 0.2500  1,000/s  0.1 s  best");
        assertThat(call.out)
                .contains("digit       test")
                .contains("accuracy  0.9900")
                .contains("seven  0.2500")
                .contains("model.sora  3 B")
                .contains("done in ");
    }

    @Test
    void keepsToALock() {
        Path lock = Path.of("kept.lock");
        Path beside = Path.of("nets", "sora.lock");
        String out = dir.toString();

        Call.of(sora, "train", "nets/m.yaml", "--out", out, "--frozen");
        Call.of(sora, "train", "m.yaml", "--out", out, "--frozen", "--resume", "--lock=kept.lock");
        Call.of(sora, "train", "m.yaml", "--out", out);

        assertThat(sora.locks).containsExactly(beside, lock);
        assertThat(sora.requests)
                .containsExactly(
                        new TrainingRequest(dir, false, Optional.of(beside)),
                        new TrainingRequest(dir, true, Optional.of(lock)),
                        new TrainingRequest(dir, false));
        assertThat(Call.of(sora, "train", "m.yaml", "--lock", "kept.lock").err)
                .startsWith("SORA-1008  --lock says what --frozen compares with");
    }

    @Test
    void trainsForAScript() throws IOException {
        JsonNode tree = json(Call.of(sora, "train", "m.yaml", "--out", dir.toString(), "--json"));
        assertThat(tree.at("/metrics/test/digit/accuracy").doubleValue()).isEqualTo(0.99);
        assertThat(tree.get("model").textValue()).isEqualTo(dir.resolve("model.sora").toString());
    }

    @Test
    void refusesAFileAsFolder() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        Call call = Call.of(sora, "train", "m.yaml", "--out", file.toString());
        assertThat(call.status).isEqualTo(2);
        assertThat(call.err).startsWith("SORA-1006");
        assertThat(sora.requests).isEmpty();
    }

    @Test
    void evaluatesToTheLastDigit() throws IOException {
        JsonNode tree = json(Call.of(sora, "evaluate", "model.sora", "--json"));
        assertThat(tree.at("/test/digit/accuracy").toString()).isEqualTo("0.98765432101");
        assertThat(tree.at("/test/digit/f1").doubleValue()).isEqualTo(0.5);
        assertThat(tree.at("/details/digit/f1/seven").doubleValue()).isEqualTo(0.25);
        assertThat(tree.at("/details/digit/confusion/counts").toString()).isEqualTo("[[3]]");
        assertThat(Call.of(sora, "evaluate", "model.sora").out).contains("accuracy  0.9877");
    }

    @Test
    void predictsLineByLine() throws IOException {
        Path input = Files.writeString(dir.resolve("seven.png"), "picture");
        Call call = Call.of(sora, "predict", "model.sora", "--input", input.toString());
        assertThat(call.out.lines())
                .containsExactly(
                        "{\"record\":\"x\",\"number\":1,\"label\":\"seven\"}",
                        "{\"record\":\"x\",\"number\":1,\"label\":\"eight\"}");
    }

    @Test
    void predictsForStandardInput() {
        Call call =
                Call.of(sora, "{\"a\": 1}\n", List.of(), "predict", "model.sora", "--input", "-");
        assertThat(call.status).isZero();
        assertThat(sora.inputs)
                .singleElement()
                .asString()
                .matches("standard-input\\.jsonl: \\{\"a\": 1}\n");
        Call empty = Call.of(sora, "", List.of(), "predict", "model.sora", "--input", "-");
        assertThat(empty.status).isEqualTo(5);
        assertThat(empty.err).contains("standard input is empty");
    }

    /** Standard input that delivers its second part only after the model was opened. */
    private InputStream slow(String first, String then) {
        InputStream rest =
                new InputStream() {
                    private final InputStream bytes =
                            new ByteArrayInputStream(then.getBytes(StandardCharsets.UTF_8));

                    @Override
                    public int read() throws IOException {
                        while (sora.opened.isEmpty()) {
                            Thread.onSpinWait();
                        }
                        return bytes.read();
                    }
                };
        return new SequenceInputStream(
                new ByteArrayInputStream(first.getBytes(StandardCharsets.UTF_8)), rest);
    }

    @Test
    void predictsForStandardInputThatIsStillComing() {
        Call call =
                Call.ofStream(
                        sora,
                        slow("{\"a\": 1}\n{\"a\":", " 2}\n"),
                        "predict",
                        "model.sora",
                        "--input",
                        "-");
        assertThat(call.status).isZero();
        assertThat(call.out.lines().toList().get(0)).contains("arriving");
        assertThat(sora.inputs).containsExactly("standard-input.jsonl: {\"a\": 1}\n{\"a\": 2}\n");

        sora.inputs.clear();
        sora.opened.clear();
        sora.readsArriving = false;
        Call whole =
                Call.ofStream(
                        sora, slow("a,b\n1,\"2", "\n3\"\n"), "predict", "model.sora", "-i", "-");
        assertThat(whole.status).isZero();
        assertThat(whole.out).doesNotContain("arriving");
        assertThat(sora.inputs).containsExactly("standard-input.csv: a,b\n1,\"2\n3\"\n");
    }

    @Test
    void writesAllPredictionsOrNone() throws IOException {
        Path input = Files.writeString(dir.resolve("seven.png"), "picture");
        Path output = dir.resolve("out").resolve("p.jsonl");
        String[] words = {"predict", "model.sora", "-i", input.toString(), "-o", output.toString()};
        sora.failure = () -> new DataException(Problem.of("SORA-4101", "cut"));
        assertThat(Call.of(sora, words).status).isEqualTo(5);
        assertThat(output.getParent()).isEmptyDirectory();

        sora.failure = null;
        assertThat(Call.of(sora, words).status).isZero();
        assertThat(output).content().hasLineCount(2);
        assertThat(output.getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void writesPicturesOfPredictionsToAFolder() throws IOException {
        Path input = Files.writeString(dir.resolve("seven.png"), "picture");
        Path folder = dir.resolve("masks");
        String[] words = {"predict", "model.sora", "-i", input.toString(), "-o", folder + "/"};
        sora.answers.add(Map.of("made", Map.of("picture", "data:image/png;base64,AAECAw==")));

        assertThat(Call.of(sora, words).status).isZero();

        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("predictions.jsonl", "x-0001.png");
        assertThat(folder.resolve("x-0001.png")).hasBinaryContent(new byte[] {0, 1, 2, 3});
        assertThat(folder.resolve("predictions.jsonl"))
                .hasContent("{\"record\":\"x\",\"number\":1,\"picture\":\"x-0001.png\"}\n");
        Call again = Call.of(sora, words);
        assertThat(again.status).isEqualTo(2);
        assertThat(again.err).contains("SORA-1009");
        assertThat(dir).isDirectoryNotContaining("glob:**/.masks*");
    }

    @Test
    void aFolderOfPredictionsIsWrittenWholeOrNotAtAll() throws IOException {
        Path input = Files.writeString(dir.resolve("seven.png"), "picture");
        sora.failure = () -> new DataException(Problem.of("SORA-4101", "cut"));

        Call call =
                Call.of(sora, "predict", "m.sora", "-i", input.toString(), "-o", dir + "/none/");

        assertThat(call.status).isEqualTo(5);
        assertThat(dir.toFile().list()).containsExactly("seven.png");
    }

    @Test
    void passesOnWhatPredictionsAreAskedFor() throws IOException {
        Path input = Files.writeString(dir.resolve("a.csv"), "x");
        Path output = dir.resolve("p.csv");
        sora.answers.add(Map.of("digit", Map.of("label", "se\"ven")));

        assertThat(
                        Call.of(
                                        sora,
                                        "predict",
                                        "model.sora",
                                        "-i",
                                        input.toString(),
                                        "-o",
                                        output.toString(),
                                        "--top",
                                        "2",
                                        "--keep",
                                        "id,name",
                                        "--on-error",
                                        "skip")
                                .status)
                .isZero();

        assertThat(output).hasContent("record,number,label,error\nx,1,\"se\"\"ven\",\n");
        assertThat(sora.opened).containsExactly(Path.of("model.sora"));
        assertThat(sora.predictionOptions)
                .containsExactly(
                        new PredictionOptions(true, OptionalInt.of(2), List.of("id", "name")));
        assertThat(Call.of(sora, "predict", "m", "-i", input.toString(), "--top", "0").status)
                .isEqualTo(2);
        assertThat(Call.of(sora, "predict", "m", "-i", input.toString(), "--format", "csv").out)
                .isEqualTo("record,number,label\nx,1,\"se\"\"ven\"\n");
    }

    @Test
    void predictionsReplaceNeitherTheirInputNorTheModel() throws IOException {
        Path input = Files.writeString(dir.resolve("a.csv"), "x");
        Path model = Files.writeString(dir.resolve("model.sora"), "m");
        for (Path output : List.of(input, model, dir.resolve(".").resolve("a.csv"))) {
            Call call =
                    Call.of(
                            sora,
                            "predict",
                            model.toString(),
                            "-i",
                            input.toString(),
                            "-o",
                            output.toString());
            assertThat(call.err).startsWith("SORA-4705");
            assertThat(call.status).isEqualTo(5);
        }
        assertThat(input).hasContent("x");
        Call folder =
                Call.of(
                        sora,
                        "predict",
                        model.toString(),
                        "-i",
                        input.toString(),
                        "-o",
                        dir.toString());
        assertThat(folder.err).startsWith("SORA-1009");
    }

    @Test
    void knowsStandardInputByItsFirstBytesAlsoCompressed() throws IOException {
        for (Map.Entry<String, String> kind :
                Map.of(
                                "a,b\n1,2\n",
                                "csv",
                                " {\"a\": 1}\n",
                                "jsonl",
                                "PAR1x",
                                "parquet",
                                "ARROW1xx",
                                "arrow")
                        .entrySet()) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(kind.getKey().getBytes(StandardCharsets.UTF_8));
            }
            sora.inputs.clear();
            Call.ofBytes(sora, packed.toByteArray(), "predict", "model.sora", "-i", "-");
            Call.of(sora, kind.getKey(), List.of(), "predict", "model.sora", "-i", "-");
            assertThat(sora.inputs.get(0)).startsWith("standard-input." + kind.getValue() + ".gz:");
            assertThat(sora.inputs.get(1)).startsWith("standard-input." + kind.getValue() + ":");
        }
    }

    @Test
    void namesAnInputThatIsNotThere() {
        Call call = Call.of(sora, "predict", "model.sora", "--input", "gone.png");
        assertThat(call.status).isEqualTo(5);
        assertThat(call.err).contains("--input gone.png");
    }

    @Test
    void exportsBesideTheModelOrToAFile() throws IOException {
        assertThat(Call.of(sora, "export", "runs/model.sora").out)
                .contains("wrote", "model.onnx", "image", "(1, 28, 28)", "digit", "(10)");
        assertThat(
                        json(Call.of(
                                        sora,
                                        "export",
                                        "model.sora",
                                        "--format",
                                        "safetensors",
                                        "--output",
                                        "w",
                                        "--json"))
                                .get("file")
                                .asText())
                .isEqualTo("w");
        assertThat(sora.inputs)
                .containsExactly(
                        "runs/model.sora -> %s as ONNX".formatted(Path.of("runs", "model.onnx")),
                        "model.sora -> w as SAFETENSORS");
        assertThat(Call.of(sora, "export", "model.sora", "--format", "pmml").err)
                .contains("SORA-1004", "onnx, onnx-prepared, safetensors");
    }

    @Test
    void exportReplacesNoFileThatIsNotNamed(@TempDir Path folder) throws IOException {
        Path model = folder.resolve("model.sora");
        Path other = Files.writeString(folder.resolve("model.onnx"), "of another model");

        Call refused = Call.of(sora, "export", model.toString());

        assertThat(refused.status).isEqualTo(2);
        assertThat(refused.err).contains("SORA-1015", "model.onnx", "--output");
        assertThat(other).hasContent("of another model");
        assertThat(Call.of(sora, "export", model.toString(), "-o", other.toString()).status)
                .isZero();
        Files.createSymbolicLink(folder.resolve("model.safetensors"), folder.resolve("gone"));
        assertThat(Call.of(sora, "export", model.toString(), "--format", "safetensors").err)
                .contains("SORA-1015", "model.safetensors");
    }

    @Test
    void descriptionsReplaceNoData(@TempDir Path folder) throws IOException {
        Path data = Files.writeString(folder.resolve("d.csv"), "a,b\n1,2\n");
        Path link = Files.createLink(folder.resolve("other.csv"), data);

        for (String option : List.of("--output", "--manifest")) {
            Call call = Call.of(sora, "describe", data.toString(), option, link.toString());
            assertThat(call.status).isEqualTo(2);
            assertThat(call.err).startsWith("SORA-1015  the file to write is the data");
        }
        assertThat(data).hasContent("a,b\n1,2\n");
    }

    @Test
    void inspects() throws IOException {
        Call call = Call.of(sora, "inspect", "model.sora");
        assertThat(call.out)
                .contains("digits  1 node, 5,000 parameters")
                .contains("view x4  particle  standard/dense  image  (128)       5,000  units: 128")
                .contains("plugin    trained with  used here")
                .contains("standard  0.1.0         0.1.3");
        JsonNode tree = json(Call.of(sora, "inspect", "model.sora", "--json"));
        assertThat(tree.at("/nodes/0/settings/units").intValue()).isEqualTo(128);
        assertThat(tree.at("/columns/0").toString())
                .isEqualTo("{\"column\":\"age\",\"input\":\"age\",\"types\":[\"number\"]}");
        assertThat(Call.of(sora, "inspect", "model.sora", "--manifest").out)
                .isEqualToIgnoringNewLines("manifest: 1");
    }

    @Test
    void listsPlugins() throws IOException {
        assertThat(Call.of(sora, "plugin", "list").out).contains("fake    1.0.0");
        assertThat(Call.of(sora, "plugin").out).contains("fake    1.0.0");
        JsonNode tree = json(Call.of(sora, "plugin", "list", "--json"));
        assertThat(tree.at("/plugins/0/name").textValue()).isEqualTo("fake");
        assertThat(Call.of(sora, "plugin", "info", "fkae").err).contains("did you mean 'fake'?");
    }

    @Test
    void examinesTheMachine() throws IOException {
        JsonNode tree = json(Call.of(sora, "doctor", "--json"));
        assertThat(tree.at("/engine/threads").textValue()).isEqualTo("2");
        assertThat(tree.at("/machine/java").textValue())
                .contains(System.getProperty("java.version"));
        assertThat(tree.get("problems")).isEmpty();
        sora.failure = () -> new DataException(Problem.of("SORA-5101", "no engine"));
        Call broken = Call.of(sora, "doctor");
        assertThat(broken.status).isEqualTo(6);
        assertThat(broken.out).contains("1 problem").contains("SORA-5101  no engine");
    }
}
