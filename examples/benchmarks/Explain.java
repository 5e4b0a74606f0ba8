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
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Measures single explanations of an open model, of pictures of 28 x 28 by each method or of 500
 * words by integrated gradients:
 * {@code java -cp ... Explain.java MODEL PLUGINS CACHE COUNT pictures|words}.
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
                if (args[4].equals("words")) {
                    measure(model, ExplanationOptions.DEFAULT, 2, count, Explain::words);
                    return;
                }
                for (ExplanationMethod method : ExplanationMethod.values()) {
                    ExplanationOptions options = ExplanationOptions.DEFAULT.by(method);
                    measure(model, options, WARM_UP, count, Explain::picture);
                }
            }
        }
    }

    private static Map<String, Object> picture(Random random) {
        byte[] pixels = new byte[28 * 28];
        random.nextBytes(pixels);
        return Map.of("image", new ImageValue(28, 28, 1, pixels));
    }

    private static Map<String, Object> words(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            text.append(" w").append(random.nextInt(9990));
        }
        return Map.of("text", text.toString());
    }

    private static void measure(
            Model model,
            ExplanationOptions options,
            int warmUp,
            int count,
            Function<Random, Map<String, Object>> records) {
        Random random = new Random(1);
        double[] times = new double[count];
        for (int i = -warmUp; i < count; i++) {
            Map<String, Object> record = records.apply(random);
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
