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
 * What makes an output choose among candidates: a record asks a question, and candidates are scored
 * against it, one pair of record and candidate after the other.
 *
 * <p>Inputs that read the columns of a candidate are computed from the candidate, all others from
 * the record. While training, the pairs of a minibatch are drawn; to measure, each question names
 * the candidates that are ranked for it; to predict, the best are decoded.
 *
 * <p>An output that retrieves is the only output of its pipeline. What {@link
 * FittedOutput#forward(java.util.List, Pass)} returns for it is one number a pair, the score: the
 * higher, the better.
 *
 * <p>A retrieval is immutable and serves several threads.
 *
 * @since 1.1
 */
@ConsumerType
public interface Retrieval {

    /** Returns the columns that describe a candidate, such as an item and its genre. */
    Set<String> columns();

    /**
     * Returns every candidate once, always in the same order; a candidate's number is its position.
     *
     * @return at least one record, each with the {@link #columns()}
     */
    List<DataRecord> catalogue();

    /**
     * Draws the pairs that a minibatch of training records is learned from.
     *
     * <p>The loss is computed on these pairs in this order; its targets are those of each pair's
     * record.
     *
     * @param size the number of records in the minibatch
     * @param targets their targets, as {@link FittedOutput#encode} laid them out
     * @param random seeded for the step
     */
    Pairs draw(int size, List<HostTensor> targets, RandomGenerator random);

    /**
     * Asks the questions that records are measured by; several records may make one question.
     *
     * @param action receives each question in turn
     * @throws dev.sora.problem.RecordException if a record makes no question
     */
    void questions(Records records, Consumer<Question> action);

    /**
     * Returns how the output is measured, in a sentence for reports: which candidates are ranked
     * and which are left out.
     */
    default Optional<String> protocol() {
        return Optional.empty();
    }

    /**
     * Returns a simple way to order candidates that a report compares the model with, such as by
     * popularity. It is measured on the same questions and by the same metrics.
     *
     * @since 1.2
     */
    default Optional<Baseline> baseline() {
        return Optional.empty();
    }

    /** Returns the question that a record asks when it is predicted for; nothing is relevant. */
    Question question(DataRecord record);

    /**
     * Measures the answer to a question.
     *
     * @param scores one a candidate, in the order of the question
     */
    Outcome outcome(Question question, float[] scores);

    /** Returns the loss of the answer to a question, comparable with the loss of the training. */
    double loss(Question question, float[] scores);

    /** Decodes the answer to a question into values that a person reads. */
    Map<String, Object> decode(Question question, float[] scores);

    /**
     * Pairs of records and candidates.
     *
     * @param records the record of each pair, by its position in the minibatch
     * @param candidates the candidate of each pair, by its number
     */
    record Pairs(int[] records, int[] candidates) {
        /** Checks that there are as many of one as of the other. */
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
     * A way to order candidates without the model.
     *
     * @since 1.2
     */
    @ConsumerType
    interface Baseline {

        /** Returns its name, which heads a column of a table: {@code popularity}. */
        String name();

        /** Returns what it orders by, in a sentence for reports. */
        String meaning();

        /**
         * Scores the candidates of a question: the higher, the better.
         *
         * @return one score a candidate, in the order of the question
         */
        float[] scores(Question question);
    }

    /**
     * A question.
     *
     * @param record who asks
     * @param candidates the numbers of the candidates to score, each once
     * @param relevant the numbers of those among them that are right
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
