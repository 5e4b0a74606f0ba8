// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final int MOST_COLUMNS = 256;
    private static final String TEXT = "a";

    private final Map<String, Set<ColumnType>> accepted = new LinkedHashMap<>();
    private final List<Prediction> predictions;
    private final List<String> varied = new ArrayList<>();

    /**
     * Predicts.
     *
     * @throws SoraException if the engine does not start
     */
    FirstRecords(Model model) {
        for (ColumnInfo column : model.columns()) {
            accepted.merge(column.column(), column.types(), FirstRecords::common);
        }
        this.predictions = predict(model, records());
    }

    private static Set<ColumnType> common(Set<ColumnType> one, Set<ColumnType> other) {
        return one.isEmpty() ? other : one;
    }

    private List<Map<String, Object>> records() {
        Map<String, Object> first = new LinkedHashMap<>();
        accepted.forEach((name, types) -> first.put(name, example(types)));
        List<Map<String, Object>> records = new ArrayList<>(List.of(first));
        accepted.forEach(
                (name, types) -> {
                    if (types.contains(ColumnType.NUMBER)
                            && types.contains(ColumnType.TEXT)
                            && varied.size() < MOST_COLUMNS) {
                        Map<String, Object> other = new LinkedHashMap<>(first);
                        other.put(name, TEXT);
                        records.add(other);
                        varied.add(name);
                    }
                });
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

    private static Object example(Set<ColumnType> types) {
        if (types.contains(ColumnType.NUMBER) || types.contains(ColumnType.INTEGER)) {
            return 0L;
        }
        if (types.contains(ColumnType.BOOLEAN)) {
            return false;
        }
        if (types.contains(ColumnType.IMAGE)) {
            return new ImageValue(SIDE, SIDE, 3, new byte[SIDE * SIDE * 3]);
        }
        return types.contains(ColumnType.TIME) ? "2000-01-01T00:00:00Z" : TEXT;
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
        int at = varied.indexOf(column) + 1;
        return at > 0 && answer().isPresent() && predictions.get(at).isBroken();
    }
}
