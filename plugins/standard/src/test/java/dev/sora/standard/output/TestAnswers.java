// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import dev.sora.data.ColumnType;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.standard.lab.Offered;
import dev.sora.tensor.Signal;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Temperature, threshold and abstention, on cases done by hand. */
final class TestAnswers {

    private static final List<String> CLASSES = List.of("ill", "well");

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    private static OutputParticle output(Map<String, ?> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put("column", "y");
        settings.put("head", false);
        settings.put("classes", CLASSES);
        return Offered.output("classification", settings);
    }

    private static SampleRecords records(String... labels) {
        return SampleRecords.column("y", ColumnType.TEXT, (Object[]) labels);
    }

    /** Records with the log-odds of "ill"; those of the class "ill" first. */
    private Outcome outcome(FittedOutput fitted, int ill, float... odds) {
        String[] labels = new String[odds.length];
        float[] scores = new float[odds.length * 2];
        for (int i = 0; i < odds.length; i++) {
            labels[i] = i < ill ? "ill" : "well";
            scores[2 * i] = odds[i];
        }
        SampleRecords records = records(labels);
        Signal prediction = Signal.of(lab.manager().create(scores, new Shape(odds.length, 2)));
        return fitted.outcome(prediction, fitted.target(lab.upload(fitted.encode(records.list()))));
    }

    private List<Map<String, Object>> decode(FittedOutput fitted, float... odds) {
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (float each : odds) {
            Signal prediction =
                    Signal.of(lab.manager().create(new float[] {each, 0}, new Shape(1, 2)));
            decoded.addAll(fitted.decode(prediction, records("ill").list()));
        }
        return decoded;
    }

    @Test
    void fitsTheTemperatureAtWhichConfidenceEqualsAccuracy() {
        OutputParticle output = output(Map.of("calibration", "temperature"));
        FittedOutput plain = output.fit(records("ill", "well"));
        assertThat(output.calibrates()).isTrue();

        // log-odds of 4 in every record, of which 3 of 4 are right: 4 / T = log 3
        FittedOutput fitted = plain.calibrated(List.of(outcome(plain, 3, 4, 4, 4, 4)));

        double temperature = 4 / Math.log(3);
        assertThat(fitted.state().number("temperature")).isCloseTo(temperature, within(1e-6));
        assertThat((double) decode(fitted, 4).get(0).get("probability"))
                .isCloseTo(0.75, within(1e-6));
        ClassOutcome after = (ClassOutcome) outcome(fitted, 1, 4);
        assertThat(after.probability(0, 0)).isCloseTo(0.75f, within(1e-6f));
        assertThat(after.uncalibrated()[0]).isCloseTo(0.982f, within(1e-3f));
        assertThat(output.restore(fitted.state()).state()).isEqualTo(fitted.state());
        // without a mistake no temperature is the best: the bound is kept
        assertThat(
                        plain.calibrated(List.of(outcome(plain, 1, 4, -4)))
                                .state()
                                .number("temperature"))
                .isCloseTo(0.1, within(1e-6));
    }

    /**
     * Of ill are 0.3, 0.6 and 0.8, of well 0.1, 0.2 and 0.4. Thresholds half way: 0.25 finds all
     * and spares two of three; 0.5 finds two and spares all; both sums are equal, and the lowest
     * counts.
     */
    @ParameterizedTest
    @CsvSource({
        "youden, , 0.25",
        "sensitivity, 0.9, 0.25",
        "sensitivity, 0.6, 0.5",
        "specificity, 0.6, 0.25",
        "specificity, 0.9, 0.5"
    })
    void choosesTheThreshold(String rule, Double least, double threshold) {
        Object setting = rule.equals("youden") ? rule : Map.of("at_least", Map.of(rule, least));
        OutputParticle output = output(Map.of("threshold", setting, "positive", "ill"));
        FittedOutput plain = output.fit(records("ill", "well"));
        List<Outcome> batches =
                List.of(
                        outcome(plain, 3, odds(.3), odds(.6), odds(.8)),
                        outcome(plain, 0, odds(.1), odds(.2), odds(.4)));

        FittedOutput fitted = plain.calibrated(batches);

        assertThat(fitted.state().number("threshold")).isCloseTo(threshold, within(1e-6));
        assertThat(decode(fitted, odds(threshold - .01), odds(threshold + .01)))
                .extracting(values -> values.get("label"))
                .containsExactly("well", "ill");
        assertThat(output.restore(fitted.state()).state()).isEqualTo(fitted.state());
    }

