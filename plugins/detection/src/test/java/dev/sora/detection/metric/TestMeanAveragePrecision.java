// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.detection.box.Box;
import dev.sora.detection.metric.BoxesOutcome.Actual;
import dev.sora.detection.metric.BoxesOutcome.Rule;
import dev.sora.detection.metric.BoxesOutcome.Scene;
import dev.sora.exhibit.Curves;
import dev.sora.metric.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cases computed by hand, by the rules of COCO's reference implementation, {@code cocoeval.py}. */
final class TestMeanAveragePrecision {

    private static final Box OBJECT = new Box(10, 10, 20, 20);

    /** Overlaps {@link #OBJECT} by 80 of 120 pixels: two thirds. */
    private static final Box SHIFTED = new Box(12, 10, 22, 20);

    private static final Box AWAY = new Box(50, 50, 60, 60);

    private static Detection found(double score, Box box) {
        return new Detection(0, score, box);
    }

    private static Actual actual(Box box, Rule rule) {
        return new Actual(0, box, rule);
    }

    private static Scene scene(List<Detection> found, Actual... actual) {
        return new Scene(100, 100, found, List.of(actual));
    }

    private static double measured(double[] overlaps, Scene... scenes) {
        MeanAveragePrecision metric = new MeanAveragePrecision(overlaps);
        metric.add(new BoxesOutcome(List.of("cell"), 0.5, List.of(scenes)));
        MetricResult result = metric.result();
        return result instanceof MetricResult.ByClass all
                ? all.value()
                : ((MetricResult.Number) result).value();
    }

    private static double at(double overlap, Scene... scenes) {
        return measured(new double[] {overlap}, scenes);
    }

    @Test
    void isOneForTheRightBoxes() {
        assertThat(at(0.5, scene(List.of(found(0.2, OBJECT)), actual(OBJECT, Rule.COUNTED))))
                .isEqualTo(1);
    }

    @Test
    void isZeroWithoutBoxesAndUndefinedWithoutObjects() {
        assertThat(at(0.5, scene(List.of(), actual(OBJECT, Rule.COUNTED)))).isZero();
        assertThat(at(0.5, scene(List.of(found(0.9, OBJECT))))).isNaN();
    }

    /** A wrong box with the best score: precision is one half at every recall. */
    @Test
    void aWrongBoxBeforeTheRightOneHalvesIt() {
        assertThat(
                        at(
                                0.5,
                                scene(
                                        List.of(found(0.9, AWAY), found(0.8, OBJECT)),
                                        actual(OBJECT, Rule.COUNTED))))
                .isEqualTo(0.5, within(1e-12));
    }

    @Test
    void aWrongBoxAfterTheRightOneCostsNothing() {
        assertThat(
                        at(
                                0.5,
                                scene(
                                        List.of(found(0.9, OBJECT), found(0.8, AWAY)),
                                        actual(OBJECT, Rule.COUNTED))))
                .isEqualTo(1);
    }

    /** The second box on one object is wrong, even if it overlaps enough. */
    @Test
    void anObjectIsFoundOnce() {
        assertThat(
                        at(
                                0.5,
                                scene(
                                        List.of(found(0.9, SHIFTED), found(0.8, OBJECT)),
                                        actual(OBJECT, Rule.COUNTED),
                                        actual(AWAY, Rule.COUNTED))))
                // one of two objects: precision 1 at the 51 recalls up to 0.5, then 0
                .isEqualTo(51 / 101.0, within(1e-12));
    }

    /** Half of the objects found: recalls 0, 0.01, … 0.50 are reached. */
    @Test
    void interpolatesAtOneHundredAndOneRecalls() {
        Scene hit = scene(List.of(found(0.9, OBJECT)), actual(OBJECT, Rule.COUNTED));
        Scene miss = scene(List.of(found(0.8, AWAY)), actual(OBJECT, Rule.COUNTED));
        Scene late = scene(List.of(found(0.7, OBJECT)), actual(OBJECT, Rule.COUNTED));

        // hit, miss, hit of three objects: precision 1 up to 1/3 (34 recalls), 2/3 up to 2/3 (33)
        assertThat(at(0.5, hit, miss, late)).isEqualTo((34 + 33 * 2 / 3.0) / 101, within(1e-12));
    }

