// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.columns;

import ai.djl.ndarray.NDManager;
import dev.sora.core.ColumnEffects;
import dev.sora.core.ColumnEffects.Dependence;
import dev.sora.core.ColumnEffects.Loss;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Explains what an output makes of the columns of a data set, with bounded work. */
public final class ColumnExplainer {

    private static final int REPEATS = 5;
    private static final int MOST_RECORDS = 500;
    private static final int LEAST_RECORDS = 100;

    /** So many predictions are measured for all columns and repeats together. */
    private static final int PREDICTIONS = 150_000;

    private static final int VARIED_RECORDS = 200;
    private static final int VARIED_COLUMNS = 20;

    private final FittedGraph graph;
    private final DeviceModel device;
    private final Node.Output output;
    private final List<DataRecord> records;
    private final List<String> notes;

    /**
     * Creates an explainer.
     *
     * @param records with their targets
     * @param notes receives what is left out, one sentence each
     */
    public ColumnExplainer(
            DeviceModel device, Node.Output output, List<DataRecord> records, List<String> notes) {
        this.graph = device.network().graph();
        this.device = device;
        this.output = output;
        this.records = records;
        this.notes = notes;
    }

    /** Permutes columns, if the output depends on several, and varies the most important ones. */
    public ColumnEffects explain(long seed, NDManager manager) {
        Set<String> columns =
                PermutedColumns.columns(
                        graph,
                        device.network().subgraph(List.of(output.name()), List.of()).inputs());
        int permuted =
                columns.size() < 2 || records.size() < 2
                        ? 0
                        : PermutedColumns.most(
                                graph,
                                records,
                                Math.min(MOST_RECORDS, PREDICTIONS / (REPEATS * columns.size())));
        if (permuted > 0 && permuted < Math.min(LEAST_RECORDS, records.size())) {
            notes.add(
                    "columns are not permuted: there are %d, and that would take too long or too much memory"
                            .formatted(columns.size()));
            permuted = 0;
        }
        Map<String, Loss> importance =
                permuted > 0 && PermutedColumns.apply(graph)
                        ? importance(columns, chosen(permuted), seed, manager)
                        : Map.of();
        List<DataRecord> varied = chosen(PermutedColumns.most(graph, records, VARIED_RECORDS));
        Map<String, Dependence> dependence =
                dependence(importance.isEmpty() ? columns : importance.keySet(), varied, manager);
        return new ColumnEffects(
                importance.isEmpty() ? 0 : permuted,
                importance.isEmpty() ? 0 : REPEATS,
                importance,
                dependence.isEmpty() ? 0 : varied.size(),
                dependence);
    }

    private List<DataRecord> chosen(int count) {
        List<DataRecord> chosen = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            chosen.add(records.get((int) ((long) i * records.size() / count)));
        }
        return chosen;
    }

    private Map<String, Loss> importance(
            Set<String> columns, List<DataRecord> chosen, long seed, NDManager manager) {
        PermutedColumns permuted =
                new PermutedColumns(
                        graph, device.engine(), device.weights(), output, chosen, manager);
        if (!Double.isFinite(permuted.whole())) {
            return Map.of();
        }
        Map<String, Loss> found = new LinkedHashMap<>();
        List<String> left = new ArrayList<>();
        for (String column : columns) {
            permuted.lost(column, REPEATS, seed)
                    .map(ColumnExplainer::loss)
                    .filter(loss -> Double.isFinite(loss.mean()))
                    .ifPresentOrElse(loss -> found.put(column, loss), () -> left.add(column));
        }
        if (!left.isEmpty()) {
            notes.add(
                    "not permuted: %s; records are not valid with the values of others"
                            .formatted(String.join(", ", left)));
        }
        Map<String, Loss> sorted = new LinkedHashMap<>();
        found.entrySet().stream()
                .sorted(Comparator.comparingDouble(each -> -each.getValue().mean()))
                .forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return sorted;
    }

    /** Returns mean and standard deviation. */
    static Loss loss(double[] repeats) {
        double mean = 0;
        for (double each : repeats) {
            mean += each / repeats.length;
        }
        double squares = 0;
        for (double each : repeats) {
            squares += (each - mean) * (each - mean);
        }
        return new Loss(mean, Math.sqrt(squares / (repeats.length - 1)));
    }

    private Map<String, Dependence> dependence(
            Set<String> columns, List<DataRecord> varied, NDManager manager) {
        Map<String, ColumnGrid> grids = new LinkedHashMap<>();
        for (String column : columns) {
            List<Object> values =
                    records.stream().flatMap(record -> record.find(column).stream()).toList();
            ColumnGrid.of(values, accepts(column)).ifPresent(grid -> grids.put(column, grid));
        }
        Map<String, Dependence> found = new LinkedHashMap<>();
        if (grids.isEmpty()) {
            return found;
        }
        PartialDependence partial = new PartialDependence(device, output, varied, manager);
        if (!partial.isScored()) {
            notes.add(
                    "no dependence on columns: the answers of '%s' have several parts"
                            .formatted(output.name()));
            return found;
        }
        for (Map.Entry<String, ColumnGrid> each : grids.entrySet()) {
            if (found.size() == VARIED_COLUMNS) {
                notes.add(
                        "the dependence on the first %d columns is shown, of %d"
                                .formatted(VARIED_COLUMNS, grids.size()));
                break;
            }
            try {
                found.put(each.getKey(), partial.of(each.getKey(), each.getValue(), manager));
            } catch (RecordException e) {
                notes.add(
                        "no dependence on '%s': records are not valid with the values of others"
                                .formatted(each.getKey()));
            }
        }
        if (partial.leftOut() > 0) {
            notes.add(
                    "the dependence of the most frequent answers is shown; %d others are left out"
                            .formatted(partial.leftOut()));
        }
        if (graph.plan().nodes(Node.Input.class).stream()
                .anyMatch(input -> input.particle().views() > 1)) {
            notes.add("the dependence on columns is that of the first view of a record");
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
}
