// SPDX-License-Identifier: Apache-2.0

import dev.sora.container.felix.FelixHost;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.Model;
import dev.sora.core.PredictionOptions;
import dev.sora.core.Sora;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Predicts for 16 random pictures of 320 x 256 again and again, and prints pictures a second, for
 * vision.sh: {@code java -cp ... PredictPictures.java MODEL PLUGINS CACHE}.
 */
final class PredictPictures {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 256;
    private static final long LINE = 400_000_000L;

    public static void main(String[] args) throws Exception {
        try (FelixHost host = FelixHost.open(Path.of(args[2]), "0.0.0", TrustPolicy.open())) {
            try (Stream<Path> jars = Files.list(Path.of(args[1]))) {
                host.installAll(jars.filter(jar -> jar.toString().endsWith(".jar")).toList());
            }
            host.start();
            try (Sora sora = new SoraRuntime(host, KnownTypes.none());
                    Model model = sora.open(Path.of(args[0]))) {
                forever(model, pictures());
            }
        }
    }

    private static List<DataRecord> pictures() {
        Schema schema = Schema.of(Column.of("image", ColumnType.IMAGE));
        Random random = new Random(7);
        List<DataRecord> records = new ArrayList<>();
        for (int i = 1; i <= 16; i++) {
            byte[] samples = new byte[WIDTH * HEIGHT * 3];
            random.nextBytes(samples);
            records.add(
                    new DataRecord(schema, "memory", i, new ImageValue(WIDTH, HEIGHT, 3, samples)));
        }
        return records;
    }

    private static void forever(Model model, List<DataRecord> records) {
        while (true) {
            long begun = System.nanoTime();
            int done = 0;
            while (System.nanoTime() - begun < LINE) {
                done += model.predictRecords(records, PredictionOptions.DEFAULT).size();
            }
            System.out.printf("%.1f%n", done * 1e9 / (System.nanoTime() - begun));
        }
    }
}
