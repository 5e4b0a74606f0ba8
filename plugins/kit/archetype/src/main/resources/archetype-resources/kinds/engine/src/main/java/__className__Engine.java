package ${package};

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineDevice;
import dev.sora.engine.EngineFacts;
import java.util.List;
import java.util.function.Supplier;

/**
 * An active runtime: one in a JVM, for all threads and trainings.
 *
 * <p>It computes forward. One that computes gradients opens tapes ({@code openTape}); what not every
 * runtime has is offered when it is asked for ({@code offers}).
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

    /** The runtime has one generator: nothing else may draw between the seed and the draws. */
    @Override
    public synchronized <T> T seeded(long seed, Supplier<T> draws) {
        runtime.setRandomSeed((int) seed);
        return draws.get();
    }

    @Override
    public void await() {
        // Operations of a CPU have ended when they return.
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
        // Managers belong to those who asked for them; native code stays until the JVM ends.
    }
}
