// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import dev.sora.data.ColumnType;
import dev.sora.metric.ClassOutcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.standard.lab.Offered;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestClassification {

    private static final SampleRecords PETS =
            SampleRecords.column("pet", ColumnType.TEXT, "dog", "cat", "dog", "bird", "dog", "cat");

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    private static OutputParticle pets(Map<String, ?> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put("column", "pet");
        return Offered.output("classification", settings);
    }

    private static List<?> classes(FittedOutput fitted) {
        return fitted.state().strings("classes");
    }

    @Test
    void plansTheHead() {
        assertThat(pets(Map.of()).plan(List.of(SignalSpec.floats(8))).output()).hasToString("(?)");
        assertThat(pets(Map.of("classes", 3)).plan(List.of(SignalSpec.floats(8))).output())
                .hasToString("(3)");

        FittedOutput fitted = pets(Map.of()).fit(PETS);

        assertThat(fitted.plan(List.of(SignalSpec.floats(2, 4))).parameters())
                .extracting(ParameterSpec::name, ParameterSpec::shape)
                .containsExactly(
                        Tuple.tuple("weight", new Shape(3, 8)), Tuple.tuple("bias", new Shape(3)));
        assertThat(
                        pets(Map.of("head", false))
                                .fit(PETS)
                                .plan(List.of(SignalSpec.floats(3)))
                                .parameters())
                .isEmpty();
    }

    @Test
    void refusesScoresThatDoNotFit() {
        OutputParticle output = pets(Map.of("head", false, "classes", 3));

        assertThatThrownBy(() -> output.plan(List.of(SignalSpec.floats(4))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("needs 3 values, one a class, as the output has no head, has (4)");
    }

    @Test
    void ordersClassesNaturally() {
        assertThat(classes(pets(Map.of()).fit(PETS))).isEqualTo(List.of("bird", "cat", "dog"));
        SampleRecords numbers =
                SampleRecords.column("pet", ColumnType.INTEGER, 10L, 9L, -1L, 100L, 9L);
        assertThat(classes(pets(Map.of()).fit(numbers))).isEqualTo(List.of("-1", "9", "10", "100"));
        SampleRecords mixed =
                SampleRecords.column("pet", ColumnType.TEXT, "run10", "run9", "walk", "run");
        assertThat(classes(pets(Map.of()).fit(mixed)))
                .isEqualTo(List.of("run", "run9", "run10", "walk"));
    }

    @Test
    void takesListedClassesAsTheyAre() {
        List<String> listed = List.of("dog", "cat", "bird", "fish");

        assertThat(classes(pets(Map.of("classes", listed)).fit(PETS))).isEqualTo(listed);
        assertThatThrownBy(() -> pets(Map.of("classes", List.of("dog", "cat"))).fit(PETS))
                .isInstanceOf(RecordException.class)
                .hasMessage(
                        """
                        SORA-4302  the label 'bird' is not listed
                          where  samples.csv:5
                          needs  one of dog, cat
                          have   bird
                          fix    add it to 'classes', or correct the record""");
    }

    @Test
    void fillsUpNumberedClasses() {
        SampleRecords digits = SampleRecords.column("pet", ColumnType.INTEGER, 3L, 1L);

        assertThat(classes(pets(Map.of("classes", 5)).fit(digits)))
                .isEqualTo(List.of("0", "1", "2", "3", "4"));
        assertThatThrownBy(() -> pets(Map.of("classes", 5)).fit(PETS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("needs  5")
                .hasMessageContaining("have   3: bird, cat, dog");
    }

    @Test
    void needsTwoClasses() {
        assertThatThrownBy(
                        () ->
                                pets(Map.of())
                                        .fit(SampleRecords.column("pet", ColumnType.TEXT, "dog")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4303");
    }

    @Test
    void namesALabelThatWasNeverSeen() {
        FittedOutput fitted = pets(Map.of()).fit(PETS);
        SampleRecords strange = SampleRecords.column("pet", ColumnType.TEXT, "dog", "birds");

        assertThatThrownBy(() -> fitted.encode(strange.list()))
                .isInstanceOf(RecordException.class)
                .hasMessage(
                        """
                        SORA-4301  the label 'birds' in column 'pet' was never seen in training
                          where  samples.csv:3
                          needs  one of bird, cat, dog
                          have   'birds'
                          fix    did you mean 'bird'? correct the record; or train with records of this class, which 'stratify: pet' keeps in training where a fraction is held out; or list it in 'classes'; or leave such records out with 'on_error: skip' on the data source""");
    }

    /** The public report scikit-learn#10767: rare1 and rare2 are two classes, not a slip. */
    @Test
    void namesThatAreCountedAreNotMeantForEachOther() {
        FittedOutput fitted =
                pets(Map.of()).fit(SampleRecords.column("pet", ColumnType.TEXT, "a", "b", "rare2"));

        assertThatThrownBy(
                        () ->
                                fitted.encode(
                                        SampleRecords.column("pet", ColumnType.TEXT, "rare1")
                                                .list()))
                .hasMessageContaining("fix    correct the record; or train with")
                .hasMessageContaining("stratify: pet");
    }

    @Test
    void labelsAreComparedWithoutBlanksAtTheirEnds() {
        SampleRecords rows =
                SampleRecords.column(
                        "pet", ColumnType.TEXT, "dog ", "\u00a0dog", "New\u00a0York", "New York");
        FittedOutput fitted = pets(Map.of("class_weights", Map.of(" dog", 2))).fit(rows);

        assertThat(classes(fitted)).isEqualTo(List.of("New York", "dog"));
        assertThat(classes(pets(Map.of("classes", List.of("dog ", "New York"))).fit(rows)))
                .isEqualTo(List.of("dog", "New York"));
        assertThatThrownBy(
                        () ->
                                pets(Map.of("classes", List.of("dog", "dog ")))
                                        .fit(SampleRecords.column("pet", ColumnType.TEXT, "dog")))
                .hasMessageContaining("SORA-4307");
    }

    @Test
    void aLabelOfBlanksIsNone() {
        FittedOutput fitted = pets(Map.of()).fit(PETS);
        SampleRecords blank = SampleRecords.column("pet", ColumnType.TEXT, "\u00a0 ");

        assertThatThrownBy(() -> fitted.encode(blank.list()))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4321  the label in column 'pet' is empty")
                .hasMessageContaining("samples.csv:2");
        assertThatThrownBy(() -> pets(Map.of()).fit(blank)).isInstanceOf(RecordException.class);
    }

    @Test
    void warnsOfLabelsThatLookAlike() {
        FittedOutput fitted =
                pets(Map.of())
                        .fit(
                                SampleRecords.column(
                                        "pet",
                                        ColumnType.TEXT,
                                        "cat",
                                        "Cat",
                                        "cat",
                                        "c\u0430t",
                                        "dog",
                                        "bird"));

        assertThat(fitted.warnings())
                .containsExactly(
                        "'Cat' (1 record), 'cat' (cat) (2 records) and 'c\u0430t' (c\\u0430t)"
                                + " (1 record) in column 'pet' look alike and are 3 labels; if they"
                                + " are one, write them the same way in the data");
        assertThat(pets(Map.of()).fit(PETS).warnings()).isEmpty();
        assertThat(pets(Map.of()).restore(fitted.state()).warnings()).isEmpty();
    }

    @Test
    void warnsOfListedClassesWithoutRecords() {
        FittedOutput fitted =
                pets(Map.of("classes", List.of("dog", "cat", "bird", "fish"))).fit(PETS);

        assertThat(fitted.warnings())
                .containsExactly(
                        "no training record has 'fish' in column 'pet': never learned, and so never"
                                + " right");
    }

    @Test
    void aModelOfBeforeMayKnowAClassWithBlanks() {
        FittedOutput fitted =
                pets(Map.of())
                        .restore(
                                Workbench.state(
                                        Map.of("labels", "TEXT", "classes", List.of(" a", "b"))));
        SampleRecords rows = SampleRecords.column("pet", ColumnType.TEXT, " a", "b", "a");

        assertThat(fitted.encode(rows.list()).get(0).data().asLongBuffer().get(2)).isZero();
        assertThat(classes(fitted)).isEqualTo(List.of(" a", "b"));
    }

    @Test
    void namesARecordWithoutLabel() {
        FittedOutput fitted = pets(Map.of()).fit(PETS);
        SampleRecords empty = SampleRecords.column("pet", ColumnType.TEXT, (Object) null);

        assertThatThrownBy(() -> fitted.encode(empty.list()))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("samples.csv:2");
    }

    /** Scores of three records; targets dog, bird, cat. */
    private Signal scores() {
        return Signal.of(
                lab.manager()
                        .create(new float[] {1, 2, 3, 0.5f, 0, -1, 2, 2.5f, 0}, new Shape(3, 3)));
    }

    private double[] logs() {
        double[] logs = new double[3];
        double[][] rows = {{1, 2, 3}, {0.5, 0, -1}, {2, 2.5, 0}};
        int[] targets = {2, 0, 1};
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            for (double score : rows[i]) {
                sum += Math.exp(score);
            }
            logs[i] = rows[i][targets[i]] - Math.log(sum);
        }
        return logs;
    }

    private float loss(Map<String, ?> settings, boolean training) {
        FittedOutput fitted = pets(settings).fit(PETS);
        SampleRecords rows = SampleRecords.column("pet", ColumnType.TEXT, "dog", "bird", "cat");
        Signal target = fitted.target(lab.upload(fitted.encode(rows.list())));
        return fitted.loss(scores(), target, lab.pass(training, Map.of())).getFloat();
    }

    @Test
    void computesCrossEntropy() {
        double[] logs = logs();
        double plain = -(logs[0] + logs[1] + logs[2]) / 3;

        assertThat((double) loss(Map.of(), true)).isCloseTo(plain, within(1e-6));
        double spread = 0;
        double[][] rows = {{1, 2, 3}, {0.5, 0, -1}, {2, 2.5, 0}};
        int[] targets = {2, 0, 1};
        for (int i = 0; i < 3; i++) {
            double sum = rows[i][0] + rows[i][1] + rows[i][2];
            spread += logs[i] - rows[i][targets[i]] + sum / 3;
        }
        assertThat((double) loss(Map.of("label_smoothing", 0.1), true))
                .isCloseTo(0.9 * plain - 0.1 * spread / 3, within(1e-6));
    }

    @Test
    void computesFocalLoss() {
        for (double gamma : new double[] {0, 0.5, 1, 2, 3}) {
            double expected = 0;
            for (double log : logs()) {
                expected -= Math.pow(1 - Math.exp(log), gamma) * log / 3;
            }
            assertThat((double) loss(Map.of("loss", "focal", "focal_gamma", gamma), true))
                    .isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void weighsClassesWhileTraining() {
        double[] logs = logs();
        double balanced = -(logs[0] * 2 / 3 + logs[1] * 2 + logs[2]) / 3;
        double named = -(logs[0] * 3 + logs[1] + logs[2]) / 3;

        assertThat((double) loss(Map.of("class_weights", "balanced"), true))
                .isCloseTo(balanced, within(1e-6));
        assertThat((double) loss(Map.of("class_weights", Map.of("dog", 3)), true))
                .isCloseTo(named, within(1e-6));
        assertThat(loss(Map.of("class_weights", "balanced"), false))
                .isEqualTo(loss(Map.of(), false));
        assertThatThrownBy(() -> loss(Map.of("class_weights", Map.of("fish", 3)), true))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("have   fish");
    }

    @Test
    void measuresAndDecodes() {
        FittedOutput fitted = pets(Map.of()).fit(PETS);
        SampleRecords rows = SampleRecords.column("pet", ColumnType.TEXT, "dog", "bird", "dog");
        Signal target = fitted.target(lab.upload(fitted.encode(rows.list())));

        ClassOutcome outcome = (ClassOutcome) fitted.outcome(scores(), target);
        Map<String, Object> decoded = fitted.decode(scores(), List.of()).get(0);

        assertThat(outcome.targets()).containsExactly(2, 0, 2);
        assertThat((double) outcome.probability(0, 2)).isCloseTo(Math.exp(logs()[0]), within(1e-7));
        assertThat(fitted.progressValue(scores(), target).getFloat())
                .isCloseTo(2 / 3f, within(1e-6f));
        assertThat(decoded).containsEntry("label", "dog").containsKey("probability");
        assertThat((Map<?, ?>) decoded.get("probabilities")).hasSize(3);
    }

    @Test
    void staysFiniteForGreatScores() {
        FittedOutput fitted = pets(Map.of()).fit(PETS);
        Signal great =
                Signal.of(
                        lab.manager().create(new float[] {3e38f, -3e38f, 1e30f}, new Shape(1, 3)));

        assertThat(fitted.decode(great, List.of()).get(0))
                .containsEntry("label", "bird")
                .containsEntry("probability", 1.0);
    }

    @Test
    void decodesLabelsAsTheColumnHoldsThem() {
        FittedOutput numbers =
                pets(Map.of()).fit(SampleRecords.column("pet", ColumnType.INTEGER, 4L, 2L, 9L));
        FittedOutput truths =
                pets(Map.of()).fit(SampleRecords.column("pet", ColumnType.BOOLEAN, true, false));

        assertThat(numbers.decode(scores(), List.of()).get(0)).containsEntry("label", 9L);
        Signal two = Signal.of(lab.manager().create(new float[] {0, 1}, new Shape(1, 2)));
        assertThat(truths.decode(two, List.of()).get(0)).containsEntry("label", true);
    }

    @Test
    void comesBackFromItsState() {
        OutputParticle output = pets(Map.of("class_weights", "balanced"));
        State state = output.fit(PETS).state();

        FittedOutput restored = output.restore(state);

        assertThat(restored.state()).isEqualTo(state);
        assertThat(restored.encode(PETS.list())).hasSize(2);
    }

    @Test
    void refusesABrokenState() {
        List<Map<String, Object>> broken =
                List.of(
                        Map.of(),
                        Map.of("labels", "TEXT"),
                        Map.of("labels", "IMAGE", "classes", List.of("a", "b")),
                        Map.of("labels", "TEXT", "classes", List.of(1L, 2L)),
                        Map.of("labels", "TEXT", "classes", List.of("a", "a")),
                        Map.of("labels", "TEXT", "classes", "a"),
                        Map.of(
                                "labels",
                                "TEXT",
                                "classes",
                                List.of("a", "b"),
                                "class_weights",
                                List.of(1.0)),
                        Map.of(
                                "labels",
                                "TEXT",
                                "classes",
                                List.of("a", "b"),
                                "class_weights",
                                List.of(1.0, 1e300)));
        for (Map<String, Object> state : broken) {
            assertThatThrownBy(() -> pets(Map.of()).restore(Workbench.state(state)))
                    .as(state.toString())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4411");
        }
    }
}
