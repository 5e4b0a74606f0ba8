package ${package};

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineDevice;
import dev.sora.engine.EngineFacts;
import java.util.List;
import java.util.function.Supplier;

/**
 * An active runtime: one for each JVM, shared by all threads and trainings.
 *
 * <p>It has no gradients. An engine with gradients implements {@code openTape}; {@code offers}
 * returns optional abilities.
 */
final class ${className}Engine implements Engine {

    private static final EngineDevice CPU = EngineDevice.of("cpu");

    private final ai.djl.engine.Engine runtime;
    private final int threads;

    ${className}Engine(ai.djl.engine.Engine runtime, int threads) {
        this.runtime = runtime;
        this.threads = threads;
    }

    @Override
    public NDManager newManager() {
        return runtime.newBaseManager(Device.cpu());
    }

    /** The runtime has one generator: no other work may draw between seeding and drawing. */
    @Override
    public synchronized <T> T seeded(long seed, Supplier<T> draws) {
        runtime.setRandomSeed((int) seed);
        return draws.get();
    }

    @Override
    public void await() {
        // Operations on a CPU are complete when they return.
    }

    @Override
    public List<EngineDevice> devices() {
        return List.of(CPU);
    }

    @Override
    public EngineFacts facts() {
        return EngineFacts.of(runtime.getEngineName() + " " + runtime.getVersion())
                .withThreads(threads);
    }

    @Override
    public void close() {
        // Callers close their managers; native code stays loaded until the JVM ends.
    }
}
