// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.results;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.core.search.SearchPlan;
import dev.sora.search.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The trials of a search as CSV: one line each. */
public final class TrialsTable {

    /** With these characters a spreadsheet takes a text for a formula. */
    private static final String FORMULA = "=+-@\t\r\n";

    private TrialsTable() {}

    /**
     * Returns the table, with a header. A text that a spreadsheet would take for a formula has an
     * apostrophe before it.
     */
    public static String of(SearchPlan plan, List<Scored> trials) {
        StringBuilder table = new StringBuilder();
        List<Object> header = new ArrayList<>(List.of("trial", "state", "epochs", "seconds"));
        plan.goals().forEach(goal -> header.add(goal.name()));
        plan.space().parameters().forEach(parameter -> header.add(parameter.name()));
        header.add("of_manifest");
        header.add("same_as");
        header.add("parent");
        header.add("parent_epochs");
        header.add("error");
        line(table, header);
        for (Scored scored : trials) {
            List<Object> cells = new ArrayList<>();
            cells.add(scored.trial().number());
            cells.add(SearchTree.state(scored.trial()));
            cells.add(scored.epochs());
            cells.add(scored.seconds());
            Map<String, Double> values = SearchTree.values(plan, scored.trial()).orElse(Map.of());
            plan.goals().forEach(goal -> cells.add(values.getOrDefault(goal.name(), null)));
            for (Parameter parameter : plan.space().parameters()) {
                cells.add(scored.trial().values().get(parameter.name()));
            }
            cells.add(plan.isStart(scored.trial()) ? "yes" : null);
            cells.add(scored.sameAs().isPresent() ? scored.sameAs().getAsInt() : null);
            boolean branched = scored.trial().parent().isPresent();
            cells.add(branched ? scored.trial().parent().getAsInt() : null);
            cells.add(branched ? scored.trial().inheritedEpochs() : null);
            cells.add(scored.problems().isEmpty() ? null : scored.problems().get(0).message());
            line(table, cells);
        }
        return table.toString();
    }

    private static void line(StringBuilder table, List<Object> cells) {
        for (int i = 0; i < cells.size(); i++) {
            table.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        table.append('\n');
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String text =
                value instanceof Map || value instanceof List
                        ? Json.line(JsonTree.of(value))
                        : value.toString();
        if (!(value instanceof Number) && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
