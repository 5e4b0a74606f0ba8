package ${package};

import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** Declares the settings of the particle. All pipelines share one type, so it keeps no state. */
final class ${className}Type implements ParticleType {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this.
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
        // The settings are checked already.
        return new ${className}Particle(settings.get(SLOPE), settings.get(LEARN));
    }
}
