package ${package};

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/**
 * What Sora finds in the jar, by the name in {@code META-INF/services/dev.sora.plugin.SoraPlugin}.
 */
public final class ${className}Plugin implements SoraPlugin {

    /** Does nothing: Sora creates the plugin whenever it lists what is there. */
    public ${className}Plugin() {}

    @Override
    public String name() {
        return "${name}";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new ${className}Type());
    }
}
