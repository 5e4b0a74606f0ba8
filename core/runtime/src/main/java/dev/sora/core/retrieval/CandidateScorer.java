// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.retrieval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.data.encoding.Batches;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Weights;
import dev.sora.particle.Retrieval.Question;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores the candidates of questions, many at a time, and passes the answers on in order. */
public final class CandidateScorer implements AutoCloseable {

    private static final int WAITING_QUESTIONS = 1024;
    private static final int WAITING_BATCHES = 32;

    private final Retriever retriever;
    private final Scorer scorer;
    private final NDManager manager;
    private final CandidateSet candidates;
    private final Receiver receiver;
    private final List<Question> waiting = new ArrayList<>();
    private final int batchSize;
    private long pairs;

    /** Receives the answers, in the order of the questions. */
    public interface Receiver {

        /** Receives a question with the scores of its candidates. */
        void answered(Question question, float[] scores);

        /** Receives a question whose record is broken. */
        void broken(Question question, RecordException thrown);
    }

    /**
     * Scores pairs of records and candidates.
     *
     * @param encoder encodes the records
     * @param moment whether the pass is an evaluation or a prediction
     */
    public record Scorer(Encoder encoder, Network network, Weights weights, Moment moment) {}

    /**
     * Creates a scorer without questions.
     *
     * @param candidates the candidates of the retriever; they are only read
     * @param manager must be closed after this scorer
     */
    public CandidateScorer(
            Retriever retriever,
            Scorer scorer,
            CandidateSet candidates,
            NDManager manager,
            Receiver receiver) {
        this.retriever = retriever;
        this.scorer = scorer;
        this.candidates = candidates;
        this.manager = manager.newSubManager();
        this.receiver = receiver;
        this.batchSize = CandidateSet.batchSize(retriever);
    }

    /** Adds a question, which is answered when there are enough of them. */
    public void ask(Question question) {
        waiting.add(question);
        pairs += question.candidates().length;
        if (waiting.size() >= WAITING_QUESTIONS || pairs >= (long) batchSize * WAITING_BATCHES) {
            answer();
        }
    }

    /** Answers all waiting questions. */
    public void answer() {
        List<Question> asked = List.copyOf(waiting);
        waiting.clear();
        pairs = 0;
        if (!asked.isEmpty()) {
            answer(asked);
        }
    }

    private void answer(List<Question> asked) {
        float[] scores;
        try {
            scores = scores(asked);
        } catch (RecordException e) {
            if (asked.size() == 1) {
                receiver.broken(asked.get(0), e);
            } else {
                // one of the records is broken; the others are answered one by one
                asked.forEach(question -> answer(List.of(question)));
            }
            return;
        }
        int from = 0;
        for (Question question : asked) {
            int to = from + question.candidates().length;
            receiver.answered(question, Arrays.copyOfRange(scores, from, to));
            from = to;
        }
    }

    private float[] scores(List<Question> asked) {
        int size = asked.stream().mapToInt(question -> question.candidates().length).sum();
        long[] asking = new long[size];
        int[] chosen = new int[size];
        int at = 0;
        for (int i = 0; i < asked.size(); i++) {
            for (int candidate : asked.get(i).candidates()) {
                asking[at] = i;
                chosen[at++] = candidate;
            }
        }
        float[] scores = new float[size];
        try (NDManager part = manager.newSubManager()) {
            Map<String, NDList> records = records(asked, part);
            for (int from = 0; from < size; from += batchSize) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedRunException("stopped while ranking candidates");
                }
                int to = Math.min(size, from + batchSize);
                try (NDManager batch = part.newSubManager()) {
                    NDArray rows = batch.create(Arrays.copyOfRange(asking, from, to));
                    NDArray numbers = batch.create(Arrays.copyOfRange(chosen, from, to));
                    Map<String, NDList> inputs =
                            new LinkedHashMap<>(Batches.pick(records, rows, batch));
                    inputs.putAll(Batches.pick(candidates.rows(), numbers, batch));
                    System.arraycopy(
                            checked(predicted(inputs, batch), to - from),
                            0,
                            scores,
                            from,
                            to - from);
                }
            }
        }
        return scores;
    }

    /** Returns the columns and the values that depend on the records alone, a row for each. */
    private Map<String, NDList> records(List<Question> asked, NDManager manager) {
        Map<String, NDList> inputs =
                scorer.encoder()
                        .encodeInputs(
                                asked.stream().map(Question::record).toList(),
                                retriever.recordInputs())
                        .upload(manager)
                        .inputs();
        Sides sides = candidates.sides();
        return sides.rows(computing(), sides.records(), inputs, manager);
    }

    private NDArray predicted(Map<String, NDList> inputs, NDManager manager) {
        if (!candidates.sides().isEmpty()) {
            return candidates.sides().scores(computing(), inputs, manager);
        }
        return scorer.network()
                .forward(
                        Feed.inference(
                                inputs, scorer.weights().views(manager), scorer.moment(), manager))
                .get(retriever.node().name())
                .values();
    }

    private Sides.Computing computing() {
        return new Sides.Computing(scorer.network(), scorer.weights(), scorer.moment(), batchSize);
    }

    private float[] checked(NDArray predicted, int size) {
        if (predicted.size() != size) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-3905",
                                    "'%s' of plugin '%s' did not give each candidate one score"
                                            .formatted(
                                                    retriever
                                                            .node()
                                                            .planned()
                                                            .type()
                                                            .descriptor()
                                                            .name(),
                                                    retriever.node().planned().plugin().name()))
                            .needs(size + " scores")
                            .have(predicted.getShape().toString())
                            .fix("report it to the plugin's authors"));
        }
        return predicted.toFloatArray();
    }

    /** Frees the computed tensors. */
    @Override
    public void close() {
        manager.close();
    }
}
