// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A format of other programs in which a model is written. */
public enum ExportFormat {
    /** The graph and its weights: ONNX with operator set 17. */
    ONNX,
    /** The weights by name, without the graph. */
    SAFETENSORS;

    /** Returns the format of a word, which is also the extension of its files. */
    public static Optional<ExportFormat> of(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    /** Returns the word, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the words of all formats. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ExportFormat::word).toList();
    }
}
