// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import dev.sora.order.OrderType;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.OrderContract;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** With which settings each order is tried. */
final class TestOrderContracts {

    static List<OrderContract> all() {
        return List.of(
                order("balanced")
                        .variant(Map.of())
                        .variant(Map.of("strength", 0))
                        .variant(Map.of("strength", 0.5))
                        .refuses("strength", 1.5),
                order("identities")
                        .variant(Map.of())
                        .variant(Map.of("records", 2))
                        .variant(Map.of("records", 7))
                        .refuses("records", 1));
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    private static OrderContract order(String name) {
        return Contracts.order(Workbench.type(new StandardPlugin(), OrderType.class, name));
    }
}
