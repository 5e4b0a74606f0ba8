// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.generation.Generation;
import dev.sora.generation.NextSymbols;
import dev.sora.generation.Search;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Beam search for all records of a batch together. At each step the best {@code 2 beams}
 * continuations of a record are examined: those with the end are complete if they are among the
 * best {@code beams}, and the best others continue. A record is done once it has {@code beams}
 * complete sequences, and its best open sequence, with the penalty of its length so far, is not
 * better than the last one of those that are returned.
 */
final class BeamSearch {

    /** Added to the score of sequences that do not exist yet, before the first step. */
    private static final float ABSENT = -1e7f;

    private final Generation generation;
    private final Search search;
    private final int beams;
    private final Scores scores;

    BeamSearch(Generation generation, Optional<NextSymbols> allowed) {
        this.generation = generation;
        this.search = generation.search();
        this.beams = search.beams();
        this.scores = new Scores(generation, allowed);
    }

    /** The sequences of one record. */
    private static final class Beam {
        private final int record;
        private final List<Sequence> complete = new ArrayList<>();
        private boolean done;
        private int[][] open;
        private float[] sums;
        private int[][] openBefore;
        private float[] sumsBefore;

        Beam(int record, int beams) {
            this.record = record;
            this.open = new int[beams][0];
            this.sums = new float[beams];
            Arrays.fill(sums, 1, beams, ABSENT);
        }
    }

    List<List<Sequence>> run(NextScores decoder, int records) {
        List<Beam> all = new ArrayList<>();
        long[] spread = new long[records * beams];
        for (int i = 0; i < records; i++) {
            all.add(new Beam(i, beams));
            Arrays.fill(spread, i * beams, (i + 1) * beams, i);
        }
        decoder.select(spread, false);
        List<Beam> searched = List.copyOf(all);
        int[] newest = new int[spread.length];
        Arrays.fill(newest, generation.begin());
        for (int length = 0; length <= generation.longest() && !searched.isEmpty(); length++) {
            Interruption.check();
            long[] from = new long[newest.length];
            newest = step(decoder.next(newest), searched, length, from);
            int done = 0;
            for (Beam beam : searched) {
                if (!beam.done && (length == generation.longest() || isDone(beam, length + 1))) {
                    close(beam);
                    beam.done = true;
                }
                done += beam.done ? 1 : 0;
            }
            boolean remove = done == searched.size() || done > OneByOne.ENDED * searched.size();
            List<Beam> rest = new ArrayList<>();
            List<Integer> rows = new ArrayList<>();
            for (int i = 0; i < searched.size(); i++) {
                Beam beam = searched.get(i);
                if (!remove || !beam.done) {
                    rest.add(beam);
                    for (int j = 0; j < beams; j++) {
                        rows.add(i * beams + j);
                    }
                }
            }
            boolean sameRecords = rest.size() == searched.size();
            long[] order = rows.stream().mapToLong(row -> from[row]).toArray();
            int[] symbols = newest;
            newest = rows.stream().mapToInt(row -> symbols[row]).toArray();
            if (!rest.isEmpty() && !(sameRecords && isInOrder(order))) {
                decoder.select(order, sameRecords);
            }
            searched = rest;
        }
        return all.stream()
                .map(beam -> beam.complete.stream().limit(search.best()).toList())
                .toList();
    }

    private static boolean isInOrder(long[] rows) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] != i) {
                return false;
            }
        }
        return true;
    }

    /** Extends all open sequences; returns their newest symbols, and the rows that they extend. */
    private int[] step(NDArray logits, List<Beam> searched, int length, long[] from) {
        int symbols = (int) logits.getShape().get(1);
        NDArray logs =
                scores.logs(
                        scores.repeats() ? penalised(logits, searched, symbols) : logits,
                        row -> searched.get(row / beams).open[row % beams]);
        float[] sums = new float[searched.size() * beams];
        for (int i = 0; i < searched.size(); i++) {
            System.arraycopy(searched.get(i).sums, 0, sums, i * beams, beams);
        }
        NDArray totals = logs.add(logs.getManager().create(sums).expandDims(1));
        int examined = Math.min(2 * beams, beams * symbols);
        NDList best = totals.reshape(searched.size(), (long) beams * symbols).topK(examined, 1);
        float[] values = Scores.checked(best.get(0).toFloatArray());
        long[] places = best.get(1).toLongArray();
        int[] newest = new int[searched.size() * beams];
        for (int i = 0; i < searched.size(); i++) {
            if (searched.get(i).done) {
                for (int row = i * beams; row < (i + 1) * beams; row++) {
                    from[row] = row;
                    newest[row] = generation.end();
                }
                continue;
            }
            extend(searched.get(i), i, values, places, examined, symbols, length, from, newest);
        }
        return newest;
    }

    private void extend(
            Beam beam,
            int index,
            float[] values,
            long[] places,
            int examined,
            int symbols,
            int length,
            long[] from,
            int[] newest) {
        int[][] open = new int[beams][];
        float[] sums = new float[beams];
        int count = 0;
        for (int rank = 0; rank < examined && count < beams; rank++) {
            float value = values[index * examined + rank];
            int place = (int) places[index * examined + rank];
            int[] before = beam.open[place / symbols];
            int symbol = place % symbols;
            if (symbol == generation.end()) {
                if (rank < beams && value > ABSENT / 2) {
                    double penalty = Sequence.penalty(length, search.lengthPenalty());
                    beam.complete.add(new Sequence(before, value / penalty, true));
                }
            } else {
                open[count] = Sequence.with(before, symbol);
                sums[count] = value;
                from[index * beams + count] = (long) index * beams + place / symbols;
                newest[index * beams + count++] = symbol;
            }
        }
        for (; count < beams; count++) {
            // fewer symbols than beams: a sequence that cannot be chosen
            open[count] = Sequence.with(beam.open[0], generation.begin());
            sums[count] = 2 * ABSENT;
            from[index * beams + count] = (long) index * beams;
            newest[index * beams + count] = generation.begin();
        }
        beam.openBefore = beam.open;
        beam.sumsBefore = beam.sums;
        beam.open = open;
        beam.sums = sums;
    }

    private NDArray penalised(NDArray logits, List<Beam> searched, int symbols) {
        float[] all = logits.toFloatArray();
        for (int i = 0; i < searched.size(); i++) {
            for (int j = 0; j < beams; j++) {
                scores.penalise(all, (i * beams + j) * symbols, searched.get(i).open[j]);
            }
        }
        return logits.getManager().create(all, logits.getShape());
    }

    private boolean isDone(Beam beam, int length) {
        if (beam.complete.size() < beams) {
            return false;
        }
        beam.complete.sort(Sequence.BEST_FIRST);
        double last = beam.complete.get(search.best() - 1).score();
        return beam.sums[0] / Sequence.penalty(length, search.lengthPenalty()) <= last;
    }

    /**
     * Completes a record. If fewer sequences than are wanted have ended, those serve that have the
     * greatest length.
     */
    private void close(Beam beam) {
        for (int j = 0; j < beams && beam.complete.size() < search.best(); j++) {
            if (beam.sumsBefore[j] > ABSENT / 2) {
                int[] symbols = beam.openBefore[j];
                double penalty = Sequence.penalty(symbols.length, search.lengthPenalty());
                beam.complete.add(new Sequence(symbols, beam.sumsBefore[j] / penalty, false));
            }
        }
        beam.complete.sort(Sequence.BEST_FIRST);
    }
}
