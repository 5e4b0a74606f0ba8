// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import ai.djl.ndarray.NDArray;
import dev.sora.data.DataRecord;
import dev.sora.generation.GeneratingOutput;
import dev.sora.generation.Generation;
import dev.sora.generation.NextSymbols;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.seq2seq.metric.TextAttention;
import dev.sora.seq2seq.metric.TextOutcome;
import dev.sora.seq2seq.text.Pieces;
import dev.sora.seq2seq.text.WordList;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A fitted output of texts.
 *
 * @param text the settings
 * @param references the right texts
 * @param words the mean number of words of a training text, by which the loss is divided
 * @param entries the names of the symbols; empty before they are known
 * @param longest the most symbols of a generated text
 * @param only the words of which generated texts consist; empty if any text may be generated
 * @param list these words as pieces, once the names of the symbols are known
 * @param source the names of the pieces that the decoder attends to, if it is shown
 */
record FittedGeneratedText(
        GeneratedText text,
        References references,
        double words,
        List<String> entries,
        int longest,
        List<String> only,
        Optional<WordList> list,
        Optional<List<String>> source)
        implements GeneratingOutput {

    /** The most symbols where neither the settings nor the input limit them. */
    private static final int UNKNOWN_LENGTH = 100;

    /** The words of which generated texts consist, in a state. */
    static final String ONLY = "only";

    static FittedGeneratedText of(GeneratedText text, int bytes, double words, List<String> only) {
        return new FittedGeneratedText(
                text,
                new References(text.column(), bytes),
                words,
                List.of(),
                text.longest() > 0 ? text.longest() : UNKNOWN_LENGTH,
                only,
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public GeneratingOutput reading(List<SignalSpec> inputs) {
        SignalSpec soFar = inputs.get(1);
        long steps = soFar.values().dimension(0);
        int most = text.longest() > 0 || steps < 2 ? longest : (int) steps - 1;
        Optional<WordList> known =
                only.isEmpty() || soFar.entries().isEmpty()
                        ? Optional.empty()
                        : Optional.of(WordList.of(only, soFar.entries()));
        known.filter(words -> words.shortest() > most)
                .ifPresent(
                        words -> {
                            throw WordFile.tooLong(words.shortest(), most);
                        });
        return new FittedGeneratedText(
                text,
                references,
                words,
                soFar.entries(),
                most,
                only,
                known,
                SourceAttention.names(inputs));
    }

    @Override
    public boolean samples() {
        return text.sampling().share() > 0;
    }

    @Override
    public NDArray sampled(List<Signal> inputs, long step, Pass pass) {
        NDArray chosen = TextHead.chosen(inputs.get(0), generation().never(), pass);
        return text.sampling().mixed(inputs.get(1), chosen, step, pass);
    }

    @Override
    public Set<Integer> complete() {
        return source.isPresent() ? Set.of(SourceAttention.THIRD) : Set.of();
    }

    @Override
    public boolean hasAttention() {
        return source.isPresent();
    }

    @Override
    public NDArray attention(List<Signal> inputs, Pass pass) {
        return SourceAttention.last(inputs);
    }

    @Override
    public Generation generation() {
        return new Generation(
                1, Pieces.BEGIN, Pieces.END, Set.of(0, Pieces.BEGIN), longest, text.search());
    }

    @Override
    public Optional<NextSymbols> nextSymbols() {
        return list.map(words -> words);
    }

    /** Returns the text of symbols; with a list of words, without a word that has only begun. */
    @Override
    public String text(int[] symbols) {
        return Pieces.decode(list.map(words -> words.whole(symbols)).orElse(symbols), entries);
    }

    @Override
    public NDArray next(List<Signal> inputs, Pass pass) {
        return TextHead.next(inputs.get(0), pass);
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return text.plan(inputs);
    }

    @Override
    public State state() {
        State.Builder state =
                State.builder().integer("bytes", references.bytes()).number("words", words);
        return (only.isEmpty() ? state : state.strings(ONLY, only)).build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        return List.of(references.encode(records));
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        return text.head().forward(inputs, pass);
    }

    /**
     * Returns the cross-entropy with smoothed targets, summed over the symbols of a text and
     * divided by the mean number of words of the training texts, so that a long text weighs more
     * than a short one, and losses of different vocabularies can be compared.
     */
    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDArray right = TextHead.right(prediction);
        float smoothing = (float) text.smoothing();
        NDArray sums =
                smoothing == 0
                        ? right
                        : right.mul(1 - smoothing).add(TextHead.mean(prediction).mul(smoothing));
        return sums.mean().mul((float) (-1 / words));
    }

    @Override
    public Optional<String> progressMetric() {
        return Optional.of("perplexity");
    }

    @Override
    public NDArray progressValue(Signal prediction, Signal target) {
        NDArray symbols = prediction.lengths().sum().maximum(1);
        return TextHead.right(prediction)
                .sum()
                .div(symbols.toType(prediction.values().getDataType(), false))
                .neg()
                .exp();
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        List<String> right = References.decode(target.values());
        float[] sums = TextHead.right(prediction).toFloatArray();
        double[] logs = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            logs[i] = sums[i];
        }
        return new TextOutcome(
                texts(prediction, 1).stream().map(texts -> texts.get(0)).toList(),
                right,
                logs,
                prediction.lengths().toIntArray(),
                SourceAttention.of(prediction, source, entries, TextOutcome.ATTENTIONS));
    }

    /** Returns the generated texts of each record, at most some; empty texts without any. */
    private List<List<String>> texts(Signal prediction, int most) {
        int records = (int) prediction.values().getShape().get(0);
        List<List<String>> texts = new ArrayList<>();
        if (!prediction.has(Generation.GENERATED)) {
            for (int i = 0; i < records; i++) {
                texts.add(List.of(""));
            }
            return texts;
        }
        NDArray generated = prediction.part(Generation.GENERATED);
        int best = (int) generated.getShape().get(1);
        int width = (int) generated.getShape().get(2);
        int[] symbols = generated.toIntArray();
        for (int i = 0; i < records; i++) {
            List<String> own = new ArrayList<>();
            for (int j = 0; j < Math.min(best, most); j++) {
                int from = (i * best + j) * width;
                int[] said = Arrays.copyOfRange(symbols, from, from + width);
                // a text of the greatest length may end within a word
                own.add(text(said));
            }
            texts.add(own);
        }
        return texts;
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        return Optional.of(TextScore.of(part));
    }

    @Override
    public List<AnswerField> answerFields() {
        List<AnswerField> fields =
                new ArrayList<>(
                        List.of(
                                new AnswerField("text", AnswerField.Type.TEXT),
                                new AnswerField("score", AnswerField.Type.NUMBER),
                                new AnswerField("best", AnswerField.Type.NESTED)));
        if (hasAttention()) {
            fields.add(new AnswerField("attention", AnswerField.Type.NESTED));
        }
        return fields;
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        List<List<String>> texts = texts(prediction, Integer.MAX_VALUE);
        float[] scores =
                prediction.has(Generation.SCORES)
                        ? prediction.part(Generation.SCORES).toFloatArray()
                        : new float[0];
        int best = scores.length / Math.max(1, texts.size());
        List<TextAttention> attention =
                SourceAttention.of(prediction, source, entries, texts.size());
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("text", texts.get(i).get(0));
            if (best > 0) {
                values.put("score", (double) scores[i * best]);
            }
            if (best > 1) {
                List<Map<String, Object>> more = new ArrayList<>();
                for (int j = 0; j < best; j++) {
                    if (scores[i * best + j] > Float.NEGATIVE_INFINITY) {
                        more.add(
                                Map.of(
                                        "text",
                                        texts.get(i).get(j),
                                        "score",
                                        (double) scores[i * best + j]));
                    }
                }
                values.put("best", more);
            }
            if (!attention.isEmpty()) {
                values.put("attention", attention.get(i).values());
            }
            decoded.add(values);
        }
        return decoded;
    }
}
