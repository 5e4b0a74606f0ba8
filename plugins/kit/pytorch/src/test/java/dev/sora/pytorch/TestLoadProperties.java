// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application may use DJL for other purposes: its properties are its own. */
final class TestLoadProperties {

    private static final String OFFLINE = "ai.djl.offline";
    private static final String PATH = "PYTORCH_LIBRARY_PATH";

    private final String offline = System.getProperty(OFFLINE);

    @AfterEach
    void restore() {
        if (offline == null) {
            System.clearProperty(OFFLINE);
        } else {
            System.setProperty(OFFLINE, offline);
        }
        System.clearProperty(PATH);
    }

    @Test
    void leavesPropertiesThatTheApplicationSetMeanwhile() {
        System.clearProperty(OFFLINE);
        try (LoadProperties properties = LoadProperties.set(Map.of())) {
            assertThat(System.getProperty(OFFLINE)).isEqualTo("true");
        }
        assertThat(System.getProperty(OFFLINE)).isNull();
        try (LoadProperties properties = LoadProperties.set(Map.of())) {
            System.setProperty(OFFLINE, "false");
        }
        assertThat(System.getProperty(OFFLINE)).isEqualTo("false");
    }

    @Test
    void replacesAndRestoresThoseThatNameTheLibraries() {
        System.setProperty(PATH, "of the application");
        try (LoadProperties properties = LoadProperties.set(Map.of(PATH, "of the engine"))) {
            assertThat(System.getProperty(PATH)).isEqualTo("of the engine");
        }
        assertThat(System.getProperty(PATH)).isEqualTo("of the application");
        System.clearProperty(PATH);
        try (LoadProperties properties = LoadProperties.set(Map.of(PATH, "of the engine"))) {
            assertThat(System.getProperty(PATH)).isEqualTo("of the engine");
        }
        assertThat(System.getProperty(PATH)).isNull();
    }
}
