// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.Retrieval;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.recommender.identifier.Interactions;
import dev.sora.recommender.identifier.Vocabulary;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted recommendation output with its users, items and interactions. The targets of a record
 * are the indices of its user and its item.
 */
final class FittedImplicit implements UnaryFittedOutput {

    private final Implicit settings;
    private final Vocabulary users;
    private final Candidates candidates;
    private final Interactions interactions;
    private final Retrieval retrieval;

    FittedImplicit(
            Implicit settings, Vocabulary users, Candidates candidates, Interactions interactions) {
        this.settings = settings;
        this.users = users;
        this.candidates = candidates;
        this.interactions = interactions;
        this.retrieval = new Recommendation(settings, users, candidates, interactions);
    }

    @Override
    public Optional<Retrieval> retrieval() {
        return Optional.of(retrieval);
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return settings.plan(input);
    }

    @Override
    public State state() {
        State.Builder state = State.builder().strings("users", users.names());
        candidates.save(state);
        interactions.save(state);
        return state.build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor asking = HostTensor.allocate(DataType.INT32, records.size());
        HostTensor chosen = HostTensor.allocate(DataType.INT32, records.size());
        IntBuffer user = asking.data().asIntBuffer();
        IntBuffer item = chosen.data().asIntBuffer();
        for (DataRecord record : records) {
            int index = candidates.items().index(record, settings.item());
            if (index == Vocabulary.UNKNOWN) {
                throw new RecordException(
                        Problem.of("SORA-4608", "the record does not name a known item")
                                .where(record.where())
                                .needs("an item of the training data in '" + settings.item() + "'")
                                .have(Vocabulary.name(record, settings.item()).orElse("nothing"))
                                .fix("complete the record, remove it, or set 'on_error: skip'"));
            }
            user.put(users.index(record, settings.user()));
            item.put(index);
        }
        return List.of(asking, chosen);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return Signal.of(settings.score().of(input, pass));
    }

    /** The values of the target are the users. */
    @Override
    public Signal target(NDList encoded) {
        return Signal.of(encoded.get(0)).with("items", encoded.get(1));
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        return settings.loss().ofPairs(prediction.values(), settings.negatives());
    }

    /** Returns the scores of the pairs: the item of a record is its answer. */
    @Override
    public Optional<NDArray> answerScores(Signal prediction, Signal answered) {
        return Optional.of(prediction.values().sum(new int[] {1}));
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        return Optional.of(part.whole("the score of the pair", this));
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        throw new UnsupportedOperationException("the retrieval measures");
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(
                new AnswerField("user", AnswerField.Type.TEXT),
                new AnswerField("items", AnswerField.Type.TEXTS),
                new AnswerField("scores", AnswerField.Type.VECTOR),
                new AnswerField("cold_start", AnswerField.Type.BOOLEAN));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        throw new UnsupportedOperationException("the retrieval decodes");
    }
}
