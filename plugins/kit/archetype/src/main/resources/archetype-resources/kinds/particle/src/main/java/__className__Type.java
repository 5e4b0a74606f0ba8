package ${package};

import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** What a manifest may say of the particle. One type serves all pipelines, so it keeps no state. */
final class ${className}Type implements ParticleType {

    // Said once: defaults, messages, the schema for editors and 'sora plugin info' come from here.
    static final Setting<Double> SLOPE =
            Setting.number("slope", "The slope that learning starts with.").above(0).orElse(1.0);
    static final Setting<Boolean> LEARN =
            Setting.bool("learn", "Whether the slope is learned, or stays as it is.").orElse(true);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "${name}", "Bends values by a slope that is learned.", SLOPE, LEARN);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        // Whatever arrives here is checked already.
        return new ${className}Particle(settings.get(SLOPE), settings.get(LEARN));
    }
}
