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
 * Starts a native runtime that DJL knows. It comes with a DJL engine among the plugin's own
 * libraries: name it in pom.xml without a scope, ai.djl.onnxruntime:onnxruntime-engine say, with an
 * exclusion of ai.djl:api, which Sora lends; and put its name here.
 */
final class ${className}Type implements EngineType {

    /** What DJL calls the runtime. */
    static final String RUNTIME = "OnnxRuntime";

    private static final String PROVIDER = "ai/djl/onnxruntime/engine/OrtEngineProvider.class";

    // Said once: defaults, messages, the schema for editors and 'sora plugin info' come from here.
    static final Setting<Long> THREADS =
            Setting.integer("threads", "Threads that share one operation.").atLeast(1).orElse(1L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("${name}", RUNTIME + " on the CPU.", THREADS);
    }

    /** Says why it cannot run here, and loads nothing: 'engine: {type: auto}' passes it over. */
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
        // The context class loader is the plugin's: DJL finds what lies in the jar.
        return new ${className}Engine(
                ai.djl.engine.Engine.getEngine(RUNTIME), settings.get(THREADS).intValue());
    }
}
