// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.engine.LibraryInstaller;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.pytorch.NativePlatform;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The type {@code gpu}, which starts PyTorch on a GPU of NVIDIA. */
final class GpuEngineType implements EngineType, LibraryInstaller {

    static final Setting<Path> LIBTORCH =
            Setting.path(
                    "libtorch",
                    "The folder of a CUDA build of libtorch; if not given, the one that the"
                            + " variable SORA_LIBTORCH names, otherwise the installed one.");

    static final Setting<String> PRECISION =
            Setting.choice(
                            "precision",
                            "The precision of products and convolutions: 'float32'; 'tf32', which"
                                    + " is faster and rounds their operands to 11 significant bits;"
                                    + " or 'bf16', which rounds operands and results to 8. Weights,"
                                    + " losses and updates stay 32-bit floats.",
                            Precision.words())
                    .orElse(Precision.FLOAT32.word());

    static final Setting<Boolean> DETERMINISTIC =
            Setting.bool(
                            "deterministic",
                            "Whether a training gives the same bits each time; some operations are"
                                    + " slower, and an operation without such a form is an error.")
                    .orElse(false);

    private static final String PLATFORM = "linux-x86_64";

    private static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "gpu",
                    "PyTorch on a GPU of NVIDIA, with CUDA.",
                    GpuNumbers.DEVICE,
                    GpuNumbers.DEVICES,
                    PRECISION,
                    DETERMINISTIC,
                    LIBTORCH);

    private final LibraryPlace place;
    private final Path root;

    GpuEngineType() {
        this(LibraryPlace.ofProcess(), Path.of("/"));
    }

    /**
     * Creates the type for a machine.
     *
     * @param root the root of the file system in which the driver is looked for
     */
    GpuEngineType(LibraryPlace place, Path root) {
        this.place = place;
        this.root = root;
    }

    @Override
    public TypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    /** A GPU that can run is faster than the CPU. */
    @Override
    public int preference() {
        return 10;
    }

    @Override
    public Optional<Problem> obstacle() {
        return obstacle(Settings.of(DESCRIPTOR.settings(), Map.of()));
    }

    @Override
    public Optional<Problem> obstacle(Settings settings) {
        try {
            libraries(settings);
            return Optional.empty();
        } catch (EngineException e) {
            return Optional.of(e.problems().get(0));
        }
    }

    @Override
    public int replicas(Settings settings) {
        return GpuNumbers.of(settings).size();
    }

    @Override
    public Engine start(Settings settings) {
        List<Integer> numbers = GpuNumbers.of(settings);
        return GpuEngine.start(
                libraries(settings),
                numbers,
                Precision.of(settings.get(PRECISION)),
                settings.get(DETERMINISTIC));
    }

    /**
     * Finds the libraries, if the machine can use them: its driver is checked first, because to
     * check libraries takes longer, and each plan does it.
     */
    private GpuLibraries libraries(Settings settings) {
        if (!NativePlatform.current().equals(PLATFORM)) {
            throw new EngineException(
                    Problem.of("SORA-5110", "the GPU engine does not run on this platform")
                            .needs(PLATFORM)
                            .have(NativePlatform.current())
                            .fix("use 'engine: {type: cpu}'"));
        }
        refuse(NativePlatform.otherLibc("the GPU engine"));
        Optional<Path> asked = settings.find(LIBTORCH);
        place.require(asked);
        boolean gpu = !HostProcessor.isChosen();
        if (gpu) {
            refuse(Driver.obstacle(root));
            refuse(
                    VisibleDevices.obstacle(
                            place.environment(), root, GpuNumbers.highest(settings)));
        }
        GpuLibraries libraries = new GpuLibraries(place.find(asked, gpu), gpu, place.environment());
        refuse(libraries.obstacle());
        return libraries;
    }

    private static void refuse(Optional<Problem> obstacle) {
        if (obstacle.isPresent()) {
            throw new EngineException(obstacle.get());
        }
    }

    @Override
    public Staged stage(Path source, Path home, boolean link) {
        return new LibraryStore(home).stage(source, link, !HostProcessor.isChosen());
    }

    @Override
    public Optional<Installed> installed(Path home) {
        return new LibraryStore(home).installed();
    }

    @Override
    public boolean remove(Path home) {
        return new LibraryStore(home).remove();
    }

    @Override
    public Map<String, String> machine() {
        return MachineFacts.of(root);
    }
}
