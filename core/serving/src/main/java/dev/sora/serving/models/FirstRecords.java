// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.Sora.NodeInfo;
import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The predictions for made-up records, before the first request. They start the engine and copy the
 * weights to its device, show what the outputs return, and tell columns of numbers from those of
 * categories, which accept the same types.
 */
final class FirstRecords {

    private static final Logger LOG = LoggerFactory.getLogger(FirstRecords.class);

    /** The beginning of the codes of engines that do not start. */
    private static final String ENGINE = "SORA-5";

    private static final int SIDE = 32;
    private static final String TEXT = "a";

    /** Lengths of made-up vectors: of a few numbers, of a series, and of a second of sound. */
    private static final int[] LENGTHS = {1, 64, 16_000};

    private static final Pattern LENGTH = Pattern.compile("\\d+");

    private final Map<String, Set<ColumnType>> accepted = new LinkedHashMap<>();
    private final List<Prediction> predictions;
    private List<Map<String, Object>> answered = List.of();

    /**
     * Columns that accept numbers and texts, by what reads them: one of each is tried, because an
     * input treats all its columns alike.
     */
    private final Map<Reader, List<String>> varied = new LinkedHashMap<>();

    /** An input, and what it accepts. */
    private record Reader(String input, Set<ColumnType> types) {}

    /**
     * Predicts.
     *
     * @throws SoraException if the engine does not start
     */
    FirstRecords(Model model) {
        for (ColumnInfo column : model.columns()) {
            accepted.merge(column.column(), column.types(), FirstRecords::common);
            if (column.types().contains(ColumnType.NUMBER)
                    && column.types().contains(ColumnType.TEXT)) {
                varied.computeIfAbsent(
                                new Reader(column.input(), column.types()),
                                reader -> new ArrayList<>())
                        .add(column.column());
            }
        }
        this.predictions = predict(model);
    }

    private static Set<ColumnType> common(Set<ColumnType> one, Set<ColumnType> other) {
        return one.isEmpty() ? other : one;
    }

    /** Predicts for records with vectors of several lengths, until the model accepts one. */
    private List<Prediction> predict(Model model) {
        List<Prediction> predictions = List.of();
        for (int length : lengths(model)) {
            List<Map<String, Object>> records = records(length);
            predictions = predict(model, records);
            if (!predictions.isEmpty() && !predictions.get(0).isBroken()) {
                answered = List.of(records.get(0));
                return predictions;
            }
        }
        return predictions;
    }

    private Set<Integer> lengths(Model model) {
        Set<Integer> lengths = new LinkedHashSet<>();
        if (accepted.values().stream().noneMatch(types -> types.contains(ColumnType.VECTOR))) {
            return Set.of(1);
        }
        for (NodeInfo node : model.inspection().nodes()) {
            Matcher number = LENGTH.matcher(node.kind().equals("input") ? node.shape() : "");
            if (number.find() && number.group().length() < 6) {
                lengths.add(Math.max(1, Integer.parseInt(number.group())));
            }
        }
        for (int usual : LENGTHS) {
            lengths.add(usual);
        }
        return lengths;
    }

    private List<Map<String, Object>> records(int length) {
        Map<String, Object> first = new LinkedHashMap<>();
        accepted.forEach((name, types) -> first.put(name, example(types, length)));
        List<Map<String, Object>> records = new ArrayList<>(List.of(first));
        for (List<String> columns : varied.values()) {
            Map<String, Object> other = new LinkedHashMap<>(first);
            other.put(columns.get(0), TEXT);
            records.add(other);
        }
        return records;
    }

    private static List<Prediction> predict(Model model, List<Map<String, Object>> records) {
        try {
            return model.predict(records, PredictionOptions.DEFAULT.skippingBroken());
        } catch (SoraException e) {
            if (e.problems().get(0).code().startsWith(ENGINE)) {
                throw e;
            }
            return List.of();
        } catch (RuntimeException e) {
            // The records are made up: what they meet says nothing about the package.
            LOG.debug("no first prediction with {}", model.name(), e);
            return List.of();
        }
    }

    private static Object example(Set<ColumnType> types, int length) {
        if (types.contains(ColumnType.NUMBER) || types.contains(ColumnType.INTEGER)) {
            return 0L;
        }
        if (types.contains(ColumnType.BOOLEAN)) {
            return false;
        }
        if (types.contains(ColumnType.IMAGE)) {
            return new ImageValue(SIDE, SIDE, 3, new byte[SIDE * SIDE * 3]);
        }
        if (types.contains(ColumnType.TIME)) {
            return "2000-01-01T00:00:00Z";
        }
        if (types.isEmpty() || types.contains(ColumnType.TEXT)) {
            return TEXT;
        }
        if (types.contains(ColumnType.VECTOR)) {
            return Collections.nCopies(length, 0.0);
        }
        if (types.contains(ColumnType.IDENTIFIERS)) {
            return List.of(1L);
        }
        return types.contains(ColumnType.TEXTS) ? List.of(TEXT) : List.of();
    }

    /**
     * Returns the nanoseconds of one more prediction, which starts nothing any more; empty if the
     * model accepts no made-up record.
     */
    OptionalLong measured(Model model) {
        if (answered.isEmpty()) {
            return OptionalLong.empty();
        }
        long begin = System.nanoTime();
        predict(model, answered);
        return OptionalLong.of(System.nanoTime() - begin);
    }

    Map<String, Set<ColumnType>> accepted() {
        return accepted;
    }

    /** Returns what the outputs return; empty if the model does not accept a made-up record. */
    Optional<Map<String, Map<String, Object>>> answer() {
        return predictions.stream()
                .findFirst()
                .filter(each -> !each.isBroken())
                .map(Prediction::outputs);
    }

    /** Returns whether only the text in a column made a record broken. */
    boolean refusesText(String column) {
        int at = 0;
        for (List<String> columns : varied.values()) {
            at++;
            if (columns.contains(column)
                    && answer().isPresent()
                    && predictions.get(at).isBroken()) {
                return true;
            }
        }
        return false;
    }
}
