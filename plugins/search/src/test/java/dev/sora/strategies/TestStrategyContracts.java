// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.SoraType;
import dev.sora.search.StrategyType;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.StrategyContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The strategies keep the contract that a stranger's have to keep. */
final class TestStrategyContracts {

    private static final Map<String, List<Map<String, Object>>> VARIANTS =
            Map.of(
                    "pbt",
                    List.of(
                            Map.of("population", 4, "interval", 2),
                            Map.of("population", 6, "quantile", 0.5, "resample", 1)),
                    "tpe",
                    List.of(Map.of("startup", 4)),
                    "growth",
                    List.of(Map.of("patience", 2)));

    private static StrategyContract contract(SoraType type) {
        StrategyContract contract = Contracts.strategy((StrategyType) type).variant(Map.of());
        VARIANTS.getOrDefault(type.descriptor().name(), List.of()).forEach(contract::variant);
        return contract;
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContract() {
        return new SearchPlugin()
                .types().stream().map(TestStrategyContracts::contract).flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> isAPluginWithContractsForAllItsTypes() {
        return Contracts.plugin(new SearchPlugin())
                .covers(
                        new SearchPlugin()
                                .types().stream().map(TestStrategyContracts::contract).toList())
                .tests();
    }
}
