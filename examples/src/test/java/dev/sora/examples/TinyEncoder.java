// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import dev.sora.core.io.Safetensors;
import dev.sora.core.io.TensorData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** A small encoder with random weights, in files as models are published: no data needed. */
final class TinyEncoder {

    static final int UNITS = 16;
    private static final int INNER = 32;
    private static final int POSITIONS = 64;

    private final Random random = new Random(5);
    private final Map<String, TensorData> tensors = new LinkedHashMap<>();

    private TinyEncoder() {}

    /** Writes {@code tokenizer.json}, whose pieces are letters and the given words. */
    static Path tokenizer(Path folder, List<String> words) throws IOException {
        List<String> vocabulary = vocabulary(words);
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < vocabulary.size(); i++) {
            entries.append(i == 0 ? "" : ",").append("\"" + vocabulary.get(i) + "\":" + i);
        }
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(
                file,
                """
                {"normalizer": {"type": "BertNormalizer", "lowercase": true},
                 "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
                 "model": {"type": "WordPiece", "vocab": {%s}}}
                """
                        .formatted(entries));
        return file;
    }

    private static List<String> vocabulary(List<String> words) {
        List<String> all = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
        TreeSet<String> pieces = new TreeSet<>(words);
        for (char c = 'a'; c <= 'z'; c++) {
            pieces.add(String.valueOf(c));
            pieces.add("##" + c);
        }
        all.addAll(pieces);
        return all;
    }

    /** Writes {@code model.safetensors} with the names of BERT. */
    static Path weights(Path folder, List<String> words) throws IOException {
        return built(words).written(folder.resolve("model.safetensors"));
    }

    /**
     * Writes the same weights, but for one value.
     *
     * @param tensor the tensor, by its name in the file
     * @param at the place of the value
     * @param by what is added to it
     */
    static Path changed(Path file, List<String> words, String tensor, int at, float by)
            throws IOException {
        TinyEncoder encoder = built(words);
        TensorData before = encoder.tensors.get(tensor);
        float[] values = before.toFloats();
        values[at] += by;
        long[] shape = before.shape().stream().mapToLong(Long::longValue).toArray();
        encoder.tensors.put(tensor, TensorData.floats(values, shape));
        return encoder.written(file);
    }

    private static TinyEncoder built(List<String> words) {
        TinyEncoder encoder = new TinyEncoder();
        String embeddings = "bert.embeddings.";
        encoder.add(embeddings + "word_embeddings.weight", 1, vocabulary(words).size(), UNITS);
        encoder.add(embeddings + "position_embeddings.weight", 0.1, POSITIONS, UNITS);
        encoder.add(embeddings + "token_type_embeddings.weight", 0.1, 2, UNITS);
        encoder.norm(embeddings + "LayerNorm");
        String layer = "bert.encoder.layer.0.";
        for (String part : List.of("query", "key", "value")) {
            encoder.map(layer + "attention.self." + part, UNITS, UNITS);
        }
        encoder.map(layer + "attention.output.dense", UNITS, UNITS);
        encoder.norm(layer + "attention.output.LayerNorm");
        encoder.map(layer + "intermediate.dense", INNER, UNITS);
        encoder.map(layer + "output.dense", UNITS, INNER);
        encoder.norm(layer + "output.LayerNorm");
        encoder.map("bert.pooler.dense", UNITS, UNITS);
        return encoder;
    }

    private Path written(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            Safetensors.write(out, tensors, Map.of("format", "pt"));
        }
        return file;
    }

    private void map(String name, int out, int in) {
        add(name + ".weight", 0.3, out, in);
        add(name + ".bias", 0.1, out);
    }

    private void norm(String name) {
        float[] ones = new float[UNITS];
        java.util.Arrays.fill(ones, 1);
        tensors.put(name + ".weight", TensorData.floats(ones, UNITS));
        tensors.put(name + ".bias", TensorData.floats(new float[UNITS], UNITS));
    }

    private void add(String name, double deviation, long... shape) {
        int size = 1;
        for (long dimension : shape) {
            size *= (int) dimension;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        tensors.put(name, TensorData.floats(values, shape));
    }
}
