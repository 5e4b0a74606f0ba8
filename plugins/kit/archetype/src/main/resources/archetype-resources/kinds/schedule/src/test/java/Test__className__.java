package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.core.Sora;
import dev.sora.optimiser.Schedule;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SoraFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the contracts of this schedule and of the plugin. */
final class Test${className} {

    /** A Sora with this plugin as a bundle in a container, as users run it. */
    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(${className}Plugin.class);

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contracts.schedule(new ${className}Type())
                // Trainings of several lengths are tested with each of these settings.
                .variant(Map.of("least", 0))
                .variant(Map.of("power", 2.5))
                .refuses("least", 2)
                .refuses("power", 0)
                .tests();
    }

    @Test
    void fallsFromTheWholeRateToTheLeast() {
        Schedule schedule = new ${className}Schedule(0.2, 1);

        assertEquals(1, schedule.factor(new Schedule.Progress(1, 11, 1, 1, List.of())), 1e-12);
        assertEquals(0.6, schedule.factor(new Schedule.Progress(6, 11, 1, 1, List.of())), 1e-12);
        assertEquals(0.2, schedule.factor(new Schedule.Progress(11, 11, 1, 1, List.of())), 1e-12);
    }

    @TestFactory
    Stream<DynamicTest> isAPluginThatCanComeAndGo() {
        // Trains before unloading: resources left by a computation would prevent unloading.
        return Contracts.plugin(new ${className}Plugin())
                .trains(Path.of("sample.yaml"), "data.train.samples=300", "training.epochs=1")
                .tests();
    }

    @Test
    void trainsItsSample() {
        // A shorter training than in the manifest, which shows that all parts work together.
        Sora.TrainingResult result =
                SORA.train(Path.of("sample.yaml"), "data.train.samples=300", "training.epochs=1");

        assertTrue(
                result.metrics().split("test").outputs().contains("digit"),
                "an accuracy was measured");
    }
}