    /** Records of equal probability are never divided (healthcareai-r, issue 659). */
    @Test
    void choosesNoThresholdBetweenEqualProbabilities() {
        OutputParticle output = output(Map.of("threshold", "youden", "positive", "ill"));
        FittedOutput plain = output.fit(records("ill", "well"));

        FittedOutput fitted =
                plain.calibrated(List.of(outcome(plain, 3, odds(.9), 0, 0, 0, odds(.1))));

        assertThat(fitted.state().number("threshold")).isCloseTo(0.3, within(1e-6));
    }

    /** Scaling never raises the log loss of its own records (temperature_scaling, issue 29). */
    @Test
    void scalingImprovesTheLossOfTheRecordsThatItWasFittedOn() {
        OutputParticle output = output(Map.of("calibration", "temperature"));
        FittedOutput plain = output.fit(records("ill", "well"));
        float[] odds = {9, -3, 2, 0.5f, 7, 1, -6, 3, -0.2f, -8};

        FittedOutput fitted = plain.calibrated(List.of(outcome(plain, 5, odds)));

        double least = loss(outcome(fitted, 5, odds));
        assertThat(least).isLessThan(loss(outcome(plain, 5, odds)));
        double temperature = fitted.state().number("temperature");
        for (double factor : new double[] {0.9, 1.1}) {
            float[] other = odds.clone();
            for (int i = 0; i < other.length; i++) {
                other[i] /= (float) (temperature * factor);
            }
            assertThat(loss(outcome(plain, 5, other))).isGreaterThan(least);
        }
    }

    private static double loss(Outcome outcome) {
        ClassOutcome classes = (ClassOutcome) outcome;
        double sum = 0;
        for (int i = 0; i < classes.size(); i++) {
            sum -= classes.logProbability(i, classes.targets()[i]);
        }
        return sum;
    }

    private static float odds(double probability) {
        return (float) Math.log(probability / (1 - probability));
    }

    @Test
    void abstainsBelowAProbability() {
        FittedOutput fitted = output(Map.of("abstain_below", 0.8)).fit(records("ill", "well"));

        List<Map<String, Object>> decoded = decode(fitted, odds(.7), odds(.9));

        assertThat(decoded.get(0)).doesNotContainKey("label").containsEntry("abstains", true);
        assertThat(decoded.get(1)).containsEntry("label", "ill").containsEntry("abstains", false);
        assertThat(decode(output(Map.of()).fit(records("ill", "well")), 1).get(0))
                .containsOnlyKeys("label", "probability", "probabilities");
    }

    @Test
    void takesAGivenThresholdWithoutValidationData() {
        OutputParticle output = output(Map.of("threshold", 0.2, "positive", "ill"));

        assertThat(output.calibrates()).isFalse();
        assertThat(decode(output.fit(records("ill", "well")), odds(.3)).get(0))
                .containsEntry("label", "ill")
                .containsEntry("threshold", 0.2);
    }

    @Test
    void refusesWhatDecidesNothing() {
        FittedOutput plain = output(Map.of("threshold", "youden")).fit(records("ill", "well"));
        assertThatThrownBy(() -> plain.calibrated(List.of(outcome(plain, 2, 1, 2))))
                .hasMessageContaining("SORA-4312");
        assertThatThrownBy(() -> output(Map.of("positive", "sick")).fit(records("ill", "well")))
                .hasMessageContaining("SORA-4313")
                .hasMessageContaining("sick");
        assertThatThrownBy(
                        () ->
                                output(
                                        Map.of(
                                                "threshold",
                                                Map.of(
                                                        "at_least",
                                                        Map.of(
                                                                "sensitivity", 0.9,
                                                                "specificity", 0.9)))))
                .hasMessageContaining("SORA-4314");
    }
}
