package ${package};

import ai.djl.ndarray.types.DataType;
import dev.sora.index.IndexType;
import dev.sora.index.IndexedVectors;
import dev.sora.index.VectorSearch;
import dev.sora.particle.State;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * An inverted file (Sivic and Zisserman, 2003): every vector is in the list of the most similar of
 * some centres, and a search reads few of the lists.
 */
final class ${className}Type implements IndexType {

    private static final long MOST = 100_000;

    // Defaults, messages and 'sora plugin info' derive from this.
    static final Setting<Long> LISTS =
            Setting.integer("lists", "How many lists, at most one for each vector.")
                    .atLeast(1)
                    .atMost(MOST)
                    .orElse(16L);
    static final Setting<Long> PROBES =
            Setting.integer("probes", "How many of the lists a search reads.")
                    .atLeast(1)
                    .atMost(MOST)
                    .orElse(4L);
    static final Setting<Long> SEED =
            Setting.integer("seed", "Seed of the choice of centres.").large().orElse(1L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "${name}", "Lists of vectors around centres.", LISTS, PROBES, SEED);
    }

    @Override
    public State arrange(Settings settings, IndexedVectors vectors) {
        // Equal settings and vectors must give equal states: all chance comes from the seed.
        int[] centres =
                new SplittableRandom(settings.get(SEED))
                        .ints(0, vectors.count())
                        .distinct()
                        .limit(Math.min(settings.get(LISTS), vectors.count()))
                        .sorted()
                        .toArray();
        ${className}Search.Centres known = ${className}Search.Centres.of(vectors, centres);
        int[] lists = new int[vectors.count()];
        float[] vector = new float[vectors.size()];
        for (int row = 0; row < lists.length; row++) {
            vectors.copy(row, vector);
            lists[row] = known.nearest(vector)[0];
        }
        return State.builder()
                .integer("probes", settings.get(PROBES))
                .tensor("centres", tensor(centres))
                .tensor("lists", tensor(lists))
                .build();
    }

    @Override
    public VectorSearch open(State state, IndexedVectors vectors) {
        // The state comes from a file that anyone may have written: every number is checked, and
        // how many they are, because each centre takes the memory of a vector.
        int[] centres = numbers(state, "centres", vectors.count());
        for (int i = 1; i < centres.length; i++) {
            if (centres[i - 1] >= centres[i]) {
                throw state.broken("centres", "numbers in ascending order");
            }
        }
        if (centres.length == 0 || centres.length > MOST) {
            throw state.broken("centres", "from 1 to %d numbers".formatted(MOST));
        }
        int[] lists = numbers(state, "lists", centres.length);
        if (lists.length != vectors.count()) {
            throw state.broken("lists", "a list for each vector");
        }
        return new ${className}Search(
                ${className}Search.Centres.of(vectors, centres),
                lists,
                (int) state.integer("probes", 1, MOST));
    }

    static HostTensor tensor(int[] values) {
        HostTensor tensor = HostTensor.allocate(DataType.INT32, values.length);
        tensor.data().asIntBuffer().put(values);
        return tensor;
    }

    private static int[] numbers(State state, String key, int end) {
        HostTensor tensor = state.tensor(key, DataType.INT32);
        IntBuffer buffer = tensor.data().asIntBuffer();
        int[] values = new int[buffer.remaining()];
        buffer.get(values);
        if (Arrays.stream(values).anyMatch(value -> value < 0 || value >= end)) {
            throw state.broken(key, "numbers below " + end);
        }
        return values;
    }
}
