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
 * @param inputs the shapes of the inputs of an ONNX graph by name, without the batch: the prepared
 *     values of the input particles, as {@link Model#tap} returns them
 * @param outputs the shapes of its outputs, without the batch: the raw prediction of each output
 *     particle, and {@code NAME.KEY} for the answers that it declares
 * @param tensors the shapes of the weights in a file of weights
 */
public record ExportResult(
        Path file,
        Map<String, String> inputs,
        Map<String, String> outputs,
        Map<String, String> tensors) {

    /** Copies the maps and keeps their order. */
    public ExportResult {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }
}
