// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.metric.Outcome;
import dev.sora.metric.RankingOutcome;
import dev.sora.metric.RankingOutcome.Ranking;
import dev.sora.particle.Retrieval;
import dev.sora.recommender.identifier.Interactions;
import dev.sora.recommender.identifier.Vocabulary;
import dev.sora.tensor.HostTensor;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The retrieval that recommends items to users. */
final class Recommendation implements Retrieval {

    /** The maximum rank that metrics take into account. */
    static final int KEPT = 100;

    private static final int TRIES = 100;

    private final Implicit settings;
    private final Vocabulary users;
    private final Candidates candidates;
    private final Interactions interactions;
    private final Popularity popularity;

    Recommendation(
            Implicit settings, Vocabulary users, Candidates candidates, Interactions interactions) {
        this.settings = settings;
        this.users = users;
        this.candidates = candidates;
        this.interactions = interactions;
        this.popularity = new Popularity(interactions, size(), this::own);
    }

    @Override
    public Set<String> columns() {
        return candidates.columns();
    }

    @Override
    public List<DataRecord> catalogue() {
        return candidates.records();
    }

    @Override
    public Optional<String> protocol() {
        return Optional.of(
                settings.protocol()
                        + (settings.symmetric()
                                ? " Pairs have no direction: records whose pair the training data"
                                        + " has, in either order, are not measured."
                                : "")
                        + (settings.popular()
                                ? " Users whom training has not seen are ranked for by popularity,"
                                        + " as they are recommended to; the loss is the model's."
                                : ""));
    }

    @Override
    public Optional<Baseline> baseline() {
        return Optional.of(popularity);
    }

    /** Returns the item that is the user, if users and items have the same names. */
    private int own(int user) {
        return settings.symmetric() && user != Vocabulary.UNKNOWN
                ? candidates.items().index(users.name(user))
                : Vocabulary.UNKNOWN;
    }

    private int size() {
        return candidates.records().size();
    }

    /**
     * Returns for each record its item followed by drawn items. Items are drawn that the user has
     * no training interaction with; if the user has interactions with all items, any item is drawn.
     */
    @Override
    public Pairs draw(int size, List<HostTensor> targets, RandomGenerator random) {
        IntBuffer user = ints(targets.get(0));
        IntBuffer item = ints(targets.get(1));
        int each = 1 + settings.negatives();
        int[] records = new int[size * each];
        int[] chosen = new int[size * each];
        for (int i = 0; i < records.length; i++) {
            int record = i / each;
            records[i] = record;
            chosen[i] = i % each == 0 ? item.get(record) - 1 : unseen(user.get(record), random);
        }
        return Pairs.of(records, chosen);
    }

    private static IntBuffer ints(HostTensor tensor) {
        return tensor.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer();
    }

    private int unseen(int user, RandomGenerator random) {
        int number = random.nextInt(size());
        for (int i = 0; i < TRIES && interactions.contains(user, number + 1); i++) {
            number = random.nextInt(size());
        }
        int left = size() - interactions.count(user);
        return left > 0 && interactions.contains(user, number + 1)
                ? interactions.unseen(user, random.nextInt(left)) - 1
                : number;
    }

    @Override
    public void questions(Records records, Consumer<Question> action) {
        new Questions(settings, users, candidates, interactions).ask(records, action);
    }

    @Override
    public Question question(DataRecord record) {
        int user = users.index(record, settings.user());
        int[] numbers =
                Questions.rankable(interactions, size(), user, settings.protocol().excludeSeen());
        return Question.of(record, numbers, new int[0]);
    }

    @Override
    public Outcome outcome(Question question, float[] scores) {
        Ranking ranking =
                Ranking.of(
                        question.candidates(), served(question, scores), question.relevant(), KEPT);
        return RankingOutcome.of(size(), List.of(ranking));
    }

    /** Returns the scores that order candidates, the same for evaluation and recommendation. */
    private float[] served(Question question, float[] scores) {
        return settings.popular() && isUnknown(question) ? popularity.scores(question) : scores;
    }

    private boolean isUnknown(Question question) {
        return users.index(question.record(), settings.user()) == Vocabulary.UNKNOWN;
    }

    @Override
    public double loss(Question question, float[] scores) {
        int[] relevant = question.relevant().clone();
        Arrays.sort(relevant);
        float[] right = new float[scores.length];
        float[] others = new float[scores.length];
        int hits = 0;
        int misses = 0;
        for (int i = 0; i < scores.length; i++) {
            if (Arrays.binarySearch(relevant, question.candidates()[i]) >= 0) {
                right[hits++] = scores[i];
            } else {
                others[misses++] = scores[i];
            }
        }
        if (hits == 0 || misses == 0) {
            return 0;
        }
        float[] drawn = Arrays.copyOf(others, misses);
        double sum = 0;
        for (int i = 0; i < hits; i++) {
            sum += settings.loss().of(right[i], drawn, settings.negatives());
        }
        return sum / hits;
    }

    @Override
    public Map<String, Object> decode(Question question, float[] scores) {
        float[] order = served(question, scores);
        Ranking ranking = Ranking.of(question.candidates(), order, new int[0], settings.top());
        List<Object> items = new ArrayList<>();
        for (int number : ranking.top()) {
            items.add(candidates.item(number));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        Vocabulary.name(question.record(), settings.user())
                .ifPresent(name -> values.put("user", name));
        values.put("items", items);
        values.put("scores", scoresOf(question, order, ranking.top()));
        if (isUnknown(question)) {
            values.put("cold_start", true);
        }
        return values;
    }

    private static List<Double> scoresOf(Question question, float[] scores, int[] top) {
        Map<Integer, Double> byNumber = new LinkedHashMap<>();
        for (int i = 0; i < scores.length; i++) {
            byNumber.put(question.candidates()[i], (double) scores[i]);
        }
        return Arrays.stream(top).mapToObj(byNumber::get).toList();
    }
}
