// SPDX-License-Identifier: Apache-2.0
package org.example.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sora.testkit.Contracts;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contracts of data sources and plugins. */
final class TestYamlRecords {

    @TestFactory
    Stream<DynamicTest> keepsTheContractOfSources() {
        return Contracts.source(new YamlRecordsType())
                .with("path", "cups.yaml")
                .with("columns", Map.of("tea", "text", "degrees", "integer"))
                .refuses("columns", Map.of("tea", "colour"))
                .fails(Map.of("path", "no-such-file.yaml"))
                .fails(Map.of("path", "src/test/resources/cut.yaml"))
                .broken(Map.of("path", "src/test/resources/broken.yaml"), 2)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> isAPluginThatCanComeAndGo() {
        return Contracts.plugin(new YamlPlugin()).tests();
    }

    /** Not that of Sora, which reads manifests by another in the same JVM. */
    @Test
    void readsByTheVersionThatItWasBuiltWith() {
        assertEquals("2.2.1", Parser.version());
    }
}
