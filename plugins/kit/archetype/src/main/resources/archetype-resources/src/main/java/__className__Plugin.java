package ${package};

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** The entry point, which {@code META-INF/services/dev.sora.plugin.SoraPlugin} names. */
public final class ${className}Plugin implements SoraPlugin {

    /** Must do nothing, because Sora also creates the plugin to list it. */
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
