package ${package};

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.core.Sora;
import dev.sora.order.TrainingRecords;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SoraFixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the contracts of this order and of the plugin. */
final class Test${className} {

    /** A Sora with this plugin as a bundle in a container, as users run it. */
    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(${className}Plugin.class);

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contracts.order(new ${className}Type())
                // Data of several sizes is tested with each of these settings.
                .variant(Map.of())
                .variant(Map.of("together", 3))
                .refuses("together", 0)
                .tests();
    }

    @Test
    void namesEveryRecordOnceAndKeepsNeighboursTogether() {
        List<int[]> minibatches =
                new ${className}Order(5).minibatches(new Known(), new SplittableRandom(1));

        int[] rows = minibatches.stream().flatMapToInt(Arrays::stream).toArray();
        assertArrayEquals(
                IntStream.range(0, 20).toArray(), Arrays.stream(rows).sorted().toArray());
        assertTrue(IntStream.range(0, 20).allMatch(i -> i % 5 == 0 || rows[i] == rows[i - 1] + 1));
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

    private static final class Known implements TrainingRecords {

        @Override
        public int size() {
            return 20;
        }

        @Override
        public int batchSize() {
            return 10;
        }

        @Override
        public int minibatches() {
            return 2;
        }

        @Override
        public int[] classes() {
            throw new IllegalStateException("readsClasses() returns false");
        }
    }
}
