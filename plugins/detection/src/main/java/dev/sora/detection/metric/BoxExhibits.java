// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.metric;

import dev.sora.detection.box.Box;
import dev.sora.detection.metric.BoxesOutcome.Rule;
import dev.sora.detection.metric.BoxesOutcome.Scene;
import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Gallery;
import dev.sora.exhibit.Mark;
import dev.sora.exhibit.Table;
import dev.sora.exhibit.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Shows found, missed and wrong boxes at the model's threshold, at an overlap of 0.5. */
final class BoxExhibits {

    private static final double OVERLAP = 0.5;

    /** Pictures in each gallery. */
    private static final int PICTURES = 12;

    private final BoxesOutcome outcome;
    private final List<Drawn> drawn = new ArrayList<>();
    private final long[] found;
    private final long[] missed;
    private final long[] wrong;

    /** A picture with its marks. */
    private record Drawn(int record, long missed, long wrong, List<Mark> marks) {

        long mistakes() {
            return missed + wrong;
        }

        Gallery.Item item() {
            return Gallery.Item.ofRecord(record).marked(marks);
        }
    }

    private BoxExhibits(BoxesOutcome outcome) {
        this.outcome = outcome;
        int classes = outcome.classes().size();
        found = new long[classes];
        missed = new long[classes];
        wrong = new long[classes];
        for (int i = 0; i < outcome.size(); i++) {
            drawn.add(draw(i, outcome.scenes().get(i)));
        }
    }

    static List<Exhibit> of(BoxesOutcome outcome, int shown) {
        if (outcome.size() == 0) {
            return List.of();
        }
        BoxExhibits all = new BoxExhibits(outcome);
        return List.of(
                all.table(),
                all.gallery("Most mistakes first", Tone.BAD, shown, true),
                all.gallery("Pictures without a mistake", Tone.GOOD, shown, false));
    }

    private Exhibit table() {
        List<Table.Row> rows = new ArrayList<>();
        for (int label = 0; label < found.length; label++) {
            long actual = found[label] + missed[label];
            long said = found[label] + wrong[label];
            rows.add(
                    Table.Row.of(
                            outcome.classes().get(label),
                            (double) actual,
                            (double) found[label],
                            (double) missed[label],
                            (double) wrong[label],
                            actual == 0 ? 0 : found[label] / (double) actual,
                            said == 0 ? 0 : found[label] / (double) said));
        }
        return Table.of(
                "Boxes with a score of at least %s"
                        .formatted(String.format(Locale.ROOT, "%.2f", outcome.threshold())),
                "class",
                List.of(
                        Table.Column.of("boxes"),
                        Table.Column.of("found"),
                        Table.Column.of("missed"),
                        Table.Column.of("wrong"),
                        Table.Column.ofShares("recall"),
                        Table.Column.ofShares("precision")),
                rows);
    }

    private Exhibit gallery(String title, Tone tone, int shown, boolean mistakes) {
        List<Drawn> chosen =
                drawn.stream().filter(each -> (each.mistakes() > 0) == mistakes).toList();
        List<Gallery.Item> items =
                chosen.stream()
                        .filter(each -> each.record() < shown)
                        .sorted(Comparator.comparingLong(Drawn::mistakes).reversed())
                        .limit(PICTURES)
                        .map(Drawn::item)
                        .toList();
        return Gallery.of(title, tone, chosen.size(), items);
    }

    private Drawn draw(int record, Scene scene) {
        List<Mark> marks = new ArrayList<>();
        long lost = 0;
        long extra = 0;
        for (int label = 0; label < outcome.classes().size(); label++) {
            String name = outcome.classes().get(label);
            Matching matching = Matching.of(said(scene), label, scene.found().size());
            int[] chosen = matching.chosen(OVERLAP);
            boolean[] taken = new boolean[matching.actual().size()];
            for (int i = 0; i < chosen.length; i++) {
                Detection each = matching.found().get(i);
                String text =
                        "%s %s".formatted(name, String.format(Locale.ROOT, "%.2f", each.score()));
                if (chosen[i] < 0) {
                    marks.add(mark(text, Tone.BAD, each.box(), scene));
                    wrong[label]++;
                    extra++;
                } else if (matching.actual().get(chosen[i]).rule() == Rule.COUNTED) {
                    taken[chosen[i]] = true;
                    marks.add(mark(text, Tone.GOOD, each.box(), scene));
                    found[label]++;
                }
            }
            for (int j = 0; j < taken.length; j++) {
                if (!taken[j] && matching.actual().get(j).rule() == Rule.COUNTED) {
                    Box box = matching.actual().get(j).box();
                    marks.add(mark("missed: " + name, Tone.PLAIN, box, scene));
                    missed[label]++;
                    lost++;
                }
            }
        }
        return new Drawn(record, lost, extra, marks);
    }

    private Scene said(Scene scene) {
        return new Scene(
                scene.width(),
                scene.height(),
                scene.found().stream().filter(each -> each.score() >= outcome.threshold()).toList(),
                scene.actual());
    }

    private static Mark mark(String text, Tone tone, Box box, Scene scene) {
        Box inside = box.clipped(scene.width(), scene.height());
        return Mark.Box.of(
                text,
                tone,
                inside.left() / scene.width(),
                inside.top() / scene.height(),
                inside.right() / scene.width(),
                inside.bottom() / scene.height());
    }
}
