// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import dev.sora.core.hint.Counterfactual;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import java.util.function.Function;

/** The changes with which a record has another answer, as text. */
public final class CounterfactualText {

    private final boolean colour;
    private final Function<Table, String> fit;

    /**
     * Creates the form.
     *
     * @param fit renders a table for the width of the terminal
     */
    public CounterfactualText(boolean colour, Function<Table, String> fit) {
        this.colour = colour;
        this.fit = fit;
    }

    /** Returns what was found for a record. */
    public String of(Counterfactual found) {
        StringBuilder text =
                new StringBuilder(
                        Style.STRONG.on(
                                "%s, record %d".formatted(found.origin(), found.number()), colour));
        text.append("\n%s: %s".formatted(found.output(), found.answer()));
        found.turned().ifPresent(turned -> text.append(", and with these changes: " + turned));
        text.append("\n\n");
        if (!found.changes().isEmpty()) {
            Table table = new Table("column", "from", "to");
            found.changes()
                    .forEach(
                            (column, change) ->
                                    table.row(
                                            column,
                                            change.from() == null
                                                    ? "(missing)"
                                                    : String.valueOf(change.from()),
                                            String.valueOf(change.to())));
            text.append(fit.apply(table)).append("\n");
        }
        found.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }
}
