// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.plan.Wires.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TestSignalMatch {

    private static final int DEEP = 20_000;

    private static Wire wire(String type, String... from) {
        return new Wire(type, List.of(from), false, Map.of());
    }

    private static List<String> align(
            Map<String, Wire> before, Map<String, Wire> now, List<String> was, List<String> is) {
        return new SignalMatch(new Wires(before), new Wires(now), Set.of("sum")).align(was, is);
    }

    /** Two chains of dropouts, one for each input. */
    private static Map<String, Wire> chains(String left, String right) {
        Map<String, Wire> wires = new LinkedHashMap<>();
        wires.put("x", wire("number"));
        wires.put("y", wire("number"));
        wires.put(left + "0", wire("dropout", "x"));
        wires.put(right + "0", wire("dropout", "y"));
        for (int i = 1; i <= DEEP; i++) {
            wires.put(left + i, wire("dropout", left + (i - 1)));
            wires.put(right + i, wire("dropout", right + (i - 1)));
        }
        return wires;
    }

    @Test
    void findsTheSameContentAtTheEndOfALongChain() {
        List<String> aligned =
                align(
                        chains("a", "b"),
                        chains("c", "d"),
                        List.of("a" + DEEP, "b" + DEEP),
                        List.of("d" + DEEP, "c" + DEEP));

        assertThat(aligned).containsExactly("c" + DEEP, "d" + DEEP);
    }

    @Test
    void findsTheSameContentBehindSharedSignalsAndOtherOrders() {
        Map<String, Wire> before =
                Map.of(
                        "x", wire("number"),
                        "y", wire("number"),
                        "a", wire("dropout", "x"),
                        "b", wire("sum", "a", "y", "x"),
                        "c", wire("concat", "a", "b"));
        Map<String, Wire> now =
                Map.of(
                        "x", wire("number"),
                        "y", wire("number"),
                        "d", wire("dropout", "x"),
                        "e", wire("sum", "x", "d", "y"),
                        "f", wire("concat", "d", "e"),
                        "g", wire("concat", "e", "d"));

        assertThat(align(before, now, List.of("b", "c"), List.of("f", "e")))
                .containsExactly("e", "f");
        assertThat(align(before, now, List.of("a", "c"), List.of("g", "d")))
                .as("the parts of concat have an order, so that only the rest is left for c")
                .containsExactly("d", "g");
    }

    @Test
    void aCycleIsNoContentOfAnythingElse() {
        Map<String, Wire> before =
                Map.of(
                        "x", wire("number"),
                        "drop", wire("dropout", "drop"),
                        "there", wire("dropout", "back", "x"),
                        "back", wire("dropout", "there"));
        Map<String, Wire> now =
                Map.of("x", wire("number"), "drop", wire("dropout", "x"), "y", wire("number"));

        assertThat(align(before, now, List.of("drop", "x"), List.of("x", "drop")))
                .containsExactly("drop", "x");
        assertThat(align(before, now, List.of("back", "x"), List.of("x", "y")))
                .containsExactly("y", "x");
    }
}
