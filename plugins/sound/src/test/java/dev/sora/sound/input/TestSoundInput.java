// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sounds and settings an input refuses. */
final class TestSoundInput {

    private static final SampleRecords TWO =
            empty().row(new float[800], 16_000L).row(new float[800], 8_000L);

    @Test
    void takesTheLowestRateAndTheLongestSound() {
        FittedInput input = fit(Map.of(), TWO);

        assertThat(input.state().integer("rate", 1, 99_999)).isEqualTo(8_000);
        assertThat(input.state().integer("samples", 1, 99_999)).isEqualTo(800);
        assertThat(input.spec().values().shape().getShape()).containsExactly(11, 40);
    }

    /** The package of the earlier model was called damaged. */
    @Test
    void continuesWithTheRateOfItsSettings() {
        State state = fit(Map.of(), TWO).state();

        assertThat(grown(state, Map.of("sample_rate", 16_000)).state().integer("rate", 1, 99_999))
                .isEqualTo(16_000);
        assertThat(grown(state, Map.of()).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "800, 4000, SORA-4534, 4000 samples a second",
        "801, 8000, SORA-4534, it lasts 0.100",
        "199, 8000, SORA-4534, it lasts 0.025",
        "0, 8000, SORA-4531, 0 samples",
        "800, 0, SORA-4531, 0.0",
        "800, 400000, SORA-4531, 400000",
    })
    void refusesASound(int samples, long rate, String code, String have) {
        FittedInput input = fit(Map.of(), TWO);

        assertThatThrownBy(() -> input.encode(empty().row(new float[samples], rate).list()))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(have);
    }

    @Test
    void refusesSamplesThatAreNotNumbersAndRecordsWithoutOne() {
        FittedInput input = fit(Map.of(), TWO);
        float[] samples = new float[800];
        samples[3] = Float.NaN;

        assertThatThrownBy(() -> input.encode(empty().row(samples, 8_000L).list()))
                .hasMessageContaining("SORA-4531");
        assertThatThrownBy(() -> input.encode(empty().row(null, 8_000L).list()))
                .hasMessageContaining("SORA-4004");
        assertThatThrownBy(() -> fit(Map.of("missing", "silence"), empty().row(null, null)))
                .hasMessageContaining("SORA-4532");
    }

    /** A missing sound is one window of silence, whose features are all 0. */
    @Test
    void hearsSilenceWhereASoundMayBeMissing() {
        FittedInput input = fit(Map.of("missing", "silence"), TWO);
        try (Workbench bench = new Workbench()) {
            Signal signal =
                    input.forward(
                            bench.upload(input.encode(empty().row(null, null).list())),
                            bench.pass(false, Map.of()));

            assertThat(signal.lengths().toIntArray()).containsExactly(3);
            for (float value : signal.values().toFloatArray()) {
                assertThat(value).isCloseTo(0, within(0.01f));
            }
        }
    }

    /** librosa and torchaudio warn of bands without a frequency, whose features are constant. */
    @ParameterizedTest
    @CsvSource({"mels, 200, hold none", "high, 5000, 5000.0", "low, 4000, 4000.0"})
    void refusesBandsThatDoNotSuitTheRate(String setting, int value, String have) {
        assertThatThrownBy(() -> fit(Map.of(setting, value), TWO))
                .hasMessageContaining("SORA-4533")
                .hasMessageContaining(have);
    }

    /** A length that suits one set cuts the words of another. */
    @Test
    void reportsThatManySoundsLoseTheirEnds() {
        Map<String, Object> cut = Map.of("seconds", 0.06, "longer", "cut");

        // one of the two lasts 0.1 seconds, the other 0.05
        assertThat(fit(cut, TWO).warnings())
                .singleElement()
                .asString()
                .contains("1 of 2 training sounds", "'seconds: 0.06'", "0.100");
        assertThat(fit(Map.of("seconds", 0.1, "longer", "cut"), TWO).warnings()).isEmpty();
        assertThat(fit(Map.of(), TWO).warnings()).isEmpty();
    }

    @Test
    void refusesSettingsThatExcludeEachOther() {
        assertThatThrownBy(
                        () -> fit(Map.of("features", "mfcc", "mels", 10, "coefficients", 11), TWO))
                .hasMessageContaining("SORA-4530");
        assertThatThrownBy(() -> fit(Map.of("low", 200, "high", 100), TWO))
                .hasMessageContaining("SORA-4530");
    }

    private static SampleRecords empty() {
        return SampleRecords.of(
                Column.of("sound", ColumnType.VECTOR),
                Column.of("sample_rate", ColumnType.INTEGER));
    }

    private static FittedInput fit(Map<String, Object> more, SampleRecords records) {
        return input(more).fit(records);
    }

    private static FittedInput grown(State state, Map<String, Object> more) {
        return input(more).grow(state, TWO);
    }

    private static InputParticle input(Map<String, Object> more) {
        SoundType type = new SoundType();
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("column", "sound");
        return type.create(Workbench.settings(type, settings));
    }
}
