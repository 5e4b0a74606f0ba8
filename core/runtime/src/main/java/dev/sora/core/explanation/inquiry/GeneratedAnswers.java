// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.inquiry;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.generation.GeneratingOutput;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The answers of outputs that generate symbol by symbol. They are generated first; then the record
 * is completed with them, as a training record with its target, so that one pass gives the
 * probability of every symbol (teacher forcing).
 */
public final class GeneratedAnswers {

    private final FittedGraph graph;
    private final Function<DataRecord, Map<String, Map<String, Object>>> predict;

    /**
     * Creates an instance.
     *
     * @param predict returns the decoded answers to a record, by the names of outputs
     */
    public GeneratedAnswers(
            FittedGraph graph, Function<DataRecord, Map<String, Map<String, Object>>> predict) {
        this.graph = graph;
        this.predict = predict;
    }

    /**
     * A record with what was generated for it.
     *
     * @param record with the generated answers as targets
     * @param outputs the outputs whose answers have scores: those that generated an empty text are
     *     left out
     * @param answers the decoded answers of outputs that generate, by their names
     */
    public record Completed(
            DataRecord record,
            List<Node.Output> outputs,
            Map<String, Map<String, Object>> answers) {}

    /**
     * Generates the answers to a record, if any of the outputs generates symbols.
     *
     * @param outputs the outputs that are explained
     * @param named whether a caller named them: otherwise one with an empty text is left out
     * @param unscored receives a sentence about each output that is left out
     * @throws DataException if the text of an output is empty that is named, if none remains, or if
     *     two that are explained complete the same column
     */
    public Completed complete(
            DataRecord record, List<Node.Output> outputs, boolean named, List<String> unscored) {
        List<Node.Output> generating =
                outputs.stream()
                        .filter(o -> graph.outputs().get(o.name()) instanceof GeneratingOutput)
                        .toList();
        if (generating.isEmpty()) {
            return new Completed(record, outputs, Map.of());
        }
        Map<String, Map<String, Object>> answers = new LinkedHashMap<>(predict.apply(record));
        answers.keySet().retainAll(generating.stream().map(Node::name).toList());
        List<Node.Output> scored = new ArrayList<>(outputs);
        Map<String, Node.Output> completing = new HashMap<>();
        DataRecord completed = record;
        for (Node.Output output : generating) {
            Map<String, Object> answer = answers.getOrDefault(output.name(), Map.of());
            String text = answer.isEmpty() ? "" : String.valueOf(answer.values().iterator().next());
            if (text.isBlank()) {
                scored.remove(output);
                if (named || scored.isEmpty()) {
                    throw empty(record, output);
                }
                unscored.add(
                        "'%s' is not explained: the text that it generated is empty"
                                .formatted(output.name()));
                continue;
            }
            for (String column : columns(output)) {
                Node.Output other = completing.put(column, output);
                if (other != null) {
                    throw shared(column, other, output);
                }
                completed = with(completed, column, text);
            }
        }
        return new Completed(completed, scored, answers);
    }

    /** A record has one value of a column, so it cannot be completed with the texts of both. */
    private static DataException shared(String column, Node.Output first, Node.Output second) {
        return new DataException(
                Problem.of(
                                "SORA-4968",
                                "'%s' and '%s' cannot be explained together"
                                        .formatted(first.name(), second.name()))
                        .needs("outputs whose texts so far are of different columns")
                        .have("column '%s' for both".formatted(column))
                        .fix("name one of them as the output to explain"));
    }

    private static DataException empty(DataRecord record, Node.Output output) {
        return new DataException(
                Problem.of("SORA-4967", "the text that was generated for a record is empty")
                        .where(record.where())
                        .needs("an answer of '%s' with symbols".formatted(output.name()))
                        .fix("explain other records, or train longer"));
    }

    /** Returns the columns that the input of the symbols so far reads. */
    private List<String> columns(Node.Output output) {
        GeneratingOutput fitted = (GeneratingOutput) graph.outputs().get(output.name());
        String input = output.from().get(fitted.soFar()).node();
        return graph.plan().nodes(Node.Input.class).stream()
                .filter(each -> each.name().equals(input))
                .flatMap(each -> InputColumns.of(each.planned()).keySet().stream())
                .toList();
    }

    private static DataRecord with(DataRecord record, String column, String text) {
        List<Column> columns = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < record.schema().columns().size(); i++) {
            if (!record.schema().columns().get(i).name().equals(column)) {
                columns.add(record.schema().columns().get(i));
                values.add(record.find(i).orElse(null));
            }
        }
        columns.add(new Column(column, ColumnType.TEXT));
        values.add(text);
        return record.with(new Schema(columns), values.toArray());
    }
}
