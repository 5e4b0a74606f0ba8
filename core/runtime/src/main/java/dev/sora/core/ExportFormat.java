// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A format of other programs in which a model is written. */
public enum ExportFormat {
    /**
     * The graph and its weights: ONNX with operator set 17. It takes the values of columns where
     * the types of the inputs declare their preprocessing.
     */
    ONNX("onnx"),
    /** The same, which takes the prepared values of all inputs. */
    ONNX_PREPARED("onnx"),
    /** The weights by name, without the graph. */
    SAFETENSORS("safetensors"),
    /** The weights by name, to which changes of low rank (LoRA) have been added. */
    MERGED("merged.safetensors"),
    /** The changes of low rank alone, by name. */
    ADAPTER("adapter.safetensors");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** Returns the format of a word. */
    public static Optional<ExportFormat> of(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    /** Returns the word, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the extension of its files, without a full stop before it. */
    public String extension() {
        return extension;
    }

    /** Returns the words of all formats. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ExportFormat::word).toList();
    }
}
