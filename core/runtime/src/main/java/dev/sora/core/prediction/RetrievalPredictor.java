// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.core.graph.Moment;
import dev.sora.core.retrieval.CandidateScorer;
import dev.sora.core.retrieval.CandidateSet;
import dev.sora.core.retrieval.Retriever;
import dev.sora.data.DataRecord;
import dev.sora.particle.Retrieval.Question;
import dev.sora.problem.RecordException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Predicts by ranking candidates for each record. The candidates are encoded, and what depends on
 * them alone is computed, once.
 */
public final class RetrievalPredictor implements Predictor {

    private static final int RECORDS = 1024;

    private final Retriever retriever;
    private final DeviceModel device;
    private final Encoder encoder;
    private @Nullable NDManager manager;
    private @Nullable CandidateSet candidates;

    public RetrievalPredictor(Retriever retriever, DeviceModel device) {
        this.retriever = retriever;
        this.device = device;
        this.encoder = new Encoder(retriever.graph());
    }

    @Override
    public int batchSize() {
        return RECORDS;
    }

    @Override
    public List<Answer> predict(
            List<DataRecord> records, boolean skipBroken, Optional<UnknownCounts> unknown) {
        Answer[] all = new Answer[records.size()];
        // answers are returned in the order of their questions
        Queue<Integer> asked = new ArrayDeque<>();
        CandidateScorer.Receiver receiver =
                new CandidateScorer.Receiver() {
                    @Override
                    public void answered(Question question, float[] scores) {
                        all[asked.remove()] =
                                Answer.of(
                                        Map.of(
                                                retriever.node().name(),
                                                retriever.decode(question, scores)));
                    }

                    @Override
                    public void broken(Question question, RecordException thrown) {
                        all[asked.remove()] = RetrievalPredictor.broken(thrown, skipBroken);
                    }
                };
        try (NDManager own = device.newManager();
                CandidateScorer answers =
                        new CandidateScorer(
                                retriever, scorer(unknown), candidates(), own, receiver)) {
            for (int i = 0; i < all.length; i++) {
                try {
                    Question question = retriever.question(records.get(i));
                    asked.add(i);
                    answers.ask(question);
                } catch (RecordException e) {
                    all[i] = broken(e, skipBroken);
                }
            }
            answers.answer();
        }
        return Arrays.asList(all);
    }

    private CandidateScorer.Scorer scorer(Optional<UnknownCounts> unknown) {
        return new CandidateScorer.Scorer(
                unknown.map(counts -> new Encoder(retriever.graph(), counts)).orElse(encoder),
                device.network(),
                device.weights(),
                Moment.PREDICTION);
    }

    private static Answer broken(RecordException thrown, boolean skipBroken) {
        if (!skipBroken) {
            throw thrown;
        }
        return Answer.broken(thrown);
    }

    private synchronized CandidateSet candidates() {
        if (candidates == null) {
            NDManager own = device.newManager();
            try {
                candidates =
                        CandidateSet.of(
                                retriever,
                                device.network(),
                                device.weights(),
                                Moment.PREDICTION,
                                own);
            } catch (RuntimeException | Error e) {
                // the next request tries again: what this one computed would stay allocated
                own.close();
                throw e;
            }
            manager = own;
        }
        return candidates;
    }

    @Override
    public synchronized void close() {
        if (manager != null) {
            manager.close();
        }
    }
}
