// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestVersionRange {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[1.2,2); 1.2.0; true",
                "[1.2,2); 1.9.9.RC1; true",
                "[1.2,2); 2.0.0; false",
                "[1.2,2); 1.1.9; false",
                "(1.2,2]; 1.2; false",
                "(1.2,2]; 2; true",
                "[1.0.0,1.0.0]; 1.0.0; true",
                "[1.0.0,1.0.0]; 1.0.1; false",
                "1.2; 7.0; true",
                "1.2; 1.1; false",
                "' [ 1 , 2 ) '; 1.5; true",
                "[0.1,1); 0.1.0-SNAPSHOT; true",
            })
    void includes(String range, String version, boolean included) {
        assertThat(
                        VersionRange.parse(range)
                                .orElseThrow()
                                .includes(Version.parse(version).orElseThrow()))
                .isEqualTo(included);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1,2",
                "1,2)",
                "[1)",
                "[,2)",
                "[1,]",
                "newest",
                "[1..2,3]",
                "[1,2)x",
                "-1"
            })
    void isNoRange(String text) {
        assertThat(VersionRange.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0.0",
        "1.2, 1.2.0",
        "1.2.3.beta-4, 1.2.3.beta-4",
        "1.2-SNAPSHOT, 1.2.0.SNAPSHOT"
    })
    void printsInFull(String text, String full) {
        assertThat(Version.parse(text).orElseThrow()).hasToString(full);
    }
}
