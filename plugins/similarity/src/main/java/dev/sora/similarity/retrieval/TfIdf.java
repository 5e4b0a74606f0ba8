// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.retrieval;

import dev.sora.data.DataRecord;
import dev.sora.particle.Retrieval;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Ranks texts by the words that they share with the question: the cosine of vectors of {@code
 * count(word) (1 + log((1 + n) / (1 + df(word))))}, where df is the number of the n texts of the
 * training that have the word (Salton and Buckley, 1988; smoothed as in scikit-learn). Words are
 * runs of letters and digits, in lower case; a word that the training texts do not have counts as
 * one that no text has.
 */
final class TfIdf implements Retrieval.Baseline {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private final String queryColumn;
    private final List<String> learned;
    private final List<String> candidates;
    private Optional<Index> index = Optional.empty();

    /** What is computed at the first question, because most uses of a model ask none. */
    private record Index(Map<String, Integer> counts, List<Map<String, Double>> vectors) {}

    /**
     * Creates a baseline.
     *
     * @param queryColumn the column of the questions
     * @param learned the texts of the training
     * @param candidates the texts to rank, by number
     */
    TfIdf(String queryColumn, List<String> learned, List<String> candidates) {
        this.queryColumn = queryColumn;
        this.learned = learned;
        this.candidates = candidates;
    }

    @Override
    public String name() {
        return "TF-IDF";
    }

    @Override
    public String meaning() {
        return "Texts with more, and rarer, words of the question come first.";
    }

    @Override
    public float[] scores(Retrieval.Question question) {
        Index known = index();
        Map<String, Double> asked = vector(query(question.record()), known.counts());
        float[] scores = new float[question.candidates().length];
        for (int i = 0; i < scores.length; i++) {
            Map<String, Double> text = known.vectors().get(question.candidates()[i]);
            double sum = 0;
            for (Map.Entry<String, Double> word : asked.entrySet()) {
                sum += word.getValue() * text.getOrDefault(word.getKey(), 0.0);
            }
            scores[i] = (float) sum;
        }
        return scores;
    }

    private String query(DataRecord record) {
        Object value = record.find(queryColumn).orElse("");
        return value instanceof List<?> turns
                ? turns.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : value.toString();
    }

    private synchronized Index index() {
        if (index.isEmpty()) {
            Map<String, Integer> counts = new HashMap<>();
            for (String text : learned) {
                words(text).keySet().forEach(word -> counts.merge(word, 1, Integer::sum));
            }
            index =
                    Optional.of(
                            new Index(
                                    counts,
                                    candidates.stream()
                                            .map(text -> vector(text, counts))
                                            .toList()));
        }
        return index.get();
    }

    private static Map<String, Integer> words(String text) {
        Map<String, Integer> words = new HashMap<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.merge(matcher.group(), 1, Integer::sum);
        }
        return words;
    }

    /** Returns a vector of length 1, or without values for a text without words. */
    private Map<String, Double> vector(String text, Map<String, Integer> counts) {
        Map<String, Double> weights = new HashMap<>();
        double squares = 0;
        for (Map.Entry<String, Integer> word : words(text).entrySet()) {
            double rarity =
                    1
                            + Math.log(
                                    (1.0 + learned.size())
                                            / (1 + counts.getOrDefault(word.getKey(), 0)));
            double weight = word.getValue() * rarity;
            weights.put(word.getKey(), weight);
            squares += weight * weight;
        }
        double length = Math.sqrt(squares);
        weights.replaceAll((word, weight) -> weight / length);
        return weights;
    }
}
