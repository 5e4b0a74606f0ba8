// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.retrieval;

import dev.sora.data.Records;
import dev.sora.layers.Signals;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * Chooses a text by the similarity of two vectors: that of the record, and that of the text.
 *
 * @param column the column of the texts
 * @param queryColumn the column of the questions, for the baseline
 * @param cosine whether vectors are brought to length 1
 * @param scale the factor of cosines
 * @param candidates the number of texts that are ranked in an evaluation
 * @param top the number of texts of a prediction
 */
record RetrievedText(
        String column,
        Optional<String> queryColumn,
        boolean cosine,
        double scale,
        int candidates,
        int top)
        implements OutputParticle {

    static final String QUERY = "query";
    static final String ANSWER = "answer";

    private static final String WHO = "the output 'retrieved-text'";

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        if (inputs.size() != 2) {
            throw new ShapeException(
                    "two signals: a vector of the record, and a vector of the text to choose",
                    inputs.isEmpty() ? "none" : inputs.get(0).toString(),
                    "name both in 'from', in this order");
        }
        long query = Signals.width(inputs.get(0), WHO);
        long answer = Signals.width(inputs.get(1), WHO);
        if (query >= 0 && answer >= 0 && query != answer) {
            throw new ShapeException(
                    "two vectors of the same length",
                    "%d and %d values".formatted(query, answer),
                    "give the last particles of both sides the same number of units");
        }
        long width = Math.max(query, answer);
        if (cosine && width == 1) {
            throw new ShapeException(
                    "at least 2 values, as a vector of 1 value has no direction",
                    inputs.get(0),
                    "put particles with more units before it, or set 'similarity: dot'");
        }
        // a minibatch of one record has no wrong text to learn from
        return ParticlePlan.of(
                        SignalSpec.floats(1)
                                .with(QUERY, TensorSpec.floats(width))
                                .with(ANSWER, TensorSpec.floats(width)))
                .withLeastRecords(2);
    }

    @Override
    public FittedOutput fit(Records records) {
        if (queryColumn.filter(column::equals).isPresent()) {
            throw new DataException(
                    Problem.of("SORA-4612", "'column' and 'query_column' name the same column")
                            .needs("the column of the texts to choose, and that of the questions")
                            .have("'%s' twice".formatted(column))
                            .fix("name another column in 'query_column', or leave it out"));
        }
        Texts texts = Texts.of(records, column);
        if (texts.size() < 2) {
            throw new DataException(
                    Problem.of("SORA-4613", "there are not two texts to choose among")
                            .needs("different texts in column '%s'".formatted(column))
                            .have(texts.size() == 0 ? "none" : "one: " + texts.shown(0))
                            .fix("train on records with several texts, or name another column"));
        }
        return new FittedRetrievedText(this, texts);
    }

    @Override
    public FittedOutput restore(State state) {
        return new FittedRetrievedText(this, Texts.restore(state, column));
    }
}
