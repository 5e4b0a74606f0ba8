// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.io.Digests;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestCheckpoints {

    @TempDir private Path run;
    private Path folder;
    private Checkpoints checkpoints;
    private final List<Problem> notes = new ArrayList<>();

    @BeforeEach
    void create() {
        folder = run.resolve("checkpoints");
        checkpoints = new Checkpoints(folder, 2);
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(checkpoints.latest(notes::add)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void readsWhatItWrote() {
        Path file = checkpoints.save(Samples.checkpoint(3, 2));

        assertThat(file).hasFileName("epoch-0003.ckpt");
        assertThat(checkpoints.latest(notes::add))
                .contains(new Checkpoints.Found(file, Samples.checkpoint(3, 2)));
        assertThat(notes).isEmpty();
    }

    @Test
    void readsACheckpointWithoutABestEpoch() {
        Progress progress =
                new Progress(
                        1,
                        0,
                        1,
                        2,
                        Optional.empty(),
                        -3,
                        "x",
                        "",
                        "",
                        "",
                        "",
                        Optional.empty(),
                        0,
                        List.of());
        Checkpoint checkpoint =
                new Checkpoint(progress, Samples.weights(), Samples.weights(), Optional.empty());

        Path file = checkpoints.save(checkpoint);

        assertThat(Checkpoint.read(file)).isEqualTo(checkpoint);
    }

    /** Of records in another order, nobody can put the data back. */
    @Test
    void tellsRecordsInAnotherOrderFromOtherRecords() {
        Checkpoint checkpoint = Samples.checkpoint(1, 1);
        String data = Digests.sha256("data");
        String records = Digests.sha256("records");

        checkpoint.requireData(data, records, folder);
        assertThatThrownBy(() -> checkpoint.requireData("other", records, folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4428")
                .hasMessageContaining("order_by");
        for (String other : List.of("", "others")) {
            assertThatThrownBy(() -> checkpoint.requireData("other", other, folder))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4427");
        }
    }

    @Test
    void keepsTheLatestAndTheBest() throws IOException {
        for (int epoch = 1; epoch <= 5; epoch++) {
            checkpoints.save(Samples.checkpoint(epoch, Math.min(epoch, 2)));
        }

        assertThat(names())
                .containsExactly("epoch-0002.ckpt", "epoch-0004.ckpt", "epoch-0005.ckpt");
    }

    @Test
    void skipsWhatIsBrokenAndSaysSo() throws IOException {
        checkpoints.save(Samples.checkpoint(1, 1));
        Path cut = checkpoints.save(Samples.checkpoint(2, 1));
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        Files.createDirectory(folder.resolve("epoch-0007.ckpt"));
        Files.writeString(folder.resolve("notes.txt"), "not one of ours");

        Optional<Checkpoints.Found> found = checkpoints.latest(notes::add);

        assertThat(found.orElseThrow().checkpoint()).isEqualTo(Samples.checkpoint(1, 1));
        assertThat(notes).extracting(Problem::code).containsOnly("SORA-4422");
        assertThat(notes.get(0).where()).endsWith("epoch-0007.ckpt");
        assertThat(notes.get(1).where()).endsWith("epoch-0002.ckpt");
    }

    @Test
    void clearsItsOwnFilesOnly() throws IOException {
        checkpoints.save(Samples.checkpoint(1, 1));
        Files.writeString(folder.resolve("notes.txt"), "not one of ours");

        checkpoints.clear();

        assertThat(names()).containsExactly("notes.txt");
    }

    @Test
    void refusesToGoOnUnderAnotherManifest() {
        Path file = checkpoints.save(Samples.checkpoint(1, 1));
        Checkpoint checkpoint = Checkpoint.read(file);

        checkpoint.requireIdentity(StepsIdentity.of(Digests.sha256("manifest: 1")), file);
        StepsIdentity other = StepsIdentity.of(Digests.sha256("other"));
        assertThatThrownBy(() -> checkpoint.requireIdentity(other, file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4421  the checkpoint belongs to another manifest")
                .hasMessageContaining("epoch-0001.ckpt");
    }

    /** The groups of a checkpoint are named only if the manifest is the same. */
    @Test
    void tellsOtherGroupsFromAnotherManifest() {
        String manifest = Digests.sha256("manifest: 1");
        Checkpoint plain = Samples.checkpoint(1, 1);
        StepsIdentity grouped = new StepsIdentity(manifest, "all[a, b]standard/adam{}");

        assertThatThrownBy(() -> plain.requireIdentity(grouped, folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4421  the checkpoint belongs to other groups")
                .hasMessageContaining("needs  no groups")
                .hasMessageContaining("have   all [a, b] standard/adam {}")
                .hasMessageContaining("sora train --resume");
        assertThatThrownBy(
                        () ->
                                plain.requireIdentity(
                                        new StepsIdentity(
                                                Digests.sha256("other"), grouped.groups()),
                                        folder))
                .hasMessageContaining("SORA-4421  the checkpoint belongs to another manifest");
    }

    /** Shards have orders of their own, so that within an epoch other records are left. */
    @Test
    void tellsOtherShardsFromAnotherManifest() {
        Checkpoint plain = Samples.checkpoint(1, 1);
        StepsIdentity three = new StepsIdentity(Digests.sha256("manifest: 1"), "", false, 3);

        assertThatThrownBy(() -> plain.requireIdentity(three, folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4421  the checkpoint belongs to other shards")
                .hasMessageContaining("needs  training records that are not divided")
                .hasMessageContaining("have   training records in 3 shards")
                .hasMessageContaining("without --shard-data");
        StepsIdentity other = new StepsIdentity(Digests.sha256("other"), "", false, 3);
        assertThatThrownBy(() -> plain.requireIdentity(other, folder))
                .hasMessageContaining("SORA-4421  the checkpoint belongs to another manifest");
    }

    /** Kept values differ in their last digits from those of each epoch. */
    @Test
    void refusesToGoOnWithOtherMemory() {
        Checkpoint plain = Samples.checkpoint(1, 1);
        String manifest = Digests.sha256("manifest: 1");

        plain.requireIdentity(StepsIdentity.of(manifest, false), folder);
        assertThatThrownBy(() -> plain.requireIdentity(StepsIdentity.of(manifest, true), folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4429")
                .hasMessageContaining("computed in each epoch")
                .hasMessageContaining("lower 'data.memory'");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The form that a file beyond 4 GiB has, at the size of a test. */
    @Test
    void readsTheSixtyFourBitForm() throws IOException {
        Path file = checkpoints.save(Samples.checkpoint(1, 1));
        byte[] bytes = Files.readAllBytes(file);
        Checkpoint whole = Checkpoint.read(file);

        Files.write(file, sixtyFour(bytes, 0));
        assertThat(Checkpoint.read(file).progress()).isEqualTo(whole.progress());
        assertThat(Checkpoint.read(file).weights()).isEqualTo(whole.weights());

        for (long shift : new long[] {-1, 1, 1L << 40, Long.MIN_VALUE}) {
            Files.write(file, sixtyFour(bytes, shift));
            assertThatThrownBy(() -> Checkpoint.read(file)).isInstanceOf(DataException.class);
        }
    }

    /** Writes the end of a zip file anew, with a locator that is wrong by some bytes. */
    private static byte[] sixtyFour(byte[] zip, long shift) {
        int at = zip.length - 22;
        ByteBuffer end = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(zip.length + 76).order(ByteOrder.LITTLE_ENDIAN);
        out.put(zip, 0, at);
        long count = end.getShort(at + 10);
        out.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
        out.putInt(0).putInt(0).putLong(count).putLong(count);
        out.putLong(end.getInt(at + 12)).putLong(end.getInt(at + 16));
        out.putInt(0x07064b50).putInt(0).putLong(at + shift).putInt(1);
        out.put(zip, at, 16).putInt(-1).putShort((short) 0);
        return out.array();
    }
}
