package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.problem.EngineException;
import dev.sora.engine.EngineType;
import dev.sora.testkit.Workbench;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests what needs no runtime. There is no contract for engines: a JVM loads one native runtime,
 * and the test kit uses its own.
 */
final class Test${className} {

    private final ${className}Type type = new ${className}Type();

    @Test
    void isOfferedAsAnEngine() {
        SoraType offered = new ${className}Plugin().types().get(0);
        Kind kind = offered.kind();

        assertEquals(EngineType.KIND, kind);
        assertEquals("${name}", offered.descriptor().name());
    }

    /** Remove this test when the plugin packs a runtime. */
    @Test
    void saysWhatIsMissing() {
        EngineException refused =
                assertThrows(
                        EngineException.class,
                        () -> type.start(Workbench.settings(type, Map.of("threads", 2))));

        assertEquals("the plugin brings no runtime", refused.problems().get(0).message());
    }

    @Test
    void refusesNoThreads() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Workbench.settings(type, Map.of("threads", 0)));
    }
}
