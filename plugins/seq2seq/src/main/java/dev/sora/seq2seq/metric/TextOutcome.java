// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Gallery;
import dev.sora.exhibit.Tone;
import dev.sora.metric.DivisibleOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Generated texts, and the right ones.
 *
 * @param generated the generated text of each record
 * @param references the right text of each record
 * @param logProbabilities the logarithm of the probability of each right text, the sum over its
 *     symbols
 * @param symbols the number of symbols of each right text, the end included
 * @param attention what the generated texts of the first records attended to; fewer than {@link
 *     #ATTENTIONS} if it is not known
 */
public record TextOutcome(
        List<String> generated,
        List<String> references,
        double[] logProbabilities,
        int[] symbols,
        List<TextAttention> attention)
        implements DivisibleOutcome<TextOutcome> {

    /** The most texts whose attention is kept and drawn. */
    public static final int ATTENTIONS = 4;

    private static final int SHOWN = 24;

    /** Creates an outcome without attention. */
    public TextOutcome(
            List<String> generated,
            List<String> references,
            double[] logProbabilities,
            int[] symbols) {
        this(generated, references, logProbabilities, symbols, List.of());
    }

    /** Checks the sizes. */
    public TextOutcome {
        generated = List.copyOf(generated);
        references = List.copyOf(references);
        attention = attention.stream().limit(ATTENTIONS).toList();
        if (generated.size() != references.size()
                || generated.size() != logProbabilities.length
                || generated.size() != symbols.length) {
            throw new IllegalArgumentException(
                    "%d generated texts, %d right ones, %d probabilities, %d lengths"
                            .formatted(
                                    generated.size(),
                                    references.size(),
                                    logProbabilities.length,
                                    symbols.length));
        }
    }

    @Override
    public int size() {
        return generated.size();
    }

    @Override
    public TextOutcome joined(List<TextOutcome> following) {
        List<String> said = new ArrayList<>(generated);
        List<String> right = new ArrayList<>(references);
        List<double[]> logs = new ArrayList<>(List.of(logProbabilities));
        List<int[]> lengths = new ArrayList<>(List.of(symbols));
        List<TextAttention> read = new ArrayList<>(attention);
        // each part has the attention of its first records
        boolean all = attention.size() == size();
        for (TextOutcome part : following) {
            said.addAll(part.generated);
            right.addAll(part.references);
            logs.add(part.logProbabilities);
            lengths.add(part.symbols);
            read.addAll(all ? part.attention : List.of());
            all &= part.attention.size() == part.size();
        }
        return new TextOutcome(
                said,
                right,
                logs.stream().flatMapToDouble(Arrays::stream).toArray(),
                lengths.stream().flatMapToInt(Arrays::stream).toArray(),
                read);
    }

    @Override
    public TextOutcome chosen(int[] records) {
        return new TextOutcome(
                Arrays.stream(records).mapToObj(generated::get).toList(),
                Arrays.stream(records).mapToObj(references::get).toList(),
                Arrays.stream(records).mapToDouble(i -> logProbabilities[i]).toArray(),
                Arrays.stream(records).map(i -> symbols[i]).toArray());
    }

    /** Metrics read every character. */
    @Override
    public long numbers() {
        return generated.stream().mapToLong(String::length).sum()
                + references.stream().mapToLong(String::length).sum();
    }

    @Override
    public List<Exhibit> exhibits(int shown) {
        int most = Math.min(size(), shown);
        double[] scores = new double[most];
        for (int i = 0; i < most; i++) {
            scores[i] =
                    CharacterCounts.score(CharacterCounts.of(generated.get(i), references.get(i)));
        }
        List<Integer> worst =
                IntStream.range(0, most)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> scores[i]))
                        .limit(SHOWN)
                        .toList();
        List<Integer> first = IntStream.range(0, Math.min(SHOWN, most)).boxed().toList();
        List<Exhibit> exhibits =
                new ArrayList<>(
                        List.of(
                                gallery("The first records, with chrF", Tone.PLAIN, first, scores),
                                gallery(
                                        "The records with the lowest chrF",
                                        Tone.BAD,
                                        worst,
                                        scores)));
        for (int i = 0; i < attention.size(); i++) {
            exhibits.add(attention.get(i).exhibit("Attention of record %d".formatted(i + 1)));
        }
        return exhibits;
    }

    private Gallery gallery(String title, Tone tone, List<Integer> records, double[] scores) {
        return Gallery.of(
                title,
                tone,
                records.size(),
                records.stream()
                        .map(
                                i ->
                                        Gallery.Item.ofRecord(i)
                                                .judged(
                                                        generated.get(i),
                                                        String.format(
                                                                Locale.ROOT,
                                                                "%s (chrF %.1f)",
                                                                references.get(i),
                                                                scores[i])))
                        .toList());
    }
}
