// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.AtomicFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** Writes {@code history.csv}: a line for each epoch, for spreadsheets and plots. */
public final class History {

    private History() {}

    /**
     * Writes the whole file again, so that a reader never sees an incomplete line.
     *
     * @param rows the epochs; the columns of metrics are in the order of their first appearance,
     *     and a metric that an epoch does not have is an empty cell
     * @throws dev.sora.problem.DataException if it cannot be written; then the old file is kept
     */
    public static void write(Path file, List<EpochMetrics> rows) {
        AtomicFile.writeText(file, text(rows));
    }

    static String text(List<EpochMetrics> rows) {
        Set<String> metrics = new LinkedHashSet<>();
        rows.forEach(row -> metrics.addAll(row.metrics().keySet()));
        StringBuilder text = new StringBuilder();
        StringJoiner head = new StringJoiner(",", "", "\n").add("epoch");
        metrics.forEach(name -> head.add(quoted(name)));
        text.append(head.add("learning_rate").add("seconds").add("samples_per_second"));
        for (EpochMetrics row : rows) {
            StringJoiner line = new StringJoiner(",", "", "\n").add(Integer.toString(row.epoch()));
            metrics.forEach(name -> line.add(number(row.metrics().getOrDefault(name, Double.NaN))));
            line.add(number(row.learningRate())).add(number(row.seconds()));
            text.append(line.add(number(row.samplesPerSecond())));
        }
        return text.toString();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    private static String quoted(String name) {
        return name.matches("[^\",\r\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
