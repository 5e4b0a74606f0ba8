package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sora.plugin.Kind;
import dev.sora.search.StrategyType;
import dev.sora.testkit.Contracts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests the contracts of this strategy and of the plugin. */
final class Test${className} {

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contracts.strategy(new ${className}Type())
                // Searches over several spaces are followed with each of these settings.
                .variant(Map.of("first", 2))
                .variant(Map.of("step", 1))
                .refuses("first", 0)
                .refuses("step", 0)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> isAPluginThatCanComeAndGo() {
        return Contracts.plugin(new ${className}Plugin())
                .covers(List.of(Contracts.strategy(new ${className}Type())))
                .tests();
    }

    @Test
    void isOfferedAsAStrategy() {
        Kind kind = new ${className}Plugin().types().get(0).kind();

        assertEquals(StrategyType.KIND, kind);
    }
}
