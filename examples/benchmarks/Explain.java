// SPDX-License-Identifier: Apache-2.0

import dev.sora.container.felix.FelixHost;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.Sora;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.data.ImageValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Measures single explanations of an open model of pictures of 28 x 28 by each method:
 * {@code java -cp ... Explain.java MODEL PLUGINS CACHE COUNT}.
 */
final class Explain {

    private static final int WARM_UP = 30;

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[3]);
        try (FelixHost host = FelixHost.open(Path.of(args[2]), "0.0.0", TrustPolicy.open())) {
            try (Stream<Path> jars = Files.list(Path.of(args[1]))) {
                host.installAll(jars.filter(jar -> jar.toString().endsWith(".jar")).toList());
            }
            host.start();
            try (Sora sora = new SoraRuntime(host, KnownTypes.none());
                    Model model = sora.open(Path.of(args[0]))) {
                for (ExplanationMethod method : ExplanationMethod.values()) {
                    measure(model, ExplanationOptions.DEFAULT.by(method), count);
                }
            }
        }
    }

    private static void measure(Model model, ExplanationOptions options, int count) {
        Random random = new Random(1);
        double[] times = new double[count];
        for (int i = -WARM_UP; i < count; i++) {
            byte[] pixels = new byte[28 * 28];
            random.nextBytes(pixels);
            Map<String, Object> record = Map.of("image", new ImageValue(28, 28, 1, pixels));
            long begun = System.nanoTime();
            model.explain(List.of(record), options);
            if (i >= 0) {
                times[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(times);
        System.out.printf(
                "%-22s median %8.2f ms, 95 %% %8.2f ms%n",
                options.method().word(), times[count / 2], times[count * 95 / 100]);
    }
}
