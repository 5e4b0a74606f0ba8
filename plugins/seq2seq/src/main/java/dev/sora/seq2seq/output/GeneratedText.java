// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import dev.sora.data.Records;
import dev.sora.generation.Search;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.seq2seq.text.WordList;
import dev.sora.tensor.SignalSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An output of texts before it is fitted.
 *
 * @param column the column of the right text
 * @param smoothing the label smoothing
 * @param longest the most symbols of a generated text; 0 for those of the input
 * @param words the file of the words of which generated texts consist
 * @param sampling which symbols training reads
 */
record GeneratedText(
        String column,
        double smoothing,
        int longest,
        Search search,
        Optional<Path> words,
        Sampling sampling)
        implements OutputParticle {

    private static final int LEAST_BYTES = 256;

    TextHead head() {
        return new TextHead(smoothing > 0);
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return head().plan(inputs);
    }

    @Override
    public FittedOutput fit(Records records) {
        References all = new References(column, References.MOST);
        long[] counts = new long[3];
        records.forEach(
                record -> {
                    String text = all.text(record);
                    counts[0]++;
                    counts[1] += text.strip().split("\\s+").length;
                    counts[2] = Math.max(counts[2], text.getBytes(StandardCharsets.UTF_8).length);
                });
        if (counts[0] == 0) {
            throw new DataException(
                    Problem.of("SORA-4382", "the training texts have no characters")
                            .needs("texts in column '%s'".formatted(column))
                            .have("no records")
                            .fix("check the data"));
        }
        int bytes = (int) Math.min(References.MOST, Math.max(LEAST_BYTES, 2 * counts[2]));
        return FittedGeneratedText.of(
                this,
                bytes,
                (double) counts[1] / counts[0],
                words.map(WordFile::read).orElse(List.of()));
    }

    /** The texts that follow may be longer; the unit of the loss stays. */
    @Override
    public FittedOutput grow(State state, Records records) {
        FittedGeneratedText more = (FittedGeneratedText) fit(records);
        return FittedGeneratedText.of(
                this, more.references().bytes(), state.number("words"), more.only());
    }

    @Override
    public FittedOutput restore(State state) {
        double mean = state.number("words");
        if (mean < 1) {
            throw state.broken("words", "a number of 1 or more");
        }
        return FittedGeneratedText.of(
                this, (int) state.integer("bytes", 1, References.MOST), mean, only(state));
    }

    /** Returns the words of a state; packages of older versions have none. */
    private static List<String> only(State state) {
        List<String> only =
                state.has(FittedGeneratedText.ONLY)
                        ? state.distinct(FittedGeneratedText.ONLY)
                        : List.of();
        if (only.size() > WordFile.MOST
                || only.stream()
                        .anyMatch(w -> WordList.isBlank(w) || w.length() > WordFile.LONGEST)) {
            throw state.broken(FittedGeneratedText.ONLY, "words of a list");
        }
        return only;
    }
}
