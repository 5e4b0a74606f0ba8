// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnknownValues;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A fitted input of texts, with its vocabulary and maximum length. */
final class FittedText implements FittedInput {

    /**
     * The number of texts in which unknown words are counted; of more texts, an even sample is
     * used.
     */
    private static final int COUNTED = 256;

    private final TextRules rules;
    private final Vocabulary vocabulary;
    private final int length;
    private final List<String> rows;
    private final List<String> warnings;
    // tokenizers have large buffers: a pool lends each of them to one thread at a time
    private final Queue<TextReader> readers = new ConcurrentLinkedQueue<>();

    FittedText(TextRules rules, Vocabulary vocabulary, int length) {
        this(rules, vocabulary, length, List.of());
    }

    FittedText(TextRules rules, Vocabulary vocabulary, int length, List<String> warnings) {
        this.rules = rules;
        this.warnings = warnings;
        this.vocabulary = vocabulary;
        this.length = length;
        this.rows = vocabulary.rows();
    }

    static FittedText restore(TextRules rules, State state) {
        int length = (int) state.integer("length", 1, TextRules.MOST);
        List<String> words = state.strings("words");
        if (words.isEmpty() || words.size() > Grams.WORDS) {
            throw state.broken("words", "1 to %d texts".formatted(Grams.WORDS));
        }
        try {
            return new FittedText(rules, new Vocabulary(words, rules.grams()), length);
        } catch (IllegalArgumentException e) {
            throw state.broken("words", "words and sequences of them: " + e.getMessage());
        }
    }

    /** Returns an input whose length is that of its settings, if they state one. */
    FittedText ofSetLength() {
        return rules.length() > 0 ? new FittedText(rules, vocabulary, rules.length()) : this;
    }

    /** Returns an input with further entries, as many as fit. */
    FittedText with(List<String> more, int most) {
        Set<String> known = new LinkedHashSet<>(vocabulary.entries());
        for (String entry : more) {
            boolean whole =
                    rules.grams() == 1
                            || entry.indexOf(' ') < 0
                            || known.containsAll(List.of(entry.split(" ")));
            if (whole && known.size() < most) {
                known.add(entry);
            }
        }
        return new FittedText(rules, new Vocabulary(List.copyOf(known), rules.grams()), length);
    }

    @Override
    public SignalSpec spec() {
        return SignalSpec.sequence(TensorSpec.indices(vocabulary.tableSize(), length))
                .withEntries(rows);
    }

    @Override
    public State state() {
        return State.builder()
                .integer("length", length)
                .strings("words", vocabulary.entries())
                .build();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor indices = HostTensor.allocate(DataType.INT32, records.size(), length);
        HostTensor lengths = HostTensor.allocate(DataType.INT32, records.size());
        IntBuffer steps = ints(indices);
        IntBuffer counts = ints(lengths);
        TextReader free = readers.poll();
        TextReader reader = free == null ? new TextReader(rules, splitter()) : free;
        int enough = rules.keepEnd() ? Integer.MAX_VALUE : length;
        Indexer indexer = new Indexer(vocabulary, rules, enough);
        for (int row = 0; row < records.size(); row++) {
            DataRecord record = records.get(row);
            indexer.start();
            reader.read(record, indexer, indexer::gap);
            if (indexer.count() == 0) {
                if (!rules.emptyIsUnknown()) {
                    throw reader.empty(record);
                }
                indexer.unknown();
            }
            int kept = Math.min(indexer.count(), length);
            int from = rules.keepEnd() ? indexer.count() - kept : 0;
            steps.put(row * length, indexer.indices(), from, kept);
            counts.put(row, kept);
        }
        readers.add(reader);
        return List.of(indices, lengths);
    }

    /**
     * Splits a sample of the texts again: their tensors do not contain dropped or truncated tokens.
     */
    @Override
    public List<UnknownValues> unknown(List<DataRecord> records, List<HostTensor> encoded) {
        TextReader free = readers.poll();
        TextReader reader = free == null ? new TextReader(rules, splitter()) : free;
        UnknownWords words = new UnknownWords(vocabulary);
        int step = Math.max(1, records.size() / COUNTED);
        for (int row = 0; row < records.size(); row += step) {
            reader.read(records.get(row), words, () -> {});
        }
        readers.add(reader);
        return List.of(words.counted(String.join(", ", rules.columns()), rules.splitting().unit()));
    }

    @Override
    public OptionalInt lengthsAt() {
        return OptionalInt.of(1);
    }

    private Splitter splitter() {
        return rules.splitting().splitter(vocabulary.entries());
    }

    private static IntBuffer ints(HostTensor tensor) {
        return tensor.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer();
    }

    /** Trims the batch to its longest text, so that common padding is not computed. */
    @Override
    public Signal forward(NDList encoded, Pass pass) {
        NDArray indices = encoded.get(0);
        NDArray lengths = encoded.get(1);
        int longest = pass.longest(lengths);
        if (longest < indices.getShape().get(1)) {
            indices = indices.split(new long[] {longest}, 1).get(0);
        }
        Signal texts = Signal.sequence(indices, lengths);
        // a text has at least one token, so one text that is trimmed has no padding
        return !pass.training() && indices.getShape().get(0) == 1 ? texts.complete() : texts;
    }
}
