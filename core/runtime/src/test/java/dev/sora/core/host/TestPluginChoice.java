// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.host.PluginChoice.Wanted;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestPluginChoice {

    private static List<OfferedPlugin> installed(String... versions) {
        return Stream.of(versions)
                .map(
                        version ->
                                new OfferedPlugin(
                                        "a",
                                        version,
                                        "a.jar",
                                        TestPluginChoice.class.getClassLoader(),
                                        List.of()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            1.2.0          | 1.2.0 1.3.0 2.0.0 | 1.2.0
            1.2.0          | 1.3.0 1.10.0 1.9.9 2.0.0 | 1.10.0
            1.2.0          | 1.1.9 2.0.0       |
            1.2.0          | 1.2.0.later 1.1.0 | 1.2.0.later
            0.2.1          | 0.2.5 0.3.0       | 0.2.5
            0.2.1          | 0.2.0 0.3.0 1.2.1 |
            1.0.0          | 0.9.0             |
            no number      | no number 1.0.0   |
            odd            | odd 1.0.0         | odd
            """)
    void takesTheVersionOrTheNewestThatServesForIt(String made, String there, String expected) {
        PluginChoice choice =
                PluginChoice.compatibly(
                        List.of(new Wanted("a", made)), installed(there.split(" +")));

        assertThat(choice.plugins())
                .extracting(OfferedPlugin::version)
                .isEqualTo(expected == null ? List.of() : List.of(expected));
        assertThat(choice.lacking()).hasSize(expected == null ? 1 : 0);
    }

    @Test
    void takesBothOfTwoVersions() {
        PluginChoice choice =
                PluginChoice.compatibly(
                        List.of(new Wanted("a", "1.0.0"), new Wanted("a", "2.0.0")),
                        installed("1.0.0", "1.1.0", "2.3.0", "3.0.0"));

        assertThat(choice.plugins())
                .extracting(OfferedPlugin::version)
                .containsExactly("1.0.0", "2.3.0");
        assertThat(choice.chosen())
                .extracting(chosen -> chosen.wanted().version())
                .containsExactly("1.0.0", "2.0.0");
    }

    @Test
    void takesNothingElseIfItMustBeExact() {
        PluginChoice choice =
                PluginChoice.exactly(
                        List.of(new Wanted("a", "1.0.0"), new Wanted("b", "1.0.0")),
                        installed("1.0.1", "1.0.0"));

        assertThat(choice.plugins()).extracting(OfferedPlugin::version).containsExactly("1.0.0");
        assertThat(choice.lacking()).containsExactly(new Wanted("b", "1.0.0"));
    }
}
