// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was exported.
 *
 * @param file the file
 * @param inputs the shapes of the inputs of an ONNX graph by name, without the batch: the values of
 *     columns, or the prepared values of input particles, as {@link Model#tap} returns them
 * @param prepared the input particles whose preprocessing is not in the graph, each with the reason
 * @param outputs the shapes of its outputs, without the batch: the raw prediction of each output
 *     particle, and {@code NAME.KEY} for the answers that it declares
 * @param tensors the shapes of the weights in a file of weights
 */
public record ExportResult(
        Path file,
        Map<String, String> inputs,
        Map<String, String> prepared,
        Map<String, String> outputs,
        Map<String, String> tensors) {

    /** Copies the maps and keeps their order. */
    public ExportResult {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        prepared = Collections.unmodifiableMap(new LinkedHashMap<>(prepared));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }
}
