// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.export;

import dev.sora.core.ExportFormat;
import dev.sora.core.ExportResult;
import dev.sora.core.host.Catalogue;
import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Safetensors;
import dev.sora.core.io.SameFile;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.core.preparation.PackagePlugins;
import dev.sora.export.OnnxValue;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a model package in a format of other programs. */
public final class ModelExport {

    private ModelExport() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @throws dev.sora.problem.SoraException if a node cannot be written in the format, or the file
     *     cannot be written
     */
    public static ExportResult write(
            Path model, Path output, ExportFormat format, Catalogue catalogue) {
        if (SameFile.is(model, output)) {
            throw new DataException(
                    Problem.of("SORA-4943", "the file of the export is the model itself")
                            .where(output.toString())
                            .fix("name another file with --output"));
        }
        return switch (format) {
            case ONNX -> onnx(PackagePlugins.read(model, catalogue).load(), output, true);
            case ONNX_PREPARED -> onnx(PackagePlugins.read(model, catalogue).load(), output, false);
            case SAFETENSORS -> safetensors(ModelPackage.read(model).weights(), Map.of(), output);
            case MERGED ->
                    safetensors(
                            LowRank.merged(PackagePlugins.read(model, catalogue).load()),
                            Map.of(),
                            output);
            case ADAPTER -> adapter(PackagePlugins.read(model, catalogue).load(), output);
        };
    }

    private static ExportResult adapter(LoadedModel model, Path output) {
        return safetensors(LowRank.alone(model), LowRank.bases(model), output);
    }

    private static ExportResult safetensors(
            Map<String, TensorData> weights, Map<String, String> more, Path output) {
        Map<String, String> metadata = new LinkedHashMap<>(more);
        metadata.put("format", "pt");
        AtomicFile.write(output, out -> Safetensors.write(out, weights, metadata));
        Map<String, String> tensors = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> tensors.put(name, "" + tensor.shape()));
        return new ExportResult(output, Map.of(), Map.of(), Map.of(), tensors);
    }

    private static ExportResult onnx(LoadedModel model, Path output, boolean prepares) {
        OnnxInputs inputs = new OnnxInputs(model, prepares);
        OnnxWriter writer = new OnnxExporter(model, inputs).write();
        AtomicFile.write(output, writer.file(model.plan().name())::write);
        return new ExportResult(
                output,
                shapes(writer.inputs()),
                inputs.prepared(),
                shapes(writer.outputs()),
                Map.of());
    }

    private static Map<String, String> shapes(Map<String, OnnxValue> values) {
        Map<String, String> shapes = new LinkedHashMap<>();
        values.forEach((name, value) -> shapes.put(name, value.spec().toString()));
        return shapes;
    }
}
