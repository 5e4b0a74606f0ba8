// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import dev.sora.core.hint.ActivatingRecords;
import dev.sora.core.hint.ActivatingRecords.Example;
import dev.sora.core.hint.ActivatingRecords.OfNode;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Words;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The records that activate particles most and least, as text. */
public final class ActivatingText {

    private static final int LONGEST = 60;

    private final boolean colour;
    private final Function<Table, String> fit;

    /**
     * Creates the form.
     *
     * @param fit renders a table for the width of the terminal
     */
    public ActivatingText(boolean colour, Function<Table, String> fit) {
        this.colour = colour;
        this.fit = fit;
    }

    /** Returns the records of all particles. */
    public String of(ActivatingRecords found) {
        return found.nodes().entrySet().stream()
                .map(each -> node(each.getKey(), each.getValue(), found.searched()))
                .collect(Collectors.joining("\n\n"));
    }

    private String node(String name, OfNode node, long searched) {
        Table table =
                new Table("activates", "record", ">number", ">activation", "target", "values");
        node.most().forEach(each -> row("most", each, table));
        node.least().forEach(each -> row("least", each, table));
        return "%s\n%s\n\n%s"
                .formatted(
                        Style.STRONG.on(name, colour), summary(node, searched), fit.apply(table));
    }

    /** Returns what was searched, in words. */
    static String summary(OfNode node, long searched) {
        return "mean activation %s, over %s"
                .formatted(Words.figure(node.mean()), Words.count(searched, "record"));
    }

    private static void row(String kind, Example each, Table table) {
        String values = words(each.values());
        table.row(
                kind,
                each.origin(),
                Words.count(each.number()),
                Words.figure(each.activation()),
                words(each.target()),
                values.length() > LONGEST ? values.substring(0, LONGEST) + "…" : values);
    }

    /** Returns values with their columns; empty if there are none. */
    static String words(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }
}