    /** Two thirds are enough for 0.5, 0.55, 0.6 and 0.65, and not for the other six overlaps. */
    @Test
    void averagesOverOverlaps() {
        double[] ten = {0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95};

        assertThat(measured(ten, scene(List.of(found(0.9, SHIFTED)), actual(OBJECT, Rule.COUNTED))))
                .isEqualTo(0.4, within(1e-12));
    }

    @Test
    void anOverlapThatEqualsTheLimitIsEnough() {
        Box half = new Box(10, 10, 20, 15);

        assertThat(at(0.5, scene(List.of(found(0.9, half)), actual(OBJECT, Rule.COUNTED))))
                .isEqualTo(1);
    }

    /**
     * Any number of boxes within a crowd is neither right nor wrong, however little of it they
     * cover.
     */
    @Test
    void boxesInACrowdAreLeftOut() {
        Box crowd = new Box(40, 40, 100, 100);
        List<Detection> found =
                List.of(
                        found(0.95, AWAY),
                        found(0.94, new Box(70, 70, 80, 80)),
                        found(0.9, OBJECT));

        assertThat(at(0.5, scene(found, actual(crowd, Rule.CROWD), actual(OBJECT, Rule.COUNTED))))
                .isEqualTo(1);
        // the same region, not marked as a crowd, makes two wrong boxes and an object to find
        assertThat(at(0.5, scene(found, actual(crowd, Rule.COUNTED), actual(OBJECT, Rule.COUNTED))))
                .isLessThan(0.2);
    }

    @Test
    void boxesOnADifficultObjectAreLeftOutBySharedArea() {
        List<Detection> found = List.of(found(0.95, AWAY), found(0.94, AWAY), found(0.9, OBJECT));

        assertThat(
                        at(
                                0.5,
                                scene(
                                        found,
                                        actual(AWAY, Rule.DIFFICULT),
                                        actual(OBJECT, Rule.COUNTED))))
                .isEqualTo(1);
    }

    /** An object that counts is chosen before an ignored one that overlaps more. */
    @Test
    void objectsThatCountComeFirst() {
        assertThat(
                        at(
                                0.5,
                                scene(
                                        List.of(found(0.9, SHIFTED)),
                                        actual(SHIFTED, Rule.DIFFICULT),
                                        actual(OBJECT, Rule.COUNTED))))
                .isEqualTo(1);
    }

    @Test
    void oneHundredBoxesOfAPictureCount() {
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            found.add(found(0.9, AWAY));
        }
        found.add(found(0.8, OBJECT));

        assertThat(at(0.5, scene(found, actual(OBJECT, Rule.COUNTED)))).isZero();
        assertThat(at(0.5, scene(found.subList(1, 101), actual(OBJECT, Rule.COUNTED))))
                .isEqualTo(0.01, within(1e-12));
    }

    @Test
    void classesWithoutObjectsAreNotAveraged() {
        MeanAveragePrecision metric = new MeanAveragePrecision(new double[] {0.5});
        metric.add(
                new BoxesOutcome(
                        List.of("cell", "dust", "fold"),
                        0.5,
                        List.of(
                                new Scene(
                                        100,
                                        100,
                                        List.of(found(0.9, OBJECT), new Detection(1, 0.9, AWAY)),
                                        List.of(
                                                actual(OBJECT, Rule.COUNTED),
                                                new Actual(2, AWAY, Rule.COUNTED))))));

        MetricResult.ByClass result = (MetricResult.ByClass) metric.result();

        assertThat(result.classes()).isEqualTo(Map.of("cell", 1.0, "fold", 0.0));
        assertThat(result.value()).isEqualTo(0.5);
        assertThat(result.note()).hasValueSatisfying(note -> assertThat(note).endsWith(": dust"));
        Curves curves = (Curves) metric.exhibits().get(0);
        assertThat(curves.lines()).extracting(Curves.Line::name).containsExactly("cell", "fold");
    }
}
