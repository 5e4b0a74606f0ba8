package ${package};

import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.Optional;

/**
 * Starts a native runtime of a DJL engine that the plugin packs. Add the engine to pom.xml without
 * a scope, such as ai.djl.onnxruntime:onnxruntime-engine, and exclude ai.djl:api, which Sora
 * provides; then set its name here.
 */
final class ${className}Type implements EngineType {

    /** The name of the runtime in DJL. */
    static final String RUNTIME = "OnnxRuntime";

    private static final String PROVIDER = "ai/djl/onnxruntime/engine/OrtEngineProvider.class";

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this.
    static final Setting<Long> THREADS =
            Setting.integer("threads", "Threads that share one operation.").atLeast(1).orElse(1L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("${name}", RUNTIME + " on the CPU.", THREADS);
    }

    /** Returns why it cannot run here, and loads nothing: 'engine: {type: auto}' then skips it. */
    @Override
    public Optional<Problem> obstacle() {
        return getClass().getClassLoader().getResource(PROVIDER) != null
                ? Optional.empty()
                : Optional.of(
                        Problem.of("${className.toUpperCase()}-5001", "the plugin brings no runtime")
                                .needs("an engine of DJL among its libraries")
                                .fix("name one in pom.xml, and build the plugin again"));
    }

    @Override
    public Engine start(Settings settings) {
        obstacle()
                .ifPresent(
                        problem -> {
                            throw new EngineException(problem);
                        });
        // The context class loader is that of the plugin, so DJL finds the files in its jar.
        return new ${className}Engine(
                ai.djl.engine.Engine.getEngine(RUNTIME), settings.get(THREADS).intValue());
    }
}
