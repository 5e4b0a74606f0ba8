// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import static dev.sora.examples.embedding.ExportedRecords.numbers;
import static dev.sora.examples.embedding.ExportedRecords.pictures;
import static dev.sora.examples.embedding.OnnxComparison.compare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.ExportFormat;
import dev.sora.core.ExportResult;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.io.Safetensors;
import dev.sora.core.io.TensorData;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.embedded.MemoryData;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime computes from an exported model what Sora predicts. */
final class TestOnnxExport {

    private static final String PICTURES =
            """
            manifest: 1
            name: pictures
            seed: 5
            data: {train: {type: memory, records: pictures}, validation: {fraction: 0.2}}
            inputs: {image: {type: image, column: image}}
            particles:
              stem: {type: conv2d, from: image, filters: 6, kernel: 3, pool: 2, batch_norm: true, activation: gelu}
              deep: {type: conv2d, from: stem, filters: 4, kernel: [2, 3], padding: same, stride: [1, 2], dilation: 1, activation: mish}
              point: {type: conv2d, from: deep, filters: 4, kernel: 1, stride: 2, groups: 2, activation: softmax}
              wide: {type: max_pool2d, from: deep, kernel: 3, stride: 1, padding: 1}
              mild: {type: avg_pool2d, from: deep, kernel: 3, stride: 2, padding: 1}
              deeper: {type: depthwise_conv2d, from: wide, multiplier: 2, activation: relu}
              whole: {type: global_avg_pool, from: deeper}
              flat: {type: flatten, from: mild}
              dots: {type: flatten, from: point}
              view: {type: dense, from: all, units: 5, activation: tanh, count: 3}
              paired: {type: dense, from: view, units: 4, activation: selu, count: 3}
            combiners:
              all: {type: concat, from: [whole, flat, dots]}
              mixed: {type: weighted, from: paired}
            outputs:
              kind: {type: classification, column: kind, from: mixed, calibration: temperature}
            training: {epochs: 2, batch_size: 16}
            """;

    private static final String NUMBERS =
            """
            manifest: 1
            name: numbers
            seed: 5
            data: {train: {type: memory, records: numbers}}
            inputs:
              age: {type: number, column: age}
              city: {type: category, column: city}
            particles:
              place: {type: embedding, from: city, units: 4}
              base: {type: dense, from: both, units: 4, bias: false}
              even: {type: batch_norm, from: base}
              a: {type: activation, from: even, function: leaky_relu}
              b: {type: activation, from: even, function: swish}
              c: {type: activation, from: even, function: softsign}
              d: {type: activation, from: even, function: softplus}
              e: {type: activation, from: even, function: elu}
              same: {type: identity, from: e}
              less: {type: dropout, from: same}
            combiners:
              both: {type: concat, from: [age, place]}
              total: {type: sum, from: [a, b]}
              middle: {type: mean, from: [a, b, c]}
              most: {type: max, from: [c, d, e]}
              times: {type: product, from: [total, middle, most]}
              free: {type: weighted, from: [times, less], normalise: none}
            outputs:
              kind: {type: classification, column: kind, from: free}
              wage: {type: regression, column: wage, from: free}
              bare: {type: regression, column: wage, from: last, head: false}
            training: {epochs: 2, batch_size: 16}
            """
                    .replace("  same:", "  last: {type: dense, from: even, units: 1}\n  same:");

    private static final String BLOCKS =
            """
            manifest: 1
            name: blocks
            seed: 5
            data: {train: {type: memory, records: squares}}
            inputs: {image: {type: image, column: image}}
            particles:
              wide: {type: residual, from: image, filters: 4, stride: 2, activation: gelu}
              same: {type: residual, from: wide, filters: 4, batch_norm: false}
              even: {type: layer_norm, from: same}
              row: {type: layer_norm, from: same, over: last, epsilon: 0.01}
              gated: {type: squeeze-excitation, from: even, ratio: 2}
              narrow: {type: inverted-residual, from: gated, filters: 4, expansion: 2}
              bottle: {type: mbconv, from: narrow, filters: 6, stride: 2}
              whole: {type: global_avg_pool, from: bottle}
              flat: {type: flatten, from: row}
              deep: {type: resnet, from: image, widths: [3, 4], blocks: 1}
              plain: {type: cnn, from: image, filters: [3], units: [5, 4], batch_norm: true}
              apart: {type: separable_conv2d, from: image, filters: 3, pool: 2}
              dots: {type: flatten, from: apart}
              small: {type: lenet, from: image, activation: tanh}
              normal: {type: layer_norm, from: deep}
            combiners:
              all: {type: concat, from: [whole, flat, normal, plain, dots, small]}
            outputs:
              kind: {type: classification, column: kind, from: all}
            training: {epochs: 2, batch_size: 16}
            """;

    private static final String STEPS =
            """
            manifest: 1
            name: steps
            seed: 5
            data: {train: {type: memory, records: pictures}}
            inputs: {image: {type: image, column: image}}
            particles:
              rows: {type: reshape, from: image, shape: [11, -1]}
              last: {type: lstm, from: rows, units: 5}
              both: {type: gru, from: rows, units: 4, bidirectional: true, layers: 2}
              all: {type: lstm, from: rows, units: 3, bidirectional: true, layers: 2, returns: sequence}
              most: {type: gru, from: all, units: 4, returns: max}
              middle: {type: lstm, from: all, units: 3, bidirectional: true, returns: mean}
              flat: {type: flatten, from: all}
            combiners:
              joined: {type: concat, from: [last, both, most, middle, flat]}
            outputs:
              kind: {type: classification, column: kind, from: joined}
            training: {epochs: 4, batch_size: 8}
            """;

