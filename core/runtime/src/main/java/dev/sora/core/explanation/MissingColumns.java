// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.explanation.columns.ChangedColumn;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.score.Finite;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import dev.sora.tensor.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * By how much the score of an answer falls if a column of the record has no value: for inputs of
 * indices that are joined with other signals, so that no node has values of their own.
 */
final class MissingColumns {

    private MissingColumns() {}

    /**
     * Returns by how much the score falls without each column.
     *
     * @return by column; without those that a record must have
     */
    static Map<String, Double> falls(
            AnsweredRecord answered,
            Node.Input input,
            DataRecord record,
            Encoder encoder,
            NDManager manager) {
        Map<String, Double> falls = new LinkedHashMap<>();
        Scoring scoring = answered.scoring(input.name());
        double whole = Finite.checked(scoring.score().toFloatArray()[0]);
        Subgraph own = answered.network().subgraph(List.of(input.name()), List.of());
        for (String column : InputColumns.of(input.planned()).keySet()) {
            DataRecord without = ChangedColumn.of(record, column, null);
            try (NDManager batch = manager.newSubManager()) {
                Feed feed =
                        Feed.inference(
                                encoder.encodeTogether(List.of(without), Set.of(input.name()))
                                        .upload(batch)
                                        .inputs(),
                                answered.weights().views(batch),
                                Moment.PREDICTION,
                                batch);
                Signal changed =
                        answered.network().compute(own, Map.of(), feed).get(input.name()).member(0);
                float score =
                        scoring.scores(Map.of(input.name(), List.of(changed)), 1, batch)
                                .toFloatArray()[0];
                double fall = (whole - Finite.checked(score)) * scoring.unit().scale();
                falls.put(column, Finite.checked(fall));
            } catch (RecordException e) {
                // the input needs a value of this column: nothing can be said about its absence
                continue;
            }
        }
        return falls;
    }
}
