// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import dev.sora.core.Neighbours;
import dev.sora.core.Neighbours.Neighbour;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Words;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The nearest records of a record, as text. */
public final class NeighboursText {

    private final boolean colour;
    private final Function<Table, String> fit;

    /**
     * Creates the form.
     *
     * @param fit renders a table for the width of the terminal
     */
    public NeighboursText(boolean colour, Function<Table, String> fit) {
        this.colour = colour;
        this.fit = fit;
    }

    /** Returns the neighbours of a record. */
    public String of(Neighbours found) {
        Table table = new Table("nearest", ">record", ">distance", "target");
        for (Neighbour each : found.nearest()) {
            table.row(
                    each.origin(),
                    Words.count(each.number()),
                    Words.figure(each.distance()),
                    target(each));
        }
        return "%s\n%s\n\n%s\n"
                .formatted(
                        Style.STRONG.on(
                                "%s, record %d".formatted(found.origin(), found.number()), colour),
                        space(found),
                        fit.apply(table));
    }

    /** Returns where and how records were compared, in words. */
    static String space(Neighbours found) {
        return "%s distance of the values of '%s', among %s"
                .formatted(
                        found.distance().word(),
                        found.node(),
                        Words.count(found.searched(), "record"));
    }

    /** Returns the target in words; empty if there is none. */
    static String target(Neighbour neighbour) {
        return neighbour.target().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }
}
