// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.retrieval;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.metric.Outcome;
import dev.sora.metric.RankingOutcome;
import dev.sora.metric.RankingOutcome.Ranking;
import dev.sora.particle.Retrieval;
import dev.sora.tensor.HostTensor;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The retrieval that chooses among texts: those of the training, or of an evaluation. */
final class TextRetrieval implements Retrieval {

    /** The maximum rank that metrics take into account. */
    private static final int KEPT = 100;

    private final RetrievedText settings;
    private final Texts texts;
    private final Optional<Baseline> baseline;
    private final List<String> learned;

    private TextRetrieval(RetrievedText settings, Texts texts, List<String> learned) {
        this.settings = settings;
        this.texts = texts;
        this.learned = learned;
        this.baseline =
                settings.queryColumn().map(column -> new TfIdf(column, learned, texts.all()));
    }

    static TextRetrieval of(RetrievedText settings, Texts texts) {
        return new TextRetrieval(settings, texts, texts.all());
    }

    @Override
    public Set<String> columns() {
        return Set.of(settings.column());
    }

    @Override
    public List<DataRecord> catalogue() {
        return texts.records();
    }

    /** The texts of evaluated records are the candidates: most of them are not in training. */
    @Override
    public Retrieval evaluating(Records records) {
        return new TextRetrieval(settings, Texts.of(records, settings.column()), learned);
    }

    @Override
    public Optional<String> protocol() {
        return Optional.of(
                "each record's text is ranked among itself and at most %d other texts of the"
                                .formatted(settings.candidates() - 1)
                        + " evaluated records, drawn at random; of equal scores the right text's"
                        + " counts as the lowest.");
    }

    @Override
    public Optional<Baseline> baseline() {
        return baseline;
    }

    /** Pairs each record with its own text; the loss compares it with those of the others. */
    @Override
    public Pairs draw(int size, List<HostTensor> targets, RandomGenerator random) {
        LongBuffer numbers =
                targets.get(0).data().duplicate().order(ByteOrder.nativeOrder()).asLongBuffer();
        int[] candidates = new int[size];
        for (int i = 0; i < size; i++) {
            candidates[i] = (int) numbers.get(i);
        }
        return Pairs.of(IntStream.range(0, size).toArray(), candidates);
    }

    @Override
    public void questions(Records records, Consumer<Question> action) {
        // a single text would always rank first
        if (texts.size() > 1) {
            records.forEach(record -> action.accept(sampled(record, texts.number(record))));
        }
    }

    private Question sampled(DataRecord record, int own) {
        int wanted = Math.min(settings.candidates(), texts.size());
        // seeded by the record and its text, so that the draw is the same in every epoch
        SplittableRandom random =
                new SplittableRandom(31L * record.number() + texts.text(own).hashCode());
        BitSet chosen = new BitSet();
        // what is drawn is the smaller part: the chosen texts, or those that are left out
        boolean leaves = wanted * 2L > texts.size();
        int drawn = leaves ? texts.size() - wanted : wanted - 1;
        while (chosen.cardinality() < drawn) {
            int number = random.nextInt(texts.size());
            if (number != own) {
                chosen.set(number);
            }
        }
        if (leaves) {
            chosen.flip(0, texts.size());
        }
        chosen.set(own);
        return Question.of(record, chosen.stream().toArray(), new int[] {own});
    }

    @Override
    public Question question(DataRecord record) {
        return Question.of(record, IntStream.range(0, texts.size()).toArray(), new int[0]);
    }

    @Override
    public Outcome outcome(Question question, float[] scores) {
        return RankingOutcome.of(
                texts.size(),
                List.of(Ranking.of(question.candidates(), scores, question.relevant(), KEPT)));
    }

    /** Returns the cross-entropy of the right text among the candidates. */
    @Override
    public double loss(Question question, float[] scores) {
        double right = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            greatest = Math.max(greatest, scores[i]);
            right = question.candidates()[i] == question.relevant()[0] ? scores[i] : right;
        }
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - greatest);
        }
        return Math.log(sum) + greatest - right;
    }

    @Override
    public Map<String, Object> decode(Question question, float[] scores) {
        Ranking ranking = Ranking.of(question.candidates(), scores, new int[0], settings.top());
        double unit = settings.cosine() ? settings.scale() : 1;
        List<String> best = new ArrayList<>();
        List<Double> similarities = new ArrayList<>();
        for (int number : ranking.top()) {
            best.add(texts.text(number));
            // every text is a candidate, at the place of its number
            similarities.add(scores[number] / unit);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", best.get(0));
        values.put("score", similarities.get(0));
        values.put("texts", best);
        values.put("scores", similarities);
        return values;
    }
}
