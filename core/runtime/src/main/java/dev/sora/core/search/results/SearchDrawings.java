// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.results;

import dev.sora.core.io.Markup;
import dev.sora.core.search.SearchPlan;
import dev.sora.search.Parameter;
import dev.sora.search.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The drawings of a search, as SVG. */
final class SearchDrawings {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 300;
    private static final int MARGIN = 60;
    private static final String DOT = "#6e9bd1";
    private static final String BEST = "#d1495b";

    private final SearchPlan plan;
    private final SearchResult result;
    private final List<Trial> complete;

    SearchDrawings(SearchPlan plan, SearchResult result) {
        this.plan = plan;
        this.result = result;
        complete = SearchTree.trials(result).stream().filter(Trial::isComplete).toList();
    }

    private double value(Trial trial, int goal) {
        return plan.goals().get(goal).turned(trial.costs().orElseThrow().get(goal));
    }

    /** Draws the first goal of each trial, and the best value until then. */
    String history() {
        Axis x = Axis.of(List.of(0.0, Math.max(1.0, result.trials().size() - 1.0)));
        Axis y = axis(trial -> value(trial, 0));
        StringBuilder drawing = new StringBuilder();
        StringBuilder line = new StringBuilder();
        double best = Double.POSITIVE_INFINITY;
        for (Trial trial : complete) {
            double cost = trial.costs().orElseThrow().get(0);
            best = Math.min(best, cost);
            double right = x(x.share(trial.number()));
            drawing.append(dot(right, y(y.share(value(trial, 0))), isBest(trial), trial));
            line.append(text("%.1f,%.1f ", right, y(y.share(plan.goals().get(0).turned(best)))));
        }
        drawing.append(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>"
                        .formatted(BEST, line.toString().strip()));
        return svg(drawing + axes("trial", x, plan.goals().get(0).name(), y));
    }

    /** Draws the first two goals of each trial. */
    String front() {
        Axis x = axis(trial -> value(trial, 0));
        Axis y = axis(trial -> value(trial, 1));
        StringBuilder drawing = new StringBuilder();
        for (Trial trial : complete) {
            drawing.append(
                    dot(
                            x(x.share(value(trial, 0))),
                            y(y.share(value(trial, 1))),
                            result.front().contains(trial),
                            trial));
        }
        return svg(drawing + axes(plan.goals().get(0).name(), x, plan.goals().get(1).name(), y));
    }

    /**
     * Draws a line for each trial through its settings, the best ones last and strongest. It is
     * interrupted at settings that the trial does not have.
     */
    String parallel() {
        List<Parameter> parameters = plan.space().parameters();
        int axes = parameters.size() + 1;
        Axis goal = axis(trial -> value(trial, 0));
        StringBuilder drawing = new StringBuilder();
        List<Trial> worstFirst =
                complete.stream()
                        .sorted(
                                Comparator.<Trial>comparingDouble(
                                                t -> t.costs().orElseThrow().get(0))
                                        .reversed())
                        .toList();
        for (int i = 0; i < worstFirst.size(); i++) {
            Trial trial = worstFirst.get(i);
            double rank = (i + 1.0) / worstFirst.size();
            String colour =
                    text(
                            "\"%s\" stroke-opacity=\"%.2f\"",
                            isBest(trial) ? BEST : DOT, 0.1 + 0.8 * rank * rank);
            List<String> line = new ArrayList<>();
            for (int a = 0; a < parameters.size(); a++) {
                Object value = trial.values().get(parameters.get(a).name());
                if (value == null) {
                    // a condition excludes the setting: the line ends here and begins after it
                    drawing.append(line(line, colour));
                    line.clear();
                } else {
                    double share = parameters.get(a).domain().position(value);
                    line.add(text("%.1f,%.1f", x((double) a / (axes - 1)), y(share)));
                }
            }
            line.add(text("%.1f,%.1f", x(1), y(goal.share(value(trial, 0)))));
            drawing.append(line(line, colour));
        }
        for (int a = 0; a < axes; a++) {
            boolean last = a == axes - 1;
            String name = last ? plan.goals().get(0).name() : parameters.get(a).name();
            double at = x((double) a / (axes - 1));
            drawing.append(
                    text(
                            "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\""
                                    + " stroke=\"#8c959f\"/><text x=\"%1$.1f\" y=\"%4$d\""
                                    + " text-anchor=\"middle\">%5$s</text>",
                            at,
                            MARGIN / 2,
                            HEIGHT - MARGIN / 2,
                            HEIGHT - 8 - (a % 2) * 10,
                            Markup.escaped(name.substring(name.lastIndexOf('.') + 1))));
        }
        return svg(drawing.toString());
    }

    /** Draws a line through points; a round mark if there is only one. */
    private static String line(List<String> points, String colour) {
        return points.isEmpty()
                ? ""
                : "<polyline fill=\"none\" stroke-linecap=\"round\" stroke=%s points=\"%s%s\"/>"
                        .formatted(
                                colour,
                                String.join(" ", points),
                                points.size() == 1 ? " " + points.get(0) : "");
    }

    private boolean isBest(Trial trial) {
        return trial.number() == result.best().number();
    }

    private Axis axis(ToDoubleFunction<Trial> value) {
        return Axis.of(complete.stream().map(value::applyAsDouble).toList());
    }

    /** A range of values. */
    private record Axis(double low, double high) {

        static Axis of(List<Double> values) {
            double low = values.stream().mapToDouble(v -> v).min().orElse(0);
            double high = values.stream().mapToDouble(v -> v).max().orElse(1);
            return new Axis(low, high);
        }

        double share(double value) {
            return high > low ? (value - low) / (high - low) : 0.5;
        }
    }

    private static double x(double share) {
        return MARGIN + share * (WIDTH - 2 * MARGIN);
    }

    private static double y(double share) {
        return HEIGHT - MARGIN / 2.0 - share * (HEIGHT - MARGIN);
    }

    private static String dot(double x, double y, boolean strong, Trial trial) {
        return text(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\"><title>trial %d</title></circle>",
                x, y, strong ? 5 : 3, strong ? BEST : DOT, trial.number());
    }

    private static String axes(String right, Axis x, String up, Axis y) {
        return label(MARGIN, HEIGHT - 8, "start", SearchPage.figure(x.low()))
                + label(WIDTH - MARGIN, HEIGHT - 8, "end", SearchPage.figure(x.high()))
                + label(WIDTH / 2, HEIGHT - 8, "middle", right)
                + label(MARGIN - 8, HEIGHT - MARGIN / 2, "end", SearchPage.figure(y.low()))
                + label(MARGIN - 8, MARGIN / 2 + 4, "end", SearchPage.figure(y.high()))
                + label(MARGIN, 12, "start", up);
    }

    private static String label(int x, int y, String anchor, String label) {
        return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>"
                .formatted(x, y, anchor, Markup.escaped(label));
    }

    private static String svg(String content) {
        return "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">%s</svg>"
                .formatted(WIDTH, HEIGHT, WIDTH, content);
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
