// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The input with its words and characters. Index 0 is padding, 1 any other word or character. */
final class FittedTokens implements FittedInput {

    /** The role of the indices of the characters of each token: {@code (steps, characters)}. */
    static final String CHARACTERS = "characters";

    private static final String WORDS = "words";
    private static final int UNKNOWN = 1;
    private static final int FIRST = 2;

    private final TokenRules rules;
    private final List<String> words;
    private final List<String> characters;
    private final Map<String, Integer> wordRows;
    private final Map<Integer, Integer> characterRows = new HashMap<>();

    FittedTokens(TokenRules rules, List<String> words, List<String> characters) {
        this.rules = rules;
        this.words = words;
        this.characters = characters;
        this.wordRows = rows(words);
        rows(characters).forEach((text, row) -> characterRows.put(text.codePointAt(0), row));
    }

    private static Map<String, Integer> rows(List<String> entries) {
        Map<String, Integer> rows = new HashMap<>();
        entries.forEach(entry -> rows.put(entry, FIRST + rows.size()));
        return rows;
    }

    static FittedTokens restore(TokenRules rules, State state) {
        List<String> characters = state.distinct(CHARACTERS);
        if (characters.stream().anyMatch(text -> text.codePointCount(0, text.length()) != 1)) {
            throw state.broken(CHARACTERS, "single characters");
        }
        return new FittedTokens(rules, state.distinct(WORDS), characters);
    }

    static SignalSpec spec(long words, long characters, TokenRules rules) {
        return SignalSpec.sequence(TensorSpec.indices(words, TensorSpec.UNKNOWN))
                .with(
                        CHARACTERS,
                        TensorSpec.indices(characters, TensorSpec.UNKNOWN, rules.characters()));
    }

    List<String> words() {
        return words;
    }

    List<String> characters() {
        return characters;
    }

    @Override
    public SignalSpec spec() {
        List<String> entries = new ArrayList<>(List.of("", ""));
        entries.addAll(words);
        List<String> letters = new ArrayList<>(List.of("", ""));
        letters.addAll(characters);
        return spec(FIRST + words.size(), FIRST + characters.size(), rules)
                .withEntries(entries)
                .withEntries(CHARACTERS, letters);
    }

    @Override
    public State state() {
        return State.builder().strings(WORDS, words).strings(CHARACTERS, characters).build();
    }

    @Override
    public OptionalInt lengthsAt() {
        return OptionalInt.of(1);
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        int length = rules.length();
        int width = rules.characters();
        HostTensor steps = HostTensor.allocate(DataType.INT32, records.size(), length);
        HostTensor lengths = HostTensor.allocate(DataType.INT32, records.size());
        HostTensor letters = HostTensor.allocate(DataType.INT32, records.size(), length, width);
        IntBuffer rows = ints(steps);
        IntBuffer counts = ints(lengths);
        IntBuffer codes = ints(letters);
        for (int record = 0; record < records.size(); record++) {
            List<String> tokens = rules.tokens(records.get(record));
            counts.put(tokens.size());
            for (int i = 0; i < tokens.size(); i++) {
                int at = record * length + i;
                rows.put(at, wordRows.getOrDefault(rules.word(tokens.get(i)), UNKNOWN));
                int[] own = rules.letters(tokens.get(i));
                for (int c = 0; c < own.length; c++) {
                    codes.put(at * width + c, characterRows.getOrDefault(own[c], UNKNOWN));
                }
            }
        }
        return List.of(steps, lengths, letters);
    }

    private static IntBuffer ints(HostTensor tensor) {
        return tensor.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer();
    }

    @Override
    public List<UnknownValues> unknown(List<DataRecord> records, List<HostTensor> encoded) {
        IntBuffer rows = ints(encoded.get(0));
        IntBuffer lengths = ints(encoded.get(1));
        long unknown = 0;
        long all = 0;
        for (int record = 0; record < records.size(); record++) {
            for (int i = 0; i < lengths.get(record); i++) {
                all++;
                unknown += rows.get(record * rules.length() + i) == UNKNOWN ? 1 : 0;
            }
        }
        return List.of(UnknownValues.of(rules.column(), "words", all, unknown, List.of()));
    }

    /** Trims the batch to its longest sentence. */
    @Override
    public Signal forward(NDList encoded, Pass pass) {
        NDArray steps = encoded.get(0);
        NDArray lengths = encoded.get(1);
        NDArray letters = encoded.get(2);
        int longest = pass.longest(lengths);
        if (longest < rules.length()) {
            steps = steps.split(new long[] {longest}, 1).get(0);
            letters = letters.split(new long[] {longest}, 1).get(0);
        }
        return Signal.sequence(steps, lengths).with(CHARACTERS, letters);
    }
}
