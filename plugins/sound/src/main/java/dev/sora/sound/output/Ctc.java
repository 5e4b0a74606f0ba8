// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.output;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.TextForm;
import dev.sora.data.Values;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.particle.UnaryOutput;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Learns sequences of symbols.
 *
 * @param column the column of the symbols
 * @param characters whether a symbol is a character, otherwise a word
 * @param head whether a layer computes the scores
 * @param beam the number of prefixes of the search
 * @param alternatives the number of sequences in a prediction
 */
record Ctc(String column, boolean characters, boolean head, int beam, int alternatives)
        implements UnaryOutput {

    /** A greater number of symbols is a sign of a wrong column or unit. */
    private static final int MOST_SYMBOLS = 20_000;

    static final int MOST_LENGTH = 10_000;

    static final String SYMBOLS = "symbols";
    static final String LENGTH = "length";

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return plan(input, List.of());
    }

    ParticlePlan plan(SignalSpec input, List<String> symbols) {
        TensorSpec values = input.values();
        if (values.type() != DataType.FLOAT32 || values.rank() != 2) {
            throw new ShapeException(
                    "a sequence of vectors (steps, features) for ctc",
                    input,
                    "name a particle in 'from' that returns a sequence, such as an 'lstm' with"
                            + " 'returns: sequence'");
        }
        long classes = symbols.isEmpty() ? TensorSpec.UNKNOWN : symbols.size() + 1L;
        if (!head) {
            return headless(input, values.dimension(1), classes);
        }
        List<String> rows = new ArrayList<>();
        if (!symbols.isEmpty()) {
            rows.add("");
            rows.addAll(symbols);
        }
        TensorSpec scores = TensorSpec.floats(values.dimension(0), classes);
        return ParticlePlan.of(
                input.isSequence() ? SignalSpec.sequence(scores) : SignalSpec.of(scores),
                layer(classes).parameters(values.dimension(1)).stream()
                        .map(p -> p.withRows(rows))
                        .toList());
    }

    private static ParticlePlan headless(SignalSpec input, long width, long classes) {
        if (width >= 0 && (width < 2 || classes >= 0 && width != classes)) {
            throw new ShapeException(
                    classes < 0
                            ? "at least 2 values a step, as the output has no head"
                            : "%d values a step, as the output has no head".formatted(classes),
                    input,
                    "remove 'head: false', or change the size of the particle before it");
        }
        return ParticlePlan.of(input);
    }

    static DenseLayer layer(long classes) {
        return new DenseLayer(classes, true, NamedInitialiser.GLOROT);
    }

    /**
     * Returns the symbols of a record.
     *
     * @throws RecordException if there are none, or too many
     */
    List<String> symbols(DataRecord record) {
        List<String> symbols;
        if (characters) {
            String text = TextForm.nameOf(record.get(column, String.class));
            symbols = text.codePoints().mapToObj(Character::toString).toList();
        } else {
            symbols = words(record);
        }
        if (symbols.isEmpty() || symbols.size() > MOST_LENGTH) {
            throw new RecordException(
                    Problem.of(
                                    "SORA-4535",
                                    "column '%s' does not hold a sequence of symbols"
                                            .formatted(column))
                            .where(record.where())
                            .needs("1 to %d symbols".formatted(MOST_LENGTH))
                            .have(symbols.isEmpty() ? "none" : String.valueOf(symbols.size()))
                            .fix("complete the record, remove it, or set 'on_error: skip'"));
        }
        return symbols;
    }

    private List<String> words(DataRecord record) {
        Object value = record.find(column).orElse(null);
        if (!(value instanceof String text)) {
            return Values.names(record, column, " ");
        }
        return TextForm.nameOf(text).isEmpty()
                ? List.of()
                : List.of(TextForm.nameOf(text).split(" +"));
    }

    @Override
    public FittedOutput fit(Records records) {
        return fit(records, List.of());
    }

    /** Known symbols keep their positions; new ones get the positions after them. */
    @Override
    public FittedOutput grow(State state, Records records) {
        return fit(records, FittedCtc.symbols(state));
    }

    private FittedOutput fit(Records records, List<String> known) {
        TreeSet<String> found = new TreeSet<>();
        int[] longest = {0};
        records.forEach(
                record -> {
                    List<String> own = symbols(record);
                    found.addAll(own);
                    longest[0] = Math.max(longest[0], own.size());
                });
        List<String> all = new ArrayList<>(known);
        found.stream().filter(symbol -> !known.contains(symbol)).forEach(all::add);
        if (all.isEmpty() || all.size() > MOST_SYMBOLS) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4536",
                                    "no symbols can be learned from column '%s'".formatted(column))
                            .needs("1 to %d different symbols".formatted(MOST_SYMBOLS))
                            .have(all.isEmpty() ? "no records" : String.valueOf(all.size()))
                            .fix("check the column, or set 'unit: character'"));
        }
        return new FittedCtc(this, all, longest[0]);
    }

    @Override
    public FittedOutput restore(State state) {
        int length = (int) state.integer(LENGTH, 1, MOST_LENGTH);
        return new FittedCtc(this, FittedCtc.symbols(state), length);
    }
}
