// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.ParticlePlan;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Types with the names, settings and shapes of the vision plugin's, and an engine. */
public final class LikeVision {

    private static final Setting<String> COLUMN =
            Setting.column("column", "The column of images.", ColumnType.IMAGE).required();
    private static final Setting<List<Long>> SIZE =
            Setting.integers("size", "Height and width that all images are brought to.", 2)
                    .atLeast(1);
    private static final Setting<Long> FILTERS =
            Setting.integer("filters", "Channels that come out.").atLeast(1).orElse(32L);
    private static final Setting<List<Long>> KERNEL =
            Setting.integers("kernel", "Rows and columns of the kernel.", 2)
                    .atLeast(1)
                    .orElse(List.of(3L, 3L));
    private static final Setting<String> ACTIVATION =
            Setting.choice(
                            "activation",
                            "Function applied to each value.",
                            List.of("none", "relu", "tanh", "sigmoid"))
                    .orElse("relu");
    private static final Setting<Long> POOL =
            Setting.integer("pool", "Rows and columns of the max-pool after it; 0 for none.")
                    .atLeast(0)
                    .orElse(0L);
    private static final Setting<Path> IMAGES =
            Setting.path("images", "The file of images, plain or gz.").required();
    private static final Setting<Path> LABELS =
            Setting.path("labels", "The file of labels, plain or gz.");
    private static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of records to read.").large().atLeast(1);
    private static final Setting<Long> THREADS =
            Setting.integer("threads", "Threads that compute.").atLeast(1);

    private LikeVision() {}

    public static OfferedPlugin plugin() {
        return plugin("vision", "0.1.0");
    }

    static OfferedPlugin plugin(String name, String version) {
        return new OfferedPlugin(
                name,
                version,
                "plugins/sora-%s-%s.jar".formatted(name, version),
                LikeVision.class.getClassLoader(),
                List.of(new Image(), conv2d(), new Idx()));
    }

    public static OfferedPlugin engine() {
        return new OfferedPlugin(
                "engine-cpu",
                "0.1.0",
                "plugins/sora-engine-cpu-0.1.0.jar",
                LikeVision.class.getClassLoader(),
                List.<SoraType>of(new Cpu("cpu", 0, Optional.empty())));
    }

    private static LikeStandard.Core conv2d() {
        return new LikeStandard.Core(
                TypeDescriptor.of("conv2d", "Convolution.", FILTERS, KERNEL, ACTIVATION, POOL),
                settings -> in -> convolved(settings, in));
    }

    private static ParticlePlan convolved(Settings settings, SignalSpec in) {
        TensorSpec image = in.values();
        if (image.rank() != 3) {
            throw new ShapeException(
                    "an image (channels, height, width)",
                    in.toString(),
                    "put it before 'dense', 'flatten' and other particles that give up the picture");
        }
        long pool = Math.max(1, settings.get(POOL));
        long height = image.dimension(1) < 0 ? TensorSpec.UNKNOWN : image.dimension(1) / pool;
        long width = image.dimension(2) < 0 ? TensorSpec.UNKNOWN : image.dimension(2) / pool;
        return ParticlePlan.of(SignalSpec.floats(settings.get(FILTERS), height, width));
    }

    private record Image() implements InputType {
        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("image", "Pictures.", COLUMN, SIZE);
        }

        @Override
        public InputParticle create(Settings settings) {
            List<Long> size =
                    settings.find(SIZE).orElse(List.of(TensorSpec.UNKNOWN, TensorSpec.UNKNOWN));
            return new OnlyPlans.Input(
                    SignalSpec.floats(TensorSpec.UNKNOWN, size.get(0), size.get(1)));
        }
    }

    private record Idx() implements DataSourceType {
        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("idx", "Files of the MNIST form.", IMAGES, LABELS, LIMIT);
        }

        @Override
        public Optional<Schema> schema(Settings settings) {
            List<Column> columns = new ArrayList<>();
            columns.add(Column.of("image", ColumnType.IMAGE));
            settings.find(LABELS)
                    .ifPresent(labels -> columns.add(Column.of("label", ColumnType.INTEGER)));
            return Optional.of(new Schema(columns));
        }

        @Override
        public DataSource open(Settings settings) {
            throw new UnsupportedOperationException("planning reads no data");
        }
    }

    record Cpu(String name, int preference, Optional<Problem> obstacle) implements EngineType {
        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of(name, "Computes.", THREADS);
        }

        @Override
        public Engine start(Settings settings) {
            throw new UnsupportedOperationException("planning starts no engine");
        }
    }
}
