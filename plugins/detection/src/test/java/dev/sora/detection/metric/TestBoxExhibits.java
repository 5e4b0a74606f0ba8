// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.detection.box.Box;
import dev.sora.detection.metric.BoxesOutcome.Actual;
import dev.sora.detection.metric.BoxesOutcome.Rule;
import dev.sora.detection.metric.BoxesOutcome.Scene;
import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Gallery;
import dev.sora.exhibit.Mark;
import dev.sora.exhibit.Table;
import dev.sora.exhibit.Tone;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the report shows of predicted and actual boxes. */
final class TestBoxExhibits {

    private static final Box OBJECT = new Box(10, 10, 20, 20);
    private static final Box AWAY = new Box(50, 40, 100, 50);

    @Test
    void countsAndDrawsFoundMissedAndWrongBoxes() {
        Scene right =
                new Scene(
                        100,
                        50,
                        // the second one is below the threshold of the model
                        List.of(new Detection(0, 0.9, OBJECT), new Detection(0, 0.2, AWAY)),
                        List.of(new Actual(0, OBJECT, Rule.COUNTED)));
        Scene wrong =
                new Scene(
                        100,
                        50,
                        List.of(new Detection(0, 0.8, AWAY), new Detection(1, 0.7, OBJECT)),
                        List.of(
                                new Actual(0, OBJECT, Rule.COUNTED),
                                new Actual(1, OBJECT, Rule.DIFFICULT)));

        List<Exhibit> exhibits =
                new BoxesOutcome(List.of("cell", "dust"), 0.5, List.of(right, wrong)).exhibits(9);

        Table table = (Table) exhibits.get(0);
        assertThat(table.rows())
                .containsExactly(
                        Table.Row.of("cell", 2.0, 1.0, 1.0, 1.0, 0.5, 0.5),
                        Table.Row.of("dust", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0));
        Gallery mistakes = (Gallery) exhibits.get(1);
        assertThat(mistakes.total()).isEqualTo(1);
        assertThat(mistakes.items().get(0).marks())
                .containsExactly(
                        Mark.Box.of("cell 0.80", Tone.BAD, 0.5, 0.8, 1, 1),
                        Mark.Box.of("missed: cell", Tone.PLAIN, 0.1, 0.2, 0.2, 0.4));
        Gallery sound = (Gallery) exhibits.get(2);
        assertThat(sound.items().get(0).record()).hasValue(0);
        assertThat(sound.items().get(0).marks())
                .containsExactly(Mark.Box.of("cell 0.90", Tone.GOOD, 0.1, 0.2, 0.2, 0.4));
    }
}
