// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.metric.Outcome;
import dev.sora.tensor.HostTensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Defines how an output chooses among candidates: each record forms a query, called a question, and
 * the network scores every pair of record and candidate.
 *
 * <p>Inputs that read columns of a candidate are computed from the candidate, all others from the
 * record. In training, {@link #draw} draws the pairs of a minibatch. In evaluation, each question
 * names the candidates that are ranked for it. In prediction, the best candidates are decoded.
 *
 * <p>An output that retrieves is the only output of its pipeline. Its {@link
 * FittedOutput#forward(java.util.List, Pass)} returns one score for each pair; higher is better.
 *
 * <p>A retrieval is immutable; several threads use it at once.
 *
 * @since 1.1
 */
@ConsumerType
public interface Retrieval {

    /** Returns the columns that describe a candidate, such as an item and its genre. */
    Set<String> columns();

    /**
     * Returns every candidate once, always in the same order. The number of a candidate is its
     * position, from 0.
     *
     * @return at least one record, each with the {@link #columns()}
     */
    List<DataRecord> catalogue();

    /**
     * Draws the pairs of records and candidates of a training minibatch.
     *
     * <p>The loss is computed on these pairs in this order; the target of a pair is that of its
     * record.
     *
     * @param size the number of records in the minibatch
     * @param targets their targets, in the layout of {@link FittedOutput#encode}
     * @param random random numbers, seeded for the step
     */
    Pairs draw(int size, List<HostTensor> targets, RandomGenerator random);

    /**
     * Generates the questions of an evaluation from its records; several records may form one
     * question.
     *
     * @param action receives each question in turn
     * @throws dev.sora.problem.RecordException if no question can be formed from a record
     */
    void questions(Records records, Consumer<Question> action);

    /**
     * Returns the retrieval that evaluates records. By default it is this one, which ranks
     * candidates of its own catalogue. An output whose candidates are content, such as answers to
     * questions, returns a retrieval over the candidates of the records, which training has not
     * seen: with the same columns, another catalogue, and questions that number its candidates.
     *
     * @param records the records of the evaluation; they can be read again
     * @since 2.5
     */
    default Retrieval evaluating(Records records) {
        return this;
    }

    /**
     * Returns the evaluation protocol, in a sentence for reports: which candidates are ranked and
     * which are excluded.
     */
    default Optional<String> protocol() {
        return Optional.empty();
    }

    /**
     * Returns a simple ranking that a report compares the model with, such as popularity. It is
     * evaluated on the same questions with the same metrics.
     *
     * @since 1.2
     */
    default Optional<Baseline> baseline() {
        return Optional.empty();
    }

    /** Returns the question of a record in prediction, without relevant candidates. */
    Question question(DataRecord record);

    /**
     * Returns the outcome of the scores of a question, for metrics.
     *
     * @param scores one for each candidate, in the order of the question
     */
    Outcome outcome(Question question, float[] scores);

    /** Returns the loss of the scores of a question, comparable with the training loss. */
    double loss(Question question, float[] scores);

    /** Decodes the scores of a question into values for users. */
    Map<String, Object> decode(Question question, float[] scores);

    /**
     * Pairs of records and candidates.
     *
     * @param records the record of each pair, by its position in the minibatch
     * @param candidates the candidate of each pair, by its number
     */
    record Pairs(int[] records, int[] candidates) {
        /** Checks that both have the same length and are not empty. */
        public Pairs {
            if (records.length != candidates.length || records.length == 0) {
                throw new IllegalArgumentException(
                        "%d records paired with %d candidates"
                                .formatted(records.length, candidates.length));
            }
        }

        /** Returns pairs of records and candidates. */
        public static Pairs of(int[] records, int[] candidates) {
            return new Pairs(records, candidates);
        }
    }

    /**
     * A ranking of candidates without the model.
     *
     * @since 1.2
     */
    @ConsumerType
    interface Baseline {

        /** Returns the name, which is the heading of a column, such as {@code popularity}. */
        String name();

        /** Returns the criterion of the ranking, in a sentence for reports. */
        String meaning();

        /**
         * Scores the candidates of a question; higher is better.
         *
         * @return one score for each candidate, in the order of the question
         */
        float[] scores(Question question);
    }

    /**
     * A query: a record and the candidates to rank for it.
     *
     * @param record the record that asks, such as a user
     * @param candidates the numbers of the candidates to score, each once
     * @param relevant the numbers of the relevant ones among the candidates
     */
    record Question(DataRecord record, int[] candidates, int[] relevant) {
        /** Checks that the parts are present. */
        public Question {
            Objects.requireNonNull(record, "record");
            Objects.requireNonNull(candidates, "candidates");
            Objects.requireNonNull(relevant, "relevant");
        }

        /** Returns the question of a record. */
        public static Question of(DataRecord record, int[] candidates, int[] relevant) {
            return new Question(record, candidates, relevant);
        }
    }
}
