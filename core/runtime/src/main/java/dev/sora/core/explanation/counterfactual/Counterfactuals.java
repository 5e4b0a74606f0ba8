// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.counterfactual;

import dev.sora.core.explanation.columns.NoRecords;
import dev.sora.core.explanation.columns.PermutedColumns;
import dev.sora.core.explanation.counterfactual.Answering.Answer;
import dev.sora.core.explanation.counterfactual.ChangeSearch.Changes;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.hint.Counterfactual;
import dev.sora.core.hint.Counterfactual.Change;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds counterfactuals of records, with values that occur in a data set. */
public final class Counterfactuals {

    /** How many wanted answers are looked for at once: the first ones of the data. */
    private static final int MOST_ANSWERS = 20;

    private final FittedGraph graph;
    private final Counterfactual.Options options;
    private final Answering answering;
    private final Map<String, ColumnValues> columns;

    /**
     * Learns values and answers from a data set.
     *
     * @param output whose answers are to be turned
     * @param data records of the data set
     * @throws SoraException if the output has no classes, no column can change, a fixed column or
     *     the wanted answer does not occur
     */
    public Counterfactuals(
            FittedGraph graph,
            DeviceModel device,
            Node.Output output,
            List<DataRecord> data,
            Counterfactual.Options options) {
        this.graph = graph;
        this.options = options;
        if (DataProcedure.of(graph).retriever().isPresent()) {
            throw refused(output, "the model chooses among candidates");
        }
        if (data.isEmpty()) {
            throw NoRecords.refused();
        }
        Set<String> inputs = device.network().subgraph(List.of(output.name()), List.of()).inputs();
        columns = columns(output, PermutedColumns.columns(graph, inputs), data);
        answering = new Answering(device, output);
        answering.check(data.get(0));
        answering.learn(data);
        if (!answering.hasClasses()) {
            throw refused(output, "its scores do not depend on which answer is scored");
        }
        options.wanted()
                .filter(answer -> !answering.known().contains(answer))
                .ifPresent(
                        answer -> {
                            throw new SoraException(
                                    Problem.of(
                                                    "SORA-4949",
                                                    "the model does not answer '%s' to any record of the data"
                                                            .formatted(answer))
                                            .needs("one of " + String.join(", ", answering.known()))
                                            .fix("name another answer, or other data"));
                        });
    }

    private Map<String, ColumnValues> columns(
            Node.Output output, Set<String> read, List<DataRecord> data) {
        for (String fixed : options.fixed()) {
            if (!read.contains(fixed)) {
                throw new SoraException(
                        Problem.of("SORA-4949", "no input reads the column '%s'".formatted(fixed))
                                .needs("one of " + String.join(", ", read))
                                .fix("correct the names of the fixed columns"));
            }
        }
        Map<String, ColumnValues> found = new LinkedHashMap<>();
        for (String column : read) {
            if (!options.fixed().contains(column)) {
                List<Object> values =
                        data.stream().flatMap(each -> each.find(column).stream()).toList();
                ColumnValues.of(values, accepts(column)).ifPresent(some -> found.put(column, some));
            }
        }
        if (found.isEmpty()) {
            throw refused(
                    output,
                    "no column with numbers, categories or Booleans that is not fixed, of %s"
                            .formatted(read));
        }
        return found;
    }

    /** Returns the types that any input accepts in a column. */
    private Set<ColumnType> accepts(String column) {
        Set<ColumnType> accepts = EnumSet.noneOf(ColumnType.class);
        for (Node.Input input : graph.plan().nodes(Node.Input.class)) {
            accepts.addAll(InputColumns.of(input.planned()).getOrDefault(column, Set.of()));
        }
        return accepts;
    }

    /** Finds the changes of a record. */
    public Counterfactual of(DataRecord record, long number) {
        long before = answering.answered();
        Answer answer = answering.of(record);
        String present = answer.text();
        List<String> notes = new ArrayList<>();
        if (answer.value().isEmpty()) {
            notes.add("the model abstains, so there is no answer to turn");
            return none(record, number, "", 0, notes);
        }
        answering.remember(present, record);
        List<String> wanted = wanted(present);
        if (wanted.isEmpty()) {
            notes.add(
                    options.wanted().isPresent()
                            ? "the answer is the wanted one already"
                            : "the model gives this answer to all records of the data");
            return none(record, number, answer.value().get(), 0, notes);
        }
        ChangeSearch search = new ChangeSearch(answering, columns, record, present, wanted);
        Optional<Changes> found = search.find();
        long tried = answering.answered() - before;
        if (!search.invalid().isEmpty()) {
            notes.add(
                    "not changed: %s; the record is not valid with the values of others"
                            .formatted(String.join(", ", search.invalid())));
        }
        if (found.isEmpty()) {
            notes.add(
                    "no change of at most %d columns to values of the data was found"
                            .formatted(ChangeSearch.MOST_COLUMNS));
            return none(record, number, answer.value().get(), tried, notes);
        }
        Map<String, Change> changes = new LinkedHashMap<>();
        found.get()
                .values()
                .forEach(
                        (column, to) -> {
                            ColumnValues values = columns.get(column);
                            Object from = values.shown(record.find(column).orElse(null));
                            Object shown = values.shown(to);
                            changes.put(column, new Change(from, shown == null ? to : shown));
                        });
        return new Counterfactual(
                record.origin(),
                number,
                answering.name(),
                answer.value().get(),
                found.get().answer().value(),
                changes,
                found.get().distance(),
                tried,
                notes);
    }

    private List<String> wanted(String present) {
        if (options.wanted().isPresent()) {
            return options.wanted().filter(answer -> !answer.equals(present)).stream().toList();
        }
        return answering.known().stream()
                .filter(answer -> !answer.equals(present))
                .limit(MOST_ANSWERS)
                .toList();
    }

    private Counterfactual none(
            DataRecord record, long number, Object answer, long tried, List<String> notes) {
        return new Counterfactual(
                record.origin(),
                number,
                answering.name(),
                answer,
                Optional.empty(),
                Map.of(),
                0,
                tried,
                notes);
    }

    private static SoraException refused(Node.Output output, String have) {
        return new SoraException(
                Problem.of(
                                "SORA-4948",
                                "the answers of '%s' cannot be turned by changing columns"
                                        .formatted(output.name()))
                        .needs(
                                "an output of classes that reads columns of numbers, categories or"
                                        + " Booleans")
                        .have(have)
                        .fix("name another output, or fewer fixed columns"));
    }
}
