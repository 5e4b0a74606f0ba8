// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names in files and names of parameters. */
final class TestNameRules {

    @Test
    void areEqualWithoutRules() {
        NameRules rules = NameRules.of(Map.of(), Map.of());

        assertThat(rules.parameter("fc.weight")).contains("fc.weight");
        assertThat(rules.expects("anything")).isTrue();
    }

    @Test
    void takeTheLastStars() {
        NameRules rules = NameRules.of(Map.of(), Map.of("*layer.*.query.weight", "layer*.query"));

        assertThat(rules.parameter("bert.layer.3.query.weight")).contains("layer3.query");
        assertThat(rules.parameter("layer.11.query.weight")).contains("layer11.query");
        assertThat(rules.parameter("layer.11.query.bias")).isEmpty();
        assertThat(rules.expects("layer7.query")).isTrue();
        assertThat(rules.expects("layer7.key")).isFalse();
    }

    @Test
    void ofTheManifestComeFirst() {
        Map<String, String> first = new LinkedHashMap<>();
        first.put("a.weight", "other");
        first.put("a.*", "rest");
        NameRules rules = NameRules.of(first, Map.of("*.weight", "weight"));

        assertThat(rules.parameter("a.weight")).contains("other");
        assertThat(rules.parameter("a.bias")).contains("rest");
        assertThat(rules.parameter("b.weight")).contains("weight");
    }

    /** Full stops and brackets have no meaning in a pattern. */
    @Test
    void areNoExpressions() {
        NameRules rules = NameRules.of(Map.of("a.b[0](c)\\E", "x"), Map.of());

        assertThat(rules.parameter("aXb[0](c)")).isEmpty();
        assertThat(rules.parameter("a.b[0](c)\\E")).contains("x");
    }

    @Test
    void needStarsForTheParameter() {
        assertThat(NameRules.impossible(Map.of("a", "b*"))).contains("a");
        assertThat(NameRules.impossible(Map.of("*a", "b*"))).isEmpty();
    }
}
