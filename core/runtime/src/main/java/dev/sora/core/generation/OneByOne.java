// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.generation.Generation;
import dev.sora.generation.NextSymbols;
import dev.sora.generation.Search;
import dev.sora.particle.PassRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** One sequence for each record: the most probable symbol at each step, or one that is drawn. */
final class OneByOne {

    /** Sequences that have ended are removed from the batch once they are this share of it. */
    static final double ENDED = 0.25;

    private final Generation generation;
    private final Search search;
    private final Scores scores;
    private final long[] keys;
    private final SymbolListener listener;

    /**
     * Creates the choice.
     *
     * @param allowed what restricts the symbols that follow
     * @param keys keys of the random numbers of each record; they are read if symbols are drawn
     */
    OneByOne(
            Generation generation,
            Optional<NextSymbols> allowed,
            long[] keys,
            SymbolListener listener) {
        this.generation = generation;
        this.search = generation.search();
        this.scores = new Scores(generation, allowed);
        this.keys = keys;
        this.listener = listener;
    }

    List<List<Sequence>> run(NextScores decoder, int records) {
        int[][] said = new int[records][0];
        double[] sums = new double[records];
        boolean[] ended = new boolean[records];
        int[] rows = new int[records];
        Arrays.setAll(rows, i -> i);
        int[] newest = new int[records];
        Arrays.fill(newest, generation.begin());
        for (int length = 0; length <= generation.longest() && rows.length > 0; length++) {
            Interruption.check();
            Choice choice = choose(decoder.next(newest), rows, said, length);
            int done = 0;
            for (int i = 0; i < rows.length; i++) {
                int record = rows[i];
                if (ended[record]
                        || length == generation.longest()
                                && choice.symbols[i] != generation.end()) {
                    done++;
                    continue;
                }
                sums[record] += choice.logs[i];
                if (choice.symbols[i] == generation.end()) {
                    ended[record] = true;
                    done++;
                } else {
                    said[record] = Sequence.with(said[record], choice.symbols[i]);
                    listener.symbol(record, choice.symbols[i]);
                }
            }
            newest = choice.symbols;
            if (done == rows.length) {
                break;
            }
            if (done > ENDED * rows.length) {
                int[] at = open(rows, ended);
                decoder.select(Arrays.stream(at).asLongStream().toArray(), false);
                int[] before = rows;
                int[] symbols = newest;
                rows = Arrays.stream(at).map(i -> before[i]).toArray();
                newest = Arrays.stream(at).map(i -> symbols[i]).toArray();
            }
        }
        List<List<Sequence>> sequences = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            double penalty = Sequence.penalty(said[i].length, search.lengthPenalty());
            sequences.add(List.of(new Sequence(said[i], sums[i] / penalty, ended[i])));
        }
        return sequences;
    }

    private static int[] open(int[] rows, boolean[] ended) {
        return IntStream.range(0, rows.length).filter(i -> !ended[rows[i]]).toArray();
    }

    private record Choice(int[] symbols, float[] logs) {}

    private Choice choose(NDArray logits, int[] rows, int[][] said, int length) {
        NDArray logs =
                scores.logs(
                        scores.repeats() ? penalised(logits, rows, said) : logits,
                        row -> said[rows[row]]);
        if (search.temperature() == 0) {
            // the same rule on ties as a beam
            NDList best = logs.topK(1, 1);
            long[] symbols = best.get(1).toLongArray();
            int[] chosen = new int[symbols.length];
            Arrays.setAll(chosen, i -> (int) symbols[i]);
            return new Choice(chosen, Scores.checked(best.get(0).toFloatArray()));
        }
        int count = (int) logs.getShape().get(1);
        float[] all = Scores.checked(logs.toFloatArray());
        int[] symbols = new int[rows.length];
        float[] chosen = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            float[] own = Arrays.copyOfRange(all, i * count, (i + 1) * count);
            // a record draws the same whatever other records its batch has
            long key = PassRandom.mix(keys[rows[i]], length);
            symbols[i] = new Draw(search).symbol(own, new SplittableRandom(key));
            chosen[i] = own[symbols[i]];
        }
        return new Choice(symbols, chosen);
    }

    private NDArray penalised(NDArray logits, int[] rows, int[][] said) {
        int count = (int) logits.getShape().get(1);
        float[] all = logits.toFloatArray();
        for (int i = 0; i < rows.length; i++) {
            scores.penalise(all, i * count, said[rows[i]]);
        }
        return logits.getManager().create(all, logits.getShape());
    }
}
