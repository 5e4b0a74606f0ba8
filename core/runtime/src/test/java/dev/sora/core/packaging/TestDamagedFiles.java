// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages files in thousands of ways: what is read is the same as before, or nothing is. */
final class TestDamagedFiles {

    private static final long MOST_MEMORY = 8 << 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir private Path folder;

    @Test
    void modelPackagesSurviveFlippedBytes() throws IOException {
        Path file = folder.resolve("model.sora");
        ModelPackage.write(file, Samples.model());
        byte[] whole = Files.readAllBytes(file);

        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (at % 2 == 0 ? 1 << at % 7 : 0xff);
            refused += check(file, flipped, ModelPackage::read, Samples.model()) ? 0 : 1;
        }

        // What is left are bytes that say nothing, such as times.
        assertThat(refused).isGreaterThan(whole.length / 2);
    }

    @Test
    void modelPackagesSurviveCuts() throws IOException {
        Path file = folder.resolve("model.sora");
        ModelPackage.write(file, Samples.model());
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length += 3) {
            check(file, Arrays.copyOf(whole, length), ModelPackage::read, Samples.model());
            check(
                    file,
                    Arrays.copyOfRange(whole, whole.length - length, whole.length),
                    ModelPackage::read,
                    Samples.model());
        }
    }

    @Test
    void checkpointsSurviveRandomDamage() throws IOException {
        Path file = folder.resolve("epoch-0002.ckpt");
        Checkpoint checkpoint = Samples.checkpoint(2, 1);
        Checkpoint.write(file, checkpoint);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);

        for (int round = 0; round < 500; round++) {
            check(file, damage(whole, random), Checkpoint::read, checkpoint);
        }
    }

    @Test
    void contentWithDigestsThatFitIsStillChecked() throws IOException {
        Path file = folder.resolve("model.sora");
        ModelPackage.write(file, Samples.model());
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(8);
        List<String> names =
                List.of("weights.safetensors", "lock.json", "metrics.json", "particles/image.json");

        for (int round = 0; round < 500; round++) {
            Files.write(file, whole);
            HostileZip zip = new HostileZip(file);
            String name = names.get(round % names.size());
            zip.put(name, damage(zip.get(name), random)).seal(file, "model");
            read(file, ModelPackage::read);
        }
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xff);
                default -> bytes = without(bytes, at);
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    private <T> boolean check(Path file, byte[] bytes, Function<Path, T> reader, T expected)
            throws IOException {
        Files.write(file, bytes);
        T read = read(file, reader);
        if (read != null) {
            assertThat(read).isEqualTo(expected);
        }
        return read != null;
    }

    /** Any other exception fails the test. */
    private <T> T read(Path file, Function<Path, T> reader) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            return reader.apply(file);
        } catch (SoraException e) {
            assertThat(e.problems().get(0).where()).contains(file.getFileName().toString());
            return null;
        } finally {
            long taken = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(taken).isLessThan(MOST_MEMORY);
        }
    }
}
