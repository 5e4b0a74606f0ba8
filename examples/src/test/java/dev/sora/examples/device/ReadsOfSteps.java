// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.device;

import dev.sora.container.flat.FlatHost;
import dev.sora.core.TrainingSession;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.manifest.Overrides;
import dev.sora.examples.trial.TrialPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Trains manifests step by step and prints, for each, how often its steps read from the device. The
 * first steps are not counted: constants may be computed in them.
 */
public final class ReadsOfSteps {

    private static final int FIRST = 3;

    private ReadsOfSteps() {}

    /**
     * Prints a line for each manifest: the reads of its steps, and those of its weights, which are
     * one.
     *
     * @param arguments the number of steps, then the manifests
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        CountedReads.install();
        int steps = Integer.parseInt(arguments[0]);
        try (SoraRuntime runtime =
                new SoraRuntime(
                        FlatHost.ofClassPath(ReadsOfSteps.class.getClassLoader())
                                .with(List.of(FlatHost.offer(new TrialPlugin(), "0.3.0"))),
                        KnownTypes.none())) {
            for (String file : List.of(arguments).subList(1, arguments.length)) {
                System.out.println(line(runtime, Path.of(file), steps));
            }
        }
    }

    private static String line(SoraRuntime runtime, Path manifest, int steps) {
        List<String> overrides = new ArrayList<>(List.of("training.epochs=1000"));
        try (TrainingSession session =
                runtime.session(
                        runtime.plan(manifest, new Overrides(overrides, Map.of())), event -> {})) {
            train(session, FIRST);
            long before = CountedReads.COUNT.get();
            train(session, steps);
            long reads = CountedReads.COUNT.get() - before;
            String where = reads == 0 ? "" : place();
            session.weights();
            return "%s: %d reads in %d steps, %d of the weights %s"
                    .formatted(
                            manifest,
                            reads,
                            steps,
                            CountedReads.COUNT.get() - before - reads,
                            where);
        }
    }

    private static void train(TrainingSession session, int steps) {
        for (int done = 0; done < steps; ) {
            if (session.next()) {
                session.train();
                done++;
            }
        }
    }

    /** Returns the first frames of the last read that are not DJL's. */
    private static String place() {
        StringBuilder place = new StringBuilder();
        int frames = 0;
        for (StackTraceElement frame : CountedReads.last.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.sora") && frames++ < 4) {
                place.append(frame.getFileName()).append(':').append(frame.getLineNumber());
                place.append(' ');
            }
        }
        return place.toString();
    }
}