    @TempDir private static Path folder;
    private static EmbeddedSora sora;
    private static final MemoryData DATA = new MemoryData();

    @BeforeAll
    static void open() {
        DATA.put("pictures", pictures(48));
        DATA.put("squares", pictures(48, 14, 14));
        DATA.put("numbers", numbers(64));
        sora = EmbeddedSora.builder().plugin(DATA).plugin(new BytesPlugin()).build();
    }

    @AfterAll
    static void close() {
        sora.close();
    }

    private static Path train(String name, String manifest) {
        return sora.train(
                        sora.plan(manifest, folder, Overrides.none()),
                        new TrainingRequest(folder.resolve(name), false),
                        event -> {})
                .model();
    }

    @Test
    void computesConvolutionsPoolingAndGenerations() throws Exception {
        Path model = train("pictures", PICTURES);
        ExportResult written =
                sora.export(model, folder.resolve("pictures.onnx"), ExportFormat.ONNX_PREPARED);

        assertThat(written.inputs()).containsOnlyKeys("image");
        assertThat(written.outputs()).containsOnlyKeys("kind", "kind.probabilities");
        compare(sora, model, written, pictures(5));
        compare(sora, model, written, pictures(1));
    }

    @Test
    void computesActivationsCombinersEmbeddingsAndOutputs() throws Exception {
        Path model = train("numbers", NUMBERS);
        ExportResult written =
                sora.export(model, folder.resolve("numbers.onnx"), ExportFormat.ONNX_PREPARED);

        assertThat(written.outputs())
                .containsOnlyKeys(
                        "kind", "kind.probabilities", "wage", "wage.value", "bare", "bare.value");
        double[] wages = compare(sora, model, written, numbers(7)).get("wage.value");
        // 32 bits have steps of 128 there
        assertThat(Arrays.stream(wages).distinct().count()).isGreaterThan(3);
        compare(sora, model, written, numbers(1));
        byte[] first = Files.readAllBytes(written.file());
        sora.export(model, written.file(), ExportFormat.ONNX_PREPARED);
        assertThat(Files.readAllBytes(written.file())).isEqualTo(first);
    }

    @Test
    void computesBlocksAndLayerNormalisation() throws Exception {
        Path model = train("blocks", BLOCKS);
        ExportResult written =
                sora.export(model, folder.resolve("blocks.onnx"), ExportFormat.ONNX_PREPARED);

        compare(sora, model, written, pictures(5, 14, 14));
        compare(sora, model, written, pictures(1, 14, 14));
    }

    @Test
    void computesRecurrentLayersOfFixedSteps() throws Exception {
        Path model = train("steps", STEPS);
        ExportResult written =
                sora.export(model, folder.resolve("steps.onnx"), ExportFormat.ONNX_PREPARED);

        compare(sora, model, written, pictures(5));
        compare(sora, model, written, pictures(1));
    }

    @Test
    void namesEachNodeThatHasNoOperators() throws IOException {
        String manifest =
                NUMBERS.replace("{type: sum, from: [a, b]}", "{type: attention, from: [a, b]}")
                        .replace("{type: dropout, from: same}", "{type: wide, from: bytes}")
                        .replace("  less:", "  bytes: {type: narrow, from: same}\n  less:");
        Path model = train("refused", manifest);
        Path output = folder.resolve("refused.onnx");

        assertThatThrownBy(() -> sora.export(model, output, ExportFormat.ONNX_PREPARED))
                .isInstanceOfSatisfying(
                        SoraException.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(
                                                p ->
                                                        p.code()
                                                                + " "
                                                                + p.have().replaceAll(".*: ", ""))
                                        .containsExactlyInAnyOrder(
                                                "SORA-4941 the combiner has no operators in ONNX",
                                                "SORA-4941 its values are uint8, and operators"
                                                        + " are declared for float32, int32,"
                                                        + " int64"));
        assertThat(output).doesNotExist();
        refusesItself(model);

        ExportResult weights =
                sora.export(model, folder.resolve("w.safetensors"), ExportFormat.SAFETENSORS);
        assertThat(read(weights.file())).isEqualTo(ModelPackage.read(model).weights());
        assertThat(weights.tensors()).containsEntry("base.weight", "[4, 5]");
    }

    /** A link to the model, and a folder that is a link, lead to the model as well. */
    private static void refusesItself(Path model) throws IOException {
        byte[] before = Files.readAllBytes(model);
        Path link = Files.createSymbolicLink(folder.resolve("link.sora"), model);
        Path hard = Files.createLink(folder.resolve("hard.sora"), model);
        Path place = Files.createSymbolicLink(folder.resolve("place"), model.getParent());
        for (Path same : List.of(model, link, hard, place.resolve(model.getFileName()))) {
            assertThatThrownBy(() -> sora.export(model, same, ExportFormat.SAFETENSORS))
                    .hasMessageContaining("SORA-4943");
        }
        assertThat(Files.readAllBytes(model)).isEqualTo(before);
    }

    private static Map<String, TensorData> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Safetensors.read(in, Files.size(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
