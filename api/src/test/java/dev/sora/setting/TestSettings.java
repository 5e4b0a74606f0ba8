// SPDX-License-Identifier: Apache-2.0
package dev.sora.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.setting.SettingProblem.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class TestSettings {

    private static final Setting<List<String>> NAMES = Setting.strings("names", "Some names.");
    private static final Setting<Map<String, Double>> SHARES =
            Setting.numbers("shares", "A share for each name.");
    private static final Setting<Long> TIMES =
            Setting.integer("times", "How often.").atLeast(1).orElse(2L);
    private static final Setting<Settings> GROUP =
            Setting.group("group", "A group.", List.of(TIMES));
    private static final Setting<Long> CHANNELS =
            Setting.of(
                    "channels",
                    "1 or 3.",
                    new SettingType.AnyOf(List.of(only(1), only(3))),
                    Long.class);

    private static final Setting<Long> SEED = Setting.integer("seed", "A seed.").large();

    private final List<SettingProblem> problems = new ArrayList<>();

    @Test
    void noticesWhatIsMissingWithinAList() {
        read(Map.of("names", Arrays.asList("a", null)));

        assertThat(problems)
                .containsExactly(new SettingProblem("names[1]", Kind.TYPE, "a string", "nothing"));
    }

    @Test
    void noticesWhatIsMissingWithinAMapping() {
        read(Map.of("shares", Collections.singletonMap("a", null)));

        assertThat(problems)
                .containsExactly(new SettingProblem("shares.a", Kind.TYPE, "a number", "nothing"));
    }

    @Test
    void noticesWhatIsMissingWithinAGroup() {
        read(Map.of("group", Collections.singletonMap("times", null)));

        assertThat(problems)
                .containsExactly(
                        new SettingProblem(
                                "group.times", Kind.TYPE, "an integer from 1", "nothing"));
    }

    @Test
    void fillsInTheDefaultsOfAGroupThatSaysNothing() {
        Settings settings = read(Map.of("group", Map.of()));

        assertThat(problems).isEmpty();
        assertThat(settings.get(GROUP).get(TIMES)).isEqualTo(2);
    }

    @Test
    void namesTheNumbersThatFitAndNotARangeOfOne() {
        read(Map.of("channels", 2L));

        assertThat(problems)
                .containsExactly(new SettingProblem("channels", Kind.TYPE, "1, or 3", "2"));
    }

    /** Plugins use most integers as an int: a larger one would become another number. */
    @Test
    void refusesIntegersThatDoNotFit32BitsUnlessTheSettingAllowsThem() {
        read(Map.of("group", Map.of("times", (1L << 32) + 1), "seed", (1L << 32) + 1));

        assertThat(problems)
                .containsExactly(
                        new SettingProblem(
                                "group.times",
                                Kind.RANGE,
                                "an integer from 1 to 2147483647",
                                "4294967297"));
    }

    @Test
    void describesALargeIntegerWithoutBounds() {
        assertThat(SettingTypes.describe(SEED.type())).isEqualTo("an integer");
        assertThat(SettingTypes.describe(SEED.atLeast(1).type())).isEqualTo("an integer from 1");
    }

    private Settings read(Map<String, ?> raw) {
        return Settings.read(List.of(NAMES, SHARES, GROUP, CHANNELS, SEED), raw, problems);
    }

    private static SettingType only(long value) {
        return new SettingType.IntegerType(OptionalLong.of(value), OptionalLong.of(value));
    }
}
